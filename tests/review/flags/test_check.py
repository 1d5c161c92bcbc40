"""Red flags over lines: seen, not seen, unknown, not tested."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from enduse.errors import KnowledgeError
from enduse.intake.contract_json import transfer_from_json
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.flags import FlagFile
from enduse.knowledge.source import open_knowledge
from enduse.model.match import Relation
from enduse.model.review import FlagFinding
from enduse.model.subject import CandidateEntry, GoodsFinding
from enduse.review.evaluate.line import Line, Listed
from enduse.review.flags.check import FlagCheck
from enduse.review.licence.law import law_of

DAY = date(2025, 10, 15)
PLAIN: dict[str, Any] = {
    "id": "1",
    "date": "2025-10-15",
    "kind": "export",
    "dispatched_from": "US",
    "destination": "EG",
    "goods": {"description": "camera", "entries": {"us": "EAR99"}},
    "parties": [{"role": "end_user", "name": "Cairo General Hospital", "country": "EG"}],
}


@pytest.fixture(scope="module")
def check() -> FlagCheck:
    """The flags of the shipped knowledge."""
    pack = open_knowledge()
    return FlagCheck(
        pack.section("flags", FlagFile), pack.section("facts", FactFile), law_of(pack).tables
    )


def line(
    listings: dict[str, tuple[Listed, ...]] | None = None, day: date = DAY, **over: Any
) -> Line:
    """A plain line with some fields replaced."""
    transfer = transfer_from_json({**PLAIN, **over})
    return Line(transfer, day, (None,) * len(transfer.parties), listings or {})


def asked(check: FlagCheck, one: Line, flag: str, *, material: bool = True) -> FlagFinding:
    """The finding of one flag."""
    flags, routes = check(one, material)
    return next(found for found in (*flags, *routes) if found.id == flag)


def same(profile: str) -> tuple[Listed, ...]:
    """A name that is the same as a listed entry."""
    return (Listed(profile, Relation.SAME, True),)


def owned(percent: str | None) -> list[dict[str, Any]]:
    """An end user that a listed body owns."""
    owner = {"name": "Listed Co", **({"percent": percent} if percent else {})}
    return [{"role": "end_user", "name": "Plain Ltd", "country": "AE", "owners": [owner]}]


def test_a_plain_line_shows_no_flag(check: FlagCheck) -> None:
    """Nothing is seen on a line with a hospital as end user."""
    flags, routes = check(line(), True)
    assert [found.id for found in (*flags, *routes) if found.state == "seen"] == []


def test_every_flag_of_the_guidance_is_asked_or_stands_as_a_question(check: FlagCheck) -> None:
    """The four sources have 29, 14, 8 and 10 flags."""
    flags, routes = check(line(), True)
    standing = {found.id for found in check.standing(DAY)}
    ids = {found.id for found in (*flags, *routes)}
    assert not ids & standing
    counts = {
        source: sum(1 for one in ids | standing if one.startswith(source))
        for source in ("kyc-", "sd-", "eu-", "dv-")
    }
    assert counts == {"kyc-": 29, "sd-": 14, "eu-": 8, "dv-": 10}
    assert "kyc-01" in standing
    assert "kyc-09" in ids


def test_an_empty_line_makes_no_flag_seen(check: FlagCheck) -> None:
    """Absence is never evidence."""
    empty = line(goods={}, parties=[], dispatched_from=None, destination=None, transit=None)
    flags, routes = check(empty, True)
    assert {found.state for found in (*flags, *routes)} <= {"not_tested", "not_seen"}


def test_a_forwarder_as_end_user_is_seen_and_names_the_party(check: FlagCheck) -> None:
    """Flag 9 rests on the name of the end user."""
    parties = [{"role": "end_user", "name": "Blue Gulf Freight Forwarding LLC", "country": "AE"}]
    found = asked(check, line(parties=parties), "kyc-09")
    assert found.state == "seen"
    assert ("parties[0].name", "Blue Gulf Freight Forwarding LLC") in [
        (because.field, because.text) for because in found.because
    ]


def test_a_forwarder_as_consignee_is_not_seen_where_an_end_user_is_named(
    check: FlagCheck,
) -> None:
    """The goods go on to somebody who is named."""
    parties = [
        {"role": "consignee", "name": "Blue Gulf Freight Forwarding LLC", "country": "AE"},
        {"role": "end_user", "name": "Cairo General Hospital", "country": "EG"},
    ]
    assert asked(check, line(parties=parties), "kyc-09").state == "not_seen"


def test_a_consignee_with_the_name_of_the_forwarder_is_seen(check: FlagCheck) -> None:
    """The same name in both parts, whatever the words in it."""
    parties = [
        {"role": "consignee", "name": "Blue Gulf L.L.C.", "country": "AE"},
        {"role": "freight_forwarder", "name": "BLUE GULF LLC", "country": "AE"},
        {"role": "freight_forwarder", "name": "Blue Gulf L.L.C", "country": "AE"},
    ]
    assert asked(check, line(parties=parties), "kyc-09").state == "seen"


def test_a_trader_as_last_recipient_leaves_the_user_uncertain(check: FlagCheck) -> None:
    """Flag 21, in two scripts."""
    for name in ("Al Noor General Trading LLC", "深圳市安达贸易有限公司"):
        parties = [{"role": "consignee", "name": name, "country": "AE"}]
        assert asked(check, line(parties=parties), "kyc-21").state == "seen"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 9, 28), None),
        (date(2025, 9, 29), "seen"),
        (date(2025, 11, 9), "seen"),
        (date(2025, 11, 10), None),
        (date(2026, 11, 9), None),
        (date(2026, 11, 10), "unknown"),
    ],
)
def test_flag_29_has_the_dates_of_the_ownership_rule(
    check: FlagCheck, day: date, state: str | None
) -> None:
    """It is not asked before the rule and during the stay, and cannot be told after it."""
    one = line(
        {"Listed Co": same("us-bis-el/all-items/presumption-of-denial")}, day, parties=owned(None)
    )
    flags, _ = check(one, True)
    assert [found.state for found in flags if found.id == "kyc-29"] == ([state] if state else [])


def test_flag_29_is_not_seen_where_the_share_is_stated(check: FlagCheck) -> None:
    """A stated share is for the rule, not for the flag."""
    one = line({"Listed Co": same("us-bis-meu")}, parties=owned("20"))
    assert asked(check, one, "kyc-29").state == "not_seen"
    assert asked(check, line(), "kyc-29").state == "not_tested"


def test_a_listed_owner_is_worth_a_question_on_every_day(check: FlagCheck) -> None:
    """Also while the ownership rule is stayed."""
    held = {"Listed Co": same("us-bis-el/all-items/presumption-of-denial")}
    one = line(held, date(2026, 1, 5), parties=owned("20"))
    assert asked(check, one, "owner-listed").state == "seen"
    assert asked(check, line(parties=owned("20")), "owner-listed").state == "not_seen"


def test_a_listed_party_is_seen_and_an_unconfirmed_match_is_unknown(check: FlagCheck) -> None:
    """SD10 reads confirmed matches; DV10 reads similar names."""
    name = "Cairo General Hospital"
    assert asked(check, line({name: same("us-bis-uvl")}), "sd-10").state == "seen"
    possible = line({name: (Listed("us-bis-uvl", Relation.POSSIBLE, True),)})
    assert asked(check, possible, "sd-10").state == "unknown"
    assert asked(check, possible, "dv-10").state == "seen"
    delisted = line({name: (Listed("us-bis-uvl", Relation.SAME, False),)})
    assert asked(check, delisted, "sd-10").state == "not_seen"


def test_a_catchword_as_end_use_is_seen_and_silence_is_not_tested(check: FlagCheck) -> None:
    """SD13 reads the stated end use, in several languages."""
    for text in ("for public security", "用于社会治理", "обеспечение общественной безопасности"):
        assert asked(check, line(end_use=text), "sd-13").state == "seen"
    assert asked(check, line(end_use="surgery theatre 4"), "sd-13").state == "not_seen"
    assert asked(check, line(), "sd-13").state == "not_tested"


def test_uncontrolled_goods_with_a_candidate_entry_are_seen(check: FlagCheck) -> None:
    """DV08 needs a candidate whose words decide; an open one leaves it unknown."""
    certain = GoodsFinding(candidates=(CandidateEntry(jurisdiction="us", entry="3A981"),))
    open_ = GoodsFinding(
        candidates=(CandidateEntry(jurisdiction="us", entry="3A981", missing=("item.x",)),)
    )
    other = GoodsFinding(candidates=(CandidateEntry(jurisdiction="eu", entry="5A001"),))
    assert asked(check, replace(line(), goods=certain), "dv-08").state == "seen"
    assert asked(check, replace(line(), goods=open_), "dv-08").state == "unknown"
    assert asked(check, replace(line(), goods=other), "dv-08").state == "not_seen"


def test_a_shared_address_with_a_listed_party_is_seen(check: FlagCheck) -> None:
    """DV03 compares addresses word by word in any order."""
    parties = [
        {
            "role": "consignee",
            "name": "New Co",
            "country": "AE",
            "address": "Office 12, Al Quds Tower, Dubai",
        },
        {
            "role": "purchaser",
            "name": "Listed Co",
            "country": "AE",
            "address": "AL QUDS TOWER Office 12 - Dubai",
        },
    ]
    one = line({"Listed Co": same("us-bis-el/all-items/presumption-of-denial")}, parties=parties)
    found = asked(check, one, "dv-03")
    assert found.state == "seen"
    assert found.because[0].field == "parties[0].address"
    assert asked(check, line(parties=parties), "dv-03").state == "not_seen"


def test_a_hub_off_the_way_is_seen_as_a_route(check: FlagCheck) -> None:
    """DV02 is reported with the routes."""
    assert asked(check, line(transit=["SG"]), "dv-02").state == "seen"
    assert asked(check, line(transit=["AE"], destination="SA"), "dv-02").state == "not_seen"
    assert asked(check, line(), "dv-02").state == "not_tested"
    flags, _ = check(line(transit=["SG"]), True)
    assert "dv-02" not in {found.id for found in flags}


def test_a_country_passed_twice_is_seen(check: FlagCheck) -> None:
    """KYC10 sees a loop, and one stop in a third country is none."""
    assert asked(check, line(transit=["AE", "US"]), "kyc-10").state == "seen"
    assert asked(check, line(transit=["AE"]), "kyc-10").state == "not_seen"


def test_a_route_through_an_embargoed_country_is_seen(check: FlagCheck) -> None:
    """The groups are those of the day."""
    assert asked(check, line(transit=["IR"]), "route-through-embargoed").state == "seen"


def test_a_line_without_technology_organ_or_match_only_notes(check: FlagCheck) -> None:
    """A flag that is seen on a line of no interest is a note."""
    one = line(end_use="public security")
    assert asked(check, one, "sd-13", material=True).raises == "refer"
    assert asked(check, one, "sd-13", material=False).raises == "note"


def test_a_flag_that_names_a_definition_of_law_is_refused() -> None:
    """Flags read facts; a definition of law belongs to the licence check."""
    file = FlagFile.model_validate(
        {
            "title": "x",
            "question": "x?",
            "source": "x",
            "subject": "party",
            "raises": "note",
            "versions": [
                {
                    "from": "always",
                    "to": None,
                    "test": {"definition": "us.ear.def.x"},
                    "cite": [{"instrument": "x"}],
                    "verified": False,
                }
            ],
        }
    )
    with pytest.raises(KnowledgeError, match="definition"):
        FlagCheck({"x": file}, {}, {})
