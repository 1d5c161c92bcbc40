"""What was seen in the lines of a chunk as columns of numbers that hold for a whole run."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from enduse.bulk.plan.factor import Codes, Factor, Interner, combine, combine_codes
from enduse.bulk.plan.numbering import Numbering
from enduse.bulk.plan.parts import Parts, When
from enduse.bulk.plan.subjects import GoodsClass, PartyClass
from enduse.model.transfer import Kind, Party, Role
from enduse.review.evaluate.values import Value
from enduse.review.evaluate.wording import plain

Listing = tuple[Hashable, ...]
Bits = npt.NDArray[np.bool_]
NO_DAY = -1


@dataclass(frozen=True, slots=True)
class Seen:
    """Lines with what the first checks saw in them; shared by all rule groups.

    Args:
        parts: the lines.
        as_of: the day asked for, or None for each line's own.
        parties: per slot, the classes of its parties (numbers that hold for the whole run).
        goods: goods with their finding and the answers of their words.
        end_use: end uses with the answers of their words.
        listings: listing profiles of the parties of a line on its day, and their addresses;
            empty for a line whose names match nothing.
        names: per party of every slot, the roles it has, and a number for its name as words are
            compared; -1 for none.
        material: whether a line has a technology, a match or an organ.
    """

    parts: Parts
    as_of: date | None
    parties: tuple[Factor[tuple[PartyClass, ...]], ...]
    goods: Factor[GoodsClass]
    end_use: Factor[tuple[str | None, tuple[Value, ...]]]
    listings: Factor[Listing]
    names: tuple[tuple[frozenset[Role], Codes], ...]
    material: Bits


class Columns:
    """The columns of lines, or of positions of lines (a line and the entry it rests on).

    Args:
        seen: the chunk.
        numbering: numbers of the run.
        rows: the rows of the chunk that are meant, in any order; one may stand several times.
        entries: per row, the number of its control entry (column `entry`); None for lines.
    """

    def __init__(
        self, seen: Seen, numbering: Numbering, rows: Codes | None = None,
        entries: Codes | None = None, whole: Columns | None = None,
    ) -> None:  # fmt: skip
        self.seen = seen
        self.numbering = numbering
        self.rows = rows
        self._entries = entries
        self._whole = whole
        self._known: dict[str, Codes] = {}
        self._made: dict[str, list[Codes]] = {}

    def __len__(self) -> int:
        return len(self.seen.parts) if self.rows is None else len(self.rows)

    def take(self, rows: Codes, entries: Codes | None = None) -> Columns:
        """Some rows of these columns, where wanted with another entry each."""
        whole = self._whole or self
        chosen = rows if self.rows is None else self.rows[rows]
        if entries is None and self._entries is not None:
            entries = self._entries[rows]
        return Columns(self.seen, self.numbering, chosen, entries, whole)

    def values(self, column: str) -> Sequence[Any]:
        """The values of a column, by number."""
        return self.numbering.values(column.partition(".")[0])

    def numbers(self, column: str) -> Codes:
        """The number of the value of a column, per row; parties stand in `party.0`, `party.1`."""
        found = self._known.get(column)
        if found is None:
            if column == "entry":
                found = self._entry()
            elif self._whole is None:
                found = self._number(column)
            else:
                assert self.rows is not None
                found = self._whole.numbers(column)[self.rows]
            self._known[column] = found
        return found

    def when(self, row: int) -> When:
        """The date of a row."""
        return self.seen.parts.when.at(row if self.rows is None else int(self.rows[row]))

    @property
    def material(self) -> Bits:
        """Whether a line has a technology, a match or an organ."""
        return self.seen.material if self.rows is None else self.seen.material[self.rows]

    @property
    def deals(self) -> Bits:
        """Lines about an acquisition: each is its own key."""
        return self.made("deals", lambda: [_deals(self.seen.parts)])[0] > 0

    @property
    def slots(self) -> tuple[str, ...]:
        """The columns of the parties."""
        return tuple(f"party.{n}" for n in range(len(self.seen.parties)))

    def _number(self, column: str) -> Codes:
        seen, parts = self.seen, self.seen.parts
        head, _, slot = column.partition(".")
        if head == "day":
            return self._days()
        factors: dict[str, Callable[[], Factor[Any]]] = {
            "kind": lambda: parts.kind,
            "start": lambda: parts.dispatched_from,
            "end": lambda: parts.destination,
            "transit": lambda: parts.transit,
            "statements": lambda: parts.statements,
            "end_use": lambda: seen.end_use,
            "goods": lambda: seen.goods,
            "party": lambda: seen.parties[int(slot)],
            "listings": lambda: seen.listings,
            "twins": lambda: _twins(seen),
            "way": lambda: combine(parts.dispatched_from, parts.transit, parts.destination).map(
                # A way without transit is one value, whatever its ends.
                lambda way: way if way[1] else (None, way[1], None)
            ),
        }
        return factors[head]().numbers(self.numbering.interner(head))

    def _days(self) -> Codes:
        """Days as numbers of days, where a line has one day and no hour; else `NO_DAY`."""
        as_of = self.seen.as_of

        def number(when: tuple[Any, Any]) -> int:
            date_ = when[0]
            if date_ is not None and date_.instant is not None:
                return NO_DAY
            if as_of is not None:
                return as_of.toordinal()
            return date_.first.toordinal() if date_ is not None and date_.is_day else NO_DAY

        return self.seen.parts.when.numbers(number)

    def _entry(self) -> Codes:
        """The entry of each position; lines have none."""
        if self._entries is not None:
            return self._entries
        return np.full(len(self), self.numbering.interner("entry")(None), np.int64)

    def equal(self, roles: frozenset[Role]) -> list[Codes]:
        """Which countries of the line are the same: its ends, and per slot each party's and them.

        A number per slot that does not turn on what else is in the chunk.
        """
        return self.made(f"equal {sorted(roles)}", lambda: _equal(self.seen, roles))

    def made(self, name: str, make: Callable[[], list[Codes]]) -> list[Codes]:
        """Numbers per row, made once for the chunk under a name."""
        found = self._made.get(name)
        if found is None:
            if self._whole is None:
                found = make()
            else:
                assert self.rows is not None
                found = [one[self.rows] for one in self._whole.made(name, make)]
            self._made[name] = found
        return found


def _deals(parts: Parts) -> Codes:
    deals = parts.kind.numbers(lambda kind: int(kind is Kind.ACQUISITION))
    return deals + parts.rest.numbers(lambda rest: int(rest.acquisition is not None))


def _equal(seen: Seen, roles: frozenset[Role]) -> list[Codes]:
    parts = seen.parts
    country: Interner[Any] = Interner()
    start = parts.dispatched_from.numbers(country)
    end = parts.destination.numbers(country)
    found = [(start == end).astype(np.int64)]
    for slot in seen.parties:
        number = np.zeros(len(start), np.int64)
        if any(party.role in roles for value in slot.values for party in value):
            for place in range(max((len(value) for value in slot.values), default=0)):
                here = slot.numbers(lambda value, n=place: country(_country(value, n)))  # type: ignore[misc]
                number += ((here == start) + 2 * (here == end)) << 2 * place
        found.append(number)
    return found


def _country(parties: Sequence[PartyClass], place: int) -> Hashable:
    return parties[place].country if place < len(parties) else ("nobody",)


Twins = tuple[tuple[int, int, Role, Role], ...]
"""Parties of the same name: their places in the line and their roles."""


def _twins(seen: Seen) -> Factor[Twins]:
    """The parties of the same name, once per distinct pattern of roles and equal names."""
    parts, names = seen.parts, [codes for _, codes in seen.names]
    pairs = [(n, k) for n in range(len(names)) for k in range(n)]
    same = [(names[n] == names[k]) & (names[n] >= 0) for n, k in pairs]
    some = np.zeros(len(parts), np.bool_)
    for one in same:
        some |= one
    twins: Interner[Twins] = Interner()
    codes = np.full(len(parts), twins(()), np.int64)
    rows = np.flatnonzero(some)
    if not len(rows):
        return Factor(codes, twins.values)
    patterns = [(one[rows].astype(np.int64), 2) for one in same]
    for slot in seen.parties:
        who: Interner[Hashable] = Interner()
        here = slot.numbers(lambda value, who=who: who(tuple((p.role, p.named) for p in value)))  # type: ignore[misc]
        patterns.append((here[rows], len(who)))
    numbers, first = combine_codes(patterns)
    table = [twins(_twins_of(parts.parties(int(rows[row])))) for row in first.tolist()]
    codes[rows] = np.array(table, np.int64)[numbers]
    return Factor(codes, twins.values)


def _twins_of(line: Sequence[Party]) -> Twins:
    parties = [(n, party) for n, party in enumerate(line) if party.name]
    pairs = ((a, b) for k, b in enumerate(parties) for a in parties[:k])
    return tuple(
        (a, b, one.role, other.role)
        for (a, one), (b, other) in pairs
        if plain(one.name) == plain(other.name)
    )
