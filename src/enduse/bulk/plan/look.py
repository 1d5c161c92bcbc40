"""What the first checks see in lines: organs, matches, goods; evaluated on distinct values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from enduse.bulk.plan.columns import Bits, Seen
from enduse.bulk.plan.factor import Codes, Factor, Interner, combine, constant
from enduse.bulk.plan.parts import Parts
from enduse.bulk.plan.subjects import PartyClass, Words, goods_class, party_class
from enduse.model.subject import GoodsFinding, Organ
from enduse.model.transfer import Goods, Party, Role, Transfer
from enduse.review.days import possible_days
from enduse.review.engine import Checks
from enduse.review.evaluate.wording import plain
from enduse.review.parties.check import PartyCheck, owners_of

REMEMBERED_NAMES = 600_000


@dataclass(frozen=True, slots=True)
class Slot:
    """The parties of a slot: their organs, whether a name matches, their classes."""

    parties: tuple[Party, ...]
    organs: tuple[Organ | None, ...]
    matched: bool
    classes: tuple[PartyClass, ...]

    @property
    def acting(self) -> bool:
        """Whether a security organ is among them."""
        return any(organ is not None and organ.state == "organ" for organ in self.organs)


@dataclass(frozen=True, slots=True)
class Looked:
    """Lines with what was seen in them as of their day.

    Args:
        days: the possible days of a line; empty where it has no date.
        goods: goods with their finding.
        bodies: lines with a match or an organ, which turn on their own parties.
    """

    parts: Parts
    slots: tuple[Factor[Slot], ...]
    days: Factor[tuple[date, ...]]
    goods: Factor[tuple[Goods, GoodsFinding]]
    matched: Bits
    bodies: Bits
    seen: Seen

    def day(self, row: int) -> date | None:
        """The day of a line."""
        days = self.days.at(row)
        return days[0] if days else None

    def organs(self, row: int) -> tuple[Organ | None, ...]:
        """The organs of a line's parties."""
        return tuple(organ for slot in self.slots for organ in slot.at(row).organs)


def slots_of(parts: Parts, checks: Checks, words: Words) -> tuple[Factor[Slot], ...]:
    """Read every distinct party once: screen its name, ask for an organ, class it."""
    parties = [p for slot in parts.slots for value in slot.values for p in value]
    screened = checks.parties
    screened.forget(REMEMBERED_NAMES)
    screened.prepare(name for party in parties for name in _names(party))
    known: dict[Party, tuple[Organ | None, bool, PartyClass]] = {}

    def one(party: Party) -> tuple[Organ | None, bool, PartyClass]:
        found = known.get(party)
        if found is None:
            organ = checks.organs(party.name, party.country) if party.name else None
            matched = any(screened.found(name) for name in _names(party))
            found = known[party] = organ, matched, party_class(party, organ, words)
        return found

    def read(value: tuple[Party, ...]) -> Slot:
        each = [one(party) for party in value]
        return Slot(
            value, tuple(e[0] for e in each), any(e[1] for e in each), tuple(e[2] for e in each)
        )

    return tuple(slot.each(read) for slot in parts.slots)


def _names(party: Party) -> list[str]:
    if not party.owners:
        return [party.name]
    return [party.name, *(owner.name for owner in owners_of(party.owners))]


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks at lines as of a day.

    Args:
        checks: the checks of the run.
        words: facts read from words.
        change_days: days on which the law can change.
        goods_days: days on which candidate entries can change.
        texts: places whose own text a rule compares.
    """

    checks: Checks
    words: Words
    change_days: Sequence[date]
    goods_days: Sequence[date]
    texts: frozenset[str]

    def look(self, parts: Parts, slots: tuple[Factor[Slot], ...], as_of: date | None) -> Looked:
        """Look at lines, as of one day or each of its own."""
        rows = len(parts)
        days = self._days(parts, as_of)
        acting = np.zeros(rows, np.bool_)
        matched = np.zeros(rows, np.bool_)
        organs = np.zeros(rows, np.bool_)
        for slot in slots:
            acting |= slot.flags(lambda s: s.acting)
            matched |= slot.flags(lambda s: s.matched)
            organs |= slot.flags(lambda s: any(o is not None for o in s.organs))
        goods = self._goods(parts, acting, days)
        listings = self._listings(parts, matched, days)
        found = goods.flags(lambda one: one[1].technologies)
        seen = Seen(
            parts=parts,
            as_of=as_of,
            parties=tuple(slot.map(lambda s: s.classes) for slot in slots),
            goods=goods.map(
                lambda one: goods_class(one[0], one[1], self.words.of_goods(one[0]), self.texts)
            ),
            end_use=parts.end_use.map(lambda text: (text, self.words.of_end_use(text))),
            listings=listings,
            names=_plain_names(slots),
            # A match, on whatever day, or an organ makes a line material, as in the engine.
            material=found | organs | self._own_match(slots),
        )
        return Looked(parts, slots, days, goods, matched, matched | organs, seen)

    def _own_match(self, slots: Sequence[Factor[Slot]]) -> Bits:
        found = np.zeros(len(slots[0]) if slots else 0, np.bool_)
        screened = self.checks.parties
        for slot in slots:
            found |= slot.flags(lambda s: s.matched and _own(screened, s))
        return found

    def _days(self, parts: Parts, as_of: date | None) -> Factor[tuple[date, ...]]:
        if as_of is not None:
            return constant((as_of,), len(parts))
        deals = parts.rest.map(lambda rest: rest.acquisition)
        pairs = combine(parts.when.map(lambda when: when[0]), deals)

        def days(pair: tuple[object, ...]) -> tuple[date, ...]:
            dated = Transfer(id="", date=pair[0], acquisition=pair[1])  # type: ignore[arg-type]
            return tuple(possible_days(dated, self.change_days))

        return pairs.map(days)

    def _goods(
        self, parts: Parts, acting: Bits, days: Factor[tuple[date, ...]]
    ) -> Factor[tuple[Goods, GoodsFinding]]:
        known = Factor(acting.astype(np.int64), [False, True])
        spans = days.map(lambda d: bisect_right(self.goods_days, d[0]) if d else None)
        deals = parts.rest.map(lambda rest: rest.acquisition)

        def read(value: tuple[Any, ...]) -> tuple[Goods, GoodsFinding]:
            goods, deal, organ, span = value
            day = None if span is None else self._first_day(span)
            line = Transfer(id="", goods=goods, acquisition=deal)
            return goods, self.checks.goods(line, organ, day)

        return combine(parts.goods, deals, known, spans).each(read)

    def _first_day(self, span: int) -> date:
        return self.goods_days[span - 1] if span else date.min

    def _listings(
        self, parts: Parts, matched: Bits, days: Factor[tuple[date, ...]]
    ) -> Factor[tuple[Hashable, ...]]:
        seen: Interner[tuple[Hashable, ...]] = Interner()
        codes = np.full(len(parts), seen(()), np.int64)
        for row in np.flatnonzero(matched).tolist():
            codes[row] = seen(self._listing(parts.parties(row), days.at(row)))
        return Factor(codes, seen.values)

    def _listing(self, parties: tuple[Party, ...], days: tuple[date, ...]) -> tuple[Hashable, ...]:
        found = []
        for day in days:
            listed = self.checks.parties.listed(parties, day)
            names = [name for party in parties for name in _names(party)]
            found.append(tuple(listed.get(name, ()) for name in names))
        if not any(one for each in found for one in each):
            return ()
        return (tuple(found), tuple(party.address for party in parties))


def _own(screened: PartyCheck, slot: Slot) -> bool:
    return any(screened.found(party.name) for party in slot.parties)


def _plain_names(slots: Sequence[Factor[Slot]]) -> tuple[tuple[frozenset[Role], Codes], ...]:
    """Numbers of names as words are compared, a column for each place of each slot."""
    number: Interner[str] = Interner()
    known: dict[str, int] = {}

    def of(name: str) -> int:
        found = known.get(name)
        if found is None:
            found = known[name] = number(plain(name))
        return found

    columns = []
    for slot in slots:
        width = max((len(s.parties) for s in slot.values), default=0)
        for place in range(width):
            roles = frozenset(s.parties[place].role for s in slot.values if len(s.parties) > place)
            codes = slot.numbers(
                lambda s, n=place: (
                    of(s.parties[n].name)  # type: ignore[misc]
                    if n < len(s.parties) and s.parties[n].name
                    else -1
                )
            )
            columns.append((roles, codes))
    return tuple(columns)
