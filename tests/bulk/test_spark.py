"""The Spark engine in local mode: the same files as the local engine's run."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from enduse.bulk.engines import OnSpark, check_engine, check_memory
from enduse.bulk.local import make_run_locally
from enduse.bulk.make import RunRequest
from enduse.bulk.run import Run
from enduse.bulk.spark.gaps import GAPS
from enduse.bulk.spark.read_table import digest, together
from enduse.bulk.spark.rows import Contract
from enduse.bulk.tables import COLUMNS, Row
from enduse.errors import NoInputError, UnavailableError, UsageError
from enduse.intake.countries import CountryNames
from enduse.intake.options import ReadOptions
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.transfer import Reject, Transfer
from enduse.review.options import ReviewOptions
from tests.bulk.test_local import bytes_of
from tests.bulk.unread_lists import NAMES, TwoLists

pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
SIZE = 7
SEND, NAMES_ONCE = "spark.enduse.sendParts", "spark.enduse.namesOnce"


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


@pytest.mark.parametrize("said", [(), (SEND, NAMES_ONCE)], ids=["as it is", "sent, names once"])
def test_a_run_on_spark_is_the_run_of_the_local_engine_byte_for_byte(
    said: tuple[str, ...],
    spark: dict[str, str],
    local: Run,
    request_: RunRequest,
    pack: Pack,
    lists: Lists,
    tmp_path: Path,
) -> None:
    """Manifest, knowledge, all tables with all their rows, in the same files.

    Whether executors write into the folder or send the parts, and wherever names are screened.
    """
    from enduse.bulk.spark.engine import make_run_on_spark
    from enduse.bulk.spark.session import start

    session = start(spark)
    for setting in (SEND, NAMES_ONCE):
        session.conf.set(setting, "true" if setting in said else "false")
    seen: list[int] = []
    made = make_run_on_spark(request_, pack, lists, tmp_path / "run", seen.append, spark, SIZE)
    assert made.counts.rejects == local.manifest["rows"]["rejects"] > 0
    assert made.run.id == local.id
    assert bytes_of(made.run.folder) == bytes_of(local.folder)
    assert seen[-1] == made.counts.lines == local.manifest["rows"]["lines"]
    assert len(list((made.run.folder / "lines").iterdir())) > 3, "several chunks went out"


def test_each_review_of_a_session_has_the_lists_that_can_be_read_now(
    spark: dict[str, str], pack: Pack, tmp_path: Path
) -> None:
    """Another list is damaged at each review: the state that went out before is not used again."""
    from enduse.bulk.spark.engine import make_run_on_spark

    file = tmp_path / "lines.csv"
    rows = [f"L-{n},2021-03-01,{body},CN" for n, body in enumerate(NAMES.values())]
    file.write_text("\n".join(["id,date,consignee,destination", *rows]) + "\n")
    request = RunRequest(
        paths=(file,), reading=ReadOptions(), options=ReviewOptions(), cache=tmp_path / "cache"
    )
    for n, damaged in enumerate(({"own-b"}, {"own-a"}, set())):
        lists = TwoLists(pack, frozenset(damaged))
        run = make_run_on_spark(
            request, pack, lists, tmp_path / f"s{n}", lambda _: None, spark, SIZE
        ).run
        assert [row["list"] for row in run.rows("matches")] == sorted(NAMES.keys() - damaged)
        local = make_run_locally(
            request, pack, lists, tmp_path / f"l{n}", lambda _: None, 0, SIZE
        ).run
        assert bytes_of(run.folder) == bytes_of(local.folder)


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
    spark: dict[str, str], root: Path, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """Three partitions, blocks of five rows, a cell that cannot be read, names screened once."""
    from enduse.bulk.spark.session import start
    from enduse.bulk.spark.table import make_run_of_table, table_named

    start(spark).conf.set(NAMES_ONCE, "true")
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
    session = start(spark)
    spread = session.sparkContext.parallelize([tuple(r) for r in rows], 3)
    table = session.createDataFrame(spread, ", ".join(f"`{h}` string" for h in headings))
    made = make_run_of_table(
        table, "lines.parquet", replace(request, paths=()), pack, lists, tmp_path / "b",
        lambda _: None, 5,
    )  # fmt: skip
    assert local.manifest["inputs"][0]["with_problems"] > 0
    same_rows(local, made.run)
    by_address = table_named(session, str(tmp_path / "lines.parquet"))
    assert by_address.columns == headings
    for name in (str(tmp_path / "missing"), "no_such_table"):
        with pytest.raises(NoInputError, match="cannot be read as a table"):
            table_named(session, name)


def test_a_table_in_the_contracts_shape_is_read_as_json_lines(
    spark: dict[str, str], local: Run, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """As one column of JSON, and as nested columns."""
    from enduse.bulk.spark.session import start
    from enduse.bulk.spark.table import make_run_of_table

    # Spark orders the names of nested fields that it finds in JSON; keys keep their order.
    found = [json.loads(row["transfer"]) for row in local.rows("transfers")]
    texts = [json.dumps({**t, "keys": dict(sorted(t.get("keys", {}).items()))}) for t in found]
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")
    request = RunRequest(paths=(file,), reading=ReadOptions(), options=ReviewOptions())
    plain = make_run_locally(request, pack, lists, tmp_path / "a", lambda _: None, 0, 6).run
    session = start(spark)
    request = replace(request, paths=())
    context = session.sparkContext
    one = session.createDataFrame(context.parallelize([(t,) for t in texts], 2), "transfer string")
    nested = session.read.json(context.parallelize(texts, 2))
    assert len(nested.columns) > 5
    for n, table in enumerate((one, nested)):
        made = make_run_of_table(
            table, "lines.jsonl", request, pack, lists, tmp_path / f"t{n}", lambda _: None, 4
        )
        same_rows(plain, made.run)


def test_a_row_that_is_no_transfer_is_rejected_and_others_are_read() -> None:
    """Of a table of JSON; maps and structures of nested columns are objects."""
    texts = ['{"id":"A","destination":"XX"}', "{", None, "[1]"]
    table = Contract("T", CountryNames(()), ("transfer",))
    found = list(table.items(pa.RecordBatch.from_pydict({"transfer": texts}), 11))
    assert [isinstance(one, Reject) for one in found] == [False, True, True, True]
    assert [one.source.line for one in found if isinstance(one, Reject)] == [12, 13, 14]
    keys = pa.array([[("B", "2"), ("A", "1")]], pa.map_(pa.string(), pa.string()))
    goods = pa.array([{"description": "cameras", "hs": None}])
    nested = pa.RecordBatch.from_arrays([keys, goods], names=["keys", "goods"])
    (line,) = Contract("T", CountryNames(()), ("keys", "goods")).items(nested, 1)
    assert isinstance(line, Transfer)
    assert (line.keys, line.goods.description) == ((("B", "2"), ("A", "1")), "cameras")
    assert not line.problems


def test_rows_come_in_blocks_whatever_the_batches_are() -> None:
    """Blocks are as long as asked, in order, and hash the same however rows were batched."""
    rows = pa.RecordBatch.from_pydict({"n": list(range(23)), "t": ["a", None, ""] * 7 + ["b", "c"]})
    cut = [rows.slice(n, k) for n, k in ((0, 4), (4, 0), (4, 11), (15, 8))]
    one, other = list(together(iter([rows]), 5)), list(together(iter(cut), 5))
    assert [b.num_rows for b in one] == [b.num_rows for b in other] == [5, 5, 5, 5, 3]
    assert [n for b in other for n in b.column(0).to_pylist()] == list(range(23))
    assert list(map(digest, one)) == list(map(digest, other))
    changed = pa.RecordBatch.from_pydict({"n": list(range(5)), "t": ["a", "", "", "a", None]})
    assert digest(changed) != digest(one[0])


def test_what_only_spark_takes_is_refused_with_another_engine() -> None:
    """Before any work is done; and one of files and a table must be named, not both."""
    for engine, paths, said in (
        ("local", (), OnSpark(table="t")),
        ("auto", (Path("a.csv"),), OnSpark({"spark.master": "x"})),
        ("spark", (Path("a.csv"),), OnSpark(table="t")),
        ("spark", (), OnSpark()),
    ):
        with pytest.raises(UsageError):
            check_engine(engine, paths, said)
    check_engine("spark", (), OnSpark(table="t"))


def connect_session() -> None:
    """What a session of Spark Connect does when it is asked for its context."""
    from enduse.bulk.spark.session import classic

    class Connected:
        @property
        def sparkContext(self) -> None:  # noqa: N802 (Spark's name)
            raise AttributeError("not supported in Spark Connect")

    classic(Connected())  # type: ignore[arg-type]


PROBES = {"connect": connect_session, "memory": lambda: check_memory("spark", "2G")}


@pytest.mark.parametrize("gap", GAPS)
def test_a_declared_gap_is_still_one(gap: str) -> None:
    """Take it out of the table, and out of the page, when this turns red."""
    if gap == "connect":
        pytest.importorskip("pyspark")
    with pytest.raises(UnavailableError) as said:
        PROBES[gap]()
    assert GAPS[gap].reason in said.value.problem
    assert PROBES.keys() == GAPS.keys()


def test_a_setting_that_is_not_sparks_is_refused() -> None:
    """Before anything starts."""
    from enduse.bulk.spark.session import start

    with pytest.raises(UsageError, match="no setting of Spark"):
        start({"master": "local"})
