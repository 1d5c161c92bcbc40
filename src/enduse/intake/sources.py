"""The tables of an input: one of a text or Parquet file, one per sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from enduse.errors import DataError, EnduseError
from enduse.intake.delimited import Broken, Row, delimiter_of, sample_of
from enduse.intake.encoding import Scan, scan
from enduse.intake.formats import format_of
from enduse.intake.input import Input, Unopened
from enduse.intake.options import ReadOptions
from enduse.intake.parquet import parquet_pieces
from enduse.intake.pieces import Piece, rows_of
from enduse.intake.records import Records
from enduse.intake.sheets import sheet_names, sheet_rows

TABULAR = ("text", "spreadsheet", "parquet")


@dataclass(frozen=True, slots=True)
class TableSource:
    """One table, which can be read again.

    Args:
        name: input and, of several, sheet.
    """

    name: str
    source: Input = field(repr=False)
    scanned: Scan
    format: str
    delimiter: str = ""
    sheet: str | None = None
    options: ReadOptions = ReadOptions()

    def rows(self) -> Iterator[Row | Broken]:
        """Its rows, headings among them."""
        return rows_of(self.pieces())

    def pieces(self) -> Iterator[Piece]:
        """Its rows, those of plain text many at once."""
        if self.format == "parquet":
            return parquet_pieces(self.source)
        if self.format == "spreadsheet":
            return sheet_rows(self.source, self.sheet)
        scanned, limits = self.scanned, self.options.limits
        return Records(self.source, scanned.encoding, self.delimiter, limits, valid=scanned.utf8)


def tables_of(source: Input, scanned: Scan, kind: str, options: ReadOptions) -> list[TableSource]:
    """The tables of an input of this format; sheets without rows are left out.

    Raises:
        DataError: where a workbook cannot be read, or has no sheet with rows.
    """
    if kind == "parquet":
        return [TableSource(source.name, source, scanned, kind, options=options)]
    if kind == "spreadsheet":
        names = [options.sheet] if options.sheet else sheet_names(source)
        if len(names) == 1:
            only = TableSource(source.name, source, scanned, kind, sheet=names[0], options=options)
            return [only]
        found = [
            TableSource(f"{source.name}[{n}]", source, scanned, kind, sheet=n, options=options)
            for n in names
        ]
        filled = [one for one in found if next(one.rows(), None) is not None]
        if not filled:
            raise DataError(source.name, "no sheet has a row in it", "Name a file with rows.")
        return filled
    delimiter = options.delimiter or delimiter_of(sample_of(source, scanned.encoding))
    return [TableSource(source.name, source, scanned, kind, delimiter, options=options)]


def scanned_input(source: Input, options: ReadOptions) -> tuple[Scan, str]:
    """Hash an input and tell its format.

    Raises:
        DataError: for an empty file.
    """
    head = source.head()
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise DataError(source.name, "the file is empty", "Name a file with rows in it.")
    scanned = scan(source, options.encoding)
    return scanned, format_of(head, scanned)


@dataclass(frozen=True, slots=True)
class Opened:
    """An input that was hashed and whose format is known, or the error instead."""

    name: str
    source: Input | None = None
    scanned: Scan | None = None
    format: str = ""
    error: EnduseError | None = None


def opened_input(source: Input | Unopened, options: ReadOptions) -> Opened:
    """Hash an input and tell its format; an error is kept for its turn."""
    if isinstance(source, Unopened):
        return Opened(source.name, error=source.error)
    try:
        scanned, kind = scanned_input(source, options)
    except EnduseError as err:
        return Opened(source.name, error=err)
    return Opened(source.name, source, scanned, kind)
