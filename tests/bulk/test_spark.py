"""The Spark engine in local mode: the same files as the local engine's run."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from enduse.bulk.local import make_run_locally
from enduse.bulk.make import RunRequest
from enduse.bulk.run import Run
from enduse.bulk.tables import COLUMNS, Row
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


def without_source(row: Row) -> str:
    """A row without the hash of the input, which a table has another than a file."""
    return re.sub(r'(sha256\\?": ?\\?")[0-9a-f]*', r"\1", json.dumps(row))


def same_rows(one: Run, other: Run) -> None:
    """All tables of two runs hold the same rows, and the manifests say the same of them."""
    for name in COLUMNS:
        for ours, theirs in zip(one.rows(name), other.rows(name), strict=True):
            assert without_source(ours) == without_source(theirs), name
    for key in one.manifest:
        if key != "inputs":
            assert one.manifest[key] == other.manifest[key], key
    for key in ("profile", "mapping", "not_kept", "read", "with_problems", "rejected", "remarks"):
        assert [i[key] for i in one.manifest["inputs"]] == [
            i[key] for i in other.manifest["inputs"]
        ]


def test_a_table_of_columns_is_read_as_a_file_of_the_same_rows(
    settings: dict[str, str], root: Path, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """Three partitions, blocks of five rows, a row that is rejected nowhere and answers laid in."""
    from enduse.bulk.spark.session import start
    from enduse.bulk.spark.table import make_run_of_table

    with (root / "examples/transfers.csv").open(encoding="utf-8", newline="") as handle:
        headings, *rows = csv.reader(handle)
    rows = [row for row in rows if len(row) == len(headings)]
    rows[3][headings.index("date")] = "31.31.2020"
    pq.write_table(
        pa.table({h: [r[n] for r in rows] for n, h in enumerate(headings)}),
        tmp_path / "lines.parquet",
    )
    paths = (tmp_path / "lines.parquet",)
    request = RunRequest(paths=paths, reading=ReadOptions(), options=ReviewOptions())
    local = make_run_locally(request, pack, lists, tmp_path / "a", lambda _: None, 0, 6).run
    session = start(settings)
    spread = session.sparkContext.parallelize([tuple(r) for r in rows], 3)
    table = session.createDataFrame(spread, ", ".join(f"`{h}` string" for h in headings))
    made = make_run_of_table(
        table, "lines.parquet", replace(request, paths=()), pack, lists, tmp_path / "b",
        lambda _: None, 5,
    )  # fmt: skip
    assert local.manifest["inputs"][0]["with_problems"] > 0
    same_rows(local, made.run)


def test_a_table_in_the_contracts_shape_is_read_as_json_lines(
    settings: dict[str, str], local: Run, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """As one column of JSON (a row of which is none), and as nested columns."""
    from enduse.bulk.spark.session import start
    from enduse.bulk.spark.table import make_run_of_table

    # Spark orders the names of nested fields that it finds in JSON; keys keep their order.
    found = [json.loads(row["transfer"]) for row in local.rows("transfers")]
    texts = [json.dumps({**t, "keys": dict(sorted(t.get("keys", {}).items()))}) for t in found]
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")
    request = RunRequest(paths=(file,), reading=ReadOptions(), options=ReviewOptions())
    plain = make_run_locally(request, pack, lists, tmp_path / "a", lambda _: None, 0, 6).run
    session = start(settings)
    request = replace(request, paths=())
    context = session.sparkContext
    one = session.createDataFrame(context.parallelize([(t,) for t in texts], 2), "transfer string")
    nested = session.read.json(context.parallelize(texts, 2))
    assert len(nested.columns) > 5
    broken = one.union(session.createDataFrame([("{",)], "transfer string"))
    for n, table in enumerate((one, nested)):
        made = make_run_of_table(
            table, "lines.jsonl", request, pack, lists, tmp_path / f"t{n}", lambda _: None, 4
        )
        same_rows(plain, made.run)
    made = make_run_of_table(
        broken, "lines.jsonl", request, pack, lists, tmp_path / "broken", lambda _: None, 4
    )
    assert made.counts.rejects == 1
    assert made.counts.lines == len(texts)


def test_a_setting_that_is_not_sparks_is_refused() -> None:
    """Before anything starts."""
    from enduse.bulk.spark.session import start

    with pytest.raises(UsageError, match="no setting of Spark"):
        start({"master": "local"})
