"""Rows of Parquet files, many at once, with the types their cells have."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from enduse.errors import DataError
from enduse.intake.cells import Cell
from enduse.intake.delimited import Row
from enduse.intake.input import Input

if TYPE_CHECKING:
    import pyarrow as pa

_TOGETHER = 10_000
_SCALARS = (str, int, float, Decimal, date)


class Batch(NamedTuple):
    """Rows of typed columns, and the number of the first."""

    first: int
    columns: pa.RecordBatch

    def rows(self) -> Iterator[Row]:
        """Its rows."""
        columns = [[plain_cell(v) for v in column.to_pylist()] for column in self.columns.columns]
        for line, cells in enumerate(zip(*columns, strict=True), self.first):
            yield Row(line, list(cells))


def parquet_pieces(source: Input) -> Iterator[Row | Batch]:
    """Yield the headings of a Parquet file as row 0, then its rows.

    Raises:
        DataError: where the file is damaged, at the place of the damage.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with source.open() as handle:
        opened = handle if handle.seekable() else io.BytesIO(handle.read())
        try:
            table = pq.ParquetFile(opened)
            yield Row(0, list(table.schema_arrow.names))
            line = 1
            for batch in table.iter_batches(batch_size=_TOGETHER):
                yield Batch(line, batch)
                line += batch.num_rows
        except (pa.ArrowException, OSError, ValueError, OverflowError) as err:
            raise DataError(
                source.name, f"not a Parquet file that can be read: {err}", "Write it again."
            ) from None


def plain_cell(value: object) -> Cell:
    """A value as a cell: lists become texts with `|`, times and bytes become text."""
    if value is None or isinstance(value, _SCALARS):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple):
        return "|".join(str(one) for one in value if one is not None)
    return str(value)
