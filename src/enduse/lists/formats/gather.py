"""Rows that are one entry, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from enduse.lists.identity import entry_id, name_key
from enduse.lists.periods import union
from enduse.model.listing import Dated, ListedName, ListEntry


@dataclass(slots=True)
class Gathered:
    """Puts rows together that are one entry: the same id, else the same name and countries.

    Where rows without id stand under different terms they stay apart, numbered in the order of
    their pages. Orders against one name are one entry with a period for each.
    """

    _rows: dict[tuple[str, ...], list[ListEntry]] = field(default_factory=dict)

    def add(self, entry: ListEntry) -> None:
        """Take one row."""
        if entry.entry.startswith("h"):
            countries = sorted(c.value for c in entry.countries)
            key = (entry.list, "", name_key(entry.name), *countries)
        else:
            key = (entry.list, entry.entry)
        self._rows.setdefault(key, []).append(entry)

    def entries(self) -> Iterator[ListEntry]:
        """Yield what was put together, in the order first seen."""
        for key, found in self._rows.items():
            if key[1]:
                yield found[0] if len(found) == 1 else joined(found, key[1])
                continue
            groups: dict[tuple[str, ...], list[ListEntry]] = {}
            for entry in found:
                groups.setdefault(_terms(entry), []).append(entry)
            ordered = sorted(groups.values(), key=lambda g: min(e.cite for e in g))
            base = entry_id(key[0], found[0].name, key[3:])
            for number, group in enumerate(ordered, start=1):
                yield joined(group, base if number == 1 else f"{base}-{number}")


def _terms(entry: ListEntry) -> tuple[str, ...]:
    words = [d.value for d in (*entry.requirement, *entry.policy)]
    return tuple(name_key(w) for w in words)


def joined(rows: list[ListEntry], number: str) -> ListEntry:
    """Make one entry of rows that are the same body: values and periods united."""
    first = rows[0]
    intervals = union(p for e in rows for p in e.intervals)

    def united(values: Iterable[Dated]) -> tuple[Dated, ...]:
        return tuple({d.value: d for d in values}.values())

    names: dict[str, ListedName] = {}
    for name in (n for e in rows for n in e.names):
        names.setdefault(name.value, name)
    return replace(
        first,
        entry=number,
        names=tuple(names.values()),
        intervals=intervals,
        countries=united(d for e in rows for d in e.countries),
        addresses=united(d for e in rows for d in e.addresses),
        identifiers=tuple({(i.scheme, i.value): i for e in rows for i in e.identifiers}.values()),
        programmes=united(d for e in rows for d in e.programmes),
        requirement=united(d for e in rows for d in e.requirement),
        policy=united(d for e in rows for d in e.policy),
        cite=tuple(dict.fromkeys(c for e in rows for c in e.cite)),
        remarks="; ".join(dict.fromkeys(e.remarks for e in rows if e.remarks)),
    )
