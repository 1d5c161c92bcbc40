"""The parties check of a review, asked about names alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enduse.errors import UsageError
from enduse.knowledge.pack import Pack
from enduse.model.listing import ListEntry
from enduse.model.match import NameMatch, PartyMatch, Relation, Searched
from enduse.model.transfer import Party, Reject, Role
from enduse.review.parties.check import Entries, PartyCheck
from enduse.screening.identifier import IdentifierIndex
from enduse.screening.index import NameIndex
from enduse.screening.names_file import Query
from enduse.screening.screen import MOST_MATCHES, Screener
from enduse.screening.support import support
from enduse.screening.vocabulary import NamesKnowledge

BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Answer:
    """A query and its matches, best first.

    Args:
        cut: the name had as many matches as are kept of one, so that there may be more.
    """

    query: Query
    matches: tuple[PartyMatch, ...]
    cut: bool = False


def searched_of(
    searched: Sequence[Searched], only: frozenset[str], pack: Pack
) -> tuple[Searched, ...]:
    """What was searched of the lists asked for; shipped designations belong to many lists.

    Raises:
        UsageError: a list that is neither known nor held: silence about it would say nothing.
    """
    from enduse.lists.curated import COVERAGE
    from enduse.lists.view import reference

    held = {one.list for one in searched}
    unknown = only - held
    known = held | set(reference(pack).lists) if unknown else held
    for name in sorted(unknown - known):
        raise UsageError(
            "--list", f"{name}: no such list", "Take one of: " + ", ".join(sorted(known))
        )
    return tuple(
        one for one in searched if not only or one.list in only or one.coverage == COVERAGE
    )


def own_list_check(
    entries: Sequence[ListEntry], names: NamesKnowledge, only: frozenset[str] = frozenset()
) -> PartyCheck:
    """A parties check over entries at hand, or over those of some lists."""
    known = {(one.list, one.entry): one for one in entries}
    counts: dict[str, int] = {}
    for one in entries:
        counts[one.list] = counts.get(one.list, 0) + 1
    searched = tuple(
        Searched(list=name, snapshot="", list_date="", entries=count, coverage="own list")
        for name, count in sorted(counts.items())
    )
    screen = Screener(NameIndex.build(entries, names), only).screen
    return PartyCheck(screen, support, _by_key(known), searched)


def identifier_check(entries: Iterable[ListEntry]) -> PartyCheck:
    """A parties check that takes identifiers in place of names."""
    known = {(one.list, one.entry): one for one in entries}
    index = IdentifierIndex(known.values())

    def find(values: Sequence[str]) -> list[tuple[NameMatch, ...]]:
        return [index.find((("", value),)) for value in values]

    return PartyCheck(find, support, _by_key(known), ())


def answers(
    check: PartyCheck,
    numbers: PartyCheck | None,
    queries: Sequence[Query | Reject],
    day: date | None,
    only: frozenset[str] = frozenset(),
) -> Iterator[Answer | Reject]:
    """Yield an answer per query, in their order; distinct names are screened once.

    Rows that could not be read keep their place.
    """
    for start in range(0, len(queries), BATCH):
        batch = queries[start : start + BATCH]
        check.prepare(query.name for query in batch if isinstance(query, Query))
        for query in batch:
            if isinstance(query, Reject):
                yield query
            else:
                yield answer_of(check, numbers, query, day, only)


def answer_of(
    check: PartyCheck,
    numbers: PartyCheck | None,
    query: Query,
    day: date | None,
    only: frozenset[str],
) -> Answer:
    """The answer to one query: entries by its name, and by its numbers."""
    found: dict[tuple[str, str], PartyMatch] = {}
    cut = False
    for key in (query.name, *(value for _, value in query.identifiers)):
        asked = check if key == query.name else numbers
        if not key or asked is None:
            continue
        party = Party(
            role=Role.END_USER, name=key, country=query.country or None,
            address=query.address or None, identifiers=query.identifiers,
        )  # fmt: skip
        matches = asked.matches(party, day)
        cut = cut or (asked is check and len(matches) >= MOST_MATCHES)
        for match in matches:
            if not only or match.name.list in only:
                found.setdefault((match.name.list, match.name.entry), match)
    return Answer(query, tuple(sorted(found.values(), key=_rank)), cut)


def _rank(match: PartyMatch) -> tuple[int, bool, str, str]:
    name = match.name
    return -name.score, name.relation is Relation.RELATED, name.list, name.entry


def _by_key(
    known: Mapping[tuple[str, str], ListEntry],
) -> Entries:
    def read(keys: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], ListEntry]:
        return {key: known[key] for key in keys}

    return read
