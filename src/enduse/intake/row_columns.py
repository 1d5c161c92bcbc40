"""Lines that came one by one, by column: each cell as a number into the distinct ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from enduse.intake.cells import Cell
from enduse.intake.remembered import key_of
from enduse.intake.table_rows import Line
from enduse.model.transfer import Extract, Problem

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.int64]


class Coded(NamedTuple):
    """A column: `values[codes[row]]`."""

    codes: Codes
    values: list[Cell]


class Rows(NamedTuple):
    """Lines by column.

    Args:
        numbers: of the lines.
        columns: those that are looked at, by their place in the table.
        odd: lines with problems of the row as a whole, or extracts, by their place here.
    """

    numbers: Codes
    columns: dict[int, Coded]
    odd: dict[int, tuple[tuple[Problem, ...], tuple[Extract, ...]]]


def rows_by_column(lines: Sequence[Line], wanted: Sequence[int]) -> Rows:
    """Lay lines out by the columns that are looked at."""
    import numpy as np

    return Rows(
        numbers=np.array([line.number for line in lines], np.int64),
        columns={place: coded([line.cells[place] for line in lines]) for place in wanted},
        odd={
            n: (line.problems, line.extracted)
            for n, line in enumerate(lines)
            if line.problems or line.extracted
        },
    )


def coded(cells: Sequence[Cell]) -> Coded:
    """Number cells as a reader tells them apart."""
    import numpy as np

    if set(map(type, cells)) <= {str}:
        known: defaultdict[Cell, int] = defaultdict()
        known.default_factory = known.__len__
        codes = np.fromiter(map(known.__getitem__, cells), np.int64, len(cells))
        return Coded(codes, list(known))
    numbers: dict[Hashable, int] = {}
    values: list[Cell] = []
    return Coded(numbered(cells, numbers, values), values)


def numbered(cells: Sequence[Cell], numbers: dict[Hashable, int], values: list[Cell]) -> Codes:
    """The numbers of cells; new ones are appended to `numbers` and `values`."""
    import numpy as np

    codes = np.empty(len(cells), np.int64)
    for n, cell in enumerate(cells):
        key = cell if type(cell) is str else key_of(cell)
        number = numbers.setdefault(key, len(values))
        if number == len(values):
            values.append(cell)
        codes[n] = number
    return codes
