"""Whole reviews of lines of a bulk run, as JSON, against the single review of what was read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from benchmarks.generate import write

from enduse.bulk.expand import Expander
from enduse.bulk.local import make_run_locally
from enduse.bulk.make import RunRequest, make_run
from enduse.bulk.run import Run
from enduse.bulk.tables import COLUMNS, compact
from enduse.intake.options import ReadOptions
from enduse.intake.read import knowledge_for_reading, read
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.transfer import Transfer
from enduse.review.build import build_reviewer
from enduse.review.options import ReviewOptions
from enduse.review.wire import review_json

pytestmark = pytest.mark.slow
GENERATED = 2_000


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is compiled once for all runs of this module."""
    return tmp_path_factory.mktemp("compiled")


def request_of(paths: Sequence[Path], cache: Path) -> RunRequest:
    """A plain request."""
    return RunRequest(
        paths=tuple(paths), reading=ReadOptions(), options=ReviewOptions(), cache=cache
    )


def transfers_of(request: RunRequest, pack: Pack) -> Iterator[Transfer]:
    """The lines of a request, read one by one."""
    profiles, countries = knowledge_for_reading(pack)
    for item in read(request.paths, request.reading, profiles, countries):
        if isinstance(item, Transfer):
            yield item


def check(request: RunRequest, pack: Pack, lists: Lists, folder: Path, size: int) -> Run:
    """Compare a bulk run: whole reviews, then every row of every table and the manifest."""
    run = make_run_locally(request, pack, lists, folder / "bulk", lambda _: None, 2, size).run
    reviewer = build_reviewer(pack, lists, request.options, request.cache)
    expander = Expander(run, None, request.cache)
    singles = reviewer.review_all(transfers_of(request, pack))
    headlines = run.rows("lines", ["id", "outcome", "why", "why_args"])
    count = 0
    for single, expanded, headline in zip(singles, expander.reviews(), headlines, strict=True):
        whole = json.dumps(review_json(single, expander.knowledge), sort_keys=True)
        assert json.dumps(review_json(expanded, expander.knowledge), sort_keys=True) == whole
        assert headline == {
            "id": single.transfer.id,
            "outcome": single.outcome.word,
            "why": single.why.id,
            "why_args": compact(dict(single.why.args)),
        }
        count += 1
    by_line = make_run(request, pack, lists, folder / "line", lambda _: None).run
    for name in COLUMNS:
        assert list(run.rows(name)) == list(by_line.rows(name)), name
    assert run.manifest == by_line.manifest
    assert count == run.manifest["rows"]["lines"]
    return run


def test_generated_lines_give_the_whole_reviews_of_the_single_review(
    pack: Pack, lists: Lists, cache: Path, tmp_path: Path, listed: list[str]
) -> None:
    """Two thousand lines of the benchmark, in chunks: every part of every review."""
    file = tmp_path / "lines.csv"
    write(file, GENERATED, 23, listed)
    run = check(request_of([file], cache), pack, lists, tmp_path, 600)
    assert run.manifest["rows"]["lines"] == GENERATED
    assert run.manifest["rows"]["matches"] > 0


@pytest.mark.shared
def test_real_files_give_the_whole_reviews_of_the_single_review(
    pack: Pack, lists: Lists, cache: Path, tmp_path: Path, shared: Path
) -> None:
    """Customs and port declarations of many countries, each with headings of its own."""
    folder = shared / "data" / "transfers" / "customs_port_formats"
    files = sorted(p for p in folder.glob("*.xlsx") if p.stat().st_size < 60_000)
    run = check(request_of(files, cache), pack, lists, tmp_path, 40)
    assert run.manifest["rows"]["lines"] > 100


@pytest.mark.shared
@pytest.mark.parametrize("name", ["reported_deals", "ocds_uk_2020", "ocds_mexico_paraguay"])
def test_deals_and_contracts_give_the_whole_reviews_of_the_single_review(
    name: str, pack: Pack, lists: Lists, cache: Path, tmp_path: Path, shared: Path
) -> None:
    """Other forms: a register of deals, contracts of public buyers."""
    folder = shared / "data" / "transfers" / name
    files = sorted(
        p for p in folder.iterdir() if p.suffix != ".toml" and p.stat().st_size < 200_000
    )[:6]
    check(request_of(files, cache), pack, lists, tmp_path, 60)
