"""Which name of an entry, and which of its values, count on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from enduse.model.listing import Dated, DatesFrom, ListEntry
from enduse.model.match import NameMatch, Relation


def named_on(entry: ListEntry, name: str, day: date) -> bool | None:
    """Whether an entry listed on the day went by a name then; None where nobody can say."""
    same = [one for one in entry.names if one.value == name] or entry.names[:1]
    if any(one.holds_on(day) for one in same):
        return True
    return None if any(one.dates_from is DatesFrom.SNAPSHOTS for one in same) else False


def name_on(match: NameMatch, entry: ListEntry, day: date) -> NameMatch:
    """The best match with a name that the entry went by on the day; the best of all without one.

    A name of which nobody can say comes next, before a merely related one that is worse: law
    leaves out the related body, and what is open must stay open.
    """
    if not match.others or not entry.listed_on(day):
        return match
    unsure: NameMatch | None = None
    for one in (match, *match.others):
        on = named_on(entry, one.matched_name, day)
        if on:
            related = one.relation is Relation.RELATED
            return unsure if unsure and related else one
        if on is None and one.relation is not Relation.RELATED:
            unsure = unsure or one
    return unsure or match


def held(values: Sequence[Dated], day: date | None) -> str:
    """The value in force on a day, or last where no day is asked; empty where there is none."""
    if day is None:
        return max(values, key=_last).value if values else ""
    for one in values:
        if not one.intervals or any(period.covers(day) for period in one.intervals):
            return one.value
    return ""


def _last(value: Dated) -> tuple[date, date]:
    """Days that tell which value was in force last: its last day, then its first."""
    ends = [(p.end or date.max, p.start or date.min) for p in value.intervals]
    return max(ends, default=(date.max, date.min))
