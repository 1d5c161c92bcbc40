"""Dated membership tables: which groups a country belongs to, which marks it has, on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from enduse.knowledge.schema.table import Table
from enduse.knowledge.table_cells import cell_day
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.values import Members


@dataclass(frozen=True, slots=True)
class Row:
    """One membership: its value, its half-open days, the first day we vouch for it."""

    value: str
    start: date | None
    end: date | None
    read_from: date | None

    def level(self, day: date) -> Level:
        """Whether it holds on `day`, or is unconfirmed then."""
        if (self.start and day < self.start) or (self.end and day >= self.end):
            return Level.FALSE
        return Level.UNCONFIRMED if self.read_from and day < self.read_from else Level.TRUE


class MembershipTable:
    """A table indexed by its key column.

    Args:
        table: columns `from`, `to` and, where given, `read_from`, besides key and value.
        key: column that is looked up, e.g. `country`.
        value: column that is answered, e.g. `group`.
    """

    def __init__(self, table: Table, key: str, value: str) -> None:
        self._read_from = table.card.read_from
        self._unlisted = Level.UNKNOWN if table.card.unlisted_keys == "unknown" else Level.FALSE
        self._rows: dict[str, list[Row]] = {}
        made: dict[tuple[str, ...], Row] = {}  # keys share memberships: each is read once
        for row in table.rows:
            get = row.get
            said = (row[value], get("from", ""), get("to", ""), get("read_from", ""))
            one = made.get(said)
            if one is None:
                one = made[said] = Row(said[0], *map(cell_day, said[1:]))
            self._rows.setdefault(row[key], []).append(one)
        self._turns = sorted(set(self.change_days()))
        self._known: dict[tuple[str, int], Members] = {}

    def members(self, key: str, day: date) -> Members:
        """Return the values of `key` on `day`; before the table was read the rest is open.

        A key that has no row at all is open too, where the card says so.
        """
        # Between two days of change the answer is the same.
        place = key, bisect_right(self._turns, day)
        found = self._known.get(place)
        if found is None:
            found = self._known[place] = self._members(key, day)
        return found

    def _members(self, key: str, day: date) -> Members:
        if key not in self._rows and self._unlisted.open:
            return Members(rest=self._unlisted)
        known: set[str] = set()
        doubtful: dict[str, Level] = {}
        for row in self._rows.get(key, ()):
            level = row.level(day)
            if level is Level.TRUE:
                known.add(row.value)
            elif level.open:
                doubtful[row.value] = level
        unread = self._read_from is not None and day < self._read_from
        dated = {row.value for row in self._rows.get(key, ()) if row.start or row.end}
        if unread:
            # A value whose dates are stated is known outside them; only silence is open.
            for value in dated - known:
                doubtful.setdefault(value, Level.FALSE)
        return Members(
            known=frozenset(known),
            doubtful=tuple(sorted(doubtful.items())),
            rest=Level.UNCONFIRMED if unread else Level.FALSE,
        )

    def rows_of(self, key: str, values: Container[str] | None = None) -> Hashable:
        """Memberships of a key in these values; keys with equal ones have equal answers."""
        rows = self._rows.get(key)
        if rows is None:
            return None if self._unlisted.open else ()
        return tuple(row for row in rows if values is None or row.value in values)

    def keys(self) -> Iterator[str]:
        """Every key of the table."""
        return iter(self._rows)

    def turns(self) -> Iterator[date]:
        """The day of every change, once for each membership that begins or ends."""
        for rows in self._rows.values():
            for row in rows:
                yield from (day for day in (row.start, row.end) if day)

    def change_days(self, values: Container[str] | None = None) -> Iterator[date]:
        """Every day on which an answer of the table (about these values) can change."""
        if self._read_from:
            yield self._read_from
        for rows in self._rows.values():
            for row in rows:
                if values is not None and row.value not in values:
                    continue
                yield from (day for day in (row.start, row.end, row.read_from) if day)


Tables = Mapping[tuple[str, str, str], MembershipTable]
"""Tables by (table id, key column, value column)."""
