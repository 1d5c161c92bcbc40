"""Knowledge and tables that tests of analyses share."""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.analysis.gaps import GapTable
from enduse.knowledge.pack import Pack
from enduse.knowledge.source import open_knowledge


@pytest.fixture(scope="session")
def pack(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The knowledge of the checkout."""
    return open_knowledge(root / "knowledge", (), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def table(pack: Pack) -> GapTable:
    """The gap table over it."""
    return GapTable(pack)
