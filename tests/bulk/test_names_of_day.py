"""The name that counts on the day of a line: the same in one review, in bulk and from a cluster."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest

from enduse.bulk.plan.answers import Plan
from enduse.intake.contract_json import transfer_from_json
from enduse.knowledge.pack import Pack
from enduse.model.listing import DatesFrom, EntryType, ListedName, ListEntry, NameKind
from enduse.model.match import NameMatch
from enduse.model.period import Period
from enduse.model.transfer import Transfer
from enduse.review.engine import Reviewer
from enduse.review.options import ReviewOptions
from enduse.review.parties.ask import own_list_check
from enduse.screening.names_kept import Names
from tests.bulk.test_equality import differences, rows_by_line, rows_in_bulk

NAMES = ("Zyqvorn Wumblefast", "Zyqvorn Wumblefast Ltd", "Zyqvorn Wumblefast Technology Co., Ltd.")
DAYS = ("2018-01-01", "2021-01-01", "2023-03-27", "2023-03-28", "2023-03", "2023", "2024-01-01")


def transfer(name: str, day: str) -> Transfer:
    """Goods from the United States to a body."""
    return transfer_from_json({
        "id": f"{day} {name}", "date": day, "kind": "export", "dispatched_from": "US",
        "destination": "CN",
        "goods": {"description": "equipment", "entries": {"us": "EAR99"}, "origin": "US"},
        "parties": [
            {"role": "end_user", "name": name, "country": "CN"},
            {"role": "consignee", "name": "Quolbrix Harvest", "country": "CN",
             "owners": [{"name": name, "country": "CN", "percent": 60}]},
        ],
    })  # fmt: skip


@pytest.fixture(scope="module")
def renamed(pack: Pack, reviewer: Reviewer) -> Reviewer:
    """A reviewer whose list has one body, with an alias of 2023."""
    alias = ListedName(
        value=NAMES[0],
        kind=NameKind.ALIAS,
        intervals=(Period(start=date(2023, 3, 28)),),
        dates_from=DatesFrom.CITED_ACT,
    )
    entry = ListEntry(
        list="us-bis-el",
        entry="E1",
        type=EntryType.ORGANISATION,
        names=(ListedName(value=NAMES[2]), alias),
        intervals=(Period(start=date(2019, 10, 9)),),
        dates_from=DatesFrom.CITED_ACT,
        profile="us-bis-el/all-items/presumption-of-denial",
    )
    parties = own_list_check([entry], Names(pack).knowledge)
    options = ReviewOptions(also_as_of=(date(2021, 1, 1), date(2024, 1, 1)))
    return Reviewer(replace(reviewer.checks, parties=parties), options)


def status(reviewer: Reviewer, name: str, day: str) -> str:
    """The licence status of the United States."""
    [review] = reviewer.review_all([transfer(name, day)])
    return next(one.status.word for one in review.licence if one.jurisdiction == "us")


@pytest.mark.parametrize("name", NAMES)
def test_a_later_alias_takes_no_line_from_the_law(renamed: Reviewer, name: str) -> None:
    assert status(renamed, name, "2018-01-01") != "licence_required"
    assert status(renamed, name, "2021-01-01") == "licence_required"
    assert status(renamed, name, "2024-01-01") == "licence_required"


def test_bulk_says_the_same(pack: Pack, renamed: Reviewer) -> None:
    transfers = [transfer(name, day) for name in NAMES for day in DAYS]
    one, other = (
        rows_by_line(renamed, transfers),
        rows_in_bulk(Plan(pack, renamed), transfers, 9),
    )
    assert one["matches"]
    assert differences(one, other) == []


def test_names_that_another_process_screened_say_the_same(renamed: Reviewer) -> None:
    transfers = [transfer(name, day) for name in NAMES for day in DAYS]
    expected = rows_by_line(renamed, transfers)
    parties = renamed.checks.parties
    screened: dict[str, tuple[NameMatch, ...]] = dict(
        zip(NAMES, parties.screen(NAMES), strict=True)
    )
    parties.forget(0)
    parties.take(pickle.loads(pickle.dumps(screened)))
    assert rows_by_line(renamed, transfers) == expected
