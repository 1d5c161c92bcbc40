"""What acquisition law asks of export law: reasons for control, and the licence to the buyer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from enduse.knowledge.schema.facts import FactFile
from enduse.model.licence import Licence, Position, RuleUse
from enduse.model.outcome import Range, Status
from enduse.model.transfer import Acquisition, Kind, Owner, Party, Role, Transfer
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.line import EntryFacts, Line
from enduse.review.evaluate.values import Known, Missing, Value
from enduse.review.licence.deal import deal_facts

REGISTRY = {
    "critical": FactFile.model_validate(
        {
            "title": "t",
            "subject": "acquisition",
            "type": "boolean",
            "when_absent": "insufficient",
            "derived": {
                "by": "computed",
                "settings": {
                    "asks": "entries_have_reason",
                    "jurisdiction": "us",
                    "reasons": ("NS", "SL"),
                },
            },
        }
    ),
    "licensed": FactFile.model_validate(
        {
            "title": "t",
            "subject": "acquisition",
            "type": "boolean",
            "when_absent": "insufficient",
            "derived": {
                "by": "computed",
                "settings": {
                    "asks": "licence_needed",
                    "jurisdiction": "us",
                    "home": "US",
                    "through": "25",
                },
            },
        }
    ),
}
ENTRIES = {
    "5A001.f.1": EntryFacts(code="5A001.f.1", reasons=frozenset({"NS", "SL", "AT"})),
    "3A981": EntryFacts(code="3A981", reasons=frozenset({"CC"})),
    "9X999": EntryFacts(code="9X999", known=False),
}


def entry(_: str, code: str) -> EntryFacts | None:
    """The entry of the fixture."""
    return ENTRIES.get(code)


def answer(line: Line, jurisdiction: str) -> Licence:
    """A law that asks for a licence to China and cannot tell for Libya."""
    status = {"CN": Status.LICENCE_REQUIRED, "LY": Status.INSUFFICIENT}.get(
        line.transfer.destination or "", Status.NO_REQUIREMENT_FOUND
    )
    rule = RuleUse(
        id="us.rule",
        title="t",
        version_from=None,
        verified=True,
        text_status="in_force",
        enforcement="enforced",
        status=status,
        reason="r",
        cite=("c",),
    )
    could_be = Range(best=status, worst=Status.LICENCE_REQUIRED)
    position = Position(
        entry="x", basis="declared", status=status, could_be=could_be, rules=(rule,)
    )
    return Licence(
        jurisdiction=jurisdiction,
        regime="export",
        status=status,
        could_be=could_be,
        positions=(position,),
    )


def facts(codes: tuple[str, ...] | None, country: str, *owners: Owner) -> dict[str, Value]:
    """Both facts of a purchase by a buyer of this country."""
    transfer = Transfer(
        id="1",
        kind=Kind.ACQUISITION,
        parties=(Party(role=Role.INVESTOR, name="Buyer", country=country, owners=owners or None),),
        acquisition=Acquisition(target_entries=() if codes is None else (("us", codes),)),
    )
    return deal_facts(REGISTRY, Line(transfer, date(2022, 3, 1)), entry, answer)


def test_the_reason_for_control_decides_what_is_critical() -> None:
    """A maker of interception equipment is critical, one of fingerprint systems is not."""
    assert facts(("3A981", "5A001.f.1"), "FR")["critical"] == Known(True)
    assert facts(("3A981",), "FR")["critical"] == Known(False)


@pytest.mark.parametrize("codes", [None, ("9X999",)])
def test_entries_that_are_not_known_leave_it_open(codes: tuple[str, ...] | None) -> None:
    """No entry given, or one that the pack does not hold."""
    found = facts(codes, "FR")["critical"]
    assert isinstance(found, Missing)
    assert found.level is Level.UNKNOWN


def test_the_licence_is_asked_for_the_buyer_and_its_large_owners() -> None:
    """An owner of 25 percent counts, one of less does not."""
    large = Owner(name="Owner", percent=Decimal(25), country="CN")
    small = Owner(name="Owner", percent=Decimal("24.9"), country="CN")
    assert facts(("5A001.f.1",), "CN")["licensed"] == Known(True)
    assert facts(("5A001.f.1",), "FR")["licensed"] == Known(False)
    assert facts(("5A001.f.1",), "FR", large)["licensed"] == Known(True)
    assert facts(("5A001.f.1",), "FR", small)["licensed"] == Known(False)


@pytest.mark.parametrize("owner", [Owner(name="Owner", country="CN"), None])
def test_a_licence_that_cannot_be_told_leaves_it_open(owner: Owner | None) -> None:
    """An owner without a share may be a large one; an unclear licence is no answer."""
    found = facts(("5A001.f.1",), "FR" if owner else "LY", *((owner,) if owner else ()))
    assert isinstance(found["licensed"], Missing)
