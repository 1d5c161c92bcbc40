"""Rows of a table of a data lake to transfers, by the same intake as rows of a file.

A table is of one of two shapes: columns that a profile maps, one cell each; or the contract's
own, as columns named by its keys or as one column `transfer` of its JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

from enduse.errors import DataError
from enduse.intake.cells import Cell
from enduse.intake.contract_json import TOP_KEYS, transfer_from_json
from enduse.intake.delimited import Row
from enduse.intake.json_documents import decode
from enduse.intake.report import FileReport
from enduse.intake.sheets import plain
from enduse.intake.table_reader import TableReader
from enduse.intake.tables import describe, find_headings
from enduse.model.transfer import Reject, Source, Transfer
from enduse.review.questions import Answers

if TYPE_CHECKING:
    import pyarrow as pa

TEXT = "transfer"
"""The one column of a table of the contract's JSON; the run's table `transfers` is one."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a table before its rows are read.

    Args:
        name: stands where a file's name would.
        columns: names of its columns.
        first: its first rows, from which the habits of its columns are learned.
        reader: reads rows by a profile.
        answers: answers to questions, laid into the lines.
    """

    name: str
    columns: tuple[str, ...]
    first: tuple[tuple[Cell, ...], ...]
    reader: TableReader
    answers: Answers

    @property
    def of_contract(self) -> bool:
        """Whether its columns are the contract's keys, or its JSON."""
        return self.columns == (TEXT,) or TOP_KEYS.issuperset(self.columns)

    def report(self) -> FileReport:
        """How the table is read, without counts.

        Raises:
            DataError: for a table that is not one of transfers.
        """
        report = FileReport(name=self.name, format="table")
        if self.of_contract:
            report.profile = "contract"
            return report
        reader = self.reader
        headed = find_headings(self._first(), self.name, reader.profiles, reader.options)
        describe(report, headed.mapping, headed.line)
        profile = headed.mapping.profile
        if profile.kind == "not_transfers":
            raise DataError(self.name, profile.title, profile.because)
        if headed.line:
            raise DataError(
                self.name,
                "its headings stand in a row, not in the names of its columns",
                "Name the columns, or write a profile for the names they have.",
            )
        return report

    def _first(self) -> Iterator[Row]:
        yield Row(0, list(self.columns))
        for cells in self.first:
            yield Row(-1, list(cells))

    def items(
        self, rows: Iterator[Sequence[Any]], line: int, report: FileReport
    ) -> Iterator[Transfer | Reject]:
        """Read rows, of which the first is number `line` of the table, and count them."""
        found = self._contract(rows, line) if self.of_contract else self._mapped(rows, line, report)
        for item in found:
            report.count(item)
            yield item if isinstance(item, Reject) else self.answers.lay_into(item)

    def _mapped(
        self, rows: Iterator[Sequence[Any]], line: int, report: FileReport
    ) -> Iterator[Transfer | Reject]:
        numbered = (
            Row(number, [plain(value) for value in cells])
            for number, cells in enumerate(rows, line)
        )
        for item in self.reader.table(chain(self._first(), numbered), report):
            # The first rows of the table stand before every block; they were only to learn from.
            if item.source.line > 0:
                yield item

    def _contract(self, rows: Iterator[Sequence[Any]], line: int) -> Iterator[Transfer | Reject]:
        for number, cells in enumerate(rows, line):
            source = Source(file=self.name, line=number)
            try:
                value = decode(cells[0]) if self.columns == (TEXT,) else self._object(cells)
            except (ValueError, TypeError) as err:
                yield Reject(source=source, reason=f"not JSON: {err}", remedy="Correct the row.",
                             text=str(cells[0])[:200])  # fmt: skip
                continue
            if not isinstance(value, Mapping):
                yield Reject(source=source, reason="not an object of the review contract",
                             remedy="See `enduse schema transfer` for the keys.",
                             text=str(value)[:200])  # fmt: skip
                continue
            yield transfer_from_json(value, self.reader.countries, source, f"{self.name}:{number}")

    def _object(self, cells: Sequence[Any]) -> dict[str, Any]:
        pairs = zip(self.columns, cells, strict=True)
        return {name: json_of(value) for name, value in pairs if value is not None}


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


def rows_of(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    """The rows of record batches."""
    for batch in batches:
        columns = [column.to_pylist() for column in batch.columns]
        yield from zip(*columns, strict=True)
