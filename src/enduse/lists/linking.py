"""Which entry of a file is which entry seen before, on lists whose publisher gives no id.

The same name in the same country is the same entry; else the same name, where it is the only
one; else a name with lost characters that fits; else an entry that went while one came, with the
same countries, a citation in common and nearly the same name: a name corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from enduse.lists.identity import name_key
from enduse.model.listing import ListEntry

LIKE = 88
"""Least likeness of two names, in per cent, to take one for a correction of the other."""


@dataclass(frozen=True, slots=True)
class Known:
    """What linking needs of an entry seen before."""

    id: str
    name: str
    key: str
    countries: frozenset[str]
    cite: frozenset[str]


def known(entry: ListEntry, entry_id: str) -> Known:
    """Describe an entry for later files."""
    return Known(
        entry_id,
        entry.name,
        name_key(entry.name),
        frozenset(c.value for c in entry.countries),
        frozenset(entry.cite),
    )


def link(entries: Sequence[ListEntry], before: Iterable[Known]) -> dict[str, str]:
    """Return for each entry of a file the id it was first seen under (its own where it is new)."""
    old = list(before)
    by_id = {k.id: k for k in old}
    by_name: dict[str, list[Known]] = {}
    for k in old:
        by_name.setdefault(k.key, []).append(k)
    result: dict[str, str] = {}
    taken: set[str] = set()
    left: list[ListEntry] = []
    for entry in entries:
        if entry.entry in by_id:
            result[entry.entry] = entry.entry
            taken.add(entry.entry)
        else:
            left.append(entry)
    still: list[ListEntry] = []
    for entry in left:
        found = _same_name(entry, by_name.get(name_key(entry.name), ()), taken)
        if found is None:
            still.append(entry)
        else:
            result[entry.entry] = found.id
            taken.add(found.id)
    gone = [k for k in old if k.id not in taken]
    lost = [(k, _pattern(k.name)) for k in gone if "?" in k.name]
    by_cite: dict[str, list[Known]] = {}
    for k in gone:
        for citation in k.cite:
            by_cite.setdefault(citation, []).append(k)
    for entry in still:
        found = _lost_characters(entry, lost, taken) or _corrected(entry, by_cite, taken)
        result[entry.entry] = found.id if found else entry.entry
        if found:
            taken.add(found.id)
    return result


def _same_name(entry: ListEntry, candidates: Sequence[Known], taken: set[str]) -> Known | None:
    free = [k for k in candidates if k.id not in taken]
    countries = {c.value for c in entry.countries}
    overlap = [k for k in free if k.countries & countries]
    if overlap:
        return max(overlap, key=lambda k: (len(k.countries & countries), k.id))
    return free[0] if len(free) == 1 and len(candidates) == 1 else None


def _pattern(name: str) -> re.Pattern[str]:
    parts = [re.escape(name_key(p)) if any(c.isalnum() for c in p) else "" for p in name.split("?")]
    return re.compile(r"\w{0,2}".join(parts))


def _lost_characters(
    entry: ListEntry, lost: Sequence[tuple[Known, re.Pattern[str]]], taken: set[str]
) -> Known | None:
    key = name_key(entry.name)
    for k, pattern in lost:
        if k.id not in taken and len(k.key) > 4 and pattern.fullmatch(key):
            return k
    return None


def _corrected(entry: ListEntry, by_cite: dict[str, list[Known]], taken: set[str]) -> Known | None:
    from rapidfuzz.fuzz import ratio

    countries = frozenset(c.value for c in entry.countries)
    key = name_key(entry.name)
    best: tuple[float, str] = (0.0, "")
    found: Known | None = None
    for citation in entry.cite:
        for k in by_cite.get(citation, ()):
            if k.id in taken or k.countries != countries or not _numbers_agree(k.key, key):
                continue
            likeness = (ratio(k.key, key), k.id)
            if likeness[0] >= LIKE and likeness > best:
                best, found = likeness, k
    return found


def _numbers_agree(one: str, other: str) -> bool:
    """Research institute 54 is not research institute 55."""
    return re.findall(r"\d+", one) == re.findall(r"\d+", other)
