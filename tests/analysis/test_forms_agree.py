"""Flows say the same numbers in every form, and the page stands alone."""

from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from python_calamine import CalamineWorkbook

from enduse.analysis.flow_line import flow_lines
from enduse.bulk.run import Run
from enduse.report.document import Document, Sheet, plain_number, shown
from enduse.report.document_forms import write_document
from enduse.report.flows import Flows, flows_document


class Page(HTMLParser):
    """Tables of a page by id, the texts of their cells row by row; every attribute that loads."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.targets: set[str] = set()
        self._table: str | None = None
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {k: v or "" for k, v in attrs}
        if "id" in held:
            self.ids.add(held["id"])
        for name in ("src", "href", "xlink:href", "action", "data"):
            if held.get(name, "#").startswith("#"):
                self.targets.add(held.get(name, "#")[1:])
            else:
                self.loads.append(held[name])
        if tag == "table":
            self._table = held.get("id")
            self.tables[self._table or ""] = []
        elif tag == "tr" and self._table is not None:
            self.tables[self._table].append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None and self._table is not None:
            self.tables[self._table][-1].append("".join(self._cell))
            self._cell = None


@pytest.fixture(scope="module")
def document(run: Run) -> Document:
    """Flows of the small run."""
    return flows_document(Flows(run=run, lines=list(flow_lines(run))))


def form(document: Document, name: str) -> bytes:
    out = io.BytesIO()
    write_document(document, name, out)
    return out.getvalue()


def texts(sheet: Sheet) -> list[list[str]]:
    return [[shown(cell) for cell in row] for row in sheet.rows]


def test_csv_holds_every_cell_of_every_table(document: Document) -> None:
    """Numbers without groups; text as it is, but for formula signs."""
    rows = list(csv.reader(io.StringIO(form(document, "csv").decode("utf-8-sig"))))
    for sheet in document.sheets():
        mine = [row[1:] for row in rows if row[0] == sheet.name]
        assert mine == [[plain_number(cell) for cell in row] for row in sheet.rows], sheet.name


def test_the_workbook_is_typed_and_equal(document: Document) -> None:
    """Counts and amounts are numbers there, and the same ones."""
    book = CalamineWorkbook.from_object(io.BytesIO(form(document, "xlsx")))
    for sheet in document.sheets():
        if not sheet.rows:
            continue
        grid = book.get_sheet_by_name(sheet.name[:31]).to_python()[1:]
        assert len(grid) == len(sheet.rows)
        for cells, row in zip(grid, sheet.rows, strict=True):
            for cell, one in zip(cells, row, strict=True):
                if isinstance(one, int | Decimal):
                    assert cell == float(one), sheet.name
                else:
                    assert cell == (one or ""), sheet.name


def test_the_page_holds_the_same_cells_and_loads_nothing(document: Document) -> None:
    """Every table by its id; every link leads to something on the page."""
    page = Page()
    page.feed(form(document, "html").decode())
    for sheet in document.sheets():
        assert page.tables[sheet.name][1:] == texts(sheet), sheet.name
    assert page.loads == []
    assert page.targets - {""} <= page.ids


def test_every_arc_opens_the_lines_it_counts(document: Document) -> None:
    """The block behind an arc lists as many lines as the arc says."""
    page = Page()
    page.feed(form(document, "html").decode())
    folds = [fold for section in document.sections for fold in section.folds]
    assert folds
    for fold in folds:
        assert fold.id in page.targets
        assert f"{len(fold.sheet.rows):,} lines" in fold.sheet.title


def test_docx_markdown_and_text_hold_the_same_rows(document: Document) -> None:
    """Row for row in DOCX; row counts in Markdown; each total in the text."""
    docx = pytest.importorskip("docx")
    tables = docx.Document(io.BytesIO(form(document, "docx"))).tables
    for sheet, grid in zip(document.sheets(), tables, strict=True):
        found = [[cell.text for cell in row.cells] for row in list(grid.rows)[1:]]
        assert found == texts(sheet), sheet.name
    text = form(document, "md").decode()
    rows = sum(line.startswith("| ") for line in text.splitlines())
    assert rows == sum(len(sheet.rows) + 1 for sheet in document.sheets())
    assert "facial_recognition" in form(document, "text").decode()


def test_the_tables_add_up(document: Document) -> None:
    """Lines by supplier, by end user and by year are the same lines."""
    totals: Counter[str] = Counter()
    for sheet in document.sheets():
        if sheet.name.startswith("by-") and "technology" not in sheet.headings:
            column = sheet.headings.index("lines")
            totals[sheet.name] = sum(int(row[column] or 0) for row in sheet.rows)  # type: ignore[arg-type]
    assert set(totals.values()) == {9}


def test_names_are_never_markup(run: Run) -> None:
    """A name that looks like markup is text on the page and in its pictures."""
    from dataclasses import replace

    from enduse.analysis.flow_line import Named

    lines = [
        replace(line, parties=(Named("supplier", "<script>alert(1)</script>", None),))
        for line in flow_lines(run)
    ]
    page = form(flows_document(Flows(run=run, lines=lines)), "html").decode()
    assert "<script>alert" not in page
