"""What changed between two days, and by which act."""

from __future__ import annotations

from collections.abc import Iterator

from enduse.model.licence import Licence
from enduse.model.review import Review
from enduse.report.lines import wrapped
from enduse.report.memo import WIDTH, words


def comparison(first: Review, other: Review, width: int = WIDTH) -> Iterator[str]:
    """Compare the answers of two days, jurisdiction by jurisdiction."""
    yield ""
    yield f"{first.as_of} BESIDE {other.as_of}"
    for day, mine, others in (
        (first.as_of, _listed(first), _listed(other)),
        (other.as_of, _listed(other), _listed(first)),
    ):
        for key in sorted(mine.keys() - others.keys()):
            yield from wrapped(f"listed only on {day}: {mine[key]}", width, "  ", "    ")
    theirs = {one.jurisdiction: one for one in other.licence}
    for one in first.licence:
        against = theirs.get(one.jurisdiction)
        if against is None:
            continue
        name = one.jurisdiction.upper()
        same = one.status is against.status
        change = "the same" if same else f"{words(one.status)}, then {words(against.status)}"
        yield from wrapped(f"{name}: {change}", width, "  ", "    ")
        mine, others = _rules(one), _rules(against)
        for id_ in sorted(mine.keys() - others.keys()):
            yield from wrapped(f"only on {first.as_of}: {mine[id_]}", width, "    ", "      ")
        for id_ in sorted(others.keys() - mine.keys()):
            yield from wrapped(f"only on {other.as_of}: {others[id_]}", width, "    ", "      ")


def _listed(review: Review) -> dict[tuple[str, str], str]:
    """Entries that parties match and that stood on their list on that day, with the act."""
    return {
        (match.name.list, match.name.entry): (
            f"{match.name.entry_name} on {match.name.list} ({'; '.join(match.cite)})"
        )
        for finding in review.parties
        for match in finding.matches
        if match.listed_as_of
    }


def _rules(one: Licence) -> dict[tuple[str, str], str]:
    """Rules in their versions, as a sentence; a new version is a change."""
    return {
        (rule.id, str(rule.version_from)): f"{rule.title} ({', '.join(rule.cite)})"
        for position in one.positions
        for rule in position.rules
    }
