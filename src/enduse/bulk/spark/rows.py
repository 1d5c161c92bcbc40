"""Rows of a table of a data lake to lines, by the same intake as rows of a file.

A table is of one of two shapes: columns that a profile maps, one cell each; or the contract's
own, as columns named by its keys or as one column `transfer` of its JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from enduse.errors import DataError
from enduse.intake.blocks import Block, blocks
from enduse.intake.contract_json import TOP_KEYS, transfer_from_json
from enduse.intake.countries import CountryNames
from enduse.intake.delimited import Row
from enduse.intake.json_documents import decode
from enduse.intake.mapping import ColumnMapping
from enduse.intake.parquet import Batch
from enduse.intake.pieces import Piece
from enduse.intake.report import FileReport
from enduse.intake.table_reader import TableReader
from enduse.intake.table_rows import Table
from enduse.intake.tables import Headed
from enduse.model.transfer import Reject, Source, Transfer

if TYPE_CHECKING:
    import pyarrow as pa

TEXT = "transfer"
"""The one column of a table of the contract's JSON; the run's table `transfers` is one."""
Item = Transfer | Block | Reject


class Shape(Protocol):
    """How the rows of a table are read; it is sent to the executors."""

    @property
    def name(self) -> str:
        """Stands in the run where a file's name would."""
        ...

    def items(self, rows: pa.RecordBatch, line: int) -> Iterable[Item]:
        """Read rows of which the first is number `line` of the table."""
        ...


@dataclass(frozen=True, slots=True)
class Mapped:
    """A table whose columns a profile maps.

    Args:
        table: what its rows are read with.
        mapping, columns: before masters are laid behind the columns.
        reader: has the masters.
    """

    name: str
    table: Table
    mapping: ColumnMapping
    columns: tuple[str, ...]
    reader: TableReader

    @classmethod
    def of(
        cls, reader: TableReader, columns: Sequence[str], first: pa.RecordBatch, report: FileReport
    ) -> Mapped:
        """Look at the names of the columns, and learn their habits from the first rows.

        Raises:
            DataError: for a table that is not one of transfers.
        """
        pieces: Iterator[Piece] = iter([Row(0, list(columns)), Batch(1, first)])
        headed = reader.headed(pieces, report)
        if headed.line or headed.mapping.profile.headerless:
            raise DataError(
                report.name,
                "its headings stand in a row, not in the names of its columns",
                "Name the columns, or write a profile for the names they have.",
            )
        table, _ = reader.settled(headed, report)
        return cls(report.name, table, headed.mapping, headed.headings, reader)

    def items(self, rows: pa.RecordBatch, line: int) -> Iterator[Item]:
        """One block, and rejects."""
        pieces = iter([Batch(line, rows)])
        headed = Headed(self.mapping, self.columns, 0, pieces)
        headed = self.reader.completed(headed, FileReport(self.name))
        yield from blocks(self.table, headed.rows, None, 0, max(1, rows.num_rows))


@dataclass(frozen=True, slots=True)
class Contract:
    """A table whose columns are the contract's keys, or its JSON."""

    name: str
    countries: CountryNames
    columns: tuple[str, ...]

    @staticmethod
    def fits(columns: Sequence[str]) -> bool:
        """Whether a table with these columns is one."""
        return tuple(columns) == (TEXT,) or TOP_KEYS.issuperset(columns)

    def items(self, rows: pa.RecordBatch, line: int) -> Iterator[Item]:
        """One line or reject a row."""
        columns = [column.to_pylist() for column in rows.columns]
        for number, cells in enumerate(zip(*columns, strict=True), line):
            source = Source(file=self.name, line=number)
            try:
                value = decode(cells[0]) if self.columns == (TEXT,) else self._object(cells)
            except (ValueError, TypeError) as err:
                yield _reject(source, f"not JSON: {err}", "Correct the row.", cells[0])
                continue
            if isinstance(value, Mapping):
                yield transfer_from_json(value, self.countries, source, f"{self.name}:{number}")
            else:
                remedy = "See `enduse schema transfer` for the keys."
                yield _reject(source, "not an object of the review contract", remedy, value)

    def _object(self, cells: Sequence[Any]) -> dict[str, Any]:
        pairs = zip(self.columns, cells, strict=True)
        return {name: json_of(value) for name, value in pairs if value is not None}


def _reject(source: Source, reason: str, remedy: str, value: object) -> Reject:
    return Reject(source=source, reason=reason, remedy=remedy, text=str(value)[:200])


def json_of(value: Any) -> Any:
    """A nested value as decoded JSON would be; what is null in a structure is not there."""
    if isinstance(value, Mapping):
        return {name: json_of(one) for name, one in value.items() if one is not None}
    if isinstance(value, list):
        # A map is a list of pairs in Arrow.
        if value and all(isinstance(one, tuple) and len(one) == 2 for one in value):
            return {str(name): json_of(one) for name, one in value if one is not None}
        return [json_of(one) for one in value]
    if isinstance(value, float):
        return Decimal(repr(value))
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat is not None else value
