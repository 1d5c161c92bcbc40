"""What the days of the files held leave open about a day: the same words in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from enduse.lists.curated import COVERAGE
from enduse.model.match import Searched

ONE_DAY = timedelta(days=1)


def covers(one: Searched, day: date) -> bool:
    """Whether a complete file of the list is of that day, so that absence is a statement."""
    return any(period.covers(day) for period in one.complete_for)


def silences(searched: Iterable[Searched], day: date | None) -> tuple[str, ...]:
    """A sentence for each list of which absence says nothing for the day; none without a day."""
    return () if day is None else tuple(_silences(searched, day))


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
