"""Derived facts of acquisitions: the buyer's owners, the sectors of the target, its entries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.table import Table
from enduse.model.citation import Because
from enduse.model.subject import GoodsFinding, Technology
from enduse.model.transfer import Acquisition, Kind, Owner, Party, Role, Transfer
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.line import Line
from enduse.review.evaluate.tables import MembershipTable, Tables
from enduse.review.evaluate.values import Known, Members, Missing, Value

CITE = ({"instrument": "a source"},)


def table(columns: str, rows: list[str]) -> Table:
    """A table of text cells."""
    names = columns.split(",")
    return Table.model_validate(
        {
            "card": {
                "title": "t",
                "columns": dict.fromkeys(names, "code"),
                "cite": CITE,
                "verified": True,
            },
            "rows": [dict(zip(names, row.split(","), strict=True)) for row in rows],
        }
    )


GROUPS = table("country,group,from,to", ["FR,home,always,", "LU,home,always,"])
TERMS = table(
    "term,sector",
    ["face recognition,ai", "*überwachung,watch", "forensic*,forensics", "intercept,li"],
)
KINDS = table("technology,sector", ["jammer,radio", "jammer,defence", "anpr,roads"])
TABLES: Tables = {
    ("groups", "country", "group"): MembershipTable(GROUPS, "country", "group"),
    ("terms", "term", "sector"): MembershipTable(TERMS, "term", "sector"),
    ("kinds", "technology", "sector"): MembershipTable(KINDS, "technology", "sector"),
}


def fact(
    by: str,
    kind: str,
    settings: dict[str, object],
    table_id: str | None = None,
    reads: tuple[str, ...] = (),
) -> FactFile:
    """A derived fact of an acquisition."""
    return FactFile.model_validate(
        {
            "title": "t",
            "subject": "acquisition",
            "type": kind,
            "derived": {"by": by, "table": table_id, "settings": settings, "reads": reads},
            "when_absent": "insufficient",
        }
    )


REGISTRY = {
    "outside": fact(
        "buyer_outside",
        "boolean",
        {"key": "country", "value": "group", "groups": ("home",), "through": "25"},
        "groups",
    ),
    "sectors": fact("sectors_of_activities", "set", {"key": "term", "value": "sector"}, "terms"),
    "seen": fact("technologies", "set", {}),
    "kinds": fact(
        "table_set_of_set",
        "set",
        {"key": "technology", "value": "sector"},
        "kinds",
        reads=("seen",),
    ),
    "families": fact(
        "target_families", "set", {"jurisdictions": ("us",), "not_listed": ("EAR99", "none")}
    ),
}


def value(name: str, *, buyer: Party | None = None, deal: Acquisition | None = None) -> Value:
    """The fact of a deal."""
    transfer = Transfer(
        id="1",
        kind=Kind.ACQUISITION,
        parties=(buyer,) if buyer else (),
        acquisition=deal or Acquisition(),
    )
    return LineFacts(REGISTRY, TABLES, Line(transfer, date(2022, 3, 1))).get(name)


def buyer(country: str | None, *owners: Owner, known: bool = True) -> Party:
    """A buyer with stated owners, or with none stated."""
    return Party(
        role=Role.INVESTOR, name="Buyer", country=country, owners=owners if known else None
    )


def owner(percent: str | None, country: str | None, *above: Owner) -> Owner:
    """An owner, and who stands above it."""
    share = None if percent is None else Decimal(percent)
    return Owner(name="Owner", percent=share, country=country, owners=above or None)


@pytest.mark.parametrize(
    ("who", "outside"),
    [
        (buyer("CN"), True),
        (buyer("CN", known=False), True),
        (buyer("FR"), False),
        (buyer("LU", owner("100", "CN")), True),
        (buyer("LU", owner("25", "CN")), True),
        (buyer("LU", owner("24.99", "CN")), False),
        (buyer("LU", owner("60", "FR", owner("30", "CN"))), True),
        (buyer("LU", owner("20", "FR", owner("100", "CN"))), False),
    ],
)
def test_the_buyer_is_outside_when_it_or_a_large_owner_is(who: Party, outside: bool) -> None:
    """Owners are followed upwards while each holds enough of the one below."""
    assert value("outside", buyer=who) == Known(outside)


@pytest.mark.parametrize(
    ("who", "level"),
    [
        (None, Level.UNKNOWN),
        (buyer(None), Level.UNKNOWN),
        (buyer("LU", known=False), Level.NOT_TESTED),
        (buyer("LU", owner("60", None)), Level.UNKNOWN),
        (buyer("LU", owner(None, "CN")), Level.UNKNOWN),
    ],
)
def test_what_is_not_known_of_the_owners_leaves_it_open(who: Party | None, level: Level) -> None:
    """Owners nobody gave are not tested; an owner without country or share is unknown."""
    found = value("outside", buyer=who)
    assert isinstance(found, Missing)
    assert found.level is level


def test_an_owner_of_unknown_share_at_home_changes_nothing() -> None:
    """A share that cannot matter is not asked for."""
    assert value("outside", buyer=buyer("LU", owner(None, "FR"))) == Known(False)


def test_sectors_are_read_from_whole_words_of_the_activities() -> None:
    """Hyphens and case do not count; a star stands for the rest of a word."""
    deal = Acquisition(activities=("Face-Recognition, Telefonüberwachung", "interception"))
    found = value("sectors", deal=deal)
    assert isinstance(found, Members)
    assert found.known == {"ai", "watch"}
    assert found.level_of("forensics") is Level.NOT_TESTED


def test_activities_nobody_gave_leave_the_sectors_unknown() -> None:
    """Silence is no answer."""
    found = value("sectors")
    assert isinstance(found, Missing)
    assert found.level is Level.UNKNOWN


def test_entries_of_the_target_bring_every_entry_above_them() -> None:
    """A rule may name 5A001.f and reach 5A001.f.1."""
    deal = Acquisition(target_entries=(("us", ("5A001.f.1",)),))
    assert value("families", deal=deal) == Members(
        known=frozenset({"5A001", "5A001.f", "5A001.f.1", "listed"})
    )
    nothing = Acquisition(target_entries=(("us", ("EAR99",)),))
    assert value("families", deal=nothing) == Members(known=frozenset({"EAR99", "none"}))


def test_recognised_technologies_lead_to_sectors() -> None:
    """Every sector of every technology seen; none seen, none known."""
    said = Because(field="acquisition.activities", text="jammer")
    seen = GoodsFinding(technologies=(Technology(id="jammer", because=(said,)),))
    transfer = Transfer(id="1", kind=Kind.ACQUISITION, acquisition=Acquisition())
    line = Line(transfer, date(2022, 3, 1), goods=seen)
    assert LineFacts(REGISTRY, TABLES, line).get("kinds") == Members(
        known=frozenset({"radio", "defence"})
    )
    assert isinstance(value("kinds"), Missing)
