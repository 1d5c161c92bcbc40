"""The key of a projection for every line: numbers of classes, joined into distinct keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any

import numpy as np

from enduse.bulk.plan.classes import Classes
from enduse.bulk.plan.columns import NO_DAY, Columns
from enduse.bulk.plan.factor import Codes, Interner, combine_codes
from enduse.bulk.plan.numbering import ClassTable
from enduse.bulk.plan.parts import When
from enduse.bulk.plan.subjects import PartyClass
from enduse.review.evaluate.line import EntryFacts

Column = tuple[Codes, int]
NOT_LOOKED_AT = (None,)
"""A party whose role nobody looks at keeps its place only."""


class Keys:
    """Numbers the keys of one projection; equal keys keep their number for the whole run.

    Args:
        classes: what cannot be told apart.
        days: whether a day that is not one day, or has an hour, stands for itself; else there is
            none among the rows.
        material: whether a line is material counts.
        entry: what the projection reads of a position's entry; None: it has none.
    """

    def __init__(
        self,
        classes: Classes,
        *,
        days: bool = True,
        material: bool = False,
        entry: Callable[[EntryFacts | None], Hashable] | None = None,
    ) -> None:
        self._classes = classes
        self._days = days
        self._material = material
        self._whole = 0
        self._odd: Interner[Any] = Interner()
        self._parties: dict[PartyClass, Hashable] = {}
        self._change_days = np.array([d.toordinal() for d in classes.reads.change_days], np.int64)
        self._tables = {
            name: ClassTable(function, classes.through(name))
            for name, function in self._functions(entry).items()
        }

    def _functions(
        self, entry: Callable[[EntryFacts | None], Hashable] | None
    ) -> dict[str, Callable[[Any], Hashable]]:
        """A pure function for each column that is read."""
        classes = self._classes
        found: dict[str, Callable[[Any], Hashable]] = {
            "kind": lambda kind: kind,
            "start": lambda code: classes.country("dispatched_from", code),
            "end": lambda code: classes.country("destination", code),
            "goods": classes.goods,
            "party": self._slot,
            "transit": classes.transit,
            "statements": classes.statements,
            "end_use": classes.end_use,
            "listings": lambda value: value,
            "twins": classes.twins,
            "way": classes.way,
        }
        found = {name: found[name] for name in found if name in classes.columns}
        return found if entry is None else {**found, "entry": entry}

    def of(self, columns: Columns) -> tuple[Codes, Codes, list[bytes]]:
        """Return the number of each row's key, the first row of each, and each key."""
        parts = self._columns(columns)
        numbers, first = combine_codes(parts)
        width = len(columns.slots).to_bytes(2, "little")
        stacked = np.stack([codes[first] for codes, _ in parts], axis=1)
        return numbers, first, [width + row.tobytes() for row in stacked]

    def some(
        self, columns: Columns, rows: Codes | None = None
    ) -> tuple[Codes, Codes, list[tuple[int, ...]]]:
        """As `of`, for some rows, each with one day and no deal."""
        parts: list[Column] = []
        if len(self._change_days):
            days = columns.numbers("day")
            spans = np.searchsorted(
                self._change_days, days if rows is None else days[rows], side="right"
            )
            parts.append((spans, len(self._change_days) + 1))
        parts += self._classed(columns, rows)
        if not parts:
            count = len(columns) if rows is None else len(rows)
            one: list[tuple[int, ...]] = [()] * min(count, 1)
            return np.zeros(count, np.int64), np.zeros(len(one), np.int64), one
        numbers, first = combine_codes(parts)
        values = [codes[first].tolist() for codes, _ in parts]
        return numbers, first, list(zip(*values, strict=True))

    def _columns(self, columns: Columns) -> list[Column]:
        found = [self._own(columns)]
        if len(self._change_days) or self._days:
            found.append(self._day(columns))
        found += self._classed(columns)
        if self._material:
            found.append((columns.material.astype(np.int64), 2))
        return found

    def _classed(self, columns: Columns, rows: Codes | None = None) -> list[Column]:
        """The class of every value that is read."""
        found: list[Column] = []
        for name, table in self._tables.items():
            for column in columns.slots if name == "party" else (name,):
                numbers = columns.numbers(column)
                some = numbers if rows is None else numbers[rows]
                codes = table.of(some, columns.values(name), columns.numbering)
                found.append((codes, len(table)))
        reads = self._classes.reads
        if "equal" in reads.inputs:
            for one in columns.equal(reads.roles):
                same = one if rows is None else one[rows]
                found.append((same, int(same.max(initial=0)) + 1))
        return found

    def _own(self, columns: Columns) -> Column:
        """A number of its own for a line that is its own key: deals, and what is not known."""
        deal = columns.deals
        if not self._classes.whole and not deal.any():
            return np.zeros(len(deal), np.int64), 1
        deal = deal.copy()
        if self._classes.whole:
            deal[:] = True
        own = np.where(deal, np.cumsum(deal) + self._whole, 0).astype(np.int64)
        self._whole += int(deal.sum())
        return own, int(own.max(initial=0)) + 1

    def _day(self, columns: Columns) -> Column:
        """Interval between change days; a month, a year, a moment or no day for itself."""
        days = columns.numbers("day")
        spans = np.searchsorted(self._change_days, days, side="right")
        count = len(self._change_days) + 1
        odd = np.flatnonzero(days == NO_DAY)
        for n in odd.tolist():
            when = columns.when(n)
            spans[n] = count + self._odd(_odd_day(when, columns.seen.as_of))
        return spans, count + len(self._odd)

    def _slot(self, parties: Sequence[PartyClass]) -> Hashable:
        found: list[Hashable] = []
        for one in parties:
            if one.role not in self._classes.reads.roles:
                found.append(NOT_LOOKED_AT)
                continue
            known = self._parties.get(one)
            if known is None:
                known = self._parties[one] = (self._classes.party(one),)
            found.append(known)
        return tuple(found)


def _odd_day(when: When, as_of: date | None) -> Hashable:
    date_ = when[0]
    instant = date_.instant if date_ is not None else None
    if as_of is not None:
        return as_of, instant
    return None if date_ is None else (date_.first, date_.last, instant)
