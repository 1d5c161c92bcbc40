"""Findings as blocks: the rows of one answer are kept once, and repeated by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from enduse.bulk.plan.factor import Codes, Interner
from enduse.bulk.plan.texts import repeated
from enduse.bulk.tables import COLUMNS, Row, schema

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = tuple(name for name in COLUMNS["findings"] if name != "row")
TEXT = _COLUMNS.index("text")
Cells = tuple[Any, ...]
"""A row of findings without the number of its line."""


def cells_of(rows: Iterable[Row]) -> tuple[Cells, ...]:
    """Rows as tuples, in the order of the columns."""
    return tuple(tuple(row[name] for name in _COLUMNS) for row in rows)


class Blocks:
    """Rows of findings, each distinct row once, and blocks of them. Block 0 is empty."""

    def __init__(self) -> None:
        self._rows: Interner[Cells] = Interner()
        self._blocks: Interner[tuple[int, ...]] = Interner()
        self._blocks(())

    def block(self, rows: Iterable[Cells]) -> int:
        """The number of a block of rows."""
        return self._blocks(tuple(map(self._rows, rows)))

    def table(self, first: int, columns: Sequence[Codes]) -> pa.Table:
        """The findings of lines numbered from `first`; each column holds a block per line."""
        import pyarrow as pa

        blocks = self._blocks.values
        sizes = np.array([len(block) for block in blocks], np.int64)
        starts = np.concatenate(([0], np.cumsum(sizes)))[:-1]
        flat = np.fromiter((n for block in blocks for n in block), np.int64, int(sizes.sum()))
        codes = np.stack(columns, axis=1).ravel()
        lengths = sizes[codes]
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        places = np.repeat(starts[codes] - (ends - lengths), lengths) + np.arange(total)
        picked = flat[places] if total else np.zeros(0, np.int64)
        per_line = lengths.reshape(-1, len(columns)).sum(axis=1)
        rows = np.repeat(np.arange(first, first + len(per_line)), per_line)
        found: dict[str, pa.Array] = {"row": pa.array(rows, pa.int64())}
        for n, name in enumerate(_COLUMNS):
            texts = pa.array([row[n] for row in self._rows.values], pa.string())
            found[name] = repeated(texts, picked)
        return pa.table(
            [found[name] for name in COLUMNS["findings"]], names=schema("findings").names
        )
