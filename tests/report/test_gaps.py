"""The gap table is the same in every form."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from enduse.analysis.gaps import GapTable
from enduse.errors import UsageError
from enduse.knowledge.source import open_knowledge
from enduse.report.document import Document
from enduse.report.document_forms import FORMS, check_form, write_document
from enduse.report.gaps import across, differing, gaps_document, gaps_json

BEFORE, AFTER = date(2020, 10, 5), date(2020, 10, 6)


@pytest.fixture(scope="module")
def table(root: Path, tmp_path_factory: pytest.TempPathFactory) -> GapTable:
    """The gap table of the checkout."""
    return GapTable(open_knowledge(root / "knowledge", (), tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def document(table: GapTable) -> Document:
    """Two days side by side."""
    days = {day: list(table.cells(day)) for day in (BEFORE, AFTER)}
    pairs = differing(days[BEFORE], days[AFTER])
    return gaps_document(table, days, ("one day to the next", pairs))


def form(document: Document, name: str) -> bytes:
    out = io.BytesIO()
    write_document(document, name, out)
    return out.getvalue()


def test_the_json_has_the_fields_and_words_of_the_contract(table: GapTable) -> None:
    """`at` and `cells`, each with its six fields, statuses spelled as agreed."""
    found = json.loads(gaps_json(AFTER, list(table.cells(AFTER))))
    assert found["at"] == "2020-10-06"
    face = next(
        c
        for c in found["cells"]
        if c["technology"] == "facial_recognition" and c["jurisdiction"] == "us"
    )
    assert {k: face[k] for k in ("item", "status", "entries", "decided_by", "cite")} == {
        "item": None, "status": "none", "entries": [], "decided_by": [], "cite": [],
    }  # fmt: skip
    assert {c["status"] for c in found["cells"]} <= {
        "entry", "entry_with_parameter", "catch_all_only", "end_user_only", "none", "not_assessed",
    }  # fmt: skip


def test_between_two_days_only_the_water_cannon_changes_in_the_united_states(
    table: GapTable,
) -> None:
    """Nothing else of the table moved on 2020-10-06."""
    pairs = differing(table.cells(BEFORE, ("us",)), table.cells(AFTER, ("us",)))
    assert [(a.item, a.status.value, b.status.value, b.entries) for a, b in pairs] == [
        ("water_cannon", "none", "entry", ("0A977",))
    ]


def test_two_jurisdictions_are_compared_cell_by_cell(table: GapTable) -> None:
    """The fingerprint control is of the United States alone."""
    cells = list(table.cells(AFTER))
    pairs = {a.technology: (a.status.value, b.status.value) for a, b in across(cells, "us", "eu")}
    assert pairs["biometric_fingerprint"] == ("entry_with_parameter", "none")


def test_every_form_holds_the_same_cells(document: Document) -> None:
    """Rows of CSV, XLSX and DOCX are equal; text, Markdown and the page name each status."""
    sheet = next(s for s in document.sheets() if s.name == "cells")
    rows = list(csv.reader(io.StringIO(form(document, "csv").decode("utf-8-sig"))))
    cells = [row[1:] for row in rows if row[0] == "cells"]
    assert cells == [list(row) for row in sheet.rows]
    book = CalamineWorkbook.from_object(io.BytesIO(form(document, "xlsx")))
    assert book.get_sheet_by_name("cells").to_python()[1:] == [list(row) for row in sheet.rows]
    docx = pytest.importorskip("docx")
    tables = docx.Document(io.BytesIO(form(document, "docx"))).tables
    named = next(t for t in tables if t.rows[0].cells[0].text == "day")
    assert [[c.text for c in row.cells] for row in list(named.rows)[1:4]] == [
        list(row) for row in sheet.rows[:3]
    ]
    for name in ("md", "html", "text"):
        text = form(document, name).decode()
        assert "0A977" in text
        assert "water" in text.lower()


def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    """No form holds the moment of its making."""
    for name in FORMS:
        assert form(document, name) == form(document, name), name


def test_the_page_loads_nothing(document: Document) -> None:
    """No address stands in an attribute, and the policy forbids every request."""
    page = form(document, "html").decode()
    assert "default-src 'none'" in page
    assert "src=" not in page
    assert "http" not in page.split("<body>")[0].replace("http-equiv", "")


def test_a_form_that_does_not_exist_is_refused_before_anything_is_read() -> None:
    """The message names the forms there are."""
    with pytest.raises(UsageError, match="docx"):
        check_form("pdf")
