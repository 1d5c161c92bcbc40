"""Documented systems that a line resembles: context for a reader, never proof.

A line touches an entry when a technology is the same, and its supplier or maker is one the entry
names, and its end user or place is too. An entry that names no supplier needs the end user and
the country. Entries from memory, and claims that are our own inference, never speak here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from enduse.knowledge.schema.systems import Actor, Claim, SystemFile, SystemSource
from enduse.model.citation import Message, message
from enduse.model.subject import GoodsFinding
from enduse.model.transfer import Role, Transfer

MESSAGE = "context.system"
SUPPLYING = (Role.SUPPLIER, Role.MANUFACTURER, Role.EXPORTER)
RECEIVING = (Role.END_USER, Role.CONSIGNEE, Role.INTERMEDIATE_CONSIGNEE, Role.PURCHASER)

_SPLIT = re.compile(r"[^\w]+|_+")
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u1000-\u109f]")
_STRENGTH = {"official_document": 0, "documented_report": 1, "press_report": 2, "inference": 3}


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return words without case, accents and punctuation, between single spaces."""
    low = unicodedata.normalize("NFKD", text.casefold())
    return f" {' '.join(_SPLIT.sub(' ', _MARKS.sub('', low)).split())} "


def _pattern(name: str) -> str:
    folded = fold(name)
    return folded.strip() if _UNSPACED.search(folded) else folded


@dataclass(frozen=True, slots=True)
class System:
    """An entry with its folded names, ready to be compared."""

    id: str
    file: SystemFile
    suppliers: tuple[str, ...]
    end_users: tuple[str, ...]
    places: tuple[str, ...]
    names: tuple[str, ...]
    countries: frozenset[str]

    @property
    def leading(self) -> Claim:
        """The claim to quote: checked before unchecked, the stronger evidence first."""
        claims = self.file.checked or self.file.claims
        return min(claims, key=lambda claim: _STRENGTH[claim.evidence])

    def source(self, key: str) -> SystemSource:
        """The source of that key."""
        return next(source for source in self.file.sources if source.key == key)


@dataclass(frozen=True, slots=True)
class Registry:
    """All entries; a pure function of the words of a line."""

    systems: tuple[System, ...]
    by_technology: Mapping[str, tuple[System, ...]]

    @classmethod
    def build(cls, systems: Mapping[str, SystemFile]) -> Registry:
        """Fold the names of every entry once."""
        items = tuple(_system(key, file) for key, file in sorted(systems.items()))
        table: dict[str, list[System]] = {}
        for item in items:
            quoted = item.leading.evidence != "inference"
            if item.file.verified and quoted and item.file.kind != "legal_measure":
                for technology in item.file.technologies:
                    table.setdefault(technology, []).append(item)
        return cls(items, {key: tuple(found) for key, found in table.items()})

    def context(
        self,
        suppliers: Sequence[str],
        end_users: Sequence[str],
        places: Sequence[str],
        technologies: Iterable[str],
    ) -> tuple[Message, ...]:
        """Name the documented systems that a line resembles.

        Args:
            suppliers: names of suppliers, makers and exporters.
            end_users: names of end users, consignees and purchasers.
            places: country codes, and places in words (addresses, the place of an organ).
            technologies: ids that the goods check saw.
        """
        codes = frozenset(place for place in places if len(place) == 2 and place.isupper())
        near = {
            system.id: system
            for technology in technologies
            for system in self.by_technology.get(technology, ())
            if not codes or not system.countries.isdisjoint(codes)
        }
        if not near:  # which is most lines: their names are not looked at
            return ()
        sold = [fold(name) for name in suppliers if name]
        used = [fold(name) for name in end_users if name]
        words = [fold(place) for place in places if place not in codes] + used
        found = {
            key: _sentence(system)
            for key, system in near.items()
            if _touches(system, sold, used, bool(codes), words)
        }
        return tuple(found[key] for key in sorted(found))

    def of_transfer(self, transfer: Transfer, goods: GoodsFinding) -> tuple[Message, ...]:
        """As `context`, from the parties, destination and technologies of a line."""
        if not goods.technologies:
            return ()
        parties = transfer.parties
        suppliers = [p.name for p in parties if p.role in SUPPLYING]
        receiving = [p for p in parties if p.role in RECEIVING]
        places = [
            place
            for place in (
                transfer.destination,
                *(p.country for p in receiving),
                *(p.address for p in receiving),
            )
            if place
        ]
        return self.context(
            [*suppliers, transfer.goods.model or ""],
            [p.name for p in receiving],
            places,
            [technology.id for technology in goods.technologies],
        )

    def find(self, text: str) -> tuple[System, ...]:
        """Entries by id, name or alias; else those whose names, suppliers or users hold it."""
        wanted = text.strip()
        exact = [s for s in self.systems if s.id == wanted or fold(wanted) in s.names]
        if exact or not wanted:
            return tuple(exact)
        part = _pattern(wanted)
        return tuple(
            s
            for s in self.systems
            if any(part in f" {name} " for name in (*s.names, *s.suppliers, *s.end_users))
        )

    def select(
        self,
        *,
        technology: str = "",
        country: str = "",
        kind: str = "",
        seed: bool = False,
    ) -> Iterator[System]:
        """Entries of that technology, country and kind; `seed`: named in the first article."""
        for system in self.systems:
            file = system.file
            if technology and technology not in file.technologies:
                continue
            if country and country.upper() not in file.countries:
                continue
            if (kind and kind != file.kind) or (seed and not file.seed):
                continue
            yield system


def _system(key: str, file: SystemFile) -> System:
    named = (file.title, file.native, *file.aliases, key.replace("_", " "))
    return System(
        id=key,
        file=file,
        suppliers=_patterns(file.suppliers),
        end_users=_patterns(file.end_users),
        places=tuple(_pattern(place) for place in file.place_names),
        names=tuple(dict.fromkeys(fold(name) for name in named if name)),
        countries=frozenset(file.countries),
    )


def _patterns(actors: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(_pattern(name) for actor in actors for name in (actor.name, *actor.names))


def _touches(
    system: System,
    sold: Sequence[str],
    used: Sequence[str],
    country: bool,
    words: Sequence[str],
) -> bool:
    """Whether a line touches an entry; `country`: it names a country, which is the entry's."""
    if not system.suppliers:
        return country and _any(system.end_users, used)
    if not _any(system.suppliers, sold):
        return False
    if _any(system.end_users, used):
        return True
    return _any(system.places, words) if system.places else country


def _any(patterns: Sequence[str], texts: Sequence[str]) -> bool:
    return any(pattern in text for text in texts for pattern in patterns)


def _sentence(system: System) -> Message:
    claim = system.leading
    source = system.source(claim.sources[0])
    reply = system.file.replies[0] if system.file.replies else None
    return message(
        MESSAGE,
        system=system.file.title,
        entry=system.id,
        evidence=claim.evidence.replace("_", " "),
        source=source.title,
        date=source.date,
        reply=f"{reply.by}: {reply.text}" if reply and reply.verified else "",
    )
