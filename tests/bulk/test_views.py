"""Numbers with handles, replays, and blind sheets read back."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from enduse.bulk.cells import cells_of, rows_of_cell
from enduse.bulk.labels import draw, labels_of, read_labels, sheet, units, wilson
from enduse.bulk.local import make_run_locally
from enduse.bulk.make import RunRequest
from enduse.bulk.replay import replay
from enduse.bulk.run import Run
from enduse.errors import DataError, UsageError
from enduse.intake.options import ReadOptions
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.report.run_summary import summary_text
from enduse.review.options import ReviewOptions


@pytest.fixture(scope="module")
def made(root: Path, pack: Pack, lists: Lists, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, reviewed in bulk once."""
    request = RunRequest(
        paths=(root / "examples/transfers.csv",), reading=ReadOptions(), options=ReviewOptions()
    )
    folder = tmp_path_factory.mktemp("made") / "run"
    return make_run_locally(request, pack, lists, folder, lambda _: None, 0).run.folder


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Run:
    """A copy of it, to be altered."""
    return Run(Path(shutil.copytree(made, tmp_path / "run")))


def test_every_number_has_a_handle_that_lists_its_rows(run: Run) -> None:
    """The rows behind a handle are as many as the number says."""
    cells = cells_of(run)
    assert {c.group for c in cells} >= {"outcome", "technology", "organ", "list", "destination"}
    for cell in cells:
        assert len(rows_of_cell(run, cell.id)) == cell.lines, cell.id
    with pytest.raises(UsageError, match="is no number"):
        rows_of_cell(run, "colour=red")


def test_the_summary_says_when_precision_was_not_measured(run: Run) -> None:
    """Text, JSON and HTML hold the same numbers."""
    assert "precision not measured" in summary_text(run, "text")
    said = json.loads(summary_text(run, "json"))
    assert said["lines"] == sum(c["lines"] for c in said["cells"] if c["group"] == "outcome")
    assert "technology=dna_analysis" in summary_text(run, "html")


def test_a_replay_finds_the_same_and_names_what_differs(run: Run) -> None:
    """An altered cell of the kept tables is found, with its line and both values."""
    assert replay(run, None, None, lambda _: None).same
    path = run.files("lines")[0]
    table = pq.read_table(path)
    place = table.column_names.index("outcome")
    altered = ["nothing_found", *table.column("outcome").to_pylist()[1:]]
    pq.write_table(table.set_column(place, "outcome", [altered]), path)
    found = replay(run, None, None, lambda _: None)
    assert found.differing == {"lines": 1}
    assert found.first[0].row == 0
    assert found.first[0].columns["outcome"][0] == "nothing_found"


def test_labels_come_back_as_an_interval_per_stratum(run: Run, tmp_path: Path) -> None:
    """A filled sheet gives right, labelled and found; the summary then quotes it."""
    by = ("list", "relation")
    chosen = draw(list(units(run, by)), 200, "7")
    text = sheet(chosen)
    assert text == sheet(draw(list(units(run, by)), 200, "7")), "the draw follows from the seed"
    rows = list(csv.DictReader(io.StringIO(text)))
    for one in chosen:
        assert one.stratum[0] not in text, "the sheet is blind to the list"
    for n, row in enumerate(rows):
        row["answer"] = "no" if n == 0 else "yes"
    filled = tmp_path / "filled.csv"
    with filled.open("w", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    found = read_labels(run, by, filled)
    assert sum(one.right for one in found) == len(rows) - 1
    assert sum(one.labelled for one in found) == len(rows)
    assert labels_of(run) == found
    assert "estimated right" in summary_text(run, "text")


def test_an_answer_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    """Neither yes nor no, and rows of another run."""
    path = tmp_path / "sheet.csv"
    path.write_text("unit,answer\nabc,perhaps\n")
    with pytest.raises(DataError, match="is no answer"):
        read_labels(run, ("technology",), path)
    path.write_text("unit,answer\nabc,yes\n")
    with pytest.raises(DataError, match="not of this run"):
        read_labels(run, ("technology",), path)


@pytest.mark.parametrize(
    ("right", "labelled", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 15, 0.7961, 1.0)]
)
def test_the_interval_is_that_of_wilson(right: int, labelled: int, low: float, high: float) -> None:
    """Published examples (Newcombe 1998, table I: 81 of 263; 15 of 15 by the formula)."""
    found = wilson(right, labelled)
    assert found == pytest.approx((low, high), abs=5e-4)
    assert wilson(0, 0) == (0.0, 1.0)
