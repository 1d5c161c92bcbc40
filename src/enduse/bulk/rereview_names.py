"""Re-review of a table of parties after a list change: only names that changed entries can touch.

A name or number is asked again under both states only where a changed entry, as it was or as it
is, matches it: what else is kept of its matches (the best fifty) follows from that. No law reads
such a table, so what a matched entry says (terms, programmes, addresses) is compared as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from enduse.bulk.rereview import BATCH, Looked, became, changed
from enduse.bulk.said import NONE, Key, by_entry, matches_differ
from enduse.knowledge.pack import Pack
from enduse.lists.held_values import otherwise
from enduse.lists.view import Lists, reference
from enduse.model.listing import ListEntry
from enduse.model.match import PartyMatch
from enduse.review.parties.ask import Asked, asked_of
from enduse.review.parties.build import held_of
from enduse.screening.identifier import IdentifierIndex
from enduse.screening.index import NameIndex
from enduse.screening.names_file import Query
from enduse.screening.names_kept import Names
from enduse.screening.screen import Screener

Values = Mapping[str, str]
"""Properties of an entry that are not as they were, with the words for each."""


@dataclass(frozen=True, slots=True)
class ReopenedName:
    """A row whose matches differ: how many it had and has, the best now, and what changed."""

    line: int
    id: str
    name: str
    was: int
    now: int
    changes: tuple[str, ...]


def rereview_names(
    queries: Sequence[Query],
    pack: Pack,
    old: Lists,
    new: Lists,
    cache: Path | None = None,
    looked: Looked | None = None,
) -> Iterator[ReopenedName]:
    """Yield the rows whose matches come out materially otherwise under the new lists."""
    looked = looked or Looked()
    names = Names(pack, cache)
    touched = changed(old.entries(), new.entries())
    looked.entries = len(touched)
    entries = [entry for versions in touched.values() for entry in versions]
    chosen = _touched(queries, entries, names, looked) if entries else []
    looked.lines = len(chosen)
    if chosen:
        before, after = (_asked(lists, names, cache, chosen) for lists in (old, new))
        now_listed = became(old.entries(), new.entries())
        yield from _differing(chosen, before, after, _values_differ(touched, pack), now_listed)


def _differing(
    queries: Sequence[Query],
    before: Asked,
    after: Asked,
    values: Mapping[Key, Values],
    now_listed: Mapping[Key, str] = NONE,
) -> Iterator[ReopenedName]:
    """The rows that two states of the lists answer otherwise, snapshots and citations aside."""
    pairs = zip(queries, before.of_all(queries), after.of_all(queries), strict=True)
    for query, (was, _), (now, _) in pairs:
        said = _said(was, now, values, now_listed)
        if said:
            yield ReopenedName(query.line, query.id, query.name, len(was), len(now), said)


def _values_differ(touched: Mapping[Key, Sequence[ListEntry]], pack: Pack) -> dict[Key, Values]:
    """How the values of each changed entry differ, by property."""
    profiles = reference(pack).profiles
    return {
        key: dict(otherwise(versions[0], versions[1], profiles))
        for key, versions in touched.items()
        if len(versions) == 2
    }


def _said(
    was: Sequence[PartyMatch],
    now: Sequence[PartyMatch],
    values: Mapping[Key, Values],
    now_listed: Mapping[Key, str],
) -> tuple[str, ...]:
    first, last = by_entry("", was), by_entry("", now)
    said = list(matches_differ(first, last, now_listed))
    for key in first:
        before, after = first[key], last.get(key)
        if after is None:
            continue
        told = dict(values.get(key[1:], {}))
        for term in ("requirement", "policy"):
            if getattr(before, term) != getattr(after, term):
                told.pop(term, None)  # the match itself says so
        if told:
            name = after.name
            said.append(f"changed: {name.list} {name.entry_name} ({name.entry}): "
                        + "; ".join(told.values()))  # fmt: skip
    return tuple(dict.fromkeys(said))


def _asked(lists: Lists, names: Names, cache: Path | None, queries: Iterable[Query]) -> Asked:
    numbers = [value for query in queries for _, value in query.identifiers]
    return asked_of(held_of(lists, names, cache), numbers)


def _touched(
    queries: Sequence[Query], entries: Sequence[ListEntry], names: Names, looked: Looked
) -> list[Query]:
    """Queries with a name or a number that one of these entries matches."""
    distinct = list(dict.fromkeys(query.name for query in queries if query.name))
    screener = Screener(NameIndex.build(entries, names.knowledge))
    met: set[str] = set()
    for start in range(0, len(distinct), BATCH):
        part = distinct[start : start + BATCH]
        found = screener.screen(part)
        met.update(name for name, matches in zip(part, found, strict=True) if matches)
    looked.names, looked.matching = len(distinct), len(met)
    numbers = IdentifierIndex(entries)
    return [q for q in queries if q.name in met or numbers.find(q.identifiers)]
