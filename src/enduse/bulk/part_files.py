"""The Parquet files of a run, one per table and chunk: each is whole once it has its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enduse.errors import OutputError

if TYPE_CHECKING:
    import pyarrow as pa

_SELDOM_TWICE = frozenset({"id", "transfer", "amount", "match"})
"""Texts of which few repeat in a part."""


def write_part(table: pa.Table, path: Path) -> None:
    """Write a table beside its name, and give it the name when it is whole.

    Raises:
        OutputError: where it cannot be written.
    """
    import pyarrow.parquet as pq

    partial = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, partial, **_options(table.schema))
        partial.replace(path)
    except OSError as err:
        raise OutputError(
            str(path.parent), f"cannot be written: {err}", "Free space, or name another folder."
        ) from None


def _options(columns: pa.Schema) -> dict[str, Any]:
    """What repeats is kept as dictionary, and bounds of row numbers only.

    Bounds of long texts, and dictionaries of texts that differ, cost a third of the writing and
    serve no reader.
    """
    import pyarrow as pa

    whole = [one.name for one in columns if pa.types.is_integer(one.type)]
    repeats = [one for one in columns if one.name not in {*whole, *_SELDOM_TWICE}]
    return {
        "compression": "zstd",
        "store_schema": False,
        "use_dictionary": [
            f"{one.name}.list.element" if pa.types.is_list(one.type) else one.name
            for one in repeats
        ],
        "column_encoding": dict.fromkeys(whole, "DELTA_BINARY_PACKED"),
        "write_statistics": [name for name in whole if name == "row"],
    }
