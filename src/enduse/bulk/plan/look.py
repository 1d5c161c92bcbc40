"""What the first checks see in lines: organs, matches, goods; evaluated on distinct values."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from enduse.bulk.plan.bodies import Bodies, BodyReader, names_of
from enduse.bulk.plan.columns import Bits, Seen
from enduse.bulk.plan.factor import Factor, Interner, combine, constant
from enduse.bulk.plan.parts import Parts
from enduse.bulk.plan.subjects import Words
from enduse.bulk.plan.wares import WareReader
from enduse.model.review import PartyFinding
from enduse.model.subject import GoodsFinding, Organ
from enduse.model.transfer import Goods, Party, Transfer
from enduse.review.days import possible_days
from enduse.review.engine import Checks

_ACTING = frozenset({"organ"})


@dataclass(frozen=True, slots=True)
class Looked:
    """Lines with what was seen in them as of their day.

    Args:
        slots: the parties.
        days: the possible days of a line; empty where it has no date.
        goods: goods with their finding.
        found: lines with a technology.
        described: lines whose goods are described.
        bodies: lines with a match or an organ, which turn on their own parties.
        told: what was found about the parties of lines, for those that were asked for it.
    """

    parts: Parts
    slots: tuple[Bodies, ...]
    days: Factor[tuple[date, ...]]
    goods: Factor[tuple[Goods, GoodsFinding]]
    found: Bits
    described: Bits
    matched: Bits
    bodies: Bits
    seen: Seen
    told: dict[int, tuple[PartyFinding, ...]] = field(default_factory=dict)

    def day(self, row: int) -> date | None:
        """The day of a line."""
        days = self.days.at(row)
        return days[0] if days else None

    def organs(self, row: int) -> tuple[Organ | None, ...]:
        """The organs of a line's parties."""
        return tuple(organ for slot in self.slots for organ in slot.organs_at(row))


class Looker:
    """Looks at lines as of a day; what was seen once is kept from chunk to chunk.

    Args:
        checks: the checks of the run.
        words: facts read from words, and their ids.
        change_days: days on which the law can change.
        goods_days: days on which candidate entries can change.
        texts: places whose own text a rule compares.
    """

    def __init__(
        self,
        checks: Checks,
        words: tuple[Words, Sequence[str]],
        change_days: Sequence[date],
        goods_days: Sequence[date],
        texts: frozenset[str],
    ) -> None:
        self._checks = checks
        self._words, facts = words
        self._change_days = change_days
        self._bodies = BodyReader(checks, self._words, facts)
        self._wares = WareReader(checks, self._words, goods_days, texts)

    @property
    def screening(self) -> float:
        """Seconds of CPU that the lists took."""
        return self._bodies.screening

    def slots(self, parts: Parts) -> tuple[Bodies, ...]:
        """Read every distinct party once: screen its name, ask for an organ, class it."""
        return self._bodies.read(parts)

    def look(self, parts: Parts, slots: tuple[Bodies, ...], as_of: date | None) -> Looked:
        """Look at lines, as of one day or each of its own."""
        days = self._days(parts, as_of)
        acting, matched, organs, own = (np.zeros(len(parts), np.bool_) for _ in range(4))
        for slot in slots:
            acting |= slot.with_organ(_ACTING)
            organs |= slot.with_organ()
            matched |= slot.matched
            own |= slot.own
        wares = self._wares.read(parts, acting, days)
        seen = Seen(
            parts=parts,
            as_of=as_of,
            parties=tuple(slot.classes for slot in slots),
            goods=wares.classes,
            end_use=parts.end_use.map(lambda text: (text, self._words.of_end_use(text))),
            listings=self._listings(parts, matched, days),
            names=tuple(column for slot in slots for column in slot.names),
            # A match, on whatever day, or an organ makes a line material, as in the engine.
            material=wares.found | organs | own,
        )
        return Looked(
            parts=parts,
            slots=slots,
            days=days,
            goods=wares.goods,
            found=wares.found,
            described=wares.described,
            matched=matched,
            bodies=matched | organs,
            seen=seen,
        )

    def _days(self, parts: Parts, as_of: date | None) -> Factor[tuple[date, ...]]:
        if as_of is not None:
            return constant((as_of,), len(parts))
        deals = parts.rest.map(lambda rest: rest.acquisition)
        pairs = combine(parts.when.map(lambda when: when[0]), deals)

        def days(pair: tuple[object, ...]) -> tuple[date, ...]:
            dated = Transfer(id="", date=pair[0], acquisition=pair[1])  # type: ignore[arg-type]
            return tuple(possible_days(dated, self._change_days))

        return pairs.map(days)

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
            listed = self._checks.parties.listed(parties, day)
            # By party: whose listing it is decides, the order of all names would not tell.
            found.append(
                tuple(tuple(listed.get(name, ()) for name in names_of(party)) for party in parties)
            )
        if not any(one for each in found for some in each for one in some):
            return ()
        return (tuple(found), tuple(party.address for party in parties))
