"""One knowledge pack, its lists and the single review, for all tests of bulk."""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.knowledge.pack import Pack
from enduse.knowledge.source import open_knowledge
from enduse.lists.view import Lists, open_lists
from enduse.review.build import build_reviewer
from enduse.review.engine import Reviewer
from enduse.review.options import ReviewOptions


@pytest.fixture(scope="session")
def pack(root: Path) -> Pack:
    """The knowledge of this checkout."""
    return open_knowledge(root / "knowledge")


@pytest.fixture(scope="session")
def lists(pack: Pack) -> Lists:
    """The shipped designations."""
    return open_lists(None, pack)


@pytest.fixture(scope="session")
def reviewer(pack: Pack, lists: Lists) -> Reviewer:
    """The single review: the specification."""
    return build_reviewer(pack, lists, ReviewOptions())


@pytest.fixture(scope="session")
def listed(lists: Lists) -> list[str]:
    """Some names of the shipped designations."""
    return [name.value for entry in lists.entries()[:25] for name in entry.names][:40]
