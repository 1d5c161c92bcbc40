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

_NOT_WORD = re.compile(r"[\W_]+")
_FORMS = frozenset(
    {"ag", "ao", "as", "bhd", "bv", "co", "company", "corp", "corporation", "fze", "fzco", "gmbh",
     "inc", "incorporated", "jsc", "kft", "limited", "llc", "llp", "lp", "ltd", "nv", "ojsc", "ooo",
     "oy", "pao", "pjsc", "plc", "pte", "pty", "pvt", "sa", "sal", "sarl", "sdn", "spa", "srl",
     "zao", "zrt"}
)  # fmt: skip
"""Legal forms that a corrected name may gain or lose."""

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


def link(entries: Sequence[ListEntry], before: Iterable[Known]) -> dict[str, tuple[str, ...]]:
    """Return for each entry of a file the ids it was first seen under (its own where new).

    There is more than one id where rows of a body (one a country) became one row.
    """
    old = list(before)
    by_id = {k.id: k for k in old}
    by_name: dict[str, list[Known]] = {}
    for k in old:
        by_name.setdefault(k.key, []).append(k)
    result: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    left: list[ListEntry] = []
    for entry in entries:
        if entry.entry in by_id:
            result[entry.entry] = (entry.entry,)
            taken.add(entry.entry)
        else:
            left.append(entry)
    still: list[ListEntry] = []
    for entry in left:
        found = _same_name(entry, by_name.get(name_key(entry.name), ()), taken)
        if found is None:
            still.append(entry)
        else:
            result[entry.entry] = (found.id,)
            taken.add(found.id)
    gone = _Gone.of(k for k in old if k.id not in taken)
    for entry in still:
        found = gone.match(entry, taken)
        result[entry.entry] = (found.id if found else entry.entry,)
        if found:
            taken.add(found.id)
    for entry in entries:
        also = _absorbed(entry, by_name.get(name_key(entry.name), ()), taken)
        result[entry.entry] += also
        taken.update(also)
    return result


def _same_name(entry: ListEntry, candidates: Sequence[Known], taken: set[str]) -> Known | None:
    free = [k for k in candidates if k.id not in taken]
    countries = {c.value for c in entry.countries}
    overlap = [k for k in free if k.countries & countries]
    if overlap:
        return max(overlap, key=lambda k: (len(k.countries & countries), k.id))
    return free[0] if len(free) == 1 and len(candidates) == 1 else None


def _absorbed(entry: ListEntry, candidates: Sequence[Known], taken: set[str]) -> tuple[str, ...]:
    """Ids of rows of the same name whose countries the entry holds now."""
    countries = {c.value for c in entry.countries}
    return tuple(
        k.id for k in candidates if k.id not in taken and k.countries and k.countries <= countries
    )


@dataclass(frozen=True, slots=True)
class _Gone:
    """Entries that a file no longer holds under their name, by what may tell them."""

    lost: tuple[tuple[Known, re.Pattern[str]], ...]
    by_cite: dict[str, list[Known]]
    by_key: dict[str, list[Known]]
    by_head: dict[str, list[Known]]
    by_bare: dict[str, list[Known]]

    @classmethod
    def of(cls, gone: Iterable[Known]) -> _Gone:
        found = list(gone)
        by_cite: dict[str, list[Known]] = {}
        by_key: dict[str, list[Known]] = {}
        by_head: dict[str, list[Known]] = {}
        by_bare: dict[str, list[Known]] = {}
        for k in found:
            by_bare.setdefault(_bare(k.name), []).append(k)
            by_key.setdefault(k.key, []).append(k)
            for citation in k.cite:
                by_cite.setdefault(citation, []).append(k)
            for head in _heads(k.name):
                by_head.setdefault(head, []).append(k)
        lost = tuple((k, _pattern(k.name)) for k in found if "?" in k.name)
        by_bare.pop("", None)
        return cls(lost, by_cite, by_key, by_head, by_bare)

    def match(self, entry: ListEntry, taken: set[str]) -> Known | None:
        return (
            _lost_characters(entry, self.lost, taken)
            or self._longer_or_shorter(entry, taken)
            or _corrected(entry, self.by_cite, taken)
        )

    def _longer_or_shorter(self, entry: ListEntry, taken: set[str]) -> Known | None:
        """`Works Ltd., Town` became `Works Ltd.` or `Works`, or the reverse, or an alias."""
        countries = {c.value for c in entry.countries}
        cite = _volumes(entry.cite)
        longer = self.by_head.get(name_key(entry.name), [])
        shorter = [k for head in _heads(entry.name) for k in self.by_key.get(head, ())]
        aliases = [name_key(n.value) for n in entry.names[1:]]
        named = [k for key in aliases for k in self.by_key.get(key, ()) if len(key) >= 8]
        formed = self.by_bare.get(_bare(entry.name), [])
        for k in (*longer, *shorter, *named, *formed):
            near = not countries or not k.countries or countries & k.countries
            if k.id not in taken and near and cite & _volumes(k.cite):
                return k
        return None


def _volumes(cite: Iterable[str]) -> set[str]:
    """Volumes cited: the same act may be cited by another of its pages."""
    return {citation.partition(" FR ")[0] for citation in cite}


def _heads(name: str) -> set[str]:
    """Beginnings of a name that end at a comma or bracket, and what follows a colon."""
    heads = {name_key(name[: m.start()]) for m in re.finditer(r",|\(", name)}
    if ": " in name:
        heads.add(name_key(name.partition(": ")[2]))
    return {head for head in heads if len(head) >= 8}


def _bare(name: str) -> str:
    """A name without the legal forms at its end; empty where too little is left to tell."""
    words = [w for w in _NOT_WORD.split(name.casefold().replace(".", "")) if w]
    while words and words[-1] in _FORMS:
        words.pop()
    bare = "".join(words)
    return bare if len(bare) >= 8 else ""


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
