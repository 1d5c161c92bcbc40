"""The outcome of every line, decided once per distinct combination of answers."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from enduse.bulk.plan.columns import Bits
from enduse.bulk.plan.factor import Codes, Factor, Interner, combine_codes
from enduse.bulk.plan.look import Looked
from enduse.model.citation import Message
from enduse.model.licence import Licence
from enduse.model.match import PartyMatch
from enduse.model.review import FlagFinding, PartyFinding
from enduse.model.transfer import Kind, Party, Problem, Role, Transfer
from enduse.review.engine import Checks
from enduse.review.outcome import RECEIVING, Decided, Found, decide, looked_up, referring

FlagAnswer = tuple[tuple[FlagFinding, ...], tuple[FlagFinding, ...]]
_RECEIVING = frozenset(RECEIVING)
_BIT = {role: 1 << n for n, role in enumerate(Role)}
_NEEDED = ("date", "destination", "dispatched_from", "goods", "parties", "acquisition")


@dataclass(frozen=True, slots=True)
class Answered:
    """Lines with every answer, as of one day or each of its own."""

    looked: Looked
    licences: tuple[Factor[Licence | None], ...]
    flags: Factor[FlagAnswer]
    decided: Factor[Decided]


class Decider:
    """Decides outcomes; what was decided once is kept for the run."""

    def __init__(self, checks: Checks) -> None:
        self._checks = checks
        self._decisions: dict[Hashable, Decided] = {}
        self._referring: Interner[Message | None] = Interner()
        self._of_flags: list[int] = []

    def decide(
        self, looked: Looked, licences_: Sequence[Factor[Licence | None]], flags: Factor[FlagAnswer]
    ) -> Factor[Decided]:
        """The outcome of every line."""
        parts = looked.parts
        bits = [
            parts.kind.flags(lambda kind: kind is Kind.ACQUISITION),
            parts.kind.flags(lambda kind: kind is Kind.PROCUREMENT),
            parts.destination.flags(lambda code: code is None),
            parts.when.flags(lambda when: when[0] is None),
            parts.rest.flags(lambda rest: rest.acquisition is not None),
            parts.rest.flags(lambda rest: _unread(rest.problems)),
            parts.statements.flags(_states_licence),
            parts.goods.flags(lambda goods: goods.entries),
            looked.described,
            looked.found,
            receiving := _receiving(looked),
        ]
        packed = np.zeros(len(parts), np.int64)
        for bit in bits:
            packed = packed * 2 + bit
        own = np.where(looked.bodies, np.cumsum(looked.bodies), 0).astype(np.int64)
        columns = [
            *((f.codes, len(f.values)) for f in licences_),
            self._referred(flags),
            (packed, 1 << len(bits)),
            (_others(looked, receiving), 1 << len(Role)),
            (own, int(own.max(initial=0)) + 1),
        ]
        numbers, first = combine_codes(columns)
        table: list[Decided] = []
        stacked = np.stack([codes[first] for codes, _ in columns[:-1]], axis=1)
        for n, row in enumerate(first.tolist()):
            key = None if own[row] else stacked[n].tobytes()
            found = None if key is None else self._decisions.get(key)
            if found is None:
                found = decide(self.found(looked, licences_, flags, row))
                if key is not None:
                    self._decisions[key] = found
            table.append(found)
        return _folded(numbers, table)

    def _referred(self, flags: Factor[FlagAnswer]) -> tuple[Codes, int]:
        """The flag that would refer each line, numbered for the run: all that an outcome reads."""
        for seen in flags.values[len(self._of_flags) :]:
            self._of_flags.append(self._referring(referring((*seen[0], *seen[1]))))
        return np.array(self._of_flags, np.int64)[flags.codes], len(self._referring)

    def found(
        self,
        looked: Looked,
        licences_: Sequence[Factor[Licence | None]],
        flags: Factor[FlagAnswer],
        row: int,
    ) -> Found:
        """All that was found about a line, as the outcome is decided from it."""
        parts = looked.parts
        rest = parts.rest.at(row)
        seen = flags.at(row)
        return Found(
            transfer=Transfer(
                id=parts.ids[row],
                date=parts.when.at(row)[0],
                kind=parts.kind.at(row),
                goods=parts.goods.at(row),
                destination=parts.destination.at(row),
                parties=parts.parties(row),
                statements=parts.statements.at(row),
                acquisition=rest.acquisition,
                problems=rest.problems,
            ),
            # Who has neither match nor organ says nothing of an outcome.
            parties=self.parties(looked, row) if looked.bodies[row] else (),
            goods=looked.goods.at(row)[1],
            licence=tuple(one for f in licences_ if (one := f.at(row)) is not None),
            flags=(*seen[0], *seen[1]),
            lists_readable=self._checks.parties.readable,
            question=self._checks.law.question,
            goods_described=bool(looked.described[row]),
        )

    def parties(self, looked: Looked, row: int) -> tuple[PartyFinding, ...]:
        """What was found about the parties of a line; kept with what was seen in it."""
        found = looked.told.get(row)
        if found is None:
            day = looked.day(row)
            matches = self._checks.parties.matches if looked.matched[row] else _no_match
            bodies = zip(looked.parts.parties(row), looked.organs(row), strict=True)
            found = looked.told[row] = tuple(
                PartyFinding(index=n, party=party, matches=matches(party, day), organ=organ)
                for n, (party, organ) in enumerate(bodies)
            )
        return found


def _no_match(_party: Party, _day: date | None) -> tuple[PartyMatch, ...]:
    return ()


def _folded(numbers: Codes, values: list[Decided]) -> Factor[Decided]:
    """A column in which equal outcomes of a key are one value."""
    known: dict[int, int] = {}
    table = [known.setdefault(id(value), len(known)) for value in values]
    distinct = {id(value): value for value in values}
    return Factor(np.array(table, np.int64)[numbers], list(distinct.values()))


def _unread(problems: Sequence[Problem]) -> bool:
    return any(problem.field.startswith(_NEEDED) for problem in problems)


def _states_licence(pairs: Sequence[tuple[str, str]]) -> bool:
    given = dict(pairs)
    return bool(given.get("licence") or given.get("exception_claimed"))


def _receiving(looked: Looked) -> Any:
    """Lines with somebody who receives."""
    found = np.zeros(len(looked.parts), np.bool_)
    for slot in looked.slots:
        roles = [role for roles, _ in slot.names for role in roles]
        if _RECEIVING.issuperset(roles):
            found |= slot.parties.flags(len)
        elif not _RECEIVING.isdisjoint(roles):
            found |= slot.parties.flags(lambda value: any(p.role in RECEIVING for p in value))
    return found


def _others(looked: Looked, receiving: Bits) -> Codes:
    """A bit for each role that was looked up, on lines where nobody receives."""
    found = np.zeros(len(looked.parts), np.int64)
    if receiving.all():
        return found
    for slot in looked.slots:
        table = [sum(_BIT[role] for role in looked_up(some)) for some in slot.parties.values]
        found |= np.array(table, np.int64)[slot.parties.codes]
    return np.where(receiving, 0, found)
