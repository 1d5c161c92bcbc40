"""Findings as blocks: the rows of one answer are kept once, and repeated by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from enduse.bulk.plan.factor import Codes, Interner
from enduse.bulk.plan.texts import repeated, texts_of
from enduse.bulk.tables import COLUMNS, Row, schema

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = tuple(name for name in COLUMNS["findings"] if name != "row")
TEXT = _COLUMNS.index("text")
_SHAPED = (*_COLUMNS[:TEXT], *_COLUMNS[TEXT + 1 :])
Cells = tuple[Any, ...]
"""A row of findings without the number of its line."""


def cells_of(rows: Iterable[Row]) -> tuple[Cells, ...]:
    """Rows as tuples, in the order of the columns."""
    return tuple(tuple(row[name] for name in _COLUMNS) for row in rows)


class Blocks:
    """Rows of findings, and blocks of them, each with a number. Block 0 is empty.

    A row is its shape, which is the row without its text, and the text: many rows quote words of
    lines in few shapes.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], int] = {}
        self._numbers: dict[Cells, int] = {}
        self._shapes: Interner[Cells] = Interner()
        self._rows: list[int] = []
        self._texts: list[str | None] = []
        self._sizes: list[int] = []
        self._flat: list[int] = []
        self.block(())

    def block(self, rows: Iterable[Cells]) -> int:
        """The number of a block of rows."""
        key = tuple(map(self._row, rows))
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self._sizes)
            self._sizes.append(len(key))
            self._flat.extend(key)
        return number

    def worded(self, rows: Sequence[Cells], which: Codes, texts: Sequence[str]) -> Codes:
        """The numbers of blocks of one row: some of `rows`, each with a text of its own.

        Args:
            which: for each text, the row that it is put into.
        """
        shapes = np.array([self._shapes(_shape(row)) for row in rows], np.int64)
        numbers = np.arange(len(texts)) + len(self._sizes)
        self._flat.extend(range(len(self._rows), len(self._rows) + len(texts)))
        self._sizes.extend([1] * len(texts))
        self._rows.extend(shapes[which].tolist())
        self._texts.extend(texts)
        return numbers

    def _row(self, row: Cells) -> int:
        number = self._numbers.get(row)
        if number is None:
            number = self._numbers[row] = len(self._rows)
            self._rows.append(self._shapes(_shape(row)))
            self._texts.append(row[TEXT])
        return number

    def table(self, first: int, columns: Sequence[Codes]) -> pa.Table:
        """The findings of lines numbered from `first`; each column holds a block per line."""
        import pyarrow as pa

        sizes, flat = np.array(self._sizes, np.int64), np.array(self._flat, np.int64)
        starts = np.cumsum(sizes) - sizes
        codes = np.stack(columns, axis=1).ravel()
        lengths = sizes[codes]
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        places = np.repeat(starts[codes] - (ends - lengths), lengths) + np.arange(total)
        picked = flat[places] if total else np.zeros(0, np.int64)
        per_line = lengths.reshape(-1, len(columns)).sum(axis=1)
        rows = np.repeat(np.arange(first, first + len(per_line)), per_line)
        shapes = np.array(self._rows, np.int64)[picked]
        found: dict[str, pa.Array] = {"row": pa.array(rows, pa.int64())}
        found[_COLUMNS[TEXT]] = repeated(texts_of(self._texts), picked)
        for n, name in enumerate(_SHAPED):
            cells = texts_of([shape[n] for shape in self._shapes.values])
            found[name] = repeated(cells, shapes)
        return pa.table(
            [found[name] for name in COLUMNS["findings"]], names=schema("findings").names
        )


def _shape(row: Cells) -> Cells:
    return (*row[:TEXT], *row[TEXT + 1 :])
