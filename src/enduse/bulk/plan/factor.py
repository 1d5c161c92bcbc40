"""A column as numbers into its distinct values: the one structure of the plan.

`combine` makes the distinct tuples of several columns, `map` applies a pure function to distinct
values and folds equal answers. A check over a million lines is a map over the few values it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
H = TypeVar("H", bound=Hashable)
T = TypeVar("T")
U = TypeVar("U")
Key = Callable[[Any], Hashable]
_ROOM = 1 << 62
_SMALL = 4_096  # codes for which a table is always cheaper than hashing
_FEW = 24  # rows that are numbered by hand


class Interner(Generic[H]):
    """Numbers for values, in the order in which they were first seen."""

    __slots__ = ("_numbers", "values")

    def __init__(self) -> None:
        self._numbers: dict[H, int] = {}
        self.values: list[H] = []

    def __call__(self, value: H) -> int:
        """The number of a value."""
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.values)
            self.values.append(value)
        return number

    def __len__(self) -> int:
        return len(self.values)


class Keyed(Interner[H]):
    """Numbers for values that are told apart by a key of each: equal values may have two."""

    __slots__ = ("_key", "_keys")

    def __init__(self, key: Key) -> None:
        super().__init__()
        self._key = key
        self._keys: dict[Hashable, int] = {}

    def __call__(self, value: H) -> int:
        """The number of a value."""
        key = self._key(value)
        number = self._keys.get(key)
        if number is None:
            number = self._keys[key] = len(self.values)
            self.values.append(value)
        return number


class Kept(Interner[H]):
    """Numbers for large values, most of which come again as the very same object."""

    __slots__ = ("_objects",)

    def __init__(self) -> None:
        super().__init__()
        self._objects: dict[int, tuple[H, int]] = {}

    def number(self, value: H) -> int:
        """The number of a value; what it holds is looked at once per object."""
        known = self._objects.get(id(value))
        if known is None:
            # The object is kept too: no other one can get its identity.
            known = self._objects[id(value)] = value, self(value)
        return known[1]


@dataclass(frozen=True, slots=True)
class Factor(Generic[T]):
    """A column: `values[codes[row]]`. Every value is held by a row; values may repeat."""

    codes: Codes
    values: Sequence[T]

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, row: int) -> T:
        """The value of a row."""
        return self.values[int(self.codes[row])]

    def map(self, function: Callable[[T], Any], key: Key | None = None) -> Factor[Any]:
        """Apply a pure function to the distinct values; equal answers become one value.

        Args:
            function: the function.
            key: what tells its answers apart, where it is not the answers themselves.
        """
        seen: Interner[Any] = Interner() if key is None else Keyed(key)
        table = np.fromiter((seen(function(v)) for v in self.values), np.int64, len(self.values))
        return Factor(table[self.codes], seen.values)

    def each(self, function: Callable[[T], U]) -> Factor[U]:
        """As `map`, without folding answers: for answers that are not hashable."""
        return Factor(self.codes, [function(value) for value in self.values])

    def numbers(self, function: Callable[[T], int]) -> Codes:
        """A whole number per row."""
        table = np.fromiter((function(v) for v in self.values), np.int64, len(self.values))
        return table[self.codes]

    def flags(self, function: Callable[[T], object]) -> npt.NDArray[np.bool_]:
        """Yes or no per row."""
        table = np.fromiter((bool(function(v)) for v in self.values), np.bool_, len(self.values))
        return table[self.codes]

    def rows(self, chosen: Codes) -> Factor[T]:
        """The column of some rows only; its values are those rows'."""
        return _compact(self.codes[chosen], self.values)


def encode(values: Iterable[H], key: Key | None = None) -> Factor[H]:
    """Number the values of a column given row by row; `key` as in `Factor.map`."""
    seen: Interner[H] = Interner() if key is None else Keyed(key)
    codes = np.fromiter((seen(value) for value in values), np.int64)
    return Factor(codes, seen.values)


def constant(value: T, rows: int) -> Factor[T]:
    """A column of one value."""
    return Factor(np.zeros(rows, np.int64), [value] if rows else [])


def distinct(codes: Codes, size: int | None = None) -> tuple[Codes, Codes]:
    """Return numbers from 0 in order of first appearance, and the first row of each.

    Args:
        size: where it is known that codes are from 0 to below it, how many they may be.
    """
    rows = len(codes)
    if size is not None and size <= max(_SMALL, 2 * rows):
        return _by_place(codes, size)
    if rows <= _FEW:
        return _by_hand(codes)
    import pyarrow as pa

    encoded = pa.array(codes).dictionary_encode()
    numbers = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    first = np.empty(len(encoded.dictionary), np.int64)
    first[numbers[::-1]] = np.arange(rows - 1, -1, -1)
    return numbers, first


def _by_place(codes: Codes, size: int) -> tuple[Codes, Codes]:
    """Few codes: a place for each of them."""
    place = np.full(size, -1, np.int64)
    place[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    first = np.sort(place[place >= 0])
    place[codes[first]] = np.arange(len(first))
    return place[codes], first


def _by_hand(codes: Codes) -> tuple[Codes, Codes]:
    """Few rows: calling a library would cost more."""
    seen: dict[int, int] = {}
    first: list[int] = []
    numbers = []
    for row, code in enumerate(codes.tolist()):
        number = seen.setdefault(code, len(first))
        if number == len(first):
            first.append(row)
        numbers.append(number)
    return np.array(numbers, np.int64), np.array(first, np.int64)


def combine_codes(columns: Sequence[tuple[Codes, int]]) -> tuple[Codes, Codes]:
    """Number the distinct tuples of number columns, each given with how many values it has."""
    whole, size = np.zeros(len(columns[0][0]), np.int64), 1
    for codes, count in columns:
        if count <= 1:
            continue
        if size * count >= _ROOM:
            whole, first = distinct(whole, size)
            size = len(first)
        whole = codes if size == 1 else whole * count + codes
        size *= count
    return distinct(whole, size)


def once(columns: Sequence[Codes], memo: dict[bytes, int], answer: Callable[[int], int]) -> Codes:
    """A number per row, asked of the first row of each tuple of numbers that `memo` does not hold.

    The columns mean the same whenever the same memo is given; numbers are below 2^31.
    """
    sizes = [int(one.max(initial=0)) + 1 for one in columns]
    numbers, first = combine_codes(list(zip(columns, sizes, strict=True)))
    stacked = np.zeros((len(first), len(columns)), np.int32)
    for n, (column, size) in enumerate(zip(columns, sizes, strict=True)):
        if size > 1:
            stacked[:, n] = column[first]
    table = np.empty(len(first), np.int64)
    for n, row in enumerate(first.tolist()):
        key = stacked[n].tobytes()
        found = memo.get(key)
        if found is None:
            found = memo[key] = answer(row)
        table[n] = found
    return table[numbers]


def combine(*factors: Factor[Any]) -> Factor[tuple[Any, ...]]:
    """The column of tuples of several columns; its values are the distinct tuples."""
    numbers, first = combine_codes([(f.codes, len(f.values)) for f in factors])
    parts = [[f.values[code] for code in f.codes[first].tolist()] for f in factors]
    return Factor(numbers, list(zip(*parts, strict=True)))


def _compact(codes: Codes, values: Sequence[T]) -> Factor[T]:
    if not len(codes):
        return Factor(codes, [])
    numbers, first = distinct(codes)
    return Factor(numbers, [values[code] for code in codes[first].tolist()])
