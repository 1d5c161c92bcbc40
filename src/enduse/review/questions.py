"""Whose fact a question is about, and how answers find their way back into lines.

An answer is about a subject: an item (its model, else its description), a party (its name), or
the file. It is laid into every line that names the subject and does not tell the fact itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from enduse.model.transfer import Acquisition, Goods, Party, Transfer

FILE = "the file"
DEAL = "acquisition."
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
    return f"line {transfer.id}"


def item_of(goods: Goods) -> str:
    """What an item is called for a question: its model, else its description, else its code."""
    return goods.model or goods.description or goods.hs or "goods that are not described"


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
        goods = self._goods(transfer.goods, item_of(transfer.goods))
        parties = tuple(self._party(party) for party in transfer.parties)
        given = [*self._by_subject.get(FILE, ()), *self._by_subject.get(f"line {transfer.id}", ())]
        said = [(p.removeprefix("statements."), v) for p, v in given if p.startswith("statements.")]
        changed = replace(
            transfer,
            goods=goods,
            parties=parties,
            statements=_joined(transfer.statements, said),
            acquisition=_deal(transfer.acquisition, given),
        )
        for place, value in given:
            if place in ("destination", "dispatched_from") and getattr(changed, place) is None:
                changed = replace(changed, **{place: value})
        return changed

    def _goods(self, goods: Goods, subject: str) -> Goods:
        given = self._by_subject.get(subject, [])
        facts = [(p.removeprefix("goods.facts."), v) for p, v in given if ".facts." in p]
        entries = [(p[14:], v) for p, v in given if p.startswith("goods.entries.")]
        origin = next((v for p, v in given if p == "goods.origin"), None)
        return replace(
            goods,
            facts=_joined(goods.facts, facts),
            entries=_joined(goods.entries, entries),
            origin=goods.origin or origin,
        )

    def _party(self, party: Party) -> Party:
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
