"""One meaning, three engines: generated and real transfers, whole reviews compared.

Every row of every table and the manifest of the local engine's run against the single review;
every byte of the Spark engine's run against the local engine's; whole reviews, as JSON, of lines
expanded from Spark's run. `ENDUSE_EQUALITY=large` takes ten times the lines and expands all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from benchmarks.generate import write

from enduse.bulk.expand import Expander
from enduse.bulk.findings import finding_rows
from enduse.bulk.local import make_run_locally
from enduse.bulk.make import RunRequest, manifest
from enduse.bulk.run import Run
from enduse.bulk.tables import COLUMNS, Row, line_row, match_rows, reject_row, transfer_row
from enduse.intake.contract_json import transfer_from_json
from enduse.intake.options import ReadOptions
from enduse.intake.read import knowledge_for_reading, read
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.review import Review
from enduse.model.transfer import Reject, Transfer
from enduse.review.build import build_reviewer
from enduse.review.options import ReviewOptions
from enduse.review.wire import review_json
from tests.bulk.random_lines import lines
from tests.bulk.test_local import bytes_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
LARGE = os.environ.get("ENDUSE_EQUALITY") == "large"
TIMES = 10 if LARGE else 1
EXPANDED = 1 if LARGE else 8
"""Every so manieth line is expanded from the run and compared as a whole review."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Engines:
    """What all three engines are given."""

    pack: Pack
    lists: Lists
    cache: Path
    spark: dict[str, str]


@pytest.fixture(scope="module")
def engines(
    pack: Pack, lists: Lists, spark: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Engines:
    """One knowledge, one state of the lists, one Spark session; compiled once."""
    from enduse.bulk.spark.executors import NAMES_ONCE, SEND
    from enduse.bulk.spark.session import start

    for setting in (SEND, NAMES_ONCE):
        start(spark).conf.set(setting, "false")
    return Engines(pack, lists, tmp_path_factory.mktemp("compiled"), spark)


@dataclass(frozen=True, slots=True)
class Single:
    """The single review of every line of a request: the specification."""

    reviews: list[Review]
    rows: dict[str, list[Row]]
    manifest: dict[str, object]


def single(request: RunRequest, engines: Engines) -> Single:
    """Read the files row by row, and review each line by itself."""
    reviewer = build_reviewer(engines.pack, engines.lists, request.options, request.cache)
    profiles, countries = knowledge_for_reading(engines.pack)
    reading = read(request.paths, request.reading, profiles, countries)
    items = list(reading)
    reviews = list(reviewer.review_all(one for one in items if isinstance(one, Transfer)))
    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for row, review in enumerate(reviews):
        rows["transfers"].append(transfer_row(row, review))
        rows["lines"].append(line_row(row, review))
        rows["findings"] += finding_rows(row, review)
        rows["matches"] += match_rows(row, review)
    rows["rejects"] = [reject_row(one) for one in items if isinstance(one, Reject)]
    said = manifest(request, reading.report, reviewer, engines.pack, engines.lists)
    return Single(reviews, rows, said)


def differences(run: Run, expected: Single) -> list[object]:
    """Rows on which a run departs from the single review, by table, line and column."""
    found: list[object] = []
    for name in COLUMNS:
        ours, theirs = list(run.rows(name)), expected.rows[name]
        if len(ours) != len(theirs):
            found.append((name, len(ours), len(theirs)))
        for one, other in zip(ours, theirs, strict=False):
            if one != other:
                columns = {c: (one[c], other[c]) for c in one if one[c] != other[c]}
                found.append((name, one.get("row"), columns))
    said = json.loads(json.dumps(expected.manifest))
    found += [(k, run.manifest[k], said[k]) for k in said if run.manifest[k] != said[k]]
    return found[:SHOWN]


def whole_reviews(run: Run, expected: Single, cache: Path, every: int) -> list[object]:
    """Lines whose review, made again from what a run keeps, is another than the single one."""
    kept = [transfer_from_json(json.loads(row["transfer"])) for row in run.rows("transfers")]
    found: list[object] = [
        (one.id, one, review.transfer)
        for one, review in zip(kept, expected.reviews, strict=True)
        if one != review.transfer
    ]
    expander = Expander(run, None, cache)
    rows = range(0, len(kept), every)
    for row, review in zip(rows, expander.reviews(frozenset(rows)), strict=True):
        ours = review_json(review, expander.knowledge)
        theirs = review_json(expected.reviews[row], expander.knowledge)
        if ours != theirs:
            found.append((row, [key for key in ours if ours[key] != theirs[key]]))
    return found[:SHOWN]


def compare(paths: Sequence[Path], engines: Engines, folder: Path, size: int) -> Run:
    """Review files with all three engines; return the run that all of them agree on."""
    from enduse.bulk.spark.engine import make_run_on_spark

    pack, lists = engines.pack, engines.lists
    request = RunRequest(
        paths=tuple(paths), reading=ReadOptions(), options=ReviewOptions(), cache=engines.cache
    )
    expected = single(request, engines)
    local = make_run_locally(request, pack, lists, folder / "local", lambda _: None, 2, size).run
    assert not differences(local, expected)
    spark = make_run_on_spark(
        request, pack, lists, folder / "spark", lambda _: None, engines.spark, size
    ).run
    assert bytes_of(spark.folder) == bytes_of(local.folder)
    assert not whole_reviews(spark, expected, engines.cache, EXPANDED)
    assert len(expected.reviews) == spark.manifest["rows"]["lines"]
    return spark


def test_generated_transfers_are_reviewed_alike(
    engines: Engines, tmp_path: Path, listed: list[str]
) -> None:
    """Trade lines of the benchmark; lines in which every input of every check varies."""
    trade, varied = tmp_path / "trade.csv", tmp_path / "varied.jsonl"
    write(trade, 2_000 * TIMES, 23, listed)
    reviewer = build_reviewer(engines.pack, engines.lists, ReviewOptions(), engines.cache)
    reviews = map(reviewer.review, lines(400 * TIMES, 29, listed))
    texts = [transfer_row(row, review)["transfer"] for row, review in enumerate(reviews)]
    varied.write_text("\n".join(texts) + "\n", encoding="utf-8")
    run = compare([trade, varied], engines, tmp_path, 700)
    assert run.manifest["rows"]["lines"] == 2_400 * TIMES
    outcomes = {row["outcome"] for row in run.rows("lines", ["outcome"])}
    assert outcomes == {"stop", "refer", "unknown", "nothing_found"}
    assert run.manifest["rows"]["matches"] > 100
    assert len(run.files("lines")) > 3, "several chunks"


REAL = {
    "customs and port declarations": ("customs_port_formats/*.xlsx",),
    "public contracts": (
        "csv_mexico_compranet/*.csv", "csv_spain_minor/minors_*.csv", "ocds_uk_2020/*.jsonl",
        "ocds_uk_2025/*.gz", "ocds_colombia/*.json", "ocds_mexico_paraguay/*.json",
        "ted_eforms/*.xml",
    ),
    "licences, consultations on denials, and reported deals": (
        "licences_eu_caat/*.csv", "reported_deals/*.csv",
    ),
}  # fmt: skip
"""Files beside the checkout, by what they are."""
MORE = {"licences, consultations on denials, and reported deals": ("licences_uk_caat/*.gz",)}
"""Further files of the large variant."""
LEAST = {"customs": 1_500, "public": 4_000, "licences,": 1_500}


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_transfers_are_reviewed_alike(
    name: str, engines: Engines, tmp_path: Path, shared: Path
) -> None:
    """Some 7,500 lines of a dozen publishers, each with headings and habits of its own."""
    place = shared / "data" / "transfers"
    patterns = REAL[name] + (MORE.get(name, ()) if LARGE else ())
    paths = [path for pattern in patterns for path in sorted(place.glob(pattern))]
    run = compare(paths, engines, tmp_path, 900)
    assert run.manifest["rows"]["lines"] >= LEAST[name.split()[0]]
