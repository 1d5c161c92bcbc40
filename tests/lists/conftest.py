"""Knowledge of the checkout, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.knowledge.folder import read_folder
from enduse.knowledge.pack import Pack, write_pack
from enduse.lists.reference import Reference
from enduse.lists.store import ListStore
from enduse.lists.view import reference as read_reference


@pytest.fixture(scope="session")
def pack(root: Path) -> Pack:
    """The knowledge about lists, compiled; other sections are left out for speed."""
    folder = read_folder(root / "knowledge")
    wanted = {k: folder.sections[k] for k in ("lists", "tables", "pack")}
    return Pack(write_pack(wanted), "test")


@pytest.fixture(scope="session")
def reference(pack: Pack) -> Reference:
    """Cards and tables about lists."""
    return read_reference(pack)


@pytest.fixture
def store(tmp_path: Path, reference: Reference) -> ListStore:
    """An empty store."""
    return ListStore(tmp_path / "lists", reference)
