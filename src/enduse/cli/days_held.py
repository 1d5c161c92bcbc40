"""What the days of the files held leave open about a day: the same words in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from enduse.lists.curated import COVERAGE
from enduse.model.listing import DatesFrom
from enduse.model.match import Searched
from enduse.model.period import Period

ONE_DAY = timedelta(days=1)


def covers(one: Searched, day: date) -> bool:
    """Whether a complete file of the list is of that day, so that absence is a statement."""
    return any(period.covers(day) for period in one.complete_for)


def silences(searched: Iterable[Searched], day: date | None) -> tuple[str, ...]:
    """A sentence for each list that cannot be found in whole, or of which absence says nothing.

    The first on any day, the second only where a day is asked about.
    """
    held = tuple(searched)
    parts = (f"{one.list}: {text}" for one in held for text in one.missing)
    return (*parts, *(() if day is None else _silences(held, day)))


def _silences(searched: Iterable[Searched], day: date) -> Iterator[str]:
    nothing = "absence says nothing for that day"
    for one in searched:
        if one.coverage == COVERAGE:
            yield f"{one.list}: a chosen subset of lists; {nothing}"
        elif one.complete_for and not covers(one, day):
            firsts = [p.start for p in one.complete_for if p.start and p.start > day]
            lasts = [p.end - ONE_DAY for p in one.complete_for if p.end and p.end <= day]
            after, before = min(firsts, default=None), max(lasts, default=None)
            came = f"came after {before}" if before else ""
            went = f"was removed before {after}" if after else ""
            unseen = " and ".join(text for text in (came, went) if text)
            yield f"{one.list}: no file held of {day}; who {unseen} cannot be seen: {nothing}"
        elif one.list_date and not one.complete_for:
            yield f"{one.list}: no complete file is held; {nothing}"


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest file of a list: its day, and how it is called in a sentence."""

    day: date
    called: str
    shipped: bool = False


def newest_files(searched: Iterable[Searched]) -> dict[str, Newest]:
    """The newest file of each list; shipped designations stand under their snapshot."""
    found: dict[str, Newest] = {}
    for one in searched:
        if not one.list_date:
            continue
        told = date.fromisoformat(one.list_date)
        ends = [period.end - ONE_DAY for period in one.complete_for if period.end]
        day = max([told, *ends])
        if one.coverage == COVERAGE:
            called = f"in the shipped designations, of {told}"
            found[one.snapshot] = Newest(day, called, shipped=True)
        elif ends:
            found[one.list] = Newest(day, f"in the newest file, of {told}")
        else:
            found[one.list] = Newest(day, f"in the files held, the newest of {told}")
    return found


def listed_beyond(newest: Newest | None, day: date) -> str:
    """How an entry is listed on a day after the newest file; empty where a file reaches it."""
    if newest is None or day <= newest.day:
        return ""
    return f"listed {newest.called}; nothing newer is held"


def in_words(
    period: Period, dates: DatesFrom, uncertain: Iterable[Period], newest: Newest | None
) -> str:
    """Days of a listing, and where each comes from.

    An end that follows from the files alone is no day of the list: the last file with the entry
    and the first without it are named.

    Args:
        uncertain: the days of which the files held do not tell.
        newest: of the list; None where it is no file.
    """
    start = period.start or "start not given"
    both = f"(from: {dates.value}; until: files)"
    if period.end is None:
        if newest is None or newest.shipped or (period.start and period.start > newest.day):
            return f"{start} to still ({dates.value})"
        return f"{start}, still {newest.called} {both}"
    for gap in uncertain:
        if gap.start == period.end and gap.end is not None:
            last = period.end - ONE_DAY
            return f"{start}, in the files held until {last}, not in that of {gap.end} {both}"
    return f"{start} to {period.end} ({dates.value})"
