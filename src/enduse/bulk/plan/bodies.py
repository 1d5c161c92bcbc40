"""The parties of a chunk: screened, asked for an organ and classed once per distinct value."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import process_time
from typing import NamedTuple

import numpy as np

from enduse.bulk.plan.columns import Bits
from enduse.bulk.plan.factor import Codes, Factor, Interner
from enduse.bulk.plan.parts import Parts
from enduse.bulk.plan.subjects import PartyClass, Words, party_class
from enduse.bulk.plan.wording import Signatures, plain_all
from enduse.model.subject import Organ
from enduse.model.transfer import Party, PartyType, Role
from enduse.review.engine import Checks
from enduse.review.keys import exact_owners, exact_text
from enduse.review.parties.check import owners_of

Parties = tuple[Party, ...]
Organs = tuple[Organ | None, ...]
REMEMBERED_NAMES = 600_000
"""Names kept from chunk to chunk; a bound on memory, never on what is found."""
REMEMBERED_CLASSES = 200_000
"""Classes of parties kept from chunk to chunk: addresses and owners may all be different."""

_NOT_NEGATIVE = (1 << 63) - 1


class Named(NamedTuple):
    """What a name alone tells.

    Args:
        matched: whether it matches an entry.
        organ: whether it may be an organ's.
        words: what facts that look for words in it can tell.
        number: the same for names that are equal as words are compared, another for hardly any
            two others.
        usual: somebody is named, who matches nothing and is no organ.
    """

    matched: bool
    organ: bool
    words: Hashable
    number: int
    usual: bool


@dataclass(frozen=True, slots=True)
class Bodies:
    """The parties of a slot.

    Args:
        parties: who they are.
        classes: their classes; few distinct ones.
        organs: organs by number of the value, for values that have one.
        names: per place in the slot, the roles there, and a number for the name as words are
            compared (`Named.number`); -1 where nobody is named.
        matched: rows in which a name, or an owner's, matches an entry on whatever day.
        own: rows in which a party's own name does.
    """

    parties: Factor[Parties]
    classes: Factor[tuple[PartyClass, ...]]
    organs: Mapping[int, Organs]
    names: tuple[tuple[frozenset[Role], Codes], ...]
    matched: Bits
    own: Bits

    def organs_at(self, row: int) -> Organs:
        """The organs of a row's parties."""
        code = int(self.parties.codes[row])
        found = self.organs.get(code)
        return (None,) * len(self.parties.values[code]) if found is None else found

    def with_organ(self, states: frozenset[str] | None = None) -> Bits:
        """Rows with an organ in one of the states, or in any."""
        table = np.zeros(len(self.parties.values), np.bool_)
        for code, organs in self.organs.items():
            table[code] = any(o and (states is None or o.state in states) for o in organs)
        return table[self.parties.codes]


class BodyReader:
    """Reads parties; what a name tells, and classes, are kept from chunk to chunk."""

    def __init__(self, checks: Checks, words: Words, facts: Iterable[str]) -> None:
        self._checks = checks
        self._words = words
        self._signatures = Signatures(facts, checks.law.facts)
        self._named: dict[str, Named] = {}
        self._classes: dict[Hashable, PartyClass] = {}
        self._usual: dict[tuple[Role, PartyType], dict[Hashable, PartyClass]] = {}
        """By role and type, classes of parties of whom only name and country are given."""
        self._same: dict[PartyClass, PartyClass] = {}
        self.screening = 0.0
        """Seconds of CPU that the lists took."""

    def read(self, parts: Parts) -> tuple[Bodies, ...]:
        """Read the parties of every slot."""
        if len(self._classes) > REMEMBERED_CLASSES:
            self._classes.clear()
            self._usual.clear()
            self._same.clear()
        self._learn(parts)
        return tuple(map(self._slot, parts.slots))

    def _learn(self, parts: Parts) -> None:
        """Look at names that were not seen yet, all at once."""
        if len(self._named) > REMEMBERED_NAMES:
            self._named.clear()
        known, screened = self._named, self._checks.parties
        names = names_in(parts)
        screened.forget(REMEMBERED_NAMES)
        begun = process_time()
        screened.prepare(names)
        self.screening += process_time() - begun
        new = [name for name in names if name not in known]
        if not new:
            return
        plain = plain_all(new)
        organs = self._checks.organs.possible(new)
        for name, text, organ, words in zip(
            new, plain, organs, self._signatures.of(plain), strict=True
        ):
            matched, organ = screened.found(name), bool(name) and organ
            usual = bool(name) and not matched and not organ
            number = hash(text) & _NOT_NEGATIVE if name else -1
            known[name] = Named(matched, organ, words, number, usual)

    def _slot(self, slot: Factor[Parties]) -> Bodies:
        known, count = self._named, len(slot.values)
        classes: list[tuple[PartyClass, ...]] = []
        at: dict[int, int] = {}
        numbers: list[int] = []
        odd: list[tuple[int, Parties]] = []
        role: Role | None = None
        type_: PartyType | None = None
        for code, value in enumerate(slot.values):
            if len(value) == 1:
                party = value[0]
                named = known[party.name]
                if named.usual and _plainly(party):
                    if party.role is not role or party.type is not type_:
                        role, type_ = party.role, party.type
                        usual = self._usual.setdefault((role, type_), {})
                    key = (party.country, named.words)
                    found = usual.get(key)
                    if found is None:
                        # Kept in both, so that both are cleared together.
                        found = usual[key] = self._class(party, None, named)
                    number = at.setdefault(id(found), len(classes))
                    if number == len(classes):
                        classes.append((found,))
                    numbers.append(number)
                    continue
            odd.append((code, value))
            numbers.append(-1)
        seen: Interner[tuple[PartyClass, ...]] = Interner()
        table = np.array([*map(seen, classes), -1], np.int64)[np.array(numbers, np.int64)]
        matched, own = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
        organs: dict[int, Organs] = {}
        for code, value in odd:
            table[code] = seen(self._odd(code, value, matched, own, organs))
        return Bodies(
            parties=slot,
            classes=Factor(table[slot.codes], seen.values),
            organs=organs,
            names=self._names(slot),
            matched=matched[slot.codes],
            own=own[slot.codes],
        )

    def _odd(
        self, code: int, value: Parties, matched: Bits, own: Bits, organs: dict[int, Organs]
    ) -> tuple[PartyClass, ...]:
        """The classes of parties of which one is listed, an organ, or more than name and country;
        where they are listed or organs is noted."""
        known, found = self._named, []
        for party in value:
            named = known[party.name]
            organ = None
            if named.organ:
                organ = self._checks.organs(party.name, party.country)
                if organ is not None and code not in organs:
                    organs[code] = self._organs(value)
            if named.matched:
                matched[code] = own[code] = True
            elif party.owners and any(known[name].matched for name in names_of(party)):
                matched[code] = True
            found.append(self._class(party, organ, named))
        return tuple(found)

    def _organs(self, parties: Parties) -> Organs:
        organs = self._checks.organs
        return tuple(organs(p.name, p.country) if p.name else None for p in parties)

    def _class(self, party: Party, organ: Organ | None, named: Named) -> PartyClass:
        """The class of a party: made once for all that differ in words only which no fact reads."""
        seen = organ and (organ.cls, organ.state, organ.level)
        key = (party.role, party.type, party.country, party.address, exact_owners(party.owners),
               exact_text(party.state_percent), party.facts, seen, named.words,
               not party.name)  # fmt: skip
        found = self._classes.get(key)
        if found is None:
            made = party_class(party, organ, self._words)
            found = self._classes[key] = self._same.setdefault(made, made)
        return found

    def _names(self, slot: Factor[Parties]) -> tuple[tuple[frozenset[Role], Codes], ...]:
        known, columns = self._named, []
        width = max(map(len, slot.values), default=0)
        for place in range(width):
            if width == 1 and all(slot.values):
                here: list[Party | None] = [value[0] for value in slot.values]
            else:
                here = [value[place] if len(value) > place else None for value in slot.values]
            roles = frozenset({party.role for party in here if party is not None})
            table = np.fromiter(
                (-1 if p is None else known[p.name].number for p in here), np.int64, len(here)
            )
            columns.append((roles, table[slot.codes]))
        return tuple(columns)


def _plainly(party: Party) -> bool:
    """Whether only name and country of a party are given."""
    return (
        party.address is None
        and party.owners is None
        and party.state_percent is None
        and not party.facts
    )


def names_of(party: Party) -> Sequence[str]:
    """The name of a party and of its owners."""
    if not party.owners:
        return [party.name]
    return [party.name, *(owner.name for owner in owners_of(party.owners))]


def names_in(parts: Parts) -> dict[str, None]:
    """The distinct names in lines, in the order in which they come."""
    parties = [party for slot in parts.slots for value in slot.values for party in value]
    names = dict.fromkeys([party.name for party in parties])
    names.update((name, None) for p in parties if p.owners for name in names_of(p))
    return names
