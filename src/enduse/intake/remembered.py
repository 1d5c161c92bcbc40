"""What was read from some cells, remembered by those cells while that helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Generic, TypeVar

from enduse.intake.cells import Cell
from enduse.intake.groups import Group, Read

T = TypeVar("T")
_MOST = 20_000


class Remembered(Generic[T]):
    """A pure function of the cells of a group, with the answers it gave before.

    Args:
        group: which columns of a row are its cells.
        read: the function.
    """

    __slots__ = ("_cells", "_known", "_read", "_tries")

    def __init__(self, group: Group, read: Callable[[tuple[Cell, ...]], Read[T]]) -> None:
        self._cells = _picker(group.columns)
        self._known: dict[tuple[Cell, ...], Read[T]] | None = {}
        self._read = read
        self._tries = 0

    def __call__(self, row: Sequence[Cell]) -> Read[T]:
        """What the cells of a row say."""
        cells = self._cells(row)
        known = self._known
        if known is None:
            return self._read(cells)
        self._tries += 1
        found = known.get(cells)
        if found is None:
            found = known[cells] = self._read(cells)
            if len(known) >= _MOST:
                # Cells that hardly ever come again only cost memory.
                self._known = {} if self._tries > 2 * _MOST else None
                self._tries = 0
        return found


def _picker(columns: tuple[int, ...]) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    """Pick columns as a tuple, also where there is one or none."""
    if len(columns) > 1:
        return itemgetter(*columns)
    return lambda row: tuple([row[c] for c in columns])
