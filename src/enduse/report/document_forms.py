"""The forms of a document: text, Markdown, CSV, XLSX, DOCX and one self-contained page."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from enduse.errors import UsageError
from enduse.report.cells import guarded
from enduse.report.document import Cell, Document, Sheet, plain_number, shown
from enduse.report.lines import padded, plain, wrapped

WIDTH = 100
COLUMN = 34
LONG = 60
TEMPLATE = Path(__file__).with_name("document.html.jinja")
Write = Callable[[Document, BinaryIO], None]


def write_document(document: Document, form: str, out: BinaryIO) -> None:
    """Write a document in a form.

    Raises:
        UsageError: for a form that does not exist, or whose library is not installed.
    """
    check_form(form)
    FORMS[form](document, out)


def check_form(form: str, *others: str) -> None:
    """Refuse a form before anything is read."""
    if form not in FORMS and form not in others:
        names = ", ".join(sorted({*FORMS, *others}))
        raise UsageError("--format", f"{form!r} is no form of this report", f"One of: {names}.")


def _text(document: Document, out: BinaryIO) -> None:
    for line in text_lines(document):
        out.write(line.rstrip().encode() + b"\n")


def text_lines(document: Document) -> Iterator[str]:
    """The document for a terminal."""
    yield document.title
    yield "=" * len(document.title)
    for words in document.lead:
        yield from wrapped(words, WIDTH)
    for section in document.sections:
        yield ""
        yield section.title
        yield "-" * len(section.title)
        for words in section.words:
            yield from wrapped(words, WIDTH)
        for sheet in section.sheets:
            yield ""
            yield from wrapped(sheet.title, WIDTH)
            yield from _rows(sheet) if _long(sheet) else _grid(sheet)
    if document.sources:
        yield ""
        yield "Sources"
        for source in document.sources:
            yield from wrapped(source, WIDTH, "  ", "    ")


def _long(sheet: Sheet) -> bool:
    return any(isinstance(c, str) and len(c) > LONG for row in sheet.rows for c in row)


def _rows(sheet: Sheet) -> Iterator[str]:
    """Rows with long cells: short cells on one line, then each long one under its heading."""
    for row in sheet.rows:
        named = list(zip(sheet.headings, (shown(cell) for cell in row), strict=True))
        short = [f"{h} {t}" for h, t in named[1:] if t and len(t) <= COLUMN]
        yield from wrapped(" · ".join([named[0][1], *short]), WIDTH, "* ", "  ")
        for heading, text in named[1:]:
            if len(text) > COLUMN:
                yield from wrapped(f"{heading}: {text}", WIDTH, "    ", "      ")


def _grid(sheet: Sheet) -> Iterator[str]:
    cells = [list(sheet.headings), *([shown(c) for c in row] for row in sheet.rows)]
    from rich.cells import cell_len

    widths = [
        min(COLUMN, max(cell_len(plain(row[n])) for row in cells))
        for n in range(len(sheet.headings))
    ]
    numeric = [
        bool(sheet.rows) and all(not isinstance(row[n], str) for row in sheet.rows)
        for n in range(len(sheet.headings))
    ]
    for n, row in enumerate(cells):
        parts = []
        for column, text in enumerate(row):
            short = padded(text, widths[column])
            parts.append(short.strip().rjust(widths[column]) if numeric[column] else short)
        yield "  ".join(parts)
        if n == 0:
            yield "  ".join("-" * width for width in widths)


def _markdown(document: Document, out: BinaryIO) -> None:
    out.write("\n".join(markdown_lines(document)).encode() + b"\n")


def markdown_lines(document: Document) -> Iterator[str]:
    """The document in Markdown; what a cell says is never markup."""
    yield f"# {_escaped(document.title)}"
    for words in document.lead:
        yield from ("", _escaped(words))
    for section in document.sections:
        yield from ("", f"## {_escaped(section.title)}")
        for words in section.words:
            yield from ("", _escaped(words))
        for sheet in section.sheets:
            yield from ("", f"**{_escaped(sheet.title)}**", "")
            yield "| " + " | ".join(_escaped(one) for one in sheet.headings) + " |"
            yield "|" + "---|" * len(sheet.headings)
            for row in sheet.rows:
                yield "| " + " | ".join(_escaped(shown(cell)) for cell in row) + " |"
    if document.sources:
        yield from ("", "## Sources", "")
        yield from (f"{n}. {_escaped(one)}" for n, one in enumerate(document.sources, 1))


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    found = plain(text)
    for sign in "\\`*_{}[]<>#|":
        found = found.replace(sign, f"\\{sign}")
    return found


def _csv(document: Document, out: BinaryIO) -> None:
    """All tables one under the other; the first column names the table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for sheet in document.sheets():
        writer.writerow(["table", *sheet.headings])
        for row in sheet.rows:
            writer.writerow([sheet.name, *(_data(cell) for cell in row)])
    out.write(b"\xef\xbb\xbf" + text.getvalue().encode())


def _data(cell: Cell) -> str:
    return guarded(cell) if isinstance(cell, str) else plain_number(cell)


def _xlsx(document: Document, out: BinaryIO) -> None:
    """One sheet a table: typed, filtered, headings frozen; text is never a formula."""
    import xlsxwriter

    data = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(data, options)
    # A workbook holds no moment of its making: the same document gives the same bytes.
    import datetime as dt

    book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
    bold = book.add_format({"bold": True, "bottom": 1})
    about = book.add_worksheet("about")
    about.set_column(0, 0, 120)
    for n, words in enumerate([document.title, *document.lead, *document.sources]):
        about.write_string(n, 0, words)
    for sheet in document.sheets():
        page = book.add_worksheet(sheet.name[:31])
        for column, heading in enumerate(sheet.headings):
            page.set_column(column, column, max(12, min(60, len(heading) + 8)))
            page.write_string(0, column, heading, bold)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.headings) - 1)
        for n, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(n, column, cell)
                elif cell is not None:
                    page.write_number(n, column, cell)
    book.close()
    out.write(data.getvalue())


def _docx(document: Document, out: BinaryIO) -> None:
    from enduse.report.document_docx import write_docx

    write_docx(document, out)


def _html(document: Document, out: BinaryIO) -> None:
    out.write(html_page(document).encode())


def html_page(document: Document) -> str:
    """One page that loads nothing: pictures are drawn in it, and a table stands beside each."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(document=document, shown=shown, numeric=_numeric)


def _numeric(cell: Any) -> bool:
    return cell is not None and not isinstance(cell, str)


FORMS: Mapping[str, Write] = {
    "text": _text,
    "md": _markdown,
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _docx,
    "html": _html,
}
