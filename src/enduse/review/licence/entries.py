"""Control entries by jurisdiction and code, in their version of a day."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from enduse.knowledge.schema.controls import EntryFile, EntryVersion
from enduse.knowledge.schema.table import Table
from enduse.knowledge.table_cells import cell_day, cell_set
from enduse.review.evaluate.conditions import Node
from enduse.review.evaluate.line import EntryFacts

NONE = "none"
"""What the contract calls goods on no list, whatever a jurisdiction calls them."""


@dataclass(frozen=True, slots=True)
class EntryAt:
    """An entry on a day, and the compiled condition that decides whether goods are in it."""

    facts: EntryFacts
    title: str
    when: Node | None = None


@dataclass(frozen=True, slots=True)
class _Version:
    start: date | None
    end: date | None
    read_from: date | None
    facts: EntryFacts
    when: Node | None


def family(code: str) -> tuple[str, ...]:
    """The code and every code above it: `5A001.f.1`, `5A001.f`, `5A001`."""
    parts = code.split(".")
    return tuple(".".join(parts[:n]) for n in range(len(parts), 0, -1))


class Entries:
    """All entries of a pack.

    Args:
        files, others: entries as files, and in tables.
        compiled: conditions of versions, by file and place.
        unlisted: the codes by which jurisdictions call goods on no list.
    """

    def __init__(
        self,
        files: Mapping[str, EntryFile],
        others: Mapping[str, Table],
        compiled: Mapping[tuple[str, int], Node],
        unlisted: Iterable[str] = (),
    ) -> None:
        self.unlisted = frozenset({NONE, *unlisted})
        """Declared codes that say: on no list of this jurisdiction."""
        self._titles: dict[tuple[str, str], str] = {}
        self._split: set[tuple[str, str]] = set()
        self._children: dict[tuple[str, str], list[str]] = {}
        self._versions: dict[tuple[str, str], list[_Version]] = {}
        for key, file in files.items():
            place = (file.jurisdiction, _norm(file.code))
            self._titles[place] = file.title
            if file.split:
                self._split.add(place)
            if file.parent:
                self._children.setdefault((file.jurisdiction, _norm(file.parent)), []).append(
                    file.code
                )
            for n, version in enumerate(file.versions):
                facts = _facts(file.code, key.split(".", maxsplit=1)[0], version)
                self._versions.setdefault(place, []).append(
                    _Version(
                        version.start, version.to, version.read_from, facts, compiled.get((key, n))
                    )
                )
        for name, table in others.items():
            self._add_table(name, table)

    def _add_table(self, name: str, table: Table) -> None:
        """Add entries that stand in a table (`controls.LIST-other`), one row an entry."""
        for row in table.rows:
            place = (row["jurisdiction"], _norm(row["code"]))
            if place in self._titles:
                continue
            facts = EntryFacts(
                code=row["code"],
                list=name.removeprefix("controls.").removesuffix("-other"),
                family=frozenset(family(row["code"])),
                reasons=cell_set(row["reasons"]),
                columns=cell_set(row["columns"]),
                labels=cell_set(row["labels"]),
                exceptions=cell_set(row["exceptions"]),
            )
            self._versions.setdefault(place, []).append(
                _Version(
                    cell_day(row["from"]),
                    cell_day(row["to"]),
                    cell_day(row["read_from"]),
                    facts,
                    None,
                )
            )
        for row in table.rows:
            self._titles.setdefault((row["jurisdiction"], _norm(row["code"])), row["title"])

    def at(self, jurisdiction: str, code: str, day: date) -> EntryAt | None:
        """The entry on the day; None where it was not on the list then.

        A sub-entry that the pack does not hold is read as the nearest entry above it whose
        sub-entries do not differ; an unknown code is an entry that is not `known`.
        """
        if code in self.unlisted:
            return EntryAt(EntryFacts(code=code), "on no list of this jurisdiction")
        for n, above in enumerate(family(code)):
            place = (jurisdiction, _norm(above))
            if place not in self._versions:
                continue
            if n and place in self._split:
                break
            version = _covering(self._versions[place], day)
            if version is None:
                return None
            facts = version.facts
            confirmed = version.read_from is None or day >= version.read_from
            if n or not confirmed:
                facts = EntryFacts(
                    code=code,
                    list=facts.list,
                    family=facts.family | frozenset(family(code)),
                    reasons=facts.reasons,
                    columns=facts.columns,
                    labels=facts.labels,
                    exceptions=facts.exceptions,
                    confirmed=confirmed,
                )
            return EntryAt(facts, self._titles[place], version.when)
        unknown = EntryFacts(code=code, list="", family=frozenset(family(code)), known=False)
        return EntryAt(unknown, "an entry that this knowledge does not hold")

    def children(self, jurisdiction: str, code: str) -> tuple[str, ...]:
        """Sub-entries of a declared entry whose sub-entries differ in law; else nothing.

        A sub-entry that is split itself is replaced by its own sub-entries.
        """
        place = (jurisdiction, _norm(code))
        if place not in self._split:
            return ()
        found: list[str] = []
        for child in sorted(self._children.get(place, ())):
            found.extend(self.children(jurisdiction, child) or (child,))
        return tuple(found)

    def canonical(self, jurisdiction: str, code: str) -> str:
        """The code as its file spells it, where the pack holds it."""
        for word in self.unlisted:
            if code.casefold() == word.casefold():
                return word
        for version in self._versions.get((jurisdiction, _norm(code)), ()):
            return version.facts.code
        return code

    def turns(self) -> Iterator[tuple[date, str]]:
        """Every day on which an entry begins or ends, in words."""
        for (jurisdiction, _), versions in self._versions.items():
            for n, one in enumerate(versions):
                code = f"{jurisdiction.upper()} {one.facts.code}"
                if one.start is not None:
                    yield one.start, f"{code} {'changes' if n else 'is added'}"
                last = n + 1 == len(versions) or versions[n + 1].start != one.end
                if one.end is not None and last:
                    yield one.end, f"{code} ends"

    def conditions(self, jurisdictions: Container[str]) -> Iterator[Node]:
        """Every condition that decides whether goods are in an entry of these jurisdictions."""
        for (jurisdiction, _), versions in self._versions.items():
            if jurisdiction in jurisdictions:
                yield from (one.when for one in versions if one.when is not None)

    def change_days(self, jurisdictions: Container[str] | None = None) -> Iterator[date]:
        """Every day on which an entry (of these jurisdictions) changes."""
        for (jurisdiction, _), versions in self._versions.items():
            if jurisdictions is not None and jurisdiction not in jurisdictions:
                continue
            for one in versions:
                yield from (day for day in (one.start, one.end, one.read_from) if day)


_PROSE = re.compile(r"regulation|reg\.|\b(?:eu|ec|uk)\b|annex|item|no\.|[()\s,]")
_ACT = re.compile(r"^\d{4}/\d+(?=.)")
_ROMAN_DOT = re.compile(r"(?<=[iv])\.(?=\d)")


def _norm(code: str) -> str:
    """A code without the words around it: `Reg. (EU) 2019/125 Annex III, 1.3` is `iii1.3`."""
    return _ROMAN_DOT.sub("", _ACT.sub("", _PROSE.sub("", code.lower())))


def _covering(versions: list[_Version], day: date) -> _Version | None:
    for one in versions:
        if (one.start is None or one.start <= day) and (one.end is None or day < one.end):
            return one
    return None


def _facts(code: str, list_: str, version: EntryVersion) -> EntryFacts:
    return EntryFacts(
        code=code,
        list=list_,
        family=frozenset(family(code)),
        reasons=frozenset(version.reasons),
        columns=frozenset(version.columns),
        labels=frozenset(version.labels),
        exceptions=frozenset(version.exceptions),
    )
