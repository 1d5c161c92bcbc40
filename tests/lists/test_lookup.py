"""How an entry that was found stood on a day."""

from __future__ import annotations

from datetime import date

import pytest

from enduse.lists.lookup import Found
from enduse.model.listing import DatesFrom, EntryType, ListedName, ListEntry
from enduse.model.match import NameMatch, Relation, Searched, WordPair
from enduse.model.period import Period
from enduse.model.transfer import Party, Role
from enduse.review.parties.check import PartyCheck

FILES = (date(2021, 7, 7), date(2024, 3, 4))
GONE = Period(start=date(2021, 7, 8), end=date(2024, 3, 4))


def _one_day(day: date) -> Period:
    return Period(start=day, end=date.fromordinal(day.toordinal() + 1))


@pytest.mark.parametrize("dates", [DatesFrom.SNAPSHOTS, DatesFrom.LIST, DatesFrom.CITED_ACT])
@pytest.mark.parametrize(
    "day",
    [date(2020, 1, 1), date(2021, 7, 7), date(2022, 1, 1), date(2024, 3, 4), date(2025, 8, 29)],
)
def test_showing_and_screening_say_the_same_of_a_day(dates: DatesFrom, day: date) -> None:
    """Of an entry that the first file holds and the second does not, on any day."""
    entry = ListEntry(
        list="us-ofac-sdn", entry="6340", type=EntryType.ORGANISATION,
        names=(ListedName(value="ZZYZX WORKS"),),
        intervals=(Period(start=date(2021, 7, 7), end=date(2021, 7, 8)),),
        uncertain=(GONE,), dates_from=dates,
    )  # fmt: skip
    whole = tuple(_one_day(file) for file in FILES)
    searched = Searched(
        list=entry.list, snapshot="", list_date="2024-03-04", entries=1, coverage="complete",
        complete_for=whole,
    )  # fmt: skip
    word = WordPair(query="zzyzx", entry="zzyzx", how="equal", weight=10_000)
    match = NameMatch(
        list=entry.list, entry=entry.entry, entry_name=entry.name, matched_name=entry.name,
        relation=Relation.SAME, score=10_000, words=(word,),
    )  # fmt: skip
    check = PartyCheck(
        lambda names: [(match,) for _ in names],
        lambda one, party, listed: (one, None),
        lambda keys: dict.fromkeys(keys, entry),
        (searched,),
    )
    (screened,) = check.matches(Party(role=Role.END_USER, name=entry.name), day)
    shown = Found(entry, entry.names[0]).listed_as_of(day, {entry.list: whole})
    assert shown is screened.listed_as_of
    if day == date(2025, 8, 29) and dates is DatesFrom.SNAPSHOTS:
        assert shown is None
