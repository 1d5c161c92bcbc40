"""The memo of a run holds the numbers of every other form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from enduse.bulk.make import RunRequest, make_run
from enduse.bulk.run import Run
from enduse.bulk.summary import summarise
from enduse.intake.options import ReadOptions
from enduse.knowledge.source import open_knowledge
from enduse.lists.view import open_lists
from enduse.report.review_memo import review_document
from enduse.report.selection import Selection
from enduse.report.views import write_view
from enduse.review.options import ReviewOptions


@pytest.fixture(scope="module")
def run(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Three lines: one stops at a listed name, one is tiles, one names nobody."""
    folder = tmp_path_factory.mktemp("memo")
    lines = [
        {"id": "A", "date": "2021-03-04", "kind": "export", "dispatched_from": "US",
         "destination": "CN", "goods": {"description": "Network cameras", "value":
         {"amount": "1200", "currency": "USD", "basis": "line"}},
         "parties": [{"role": "supplier", "name": "Aurora Inc", "country": "US"},
                     {"role": "end_user", "name": "Hangzhou Hikvision Digital Technology",
                      "country": "CN"}]},
        {"id": "B", "date": "2021-03-04", "kind": "export", "goods":
         {"description": "Ceramic tiles"}, "destination": "FR", "dispatched_from": "US"},
    ]  # fmt: skip
    file = folder / "lines.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in lines))
    pack = open_knowledge(root / "knowledge", (), folder / "cache")
    request = RunRequest(paths=(file,), reading=ReadOptions(), options=ReviewOptions())
    return make_run(request, pack, open_lists(None, pack), folder / "run", lambda _: None).run


def view(run: Run, form: str) -> bytes:
    out = io.BytesIO()
    write_view(run, form, out, Selection())
    return out.getvalue()


def test_outcomes_are_equal_in_memo_csv_workbook_and_summary(run: Run) -> None:
    """Counted three times over, from three forms."""
    summary = summarise(run)
    sheet = next(s for s in review_document(run, summary).sheets() if s.name == "outcomes")
    memo = {str(row[0]): row[1] for row in sheet.rows if row[1]}
    rows = list(csv.DictReader(io.StringIO(view(run, "csv").decode("utf-8-sig"))))
    from_csv: dict[str, int] = {}
    for row in rows:
        word = row["outcome"].replace("_", " ")
        from_csv[word] = from_csv.get(word, 0) + 1
    book = CalamineWorkbook.from_object(io.BytesIO(view(run, "xlsx"))).get_sheet_by_name("groups")
    head, *groups = book.to_python()
    from_book: dict[str, int] = {}
    for cells in groups:
        one = dict(zip(head, cells, strict=True))
        word = str(one["outcome"]).replace("_", " ")
        from_book[word] = from_book.get(word, 0) + int(one["lines"])
    assert memo == from_csv == from_book
    assert sum(memo.values()) == summary.lines == 2  # type: ignore[arg-type]


def test_the_memo_is_written_in_markdown_and_docx(run: Run) -> None:
    """The same sentences and the same warning."""
    text = view(run, "md").decode()
    assert "A match of names is not an identification" in text
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(view(run, "docx")))
    assert any("not an identification" in p.text for p in document.paragraphs)
    grid = next(t for t in document.tables if t.rows[0].cells[0].text == "outcome")
    outcomes = {row.cells[0].text: row.cells[1].text for row in list(grid.rows)[1:]}
    assert outcomes["stop"] == str(summarise(run).outcomes["stop"])
