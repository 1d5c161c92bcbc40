"""One knowledge pack, its lists and the single review, for all tests of bulk."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from enduse.knowledge.pack import Pack
from enduse.knowledge.source import open_knowledge
from enduse.lists.view import Lists, open_lists
from enduse.review.build import build_reviewer
from enduse.review.engine import Reviewer
from enduse.review.options import ReviewOptions

LOCAL = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "2",
}


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


@pytest.fixture(scope="session")
def spark() -> Iterator[dict[str, str]]:
    """Settings of a session on this machine, which ends with the tests."""
    if importlib.util.find_spec("pyspark") is None:
        if os.environ.get("CI"):
            pytest.fail("pyspark is missing, and CI may not skip the tests of the Spark engine")
        pytest.skip("needs the extra spark: pip install -e '.[spark]'")
    yield LOCAL
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()
