"""Lines of a table in blocks, by column where that is possible, for whoever reads them in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from enduse.intake.csv_columns import csv_columns
from enduse.intake.parquet import Batch
from enduse.intake.pieces import Piece, rows_of
from enduse.intake.plain import Plain
from enduse.intake.records import Records
from enduse.intake.row_columns import Rows, rows_by_column
from enduse.intake.table_rows import Judge, Line, Table
from enduse.model.transfer import Reject

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa


class Columns(NamedTuple):
    """Lines by column: the number of each, and the columns that are looked at, by their place."""

    numbers: npt.NDArray[np.int64]
    columns: dict[int, pa.Array]

    def part(self, start: int, stop: int) -> Columns:
        """Some of the lines."""
        columns = {place: one[start:stop] for place, one in self.columns.items()}
        return Columns(self.numbers[start:stop], columns)


Segment = Columns | Rows
_Waiting = Columns | list[Line]
_MANY, _FEW = 8, 256


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one table, in order; it can be sent to another process.

    Args:
        table: how they are read.
        file: place of the table's report among those of the reading.
    """

    table: Table
    file: int
    segments: tuple[Segment, ...]

    def __len__(self) -> int:
        return sum(len(one.numbers) for one in self.segments)

    def some(self, lines: int) -> Block | None:
        """At most so many of its lines, as a sample; None where no line stands by column."""
        first = next((one for one in self.segments if isinstance(one, Columns)), None)
        return first and Block(self.table, self.file, (first.part(0, lines),))


def _length(segment: _Waiting) -> int:
    return len(segment) if isinstance(segment, list) else len(segment.numbers)


def blocks(
    table: Table,
    pieces: Iterable[Piece],
    records: Records | None,
    file: int,
    size: int,
) -> Iterator[Block | Reject]:
    """Yield the lines of a table in blocks of `size`, and its rejects.

    Args:
        records: where the pieces come from, so that no more are taken together than fit a block.
    """
    judge = Judge(table)
    segments: list[_Waiting] = []
    left = size
    for piece in pieces:
        # Many short stretches cost more than their rows, as where every tenth line is odd.
        alone = len(segments) > _MANY and isinstance(piece, Plain) and len(piece.lines) < _FEW
        for segment in _segments(table, piece, judge, alone=alone):
            if isinstance(segment, Reject):
                yield segment
                continue
            while (length := _length(segment)) >= left:
                head, segment = _cut(segment, left)
                yield _block(table, file, _joined(segments, head))
                segments, left = [], size
            if length:
                segments = _joined(segments, segment)
                left -= length
        if records is not None:
            records.most = left
    if segments:
        yield _block(table, file, segments)


def _block(table: Table, file: int, waiting: Sequence[_Waiting]) -> Block:
    wanted = table.columns
    segments = (rows_by_column(one, wanted) if isinstance(one, list) else one for one in waiting)
    return Block(table, file, tuple(segments))


def _segments(
    table: Table, piece: Piece, judge: Judge, *, alone: bool
) -> Iterator[_Waiting | Reject]:
    columns = None if alone else _columns(table, piece)
    if columns is not None:
        yield columns
        return
    for row in rows_of([piece]):
        found = judge(row)
        yield found if isinstance(found, Reject) else [found]


def _columns(table: Table, piece: Piece) -> Columns | None:
    """The lines of a piece by column; None where its rows must be looked at one by one."""
    if isinstance(piece, Plain):
        found = csv_columns(piece, table)
        return None if found is None else Columns(piece.lines, found)
    if isinstance(piece, Batch) and table.pattern is None:
        import numpy as np

        columns = {place: piece.columns.column(place) for place in table.columns}
        numbers = np.arange(piece.first, piece.first + piece.columns.num_rows)
        return Columns(numbers, columns)
    return None


def _joined(segments: list[_Waiting], more: _Waiting) -> list[_Waiting]:
    if isinstance(more, list) and segments and isinstance(segments[-1], list):
        segments[-1].extend(more)
    else:
        segments.append(more)
    return segments


def _cut(segment: _Waiting, at: int) -> tuple[_Waiting, _Waiting]:
    if isinstance(segment, list):
        return segment[:at], segment[at:]
    return segment.part(0, at), segment.part(at, len(segment.numbers))
