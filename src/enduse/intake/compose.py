"""How a line is put together: small parts, each read from few cells, then wholes built of them.

A part is a pure function of the cells of its columns; a whole is a pure function of the values of
its parts. So both may be applied to a row, or once to each distinct value of a column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from enduse.intake.cells import Cell
from enduse.intake.groups import Group
from enduse.intake.remembered import Remembered
from enduse.model.transfer import Assumption, Problem

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Notes(NamedTuple):
    """What could not be read, and what was assumed."""

    problems: tuple[Problem, ...] = ()
    assumed: tuple[Assumption, ...] = ()


NO_NOTES = Notes()


class Read(NamedTuple, Generic[T_co]):
    """A value, with what could not be read and what was assumed on the way."""

    value: T_co
    notes: Notes


def together(notes: Iterable[Notes]) -> Notes:
    """All notes of a line, in the order given."""
    said = [one for one in notes if one is not NO_NOTES]
    if not said:
        return NO_NOTES
    if len(said) == 1:
        return said[0]
    return Notes(
        tuple(p for one in said for p in one.problems),
        tuple(a for one in said for a in one.assumed),
    )


class Part(Generic[T]):
    """A value read from the cells of some columns.

    Args:
        group: which columns, and what is assumed where they say nothing.
        read: the value of these cells, with its notes.
        plain: the same for a cell that is written plainly, without notes; None: not plain.
        plain_all: the same for many cells; None where one is not plain.
    """

    __slots__ = ("_remembered", "columns", "constant", "plain", "plain_all", "read")

    def __init__(
        self,
        group: Group,
        read: Callable[[tuple[Cell, ...]], Read[T]],
        plain: Callable[[str], T | None] | None = None,
        plain_all: Callable[[Sequence[str]], Sequence[T] | None] | None = None,
    ) -> None:
        self.columns = group.columns
        self.read = read
        self.plain = plain if len(group.columns) == 1 else None
        self.plain_all = plain_all if len(group.columns) == 1 else None
        self.constant: Read[T] | None = None if group.columns else read(())
        self._remembered = Remembered(group.columns, read)

    def of(self, row: Sequence[Cell]) -> Read[T]:
        """What a row says."""
        if self.constant is not None:
            return self.constant
        if self.plain is not None:
            cell = row[self.columns[0]]
            value = self.plain(cell) if type(cell) is str else None
            if value is not None:
                return Read(value, NO_NOTES)
        return self._remembered(row)


class Whole(Generic[T]):
    """A value built of the values of parts.

    Args:
        parts: in the order in which their notes stand.
        build: the value, of the values of the parts.
        asked: which parts a value turned on, of the values of the parts; None: all. The notes of
            the others are dropped: nobody asks for the currency where there is no amount.
        build_all: what `build` makes of each row of columns of values, all at once.
    """

    __slots__ = ("_fixed", "_live", "_notes", "asked", "build", "build_all", "parts")

    def __init__(
        self,
        parts: Sequence[Part[Any]],
        build: Callable[..., T],
        asked: Callable[..., Sequence[int]] | None = None,
        build_all: Callable[..., list[T]] | None = None,
    ) -> None:
        self.parts = tuple(parts)
        self.build = build
        self.build_all = build_all or (lambda *columns: list(map(build, *columns)))
        self.asked = asked
        fixed = [part.constant or Read(None, NO_NOTES) for part in parts]
        self._fixed = [one.value for one in fixed]
        self._notes = [one.notes for one in fixed]
        self._live = [(n, part.of) for n, part in enumerate(parts) if part.constant is None]

    def of(self, row: Sequence[Cell]) -> Read[T]:
        """What a row says."""
        values, notes = self._fixed.copy(), self._notes.copy()
        for n, of in self._live:
            values[n], notes[n] = of(row)
        return Read(self.build(*values), self.notes(values, notes))

    def notes(self, values: Sequence[Any], notes: Sequence[Notes]) -> Notes:
        """The notes of the parts that were asked."""
        if all(one is NO_NOTES for one in notes):
            return NO_NOTES
        if self.asked is None:
            return together(notes)
        return together([notes[n] for n in self.asked(*values)])
