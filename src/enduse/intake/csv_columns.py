"""Columns of plain records, cut and numbered by Arrow; the same cells as row by row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from enduse.intake.plain import Plain
from enduse.intake.table_rows import Table

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

# Bytes that are cut together: what is held of them stays small beside the columns.
_TOGETHER = 1 << 22


def csv_columns(plain: Plain, table: Table) -> dict[int, pa.Array] | None:
    """The columns that feed a field, each as numbers into its distinct cells.

    Returns:
        None where a row has another width than the first, is blank, has a cell beyond the
        headings, or does not begin as the layout says: such rows are judged one by one.
    """
    width = plain.width
    if width < max(2, table.needed) or plain.data.startswith(b"\xef\xbb\xbf"):
        return None
    wanted = table.columns
    beyond = range(table.width, width)
    pattern = table.pattern
    whole = _read(plain, width, {0, *wanted, *beyond})
    if whole is None or len(next(iter(whole.values()))) != len(plain.lines):
        return None
    if any(cell.strip() for place in beyond for cell in whole[place].dictionary.to_pylist()):
        return None
    if pattern is not None and not _all_match(whole[0], pattern):
        return None
    if _some_blank(whole):
        return None
    return {place: whole[place] for place in wanted}


def _read(plain: Plain, width: int, wanted: set[int]) -> dict[int, pa.Array] | None:
    import pyarrow as pa
    from pyarrow import csv

    names = [str(place) for place in range(width)]
    included = [str(place) for place in sorted(wanted)]
    text = pa.dictionary(pa.int32(), pa.string())
    try:
        table = csv.read_csv(
            pa.BufferReader(plain.data),
            csv.ReadOptions(use_threads=False, block_size=len(plain.data) + 1, column_names=names),
            csv.ParseOptions(
                delimiter=plain.delimiter, newlines_in_values=plain.several, ignore_empty_lines=True
            ),
            csv.ConvertOptions(
                column_types=dict.fromkeys(included, text),
                include_columns=included,
                null_values=[],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowException:
        return None
    whole = table.unify_dictionaries()
    return {int(name): whole.column(name).combine_chunks() for name in included}


def _all_match(column: pa.Array, pattern: re.Pattern[str]) -> bool:
    return all(pattern.match(cell.strip()) for cell in column.dictionary.to_pylist())


def _some_blank(columns: dict[int, pa.Array]) -> bool:
    """Whether all of these cells are empty in some row: then the row itself may be blank."""
    left: np.ndarray[tuple[int], np.dtype[np.bool_]] | None = None
    for column in columns.values():
        number = _number_of_empty(column.dictionary)
        if number is None:
            return False
        empty = column.indices.to_numpy() == number
        left = empty if left is None else left & empty
        if not left.any():
            return False
    return True


def _number_of_empty(texts: pa.StringArray) -> int | None:
    """The place of the text without characters; from offsets, as Arrow's own search loads much."""
    import numpy as np

    offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset :][: len(texts) + 1]
    empty = np.flatnonzero(np.diff(offsets) == 0)
    return int(empty[0]) if len(empty) else None
