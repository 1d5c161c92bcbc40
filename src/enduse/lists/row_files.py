"""Canonical rows as Parquet files, with a checksum on every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from enduse.lists.rows import Row

_COLUMNS = tuple(f.name for f in fields(Row))


def write_rows(path: Path, rows: Iterable[Row]) -> int:
    """Write rows as Parquet, in row groups of bounded size; return how many.

    `path` is a temporary name: putting it in its place is the caller's.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.dictionary(pa.int32(), pa.string())
    schema = pa.schema(
        [
            ("list", text),
            ("entry", pa.string()),
            ("property", text),
            ("value", pa.string()),
            ("detail", text),
            ("start", pa.date32()),
            ("end", pa.date32()),
            ("dates_from", text),
        ]
    )
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd", write_page_checksum=True) as writer:
        block: list[Row] = []
        for row in rows:
            block.append(row)
            if len(block) == 65_536:
                count += _flush(writer, schema, block)
        count += _flush(writer, schema, block)
    return count


def _flush(writer: Any, schema: Any, block: list[Row]) -> int:
    import pyarrow as pa

    if not block:
        return 0
    arrays = [
        pa.array([getattr(r, name) for r in block], type=schema.field(name).type)
        for name in _COLUMNS
    ]
    writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    count = len(block)
    block.clear()
    return count


def read_rows(path: Path, list_id: str = "") -> Iterator[Row]:
    """Read rows back, of one list or of all; damage to the file is an error, never other rows.

    Raises:
        OSError, ValueError: the file is missing or damaged.
    """
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        for index in range(file.num_row_groups):
            table = file.read_row_group(index)
            if list_id:
                table = table.filter(pc.equal(table["list"].cast("string"), list_id))
            columns = [_column(table[name]) for name in _COLUMNS]
            yield from map(Row, *columns)


def readable(path: Path) -> bool:
    """Whether a table of rows is there and its every page agrees with its checksum."""
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for index in range(file.num_row_groups):
                file.read_row_group(index)
    except (OSError, ValueError):
        return False
    return True


def _column(column: Any) -> list[Any]:
    """Values of a column; few distinct ones are made once."""
    import pyarrow as pa

    if pa.types.is_date(column.type):
        column = column.dictionary_encode()
    if not pa.types.is_dictionary(column.type):
        return list(column.to_pylist())
    values: list[Any] = []
    for chunk in column.chunks:
        kinds = [*chunk.dictionary.to_pylist(), None]
        places = chunk.indices.fill_null(len(kinds) - 1).to_pylist()
        values.extend(kinds[place] for place in places)
    return values
