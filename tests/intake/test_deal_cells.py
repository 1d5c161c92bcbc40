"""Acquisitions in rows of a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from enduse.model.transfer import Kind, Reject, Role, Transfer

Read = Callable[..., tuple[list[Transfer], list[Reject], object]]
HEAD = (
    "id,kind,investor,investor_country,investor_owners,investor_state_percent,target,"
    "target_country,acquisition_activities,acquisition_entries_us,"
    "acquisition_stake_before_percent,acquisition_stake_after_percent,acquisition_rights,"
    "acquisition_form,acquisition_signing_date,acquisition_personal_data,"
    "acquisition_individuals,acquisition_fact_within_group\n"
)


def one(read_all: Read, path: Path, row: str) -> Transfer:
    """The transfer of one row."""
    path.write_text(HEAD + row, encoding="utf-8")
    transfers, rejects, _ = read_all(path)
    assert not rejects
    return transfers[0]


def test_a_deal_is_read_with_its_buyer_owners_and_rights(read_all: Read, tmp_path: Path) -> None:
    """Lists are separated by `|`, owners may state their country, a day is a day."""
    transfer = one(
        read_all,
        tmp_path / "deals.csv",
        "1,acquisition,Holding SA,LU,Parent Co@CN 60%|Other 40%,48.9,Firm,DE,cameras|software,"
        "5A001.f.1|3A981,0,24.99,board seat|veto,share deal,2022-03-01,biometric enrolment,"
        "2000000,no\n",
    )
    deal = transfer.acquisition
    assert transfer.problems == ()
    assert transfer.kind is Kind.ACQUISITION
    assert deal is not None
    assert deal.activities == ("cameras", "software")
    assert deal.target_entries == (("us", ("5A001.f.1", "3A981")),)
    assert deal.stake_after_percent == Decimal("24.99")
    assert deal.rights == ("board seat", "veto")
    assert deal.signing_date is not None
    assert deal.signing_date.first == date(2022, 3, 1)
    assert deal.individuals == 2_000_000
    assert deal.facts == (("within_group", "false"),)
    buyer = transfer.party(Role.INVESTOR)
    assert buyer is not None
    assert buyer.state_percent == Decimal("48.9")
    assert buyer.owners is not None
    assert [(o.name, o.country, o.percent) for o in buyer.owners] == [
        ("Parent Co", "CN", Decimal(60)),
        ("Other", None, Decimal(40)),
    ]


def test_no_rights_is_not_silence(read_all: Read, tmp_path: Path) -> None:
    """`none` says there are none; an empty cell says nothing."""
    said = one(read_all, tmp_path / "a.csv", "1,acquisition,B,US,,,T,GB,,,0,9,none,,,,,\n")
    silent = one(read_all, tmp_path / "b.csv", "1,acquisition,B,US,,,T,GB,,,0,9,,,,,,\n")
    assert said.acquisition is not None
    assert said.acquisition.rights == ()
    assert silent.acquisition is not None
    assert silent.acquisition.rights is None


def test_values_that_cannot_be_read_are_problems(read_all: Read, tmp_path: Path) -> None:
    """A share of 151, a 13th month and a part of a person do not become values."""
    transfer = one(
        read_all,
        tmp_path / "deals.csv",
        "1,acquisition,B,US,,,T,GB,tools,,50,151,,,2022-13-01,health,10.5,\n",
    )
    assert {p.field for p in transfer.problems} == {
        "acquisition_stake_after_percent",
        "acquisition_signing_date",
        "acquisition_individuals",
    }
    assert transfer.acquisition is not None
    assert transfer.acquisition.stake_after_percent is None


def test_a_row_that_says_nothing_of_a_deal_has_none(read_all: Read, tmp_path: Path) -> None:
    """Columns alone do not make an acquisition."""
    transfer = one(read_all, tmp_path / "deals.csv", "1,export,B,US,,,T,GB,,,,,,,,,,\n")
    assert transfer.acquisition is None
