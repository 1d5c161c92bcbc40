"""Rows of spreadsheets, with the types their cells have."""

from __future__ import annotations

import io
from collections.abc import Iterator

from enduse.errors import DataError, UsageError
from enduse.intake.delimited import Row
from enduse.intake.input import Input


def sheet_names(source: Input) -> list[str]:
    """The sheets of a workbook, in its order.

    Raises:
        DataError: for a workbook that is truncated, encrypted or none at all.
    """
    return list(_workbook(source).sheet_names)


def _workbook(source: Input):  # type: ignore[no-untyped-def]
    from python_calamine import CalamineError, CalamineWorkbook

    with source.open() as handle:
        data = handle.read()
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as err:
        raise DataError(
            source.name, f"not a spreadsheet that can be read: {err}", "Save it again as XLSX."
        ) from None


def sheet_rows(source: Input, sheet: str | None) -> Iterator[Row]:
    """Yield the rows of one sheet (the first, where none is named) that are not blank."""
    from python_calamine import CalamineError

    book = _workbook(source)
    names = list(book.sheet_names)
    if sheet is not None and sheet not in names:
        raise UsageError("--sheet", f"no sheet {sheet}", f"Name one of: {', '.join(names)}.")
    if not names:
        raise DataError(source.name, "a workbook without sheets", "Save it again as XLSX.")
    try:
        found = book.get_sheet_by_name(sheet or names[0])
        # The reader gives blank rows above the first used one too, so rows count from 1.
        for number, cells in enumerate(found.iter_rows(), 1):
            if any(cell not in ("", None) for cell in cells):
                yield Row(number, list(cells))
    except (CalamineError, ValueError, OverflowError) as err:
        raise DataError(
            source.name, f"the sheet cannot be read: {err}", "Save it again as XLSX."
        ) from None
