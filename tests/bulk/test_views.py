"""Numbers with handles, replays, and blind sheets read back."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from enduse.bulk.cells import _told, cells_of, rows_of_cell
from enduse.bulk.labels import LABELS, Unit, draw, labels_of, read_labels, sheet, units, wilson
from enduse.bulk.local import make_run_locally
from enduse.bulk.make import RunRequest
from enduse.bulk.rejected import rejected
from enduse.bulk.replay import replay
from enduse.bulk.run import Run
from enduse.bulk.summary import summarise_lines
from enduse.errors import EnduseError, UsageError
from enduse.intake.options import ReadOptions
from enduse.knowledge.pack import Pack, read_pack
from enduse.lists.view import Lists
from enduse.report.explain import explain
from enduse.report.run_summary import summary_text
from enduse.report.text import text_report
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
        if cell.group == "rejected":
            assert len(list(rejected(run, cell.value))) == cell.lines, cell.id
            continue
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


def test_the_summary_says_what_share_could_not_be_told(run: Run) -> None:
    """A line that asks is not told fully; one that stops is, whatever it asks beside it."""
    lines = list(run.rows("lines"))
    unknown = [line for line in lines if line["outcome"] == "unknown"]
    open_ = [
        line
        for line in lines
        if line["outcome"] in ("refer", "nothing_found")
        and (line["asks"] or line["unknown_because"] or "insufficient" in line["statuses"])
    ]
    assert unknown
    assert any(not line["unknown_because"] for line in open_), "some only ask"
    quiet = {"outcome": "nothing_found", "asks": [], "unknown_because": []}
    assert _told(dict(lines[0], **quiet, statuses='{"us":"insufficient"}')) == "in_part"
    assert _told(dict(lines[0], **quiet, statuses='{"us":"not_required"}')) == "as_read"
    assert any(line["outcome"] == "stop" for line in lines)
    told = {c.value: c.lines for c in cells_of(run) if c.group == "told"}
    rest = len(lines) - len(unknown) - len(open_)
    assert told == {"not": len(unknown), "in_part": len(open_), "as_read": rest}
    said = json.loads(summary_text(run, "json"))["could_not_be_told"]
    assert said["lines"] == len(unknown)
    assert said["share"] == f"{len(unknown) / len(lines):.4f}"
    assert f"{len(unknown)} of {len(lines)} lines" in summary_text(run, "text")


@pytest.mark.parametrize(
    ("kind", "status", "dispatched_from", "counted"),
    [
        ("procurement", "insufficient", None, 1),
        ("procurement", "insufficient", "MX", 0),
        ("procurement", "no_requirement_found", None, 0),
        ("export", "no_requirement_found", None, 1),
        ("acquisition", "insufficient", None, 0),
    ],
)
def test_lines_whose_law_waits_for_a_country_of_dispatch_are_counted(
    run: Run, kind: str, status: str, dispatched_from: str | None, counted: int
) -> None:
    """Procurement too: a file that names no such country would else look as if all were read."""
    line = next(line for line in run.rows("lines") if line["technologies"])
    line |= {"kind": kind, "statuses": json.dumps({"us": status}, separators=(",", ":")),
             "dispatched_from": dispatched_from, "supplier_country": None}  # fmt: skip
    summary = summarise_lines([line, dict(line, technologies=[])])
    assert (summary.unplaced, summary.technical) == (2 * counted, 1)
    text = "\n".join(text_report(run, summary))
    assert ("no country of dispatch" in text) is bool(counted)
    assert "1 line shows a surveillance technology" in text
    named = run.manifest["standing"][0]["id"]
    assert f"enduse explain {named}" in " ".join(text.split())
    assert explain(read_pack(run.pack_path), named)


def test_a_sheet_says_which_name_of_an_entry_matched(run: Run) -> None:
    """A pair that looks like a mistake (`ATLANTIS SRL | STARLA`) cannot be judged without it."""
    beside = {(u.text, u.beside) for u in units(run, ("list",))}
    others = [
        (row["name"], f"{row['entry_name']}, by its name {name}")
        for row in run.rows("matches")
        if (name := json.loads(row["match"])["matched_name"]).casefold()
        != row["entry_name"].casefold()
    ]
    assert others
    assert beside.issuperset(others)


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
        row["answer"] = "no" if n == 0 else "yes" if n < len(rows) - 1 else ""
    filled = tmp_path / "filled.csv"
    with filled.open("w", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    found = read_labels(run, by, filled)
    assert sum(one.right for one in found) == len(rows) - 2
    assert sum(one.labelled for one in found) == len(rows) - 1
    assert labels_of(run) == found
    said = summary_text(run, "text")
    assert said.count("estimated right") == 1, "one stratum was labelled in part"
    assert said.count("all labelled") == len(found) - 1


@pytest.mark.parametrize(
    ("data", "problem", "remedy"),
    [
        (b"unit,answer\nt-1,perhaps\n", "is no answer", "yes or no"),
        (b"unit,answer\nt-1,yes\n", "no findings of this run", "the run it was drawn from"),
        (b"unit,answer\nm-1,yes\n", "a sheet about matches", "--by list"),
        (b"unit,answer\nt-1,yes\nt-1,no\n", "yes and no", "one of the two"),
        (b"unit,answer\n,yes\n", "without a unit", "as it was"),
        (b"unit,answer\nt-1,\n", "no row has an answer", "yes or no"),
        (b"", "does not name", "enduse sample RUN"),
        (b"name,answer\na,yes\n", "does not name", "enduse sample RUN"),
        (b"unit,answer\nt-1,s\xed\n", "not UTF-8", "UTF-8"),
        (b"PK\x03\x04...", "a workbook", "CSV"),
        (None, "cannot be read", "Name the sheet"),
    ],
)
def test_an_odd_sheet_is_refused_and_says_what_to_do(
    data: bytes | None, problem: str, remedy: str, run: Run, tmp_path: Path
) -> None:
    """And what was measured before stays."""
    path = tmp_path / "sheet.csv"
    if data is not None:
        path.write_bytes(data)
    (run.folder / LABELS).write_text('{"by": [], "strata": []}')
    with pytest.raises(EnduseError) as said:
        read_labels(run, ("technology",), path)
    assert problem in said.value.problem
    assert remedy in said.value.remedy
    assert (run.folder / LABELS).read_text() == '{"by": [], "strata": []}'


def test_a_sheet_may_have_other_delimiters_and_empty_cells(run: Run, tmp_path: Path) -> None:
    """As a spreadsheet program of another country saves it."""
    chosen = draw(list(units(run, ("technology",))), 200, "7")
    text = sheet(chosen).splitlines()
    path = tmp_path / "sheet.csv"
    for delimiter in (",", ";", "\t"):
        with path.open("w", encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.reader(text))
            rows[1][-1] = " Yes "
            csv.writer(handle, delimiter=delimiter).writerows(rows)
        found = read_labels(run, ("technology",), path)
        assert (sum(one.labelled for one in found), sum(one.right for one in found)) == (1, 1)


def test_about_n_findings_are_drawn_in_all(run: Run) -> None:
    """By the size of the strata, at least five of each; none or fewer than none cannot be."""
    found = [
        Unit(f"t-{name}{n}", (name,), "?", "", "", "")
        for name, count in (("large", 900), ("small", 90), ("few", 3))
        for n in range(count)
    ]
    by = Counter(one.stratum[0] for one in draw(found, 100, "1"))
    assert by == {"large": 91, "small": 9, "few": 3}
    assert Counter(one.stratum[0] for one in draw(found, 1, "1")) == {
        "large": 5, "small": 5, "few": 3,
    }  # fmt: skip
    for count in (0, -5):
        with pytest.raises(UsageError, match="cannot be drawn"):
            draw(found, count, "1")


@pytest.mark.parametrize(
    ("right", "labelled", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 15, 0.7961, 1.0)]
)
def test_the_interval_is_that_of_wilson(right: int, labelled: int, low: float, high: float) -> None:
    """Published examples (Newcombe 1998, table I: 81 of 263; 15 of 15 by the formula)."""
    found = wilson(right, labelled)
    assert found == pytest.approx((low, high), abs=5e-4)
    assert wilson(0, 0) == (0.0, 1.0)
