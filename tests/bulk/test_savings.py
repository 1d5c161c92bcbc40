"""Savings clauses that lists keep reach the licence check: the same in one review and in bulk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from enduse.bulk.plan.answers import Plan
from enduse.intake.contract_json import transfer_from_json
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists, reference
from enduse.model.transfer import Transfer
from enduse.review.engine import Reviewer
from tests.bulk.test_equality import differences, rows_by_line, rows_in_bulk

NAME = "Nicaraguan National Police (NNP)"
SAVED = "Luopu Haishi Dingxin Electronic Technology Co., Ltd."
EARLIER = "Hangzhou Hikvision Digital Technology Co., Ltd."
NOBODY = "Quiet Harbour Trading Co., Ltd."
OTHERS = (
    {"consignee": SAVED, "end_user": EARLIER},
    {"consignee": EARLIER, "end_user": SAVED},
    {"consignee": SAVED, "end_user": NOBODY},
    {"consignee": SAVED, "end_user": SAVED},
    {"consignee": NOBODY, "end_user": EARLIER},
    {"end_user": EARLIER},
)


def transfer(
    day: str,
    aboard: str | None,
    parties: Mapping[str, str] | None = None,
    added_by: str | None = None,
) -> Transfer:
    """Goods to a body that was listed with a savings clause, or to these by role."""
    named, country = (parties, "CN") if parties else ({"end_user": NAME}, "NI")
    facts = {"facts": {"added_by": added_by}} if added_by else {}
    return transfer_from_json({
        "id": f"{day} {aboard} {added_by} {named}", "date": day, "kind": "export",
        "dispatched_from": "US", "destination": country,
        "goods": {"description": "equipment", "entries": {"us": "EAR99"}, "origin": "US"},
        "parties": [
            {"role": role, "name": name, "country": country, **facts}
            for role, name in named.items()
        ],
        "statements": {"aboard_carrier_on": aboard},
    })  # fmt: skip


def status(
    reviewer: Reviewer,
    day: str,
    aboard: str | None,
    parties: Mapping[str, str] | None = None,
    added_by: str | None = None,
) -> str:
    """The licence status of the United States for goods that went aboard on a day."""
    [review] = reviewer.review_all([transfer(day, aboard, parties, added_by)])
    return next(one.status.word for one in review.licence if one.jurisdiction == "us")


def test_goods_under_way_are_saved_by_what_the_list_knows(reviewer: Reviewer) -> None:
    """Nobody says which act added the body; a day too late for carrier or arrival is no help."""
    assert status(reviewer, "2023-04-10", "2023-03-28") == "no_requirement_found"
    assert status(reviewer, "2023-04-10", "2023-03-29") == "licence_required"
    assert status(reviewer, "2023-04-27", "2023-03-28") == "licence_required"
    assert status(reviewer, "2023-04-10", None) == "licence_required"


@pytest.mark.parametrize("parties", [OTHERS[0], OTHERS[1]])
def test_one_saved_party_does_not_save_another(
    reviewer: Reviewer, parties: Mapping[str, str]
) -> None:
    """A licence stays required for whom an earlier act listed, in whatever role."""
    assert status(reviewer, "2023-04-05", "2023-03-28", parties) == "licence_required"


def test_the_saved_party_alone_and_beside_unlisted_ones_is_saved(reviewer: Reviewer) -> None:
    """What asks for a licence in the test before is the other listed party."""
    for parties in OTHERS[2:4]:
        assert status(reviewer, "2023-04-05", "2023-03-28", parties) == "no_requirement_found"


@pytest.mark.parametrize("said", [None, "84 FR 54002", "88 FR 18983"])
def test_the_act_that_the_list_knows_leaves_no_question(
    reviewer: Reviewer, said: str | None
) -> None:
    """The list's own act speaks before what a file says of it."""
    for parties in OTHERS[4:]:
        assert status(reviewer, "2023-04-05", "2023-03-28", parties, said) == "licence_required"


def test_bulk_says_the_same(pack: Pack, reviewer: Reviewer) -> None:
    """Whole rows, for days in, before and after the clause, and for months that it divides."""
    days = ("2023-03-27", "2023-03-28", "2023-04-26", "2023-04-27", "2023-03", "2023-04", "2023")
    aboard = (None, "2023-03-01", "2023-03-28", "2023-03-29")
    transfers = [
        transfer(day, on, parties) for day in days for on in aboard for parties in (None, *OTHERS)
    ]
    transfers += [
        transfer("2023-04-05", "2023-03-28", parties, said)
        for said in ("84 FR 54002", "88 FR 18983")
        for parties in OTHERS
    ]
    one, other = rows_by_line(reviewer, transfers), rows_in_bulk(Plan(pack, reviewer), transfers, 9)
    assert differences(one, other) == []


def test_every_savings_clause_of_the_lists_has_a_rule_that_reads_it(
    lists: Lists, pack: Pack, root: Path
) -> None:
    """A clause that is kept and that no rule reads would be lost without a word."""
    rules = "".join(path.read_text() for path in (root / "knowledge" / "law").rglob("*.yaml"))
    marks = {
        f"{entry.list}/en-route-{entry.savings[0]}"
        for entry in lists.entries()
        if entry.savings is not None
    }
    assert marks
    assert not [mark for mark in sorted(marks) if mark not in rules]
    kept = {act.savings[0] for act in reference(pack).acts.every() if act.savings}
    assert not [day for day in sorted(kept) if f"/en-route-{day}" not in rules]
