"""Tables of names: every row is read or rejected, also of a table that has no such heading."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from enduse.errors import DataError
from enduse.intake.named_rows import NamedRow, named_rows
from enduse.model.transfer import Reject

WANTED = ("name", "query")
GOOD = [["id", "name"], ["1", "Acme"]]
HEADLESS = [["id", "Supplier name"], [None, None], ["7", "Hikvision"]]


def workbook(path: Path, **sheets: list[list[str | None]]) -> Path:
    """A workbook with these sheets, in this order."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_without_the_heading_is_rejected_row_by_row(tmp_path: Path, first: bool) -> None:
    """In its place, with the sheet, the heading that is missing, and what to do."""
    sheets = {"Suppliers": HEADLESS, "A": GOOD} if first else {"A": GOOD, "Suppliers": HEADLESS}
    rows = list(named_rows(workbook(tmp_path / "two.xlsx", **sheets), WANTED))
    assert [type(row) for row in rows] == ([Reject] * 2 + [NamedRow])[:: 1 if first else -1]
    rejects = [row for row in rows if isinstance(row, Reject)]
    assert [(row.source.line, row.text) for row in rejects] == [
        (1, "id | Supplier name"),
        (3, "7 | Hikvision"),
    ]
    assert rejects[0].reason == (
        "two.xlsx[Suppliers] has no heading `name` or `query` in its first 30 rows"
    )
    assert rejects[0].remedy == "Name the column so, or leave this table out."


def test_so_is_a_file_of_an_archive(tmp_path: Path) -> None:
    """Also one whose rows are many more than are looked at for headings."""
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as held:
        held.writestr("a.csv", "id,name\n1,Acme\n")
        held.writestr("b.csv", "id,Supplier name\n" + "7,Hikvision\n" * 99)
    rows = list(named_rows(path, WANTED))
    assert isinstance(rows[0], NamedRow)
    assert len([row for row in rows if isinstance(row, Reject) and "b.csv" in row.reason]) == 100


def test_without_the_heading_anywhere_it_is_no_table_of_names(tmp_path: Path) -> None:
    """One error in place of a reject per row."""
    with pytest.raises(DataError, match="no column `name` or `query`"):
        list(named_rows(workbook(tmp_path / "x.xlsx", A=HEADLESS, B=HEADLESS), WANTED))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("my list of names\nname\nid,name\n1,Acme\n", [{"id": "1", "name": "Acme"}]),
        ("name\n\nid,name\n1,Acme\n", [{"id": "1", "name": "Acme"}]),
        ("name\nAcme\nquery\nname\n", [{"name": "Acme"}, {"name": "query"}, {"name": "name"}]),
        ("name\n" + "Acme\n" * 40, [{"name": "Acme"}] * 40),
        ("id,name\n1,name\nid,name\n", [{"id": "1", "name": "name"}, {"id": "id", "name": "name"}]),
    ],
)
def test_a_title_of_one_word_is_no_heading(
    tmp_path: Path, text: str, cells: list[dict[str, str]]
) -> None:
    """A table of one column keeps its heading, and every row below it."""
    path = tmp_path / "f.csv"
    path.write_text(text)
    rows = list(named_rows(path, WANTED))
    assert [row.cells for row in rows if isinstance(row, NamedRow)] == cells
    assert len(rows) == len(cells)
