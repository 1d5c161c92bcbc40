"""Values of a line to the class in which a rule group cannot tell them from each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from enduse.bulk.plan.numbering import Through
from enduse.bulk.plan.reads import NOTHING_ASKED, Reads
from enduse.bulk.plan.subjects import GoodsClass, PartyClass
from enduse.bulk.plan.ways import Ways
from enduse.knowledge.schema.facts import FactFile
from enduse.model.transfer import Role
from enduse.review.evaluate.registry import NOT_SAID
from enduse.review.evaluate.tables import Tables
from enduse.review.evaluate.values import Value

_COUNTRIES = ("destination", "dispatched_from", "parties.country", "goods.origin")
_PLAIN = (*_COUNTRIES, "kind", "transit", "end_use", "parties.name", "parties.address",
          "parties.type", "parties.state_percent", "goods.description", "goods.model",
          "goods.hs")  # fmt: skip
_NAMED = ("parties.facts.", "goods.facts.", "statements.")


class Classes:
    """Classes of values under what one rule group reads.

    Args:
        reads: what the group reads.
        registry: all facts.
        tables: dated memberships.
        jurisdictions: those whose entries and candidates count; None for every one (flags).
        scope: the scope of a law is asked too: the kind of a line, and who is said to send.
    """

    def __init__(
        self,
        reads: Reads,
        registry: Mapping[str, FactFile],
        tables: Tables,
        jurisdictions: tuple[str, ...] | None,
        *,
        scope: bool = True,
    ) -> None:
        self.reads = reads
        self._scope = scope
        self._jurisdictions = jurisdictions
        self._tables = tables
        self._countries: dict[tuple[str, str | None], Hashable] = {}
        self.way = Ways(registry, tables, reads.ways)
        """Class of a way."""
        places = {place for fact in reads.facts for place in registry[fact].places}
        self.places = frozenset(places)
        self._texts = frozenset(p for fact in reads.texts for p in registry[fact].places)
        self.whole = reads.whole or not all(
            place in _PLAIN or place.startswith(_NAMED) for place in places
        )
        self.whole = self.whole or any(place.startswith("parties.") for place in self._texts)
        self.texts = self._texts | ({"goods.hs"} & places)
        self._facts = _names(places, "parties.facts.")
        self._goods_facts = _names(places, "goods.facts.")
        self._statements = _names(places, "statements.")
        self.columns = self._columns()

    def _columns(self) -> frozenset[str]:
        """The columns that are read."""
        reads, inputs = self.reads, self.reads.inputs
        known = self.places | set(reads.countries) | inputs
        found = {
            "kind": "kind" in known or self._scope,
            "start": "dispatched_from" in known or self._scope,
            "end": "destination" in known or self._scope,
            "goods": bool(
                self._scope
                or reads.words
                or {"technologies", "entries"} & inputs
                or any(place.startswith("goods.") for place in known)
            ),
            "party": bool(reads.roles or reads.twins) or self._scope,
            "transit": "transit" in known,
            "statements": bool(self._statements),
            "end_use": "end_use" in known or bool(reads.words),
            "listings": "listings" in inputs,
            "twins": "names" in inputs,
            "way": "way" in inputs,
        }
        return frozenset(name for name, read in found.items() if read)

    def through(self, column: str) -> Through | None:
        """What of a value of a column its class turns on; None: it may be all of it."""
        if column == "goods":
            return _fields(column, self._goods_fields(), attrgetter)
        if column == "party":
            return _fields(column, self._party_fields(), _of_each)
        if column == "way":
            # Answers of the facts alone, whoever asks for them.
            return Through((column, self.reads.ways), self.way)
        return None

    def _goods_fields(self) -> Iterator[str]:
        """Fields of goods that `goods` looks at."""
        inputs = self.reads.inputs
        if self._jurisdictions is not None or "entries" in inputs:
            yield from ("entries", "candidates")
        if "goods.origin" in self.places or self._scope:
            yield "origin"
        if self._goods_facts:
            yield from ("facts", "read")
        if self._scope or "technologies" in inputs:
            yield "described"
        if "technologies" in inputs:
            yield "technologies"
        if self.reads.words:
            yield "words"
        if self.texts:
            yield "texts"

    def _party_fields(self) -> Iterator[str]:
        """Fields of a party that `party` looks at."""
        inputs, places = self.reads.inputs, self.places
        yield from ("role", "named")
        if "party.country" in inputs or "parties.country" in places or self._scope:
            yield "country"
        for field, read in {
            "type": "parties.type" in places,
            "state_percent": "parties.state_percent" in places,
            "facts": bool(self._facts),
            "organ": "organ" in inputs,
            "owners": "owners" in inputs,
            "words": bool(self.reads.words),
            "addressed": "addresses" in inputs,
        }.items():
            if read:
                yield field

    def country(self, place: str, code: str | None) -> Hashable:
        """Class of the country at a place.

        Countries of one class have equal memberships on every day in all values that a rule asks
        for there, and no rule names one of them there.
        """
        found = self._countries.get((place, code))
        if found is None:
            asked = self.reads.countries.get(place, NOTHING_ASKED)
            if code is None:
                found = None
            elif {code, code.lower()} & asked.named or code.lower() in NOT_SAID:
                found = code
            else:
                found = tuple(table.rows_of(code, values) for table, values in asked.tables)
            self._countries[place, code] = found
        return found

    def transit(self, codes: tuple[str, ...] | None) -> Hashable:
        """Class of a list of countries."""
        if "transit" in self._texts:
            return codes
        if "transit" not in self.places and "transit" not in self.reads.inputs:
            return None
        return None if codes is None else tuple(self.country("transit", code) for code in codes)

    def twins(self, pairs: tuple[tuple[int, int, Role, Role], ...]) -> Hashable:
        """Parties of the same name, one of the two in a role among which is looked."""
        roles = self.reads.twins
        return tuple((a, b) for a, b, one, other in pairs if one in roles or other in roles)

    def party(self, one: PartyClass) -> Hashable:
        """Class of a party; one whose role nobody looks at keeps its place only."""
        if one.role not in self.reads.roles:
            return None
        inputs, places = self.reads.inputs, self.places
        silent = one.role in ("exporter", "supplier")
        by_country = "party.country" in inputs or "parties.country" in places
        return (
            one.role,
            one.named,
            one.type if "parties.type" in places else None,
            self.country(f"party:{one.role}", one.country) if by_country else None,
            bool(one.country) if silent and self._scope else None,
            one.state_percent if "parties.state_percent" in places else None,
            tuple(pair for pair in one.facts if pair[0] in self._facts),
            one.organ if "organ" in inputs else None,
            one.owners if "owners" in inputs else None,
            one.words if self.reads.words else None,
            one.addressed if "addresses" in inputs else None,
        )

    def goods(self, one: GoodsClass) -> Hashable:
        """Class of goods with what was found in them on the day."""
        mine, inputs = self._jurisdictions, self.reads.inputs
        declared = mine is not None or "entries" in inputs
        return (
            tuple(e for e in one.entries if declared and (mine is None or e[0] in mine)),
            self.country("goods.origin", one.origin)
            if "goods.origin" in self.places
            else self._scope and bool(one.origin),
            tuple(pair for pair in one.facts if pair[0] in self._goods_facts),
            tuple(pair for pair in one.read if pair[0][5:] in self._goods_facts),
            one.described if self._scope or "technologies" in inputs else None,
            tuple(c for c in one.candidates if declared and (mine is None or c[0] in mine)),
            one.technologies if "technologies" in inputs else None,
            one.words if self.reads.words else None,
            tuple(text for place, text in one.texts if place in self.texts),
        )

    def end_use(self, value: tuple[str | None, tuple[Value, ...]]) -> Hashable:
        """Class of an end use."""
        text, words = value
        return (text if "end_use" in self._texts else None, words if self.reads.words else None)

    def statements(self, pairs: tuple[tuple[str, str], ...]) -> Hashable:
        """Statements that a rule of the group reads."""
        return tuple(pair for pair in pairs if pair[0] in self._statements)


def _fields(
    column: str, fields: Iterable[str], read: Callable[..., Callable[[Any], Hashable]]
) -> Through:
    names = tuple(fields)
    return Through((column, names), read(*names) if names else lambda _: None)


def _of_each(*fields: str) -> Callable[[tuple[PartyClass, ...]], Hashable]:
    """Fields of each of some parties."""
    one = attrgetter(*fields)

    def of_each(parties: tuple[PartyClass, ...]) -> Hashable:
        return tuple(map(one, parties))

    return of_each


def _names(places: set[str], prefix: str) -> frozenset[str]:
    return frozenset(place[len(prefix) :] for place in places if place.startswith(prefix))
