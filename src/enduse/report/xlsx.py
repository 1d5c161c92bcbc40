"""A workbook: headlines, groups, questions and what was searched; typed, filtered, frozen."""

from __future__ import annotations

import io
import json
from typing import Any, BinaryIO

from enduse.bulk.run import Run
from enduse.bulk.summary import Summary, summarise_lines
from enduse.report.cells import HEADLINE, headline
from enduse.report.csv import columns
from enduse.report.selection import Selection

MOST_ROWS = 1_048_575
NUMBERS = frozenset({"line", "amount", "problems"})
WIDE = {"why": 70, "description": 50, "supplier": 30, "end_user": 30, "intermediary": 24}


def write_xlsx(run: Run, selection: Selection, out: BinaryIO) -> None:
    """Write the workbook. Text is never read as a formula or a link; source keys stay text."""
    import xlsxwriter

    data = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    book = xlsxwriter.Workbook(data, options)
    summary = summarise_lines(selection.lines(run))
    _groups(book, summary)
    _lines(book, run, selection)
    _searched(book, run)
    book.close()
    out.write(data.getvalue())


def _sheet(book: Any, name: str, headings: list[str], rows: int) -> Any:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, WIDE.get(heading, 16))
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(headings) - 1)
    return sheet


def _lines(book: Any, run: Run, selection: Selection) -> None:
    keys, places = columns(run, selection)
    headings = [*HEADLINE, *(f"key_{k}" for k in keys), *(f"status_{p}" for p in places)]
    sheet = _sheet(book, "lines", headings, min(run.manifest["rows"]["lines"], MOST_ROWS))
    for n, line in enumerate(selection.lines(run), 1):
        if n > MOST_ROWS:
            break
        own, statuses = json.loads(line["keys"]), json.loads(line["statuses"])
        for column, (name, text) in enumerate(headline(line).items()):
            _write(sheet, n, column, text, number=name in NUMBERS)
        extra = [*(own.get(k, "") for k in keys), *(statuses.get(p, "") for p in places)]
        for column, text in enumerate(extra, len(HEADLINE)):
            sheet.write_string(n, column, text)


def _write(sheet: Any, row: int, column: int, text: str, *, number: bool) -> None:
    if number and text:
        try:
            sheet.write_number(row, column, float(text))
        except ValueError:
            sheet.write_string(row, column, text)
    elif text:
        sheet.write_string(row, column, text)


def _groups(book: Any, summary: Summary) -> None:
    headings = ["outcome", "lines", "why", "values", "end_user", "destinations", "first lines"]
    sheet = _sheet(book, "groups", headings, len(summary.groups))
    for n, group in enumerate(summary.groups, 1):
        sheet.write_string(n, 0, group.outcome)
        sheet.write_number(n, 1, group.lines)
        sheet.write_string(n, 2, group.sentence)
        sheet.write_string(n, 3, group.amounts.words())
        sheet.write_string(n, 4, ", ".join(name for name, _ in group.parties.most_common(3)))
        sheet.write_string(n, 5, ", ".join(d for d, _ in group.destinations.most_common(6)))
        sheet.write_string(n, 6, ", ".join(group.first))


def _searched(book: Any, run: Run) -> None:
    headings = ["list", "list date", "entries", "coverage", "snapshot"]
    searched = run.manifest["searched"]
    sheet = _sheet(book, "searched", headings, len(searched))
    for n, one in enumerate(searched, 1):
        sheet.write_string(n, 0, one["list"])
        sheet.write_string(n, 1, one["list_date"])
        sheet.write_number(n, 2, one["entries"])
        sheet.write_string(n, 3, one["coverage"])
        sheet.write_string(n, 4, one["snapshot"])
