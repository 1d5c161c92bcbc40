"""Every entry of the Entity List of 31 July 2026 reaches a rule and a review policy."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from enduse.intake.contract_json import transfer_from_json
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.lists import ListsFile
from enduse.knowledge.schema.table import Table
from enduse.knowledge.source import open_knowledge
from enduse.lists.profiles import Profiles
from enduse.model.licence import Licence
from enduse.model.match import Relation
from enduse.model.outcome import Status
from enduse.review.evaluate.line import Line, Listed
from enduse.review.licence.check import licence
from enduse.review.licence.law import Law, law_of

pytestmark = pytest.mark.shared
DAY = date(2026, 7, 31)


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The shipped knowledge."""
    return open_knowledge()


@pytest.fixture(scope="module")
def law(pack: Pack) -> Law:
    """Its law."""
    return law_of(pack)


@pytest.fixture(scope="module")
def profiles(pack: Pack, shared: Path) -> dict[str, int]:
    """Every listing profile of the list, with the number of its entries."""
    reader = Profiles.build(pack.section("lists", ListsFile), pack.section("tables", Table))
    found: dict[str, int] = {}
    with (shared / "data/law/entity_list_20260731.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            needed, judged = row["license_requirement"], row["license_review_policy"]
            one = reader.profile("us-bis-el", needed, judged, ())
            found[one] = found.get(one, 0) + 1
    return found


def asked(law: Law, profile: str, entry: str) -> Licence:
    """What goods under `entry` for a body with this profile need."""
    transfer = transfer_from_json(
        {
            "id": "1",
            "date": DAY.isoformat(),
            "kind": "export",
            "dispatched_from": "US",
            "destination": "AE",
            "goods": {"description": "goods", "entries": {"us": entry}, "origin": "US"},
            "parties": [{"role": "end_user", "name": "Listed", "country": "AE"}],
        }
    )
    listed = {"Listed": (Listed(profile, Relation.SAME, True),)}
    return licence(law, Line(transfer, DAY, (None,), listed), "us", explain=False)


def test_no_entry_of_the_list_leads_to_no_requirement(law: Law, profiles: dict[str, int]) -> None:
    """A listed end user needs a licence, or the entry must be read: never nothing."""
    assert sum(profiles.values()) == 3420
    answers = {
        (profile, entry): asked(law, profile, entry)
        for profile in profiles
        for entry in ("EAR99", "5A992.c")
    }
    allowed = {Status.LICENCE_REQUIRED, Status.INSUFFICIENT}
    assert {key: one.status.word for key, one in answers.items() if one.status not in allowed} == {}
    without = [key for key, one in answers.items() if not one.positions[0].review_policies]
    assert without == []


def test_few_entries_must_be_read_by_a_person(law: Law, profiles: dict[str, int]) -> None:
    """102 of 3,420 entries say nothing definite about EAR99 goods; 2 texts are not mapped."""
    open_ = {p: n for p, n in profiles.items() if asked(law, p, "EAR99").status.is_open}
    assert sum(open_.values()) == 102
    assert profiles["us-bis-el/unmapped"] == 2
