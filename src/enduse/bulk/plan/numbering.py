"""Numbers of values that hold for a whole run, and the classes of values by number.

A class of values, such as all countries that a condition cannot tell apart, is worked out once
per value and condition in a run; a chunk then costs a look-up by number. Many conditions read the
same few fields of a value: which values are equal in these is worked out once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from enduse.bulk.plan.factor import Codes, Interner

_NONE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Through:
    """What of a value a class turns on.

    Args:
        name: the column and the fields; equal names mean equal functions.
        read: the fields of a value.
    """

    name: Hashable
    read: Callable[[Any], Hashable]


class Projection:
    """Values of a column that are equal in some fields, by the number of the value."""

    __slots__ = ("_read", "_seen", "codes", "values")

    def __init__(self, read: Callable[[Any], Hashable]) -> None:
        self._read = read
        self._seen: dict[Hashable, int] = {}
        self.codes = _NONE
        self.values: list[Any] = []
        """The first value of those that are equal."""

    def over(self, values: Sequence[Any]) -> None:
        """Take in values of the column that came since."""
        known, seen, read = len(self.codes), self._seen, self._read
        if known == len(values):
            return
        new = []
        for value in values[known:]:
            number = seen.setdefault(read(value), len(seen))
            if number == len(self.values):
                self.values.append(value)
            new.append(number)
        self.codes = np.concatenate((self.codes, np.array(new, np.int64)))


class Numbering:
    """Numbers of the values of every column; the same value keeps its number for the run."""

    def __init__(self) -> None:
        self._values: dict[str, Interner[Any]] = {}
        self._projections: dict[Hashable, Projection] = {}

    def values(self, column: str) -> Sequence[Any]:
        """The values of a column so far, by number."""
        return self.interner(column).values

    def interner(self, column: str) -> Interner[Any]:
        """What numbers a column."""
        found = self._values.get(column)
        if found is None:
            found = self._values[column] = Interner()
        return found

    def projection(self, through: Through, values: Sequence[Any]) -> Projection:
        """What of the values so far is equal."""
        found = self._projections.get(through.name)
        if found is None:
            found = self._projections[through.name] = Projection(through.read)
        found.over(values)
        return found


class ClassTable:
    """Classes of the values of a column under a pure function, by the number of the value.

    Args:
        function: the class of a value.
        through: what of a value the class turns on; None: the whole value.
    """

    __slots__ = ("_classes", "_codes", "_function", "_table", "_through")

    def __init__(self, function: Callable[[Any], Hashable], through: Through | None = None) -> None:
        self._function = function
        self._through = through
        self._classes: Interner[Any] = Interner()
        self._table = _NONE
        self._codes = _NONE

    def __len__(self) -> int:
        return len(self._classes)

    def of(self, numbers: Codes, values: Sequence[Any], numbering: Numbering) -> Codes:
        """The class of each row, given the numbers of its values."""
        known = len(self._codes)
        if known < len(values):
            if self._through is None:
                self._codes = self._extended(self._codes, values)
            else:
                projection = numbering.projection(self._through, values)
                self._table = self._extended(self._table, projection.values)
                new = self._table[projection.codes[known:]]
                self._codes = np.concatenate((self._codes, new))
        return self._codes[numbers]

    def _extended(self, table: Codes, values: Sequence[Any]) -> Codes:
        known = len(table)
        if known == len(values):
            return table
        new = [self._classes(self._function(value)) for value in values[known:]]
        return np.concatenate((table, np.array(new, np.int64)))
