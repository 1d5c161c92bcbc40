"""A document as DOCX, for who writes on from it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, BinaryIO

from enduse.errors import UsageError
from enduse.report.document import Document, Sheet, shown
from enduse.report.lines import plain

if TYPE_CHECKING:
    from docx.document import Document as Docx

MOST_ROWS = 1_000
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(document: Document, out: BinaryIO) -> None:
    """Write the memo; the same document gives the same bytes.

    Raises:
        UsageError: where python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        raise UsageError(
            "--format docx", "python-docx is not installed", "Install it: pip install enduse[docx]"
        ) from None
    file = docx.Document()
    file.core_properties.created = dt.datetime(2000, 1, 1)  # noqa: DTZ001  the library's own
    file.core_properties.modified = dt.datetime(2000, 1, 1)  # noqa: DTZ001
    file.core_properties.author = ""
    file.core_properties.title = document.title
    file.add_heading(plain(document.title), level=0)
    for words in document.lead:
        file.add_paragraph(plain(words))
    for section in document.sections:
        file.add_heading(plain(section.title), level=1)
        for words in section.words:
            file.add_paragraph(plain(words))
        for sheet in section.sheets:
            _table(file, sheet)
    if document.sources:
        file.add_heading("Sources", level=1)
        for source in document.sources:
            file.add_paragraph(plain(source), style="List Number")
    data = io.BytesIO()
    file.save(data)
    out.write(_fixed(data.getvalue()))


def _table(file: Docx, sheet: Sheet) -> None:
    rows = sheet.rows[:MOST_ROWS]
    file.add_paragraph(plain(sheet.title)).runs[0].bold = True
    size = {"rows": len(rows) + 1, "cols": len(sheet.headings)}
    table = file.add_table(**size, style="Light Grid Accent 1")
    grid = [sheet.headings, *(tuple(shown(cell) for cell in row) for row in rows)]
    # Cells are taken row by row: asking the table for each one is quadratic.
    for texts, row in zip(grid, table.rows, strict=True):
        for text, cell in zip(texts, row.cells, strict=True):
            cell.text = plain(text)
    if len(sheet.rows) > len(rows):
        left = len(sheet.rows) - len(rows)
        file.add_paragraph(f"{left:,} further rows stand in the XLSX and CSV forms.")


def _fixed(data: bytes) -> bytes:
    """The same archive without times of its making."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, date_time=_EPOCH), old.read(name))
    return out.getvalue()
