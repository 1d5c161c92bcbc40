"""What was read from some cells, remembered by those cells while that helps."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from enduse.intake.cells import Cell

T = TypeVar("T")
_MOST = 20_000


def key_of(cell: Cell) -> Hashable:
    """What tells a cell from others: 1, true and 1.0 are equal to Python and not to a reader."""
    return cell if type(cell) is str else (type(cell), str(cell))


class Remembered(Generic[T]):
    """A pure function of the cells of some columns, with the answers it gave before.

    Args:
        columns: which cells of a row it reads.
        read: the function.
    """

    __slots__ = ("_columns", "_known", "_only", "_read", "_tries")

    def __init__(self, columns: tuple[int, ...], read: Callable[[tuple[Cell, ...]], T]) -> None:
        self._columns = columns
        self._only = columns[0] if len(columns) == 1 else None
        self._known: dict[Hashable, T] | None = {}
        self._read = read
        self._tries = 0

    def __call__(self, row: Sequence[Cell]) -> T:
        """What the cells of a row say."""
        known = self._known
        if known is None:
            return self._read(tuple([row[c] for c in self._columns]))
        key: Hashable
        if self._only is not None:
            cell = row[self._only]
            key = cell if type(cell) is str else key_of(cell)
        else:
            key = tuple([key_of(row[c]) for c in self._columns])
        found = known.get(key)
        self._tries += 1
        if found is None:
            found = known[key] = self._read(tuple([row[c] for c in self._columns]))
            if len(known) >= _MOST:
                # Cells that hardly ever come again only cost memory.
                self._known = {} if self._tries > 2 * _MOST else None
                self._tries = 0
        return found
