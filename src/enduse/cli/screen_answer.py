"""What `enduse screen` answers to each row, and which lists it answers from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from enduse.cli.list_ids import no_such_list
from enduse.knowledge.pack import Pack
from enduse.model.match import PartyMatch, Searched
from enduse.model.transfer import Reject
from enduse.review.parties.ask import Asked
from enduse.screening.names_file import Query


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

    held = {one.list for one in searched if one.coverage != COVERAGE}
    unknown = only - held
    known = held | set(reference(pack).lists) if unknown else held
    for name in sorted(unknown - known):
        raise no_such_list(name, pack, known)
    return tuple(
        one for one in searched if not only or one.list in only or one.coverage == COVERAGE
    )


def answers(
    asked: Asked, rows: Sequence[Query | Reject], day: date | None
) -> Iterator[Answer | Reject]:
    """Yield an answer per query, in order; rows that could not be read keep their place."""
    queries = [row for row in rows if isinstance(row, Query)]
    found = asked.of_all(queries, day)
    for row in rows:
        if isinstance(row, Reject):
            yield row
        else:
            yield Answer(row, *next(found))
