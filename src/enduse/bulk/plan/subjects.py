"""Parties and goods without their words: what any rule group may read of them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date

from enduse.knowledge.schema.facts import FactFile
from enduse.model.subject import GoodsFinding, Organ
from enduse.model.transfer import Goods, Party, Transfer
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.line import Line
from enduse.review.evaluate.values import Value
from enduse.review.evaluate.wording import addressed
from enduse.review.keys import exact_owners, exact_text

_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class PartyClass:
    """A party without its words: what any rule group may read of it, but for its listings."""

    role: str
    named: bool
    type: str
    country: str | None
    state_percent: str | None
    facts: tuple[tuple[str, str], ...]
    organ: tuple[str, str, str] | None
    owners: Hashable
    words: tuple[Value, ...]
    addressed: bool


@dataclass(frozen=True, slots=True)
class GoodsClass:
    """Goods and what was found in them: what any rule group may read, without their words."""

    entries: tuple[tuple[str, str], ...]
    origin: str | None
    facts: tuple[tuple[str, str], ...]
    read: tuple[tuple[str, str], ...]
    described: bool
    candidates: tuple[tuple[str, str, bool], ...]
    technologies: tuple[str, ...]
    words: tuple[Value, ...]
    texts: tuple[tuple[str, str | None], ...]


class Words:
    """Answers of facts that are read from words (`has_word`), for a party, goods or an end use.

    Args:
        facts: ids of these facts.
        registry: all facts.
    """

    def __init__(self, facts: tuple[str, ...], registry: Mapping[str, FactFile]) -> None:
        self._registry = registry
        self._of: dict[str, list[tuple[str, str]]] = {"parties": [], "goods": [], "end_use": []}
        self._known: dict[tuple[str, str | None], Value] = {}
        self.unread = False
        for fact in facts:
            spec = registry[fact].derived
            places = registry[spec.reads[0]].places if spec is not None and spec.reads else ()
            head = places[0].partition(".")[0] if len(places) == 1 else ""
            if head not in self._of:
                self.unread = True
            else:
                self._of[head].append((fact, places[0].partition(".")[2]))

    def of_party(self, party: Party) -> tuple[Value, ...]:
        """Answers for a party."""
        line = None
        found = []
        for fact, place in self._of["parties"]:
            text = getattr(party, place)
            value = self._known.get((fact, text))
            if value is None:
                line = line or Line(Transfer(id="", parties=(party,)), _ANY_DAY)
                value = LineFacts(self._registry, {}, line, 0).get(fact)
                if len(self._known) > 400_000:
                    self._known.clear()
                self._known[fact, text] = value
            found.append(value)
        return tuple(found)

    def of_goods(self, goods: Goods) -> tuple[Value, ...]:
        """Answers for goods."""
        return self._ask("goods", Transfer(id="", goods=goods)) if self._of["goods"] else ()

    def of_end_use(self, end_use: str | None) -> tuple[Value, ...]:
        """Answers for an end use."""
        return self._ask("end_use", Transfer(id="", end_use=end_use))

    def _ask(self, head: str, transfer: Transfer) -> tuple[Value, ...]:
        if not self._of[head]:
            return ()
        facts = LineFacts(self._registry, {}, Line(transfer, _ANY_DAY))
        return tuple(facts.get(fact) for fact, _ in self._of[head])


def party_class(party: Party, organ: Organ | None, words: Words) -> PartyClass:
    """What any group may read of a party."""
    return PartyClass(
        role=party.role.value,
        named=bool(party.name),
        type=party.type.value,
        country=party.country,
        state_percent=exact_text(party.state_percent),
        facts=party.facts,
        organ=None if organ is None else (organ.cls, organ.state, organ.level),
        owners=exact_owners(party.owners),
        words=words.of_party(party),
        addressed=addressed(party),
    )


def goods_class(
    goods: Goods, found: GoodsFinding, words: tuple[Value, ...], texts: frozenset[str]
) -> GoodsClass:
    """What any group may read of goods; `texts` are places whose own text a group compares."""
    return GoodsClass(
        entries=goods.entries,
        origin=goods.origin,
        facts=goods.facts,
        read=tuple((f.fact, f.value) for f in found.facts),
        described=bool(goods.description),
        candidates=tuple((c.jurisdiction, c.entry, bool(c.missing)) for c in found.candidates),
        technologies=tuple(t.id for t in found.technologies),
        words=words,
        texts=tuple(
            (place, getattr(goods, place[6:])) for place in sorted(texts) if place[:6] == "goods."
        ),
    )
