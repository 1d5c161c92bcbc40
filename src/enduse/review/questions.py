"""Whose fact a question is about, and how answers find their way back into lines.

An answer is about a subject: an item (its model, else its description), a party (its name), or
the file. It is laid into every line that names the subject and does not tell the fact itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from enduse.model.transfer import Acquisition, Goods, Party, Transfer

FILE = "the file"
DEAL = "acquisition."
_LINE = "line "
ITEM_FACTS = ("item.", "entry.", "goods.entries.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person answered to a question: with whom, from where and when it is recorded."""

    fact: str
    subject: str
    value: str
    source: str = ""
    person: str = ""
    date: str = ""


def subject_of(transfer: Transfer, fact: str, subject: str) -> str:
    """The subject of a missing fact, in words that the line holds."""
    if subject.startswith("parties["):
        return transfer.parties[int(subject[8:-1])].name
    if fact.startswith(ITEM_FACTS):
        return item_of(transfer.goods)
    if fact.startswith("statement."):
        return FILE
    return f"{_LINE}{transfer.id}"


def item_of(goods: Goods) -> str:
    """What an item is called for a question: its model, else its description, else its code."""
    return goods.model or goods.description or goods.hs or "goods that are not described"


class OwnFacts(NamedTuple):
    """What a line says of itself, not of its goods and parties, that may be asked for."""

    statements: tuple[tuple[str, str], ...]
    destination: str | None
    dispatched_from: str | None
    acquisition: Acquisition | None


class Answers:
    """Answers by subject, laid into lines.

    Args:
        answers: what persons answered.
        places: where a fact is declared in a transfer, by fact (`declared_at` of its file).
    """

    def __init__(self, answers: Iterable[Answer], places: Mapping[str, str]) -> None:
        self._by_subject: dict[str, list[tuple[str, str]]] = {}
        for one in answers:
            place = places.get(one.fact, one.fact)
            self._by_subject.setdefault(one.subject, []).append((place, one.value))

    def lay_into(self, transfer: Transfer) -> Transfer:
        """Return the line with the answers that are about it; what it says itself stands."""
        if not self._by_subject:
            return transfer
        own = OwnFacts(
            transfer.statements, transfer.destination, transfer.dispatched_from,
            transfer.acquisition,
        )  # fmt: skip
        own = self.own(own, transfer.id)
        return replace(
            transfer,
            goods=self.goods(transfer.goods),
            parties=tuple(self.party(party) for party in transfer.parties),
            statements=own.statements,
            acquisition=own.acquisition,
            destination=own.destination,
            dispatched_from=own.dispatched_from,
        )

    @property
    def line_ids(self) -> frozenset[str]:
        """The lines that an answer is about."""
        return frozenset(s.removeprefix(_LINE) for s in self._by_subject if s.startswith(_LINE))

    def own(self, facts: OwnFacts, line: str | None) -> OwnFacts:
        """Lay answers about the file, and about one line, into what a line says of itself."""
        given = list(self._by_subject.get(FILE, ()))
        if line is not None:
            given += self._by_subject.get(f"{_LINE}{line}", ())
        said = [(p.removeprefix("statements."), v) for p, v in given if p.startswith("statements.")]
        changed = facts._replace(
            statements=_joined(facts.statements, said), acquisition=_deal(facts.acquisition, given)
        )
        for place, value in given:
            if place == "destination" and changed.destination is None:
                changed = changed._replace(destination=value)
            elif place == "dispatched_from" and changed.dispatched_from is None:
                changed = changed._replace(dispatched_from=value)
        return changed

    def goods(self, goods: Goods) -> Goods:
        """Lay answers about an item into it; its amounts are not asked for."""
        given = self._by_subject.get(item_of(goods), [])
        facts = [(p.removeprefix("goods.facts."), v) for p, v in given if ".facts." in p]
        entries = [(p[14:], v) for p, v in given if p.startswith("goods.entries.")]
        origin = next((v for p, v in given if p == "goods.origin"), None)
        return replace(
            goods,
            facts=_joined(goods.facts, facts),
            entries=_joined(goods.entries, entries),
            origin=goods.origin or origin,
        )

    def party(self, party: Party) -> Party:
        """Lay answers about a body into a party of its name."""
        given = self._by_subject.get(party.name, [])
        facts = [(p.removeprefix("parties.facts."), v) for p, v in given if ".facts." in p]
        country = next((v for p, v in given if p == "parties.country"), None)
        return replace(party, facts=_joined(party.facts, facts), country=party.country or country)


def _deal(deal: Acquisition | None, given: Iterable[tuple[str, str]]) -> Acquisition | None:
    """Lay answers about a deal into it; an answer that cannot be read leaves it unanswered."""
    answers = [
        (place.removeprefix(DEAL), value) for place, value in given if place.startswith(DEAL)
    ]
    if deal is None or not answers:
        return deal
    facts = [(n.removeprefix("facts."), v) for n, v in answers if n.startswith("facts.")]
    changed = replace(deal, facts=_joined(deal.facts, facts))
    for name, value in answers:
        read = _DEAL_FIELDS.get(name)
        if read is not None and getattr(changed, name) in (None, ()):
            with suppress(ArithmeticError, ValueError):
                changed = replace(changed, **{name: read(value)})
    return changed


def _list(text: str) -> tuple[str, ...]:
    """Several texts with `|` between them; `none` says that there are none."""
    parts = tuple(part for one in text.split("|") if (part := one.strip()))
    return () if parts == ("none",) else parts


_DEAL_FIELDS: Mapping[str, Callable[[str], Any]] = {
    "activities": _list,
    "rights": _list,
    "personal_data": _list,
    "form": str,
    "individuals": int,
    "stake_before_percent": Decimal,
    "stake_after_percent": Decimal,
}


def _joined(
    own: tuple[tuple[str, str], ...], given: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    names = {name for name, _ in own}
    return (*own, *((n, v) for n, v in dict(given).items() if n not in names))
