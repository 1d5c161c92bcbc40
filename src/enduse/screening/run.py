"""Screen a table of names: distinct names once, then country, address and identifiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from enduse.model.listing import ListEntry
from enduse.model.match import NameMatch, Relation
from enduse.model.transfer import Party, Role
from enduse.screening.identifier import IdentifierIndex
from enduse.screening.index import NameIndex
from enduse.screening.names_file import Query
from enduse.screening.screen import Screener
from enduse.screening.support import support

BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Answer:
    """A query and its matches, best first, each with the entry it is about."""

    query: Query
    matches: tuple[tuple[NameMatch, ListEntry], ...]


def screen_queries(
    queries: Sequence[Query],
    index: NameIndex,
    entries: Mapping[tuple[str, str], ListEntry],
    lists: frozenset[str] = frozenset(),
) -> Iterator[Answer]:
    """Yield an answer per query, in their order; `lists` narrows to these lists."""
    screener = Screener(index)
    known: dict[str, tuple[NameMatch, ...]] = {}
    numbers = IdentifierIndex(entries.values())
    for start in range(0, len(queries), BATCH):
        batch = queries[start : start + BATCH]
        new = list(dict.fromkeys(q.name for q in batch if q.name not in known))
        known.update(zip(new, screener.screen(new), strict=True))
        for query in batch:
            yield Answer(
                query, tuple(_supported(query, known[query.name], numbers, entries, lists))
            )


def _supported(
    query: Query,
    found: tuple[NameMatch, ...],
    numbers: IdentifierIndex,
    entries: Mapping[tuple[str, str], ListEntry],
    lists: frozenset[str],
) -> list[tuple[NameMatch, ListEntry]]:
    party = Party(
        role=Role.END_USER, name=query.name, country=query.country or None,
        address=query.address or None, identifiers=query.identifiers,
    )  # fmt: skip
    matches = {(m.list, m.entry): m for m in found}
    for match in numbers.find(query.identifiers):
        matches.setdefault((match.list, match.entry), match)
    supported = [
        (support(match, party, entries[key])[0], entries[key])
        for key, match in matches.items()
        if not lists or match.list in lists
    ]
    supported.sort(key=lambda m: (-m[0].score, m[0].relation is Relation.RELATED, m[0].entry))
    return supported
