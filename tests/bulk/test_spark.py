"""The Spark engine in local mode: the same files as the local engine's run."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from enduse.bulk.local import make_run_locally
from enduse.bulk.make import RunRequest
from enduse.bulk.run import Run
from enduse.errors import UsageError
from enduse.intake.options import ReadOptions
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.review.options import ReviewOptions
from tests.bulk.test_local import bytes_of

pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
LOCAL = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
}
SIZE = 7


@pytest.fixture(scope="module")
def settings() -> Iterator[dict[str, str]]:
    """Settings of a session on this machine, which ends with the module."""
    if importlib.util.find_spec("pyspark") is None:
        if os.environ.get("CI"):
            pytest.fail("pyspark is missing, and CI may not skip the tests of the Spark engine")
        pytest.skip("needs the extra spark: pip install -e '.[spark]'")
    yield LOCAL
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()


@pytest.fixture(scope="module")
def request_(root: Path, tmp_path_factory: pytest.TempPathFactory) -> RunRequest:
    """Two files of different formats, a further day, a statement, and a row that is rejected."""
    broken = tmp_path_factory.mktemp("input") / "broken.csv"
    text = (root / "examples/transfers.csv").read_text(encoding="utf-8")
    broken.write_text(text + ",".join(["x"] * 40) + "\n", encoding="utf-8")
    return RunRequest(
        paths=(broken, root / "examples/notices.jsonl"),
        reading=ReadOptions(),
        options=ReviewOptions(statements=(("exporter_aware", "false"),)),
        cache=tmp_path_factory.mktemp("cache"),
    )


@pytest.fixture(scope="module")
def local(
    request_: RunRequest, pack: Pack, lists: Lists, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """The run of the local engine."""
    folder = tmp_path_factory.mktemp("runs") / "local"
    return make_run_locally(request_, pack, lists, folder, lambda _: None, 0, SIZE).run


def test_a_run_on_spark_is_the_run_of_the_local_engine_byte_for_byte(
    settings: dict[str, str],
    local: Run,
    request_: RunRequest,
    pack: Pack,
    lists: Lists,
    tmp_path: Path,
) -> None:
    """Manifest, knowledge, all tables with all their rows, in the same files."""
    from enduse.bulk.spark.engine import make_run_on_spark

    seen: list[int] = []
    made = make_run_on_spark(request_, pack, lists, tmp_path / "run", seen.append, settings, SIZE)
    assert made.counts.rejects == local.manifest["rows"]["rejects"] > 0
    assert made.run.id == local.id
    assert bytes_of(made.run.folder) == bytes_of(local.folder)
    assert seen[-1] == made.counts.lines == local.manifest["rows"]["lines"]
    assert len(list((made.run.folder / "lines").iterdir())) > 3, "several chunks went out"


def test_a_setting_that_is_not_sparks_is_refused() -> None:
    """Before anything starts."""
    from enduse.bulk.spark.session import start

    with pytest.raises(UsageError, match="no setting of Spark"):
        start({"master": "local"})
