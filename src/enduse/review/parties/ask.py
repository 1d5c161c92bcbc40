"""The parties check asked about names and numbers alone, without a transfer around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from enduse.model.listing import ListEntry
from enduse.model.match import NameMatch, PartyMatch, Relation, Searched
from enduse.model.transfer import Party, Role
from enduse.review.parties.build import check_of
from enduse.review.parties.check import Entries, PartyCheck
from enduse.review.parties.held import Held
from enduse.screening.identifier import IdentifierIndex
from enduse.screening.index import NameIndex
from enduse.screening.names_file import Query
from enduse.screening.screen import MOST_MATCHES, Screener
from enduse.screening.support import support
from enduse.screening.vocabulary import NamesKnowledge

BATCH = 20_000
Found = tuple[tuple[PartyMatch, ...], bool]
"""Matches, best first; and whether as many as are kept were found, so that there may be more."""


class Asked:
    """Names are asked of one check, numbers of another.

    Args:
        by_name: over the lists that are asked, and no other.
        by_number: takes numbers in place of names; None where no query has any.
        only: lists whose entries are matches; all where empty.
    """

    def __init__(
        self,
        by_name: PartyCheck,
        by_number: PartyCheck | None,
        only: frozenset[str] = frozenset(),
    ) -> None:
        self._name, self._number, self._only = by_name, by_number, only

    @property
    def searched(self) -> tuple[Searched, ...]:
        """The lists and files that are searched."""
        return self._name.searched

    def of_all(self, queries: Sequence[Query], day: date | None = None) -> Iterator[Found]:
        """The matches of each query in order; distinct names are screened once."""
        for start in range(0, len(queries), BATCH):
            batch = queries[start : start + BATCH]
            self._name.prepare(query.name for query in batch)
            for query in batch:
                yield self._of(query, day)

    def _of(self, query: Query, day: date | None) -> Found:
        found: dict[tuple[str, str], PartyMatch] = {}
        cut = False
        for key in (query.name, *(value for _, value in query.identifiers)):
            asked = self._name if key == query.name else self._number
            if not key or asked is None:
                continue
            party = Party(
                role=Role.END_USER, name=key, country=query.country or None,
                address=query.address or None, identifiers=query.identifiers,
            )  # fmt: skip
            matches = asked.matches(party, day)
            cut = cut or (asked is self._name and len(matches) >= MOST_MATCHES)
            for match in matches:
                if not self._only or match.name.list in self._only:
                    found.setdefault((match.name.list, match.name.entry), match)
        return tuple(sorted(found.values(), key=_rank)), cut


def asked_of(held: Held, numbers: Sequence[str], only: frozenset[str] = frozenset()) -> Asked:
    """Ask a state of the installed lists.

    Args:
        numbers: every number that will be asked for.
    """
    by_number = identifier_check(held.numbered(numbers)) if numbers else None
    return Asked(check_of(held, only), by_number, only)


def asked_of_own(
    entries: Sequence[ListEntry], names: NamesKnowledge, only: frozenset[str] = frozenset()
) -> Asked:
    """Ask a list of one's own."""
    return Asked(own_list_check(entries, names, only), identifier_check(entries), only)


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


def _rank(match: PartyMatch) -> tuple[int, bool, str, str]:
    name = match.name
    return -name.score, name.relation is Relation.RELATED, name.list, name.entry


def _by_key(known: Mapping[tuple[str, str], ListEntry]) -> Entries:
    def read(keys: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], ListEntry]:
        return {key: known[key] for key in keys}

    return read
