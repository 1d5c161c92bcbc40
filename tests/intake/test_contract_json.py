"""The contract's JSON: what is written is read back, and nothing is dropped in silence."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from enduse.intake.contract_json import transfer_from_json, transfer_to_json
from enduse.intake.json_documents import decode
from enduse.model.period import DateBasis, TransferDate
from enduse.model.transfer import (
    Acquisition,
    Assumption,
    Document,
    Extract,
    Goods,
    Kind,
    Money,
    Owner,
    Party,
    PartyType,
    Problem,
    Role,
    Source,
    Transfer,
    ValueBasis,
)

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffd"),
    min_size=1,
    max_size=12,
).filter(lambda t: t == t.strip() and t)
MAYBE = st.none() | TEXT
COUNTRY = st.none() | st.sampled_from(["CN", "US", "KZ"])
NUMBER = st.none() | st.decimals(min_value=0, max_value=10**9, places=2)
PERCENT = st.none() | st.decimals(min_value=0, max_value=100, places=1)
PAIRS = st.dictionaries(TEXT, TEXT, max_size=3).map(lambda d: tuple(sorted(d.items())))
DAY = st.dates(date(1950, 1, 1), date(2090, 1, 1))


def _interval(first: date, days: int) -> TransferDate:
    last = first + timedelta(days=days)
    text = first.isoformat() if days == 0 else f"{first}/{last}"
    return TransferDate(first=first, last=last, text=text)


DATE = st.none() | st.builds(_interval, DAY, st.integers(0, 400))
YEAR = st.builds(
    lambda y: TransferDate(first=date(y, 1, 1), last=date(y, 12, 31), text=str(y)),
    st.integers(1950, 2090),
)
OWNER = st.builds(
    Owner, name=TEXT, percent=PERCENT, country=COUNTRY, source=MAYBE,
    owners=st.none() | st.lists(st.builds(Owner, name=TEXT), max_size=2).map(tuple),
)  # fmt: skip
PARTY = st.builds(
    Party, role=st.sampled_from(Role), name=TEXT, type=st.sampled_from(PartyType), country=COUNTRY,
    address=MAYBE, identifiers=PAIRS, owners=st.none() | st.lists(OWNER, max_size=2).map(tuple),
    state_percent=PERCENT, facts=PAIRS,
)  # fmt: skip
MONEY = st.builds(
    Money, amount=NUMBER.filter(lambda n: n is not None), currency=MAYBE,
    basis=st.sampled_from(ValueBasis),
)  # fmt: skip
GOODS = st.builds(
    Goods, description=MAYBE, hs=st.none() | st.sampled_from(["382200", "8525"]), codes=PAIRS,
    model=MAYBE, quantity=NUMBER, value=st.none() | MONEY, entries=PAIRS, origin=COUNTRY,
    facts=PAIRS,
)  # fmt: skip
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
ACQUISITION = st.builds(
    Acquisition, activities=TEXTS,
    target_entries=st.dictionaries(TEXT, TEXTS, max_size=2).map(lambda d: tuple(sorted(d.items()))),
    stake_before_percent=PERCENT, stake_after_percent=PERCENT, rights=st.none() | TEXTS, form=MAYBE,
    signing_date=DATE | YEAR, completion_date=DATE, personal_data=st.none() | TEXTS,
    individuals=st.none() | st.integers(0, 10**9), facts=PAIRS,
)  # fmt: skip
TRANSFER = st.builds(
    Transfer, id=TEXT,
    source=st.builds(Source, file=TEXT, line=st.integers(0, 10**6), sha256=st.just("ab")),
    keys=PAIRS, group=MAYBE, date=DATE | YEAR, date_basis=st.sampled_from(DateBasis),
    kind=st.sampled_from(Kind), goods=GOODS, dispatched_from=COUNTRY,
    transit=st.none() | st.lists(st.sampled_from(["HK", "AE"]), max_size=2).map(tuple),
    destination=COUNTRY, parties=st.lists(PARTY, max_size=3).map(tuple), end_use=MAYBE,
    statements=PAIRS,
    documents=st.lists(st.builds(Document, title=TEXT, sha256=MAYBE), max_size=2).map(tuple),
    acquisition=st.none() | ACQUISITION,
    problems=st.lists(
        st.builds(Problem, field=TEXT, value=TEXT, reason=TEXT, remedy=TEXT), max_size=2
    ).map(tuple),
    assumed=st.lists(st.builds(Assumption, field=TEXT, value=TEXT, by=TEXT), max_size=2).map(tuple),
    extracted=st.lists(
        st.builds(Extract, field=TEXT, value=TEXT, label=TEXT, start=st.just(3), end=st.just(9)),
        max_size=2,
    ).map(tuple),
)  # fmt: skip


@given(TRANSFER)
def test_what_is_written_is_read_back(transfer: Transfer) -> None:
    """Every transfer survives the way through JSON text, problems and assumptions included."""
    text = json.dumps(transfer_to_json(transfer), ensure_ascii=False)
    again = decode(text)
    assert isinstance(again, dict)
    assert transfer_from_json(again) == transfer


def test_the_example_of_the_contract_is_read_without_a_problem() -> None:
    """The object of contract section 1, nulls and all."""
    transfer = transfer_from_json(
        {
            "id": "T-1042",
            "keys": {"VBELN": "0000123456", "POSNR": "000010"},
            "group": "0000123456",
            "date": "2021-03-04",
            "date_basis": "export",
            "kind": "export",
            "goods": {
                "description": "DNA sequencing kits",
                "hs": "382200",
                "codes": {"cpv": None, "unspsc": None},
                "model": None,
                "quantity": "20",
                "value": {"amount": "125000", "currency": "USD", "basis": "line"},
                "entries": {"us": "EAR99", "eu": None, "uk": None, "de": None},
                "origin": "US",
                "facts": {"identification": "1:N", "frame_rate_hz": "30"},
            },
            "dispatched_from": "US",
            "transit": ["HK"],
            "destination": "CN",
            "parties": [
                {"role": "supplier", "type": "organisation", "name": "A", "country": "US"},
                {
                    "role": "end_user",
                    "name": "B",
                    "country": "CN",
                    "owners": [{"name": "C", "percent": "60", "source": "register"}],
                },
            ],
            "end_use": "forensic laboratory",
            "statements": {"informed_by_authority": False, "exporter_aware": None},
            "documents": [{"title": "order", "sha256": "00"}],
        }
    )
    assert transfer.problems == ()
    assert transfer.keys == (("VBELN", "0000123456"), ("POSNR", "000010"))
    assert transfer.statements == (("informed_by_authority", "false"),)
    assert transfer.goods.entries == (("us", "EAR99"),)
    assert transfer.goods.quantity == Decimal(20)
    assert transfer.transit == ("HK",)
    assert transfer.parties[1].owners == (Owner(name="C", percent=Decimal(60), source="register"),)


def test_each_value_that_cannot_be_read_is_a_problem_and_the_rest_is_kept() -> None:
    """Bad date, quantity, country, role, kind: the names are still there to be screened."""
    transfer = transfer_from_json(
        {
            "id": 7,
            "date": "2021-02-30",
            "kind": "gift",
            "goods": {"quantity": "12 pcs", "description": "cameras"},
            "destination": "Atlantis",
            "parties": [{"role": "buyer", "name": "Example Bureau"}, "nobody"],
        }
    )
    assert transfer.id == "7"
    assert transfer.date is None
    assert transfer.goods.description == "cameras"
    assert [p.name for p in transfer.parties] == ["Example Bureau"]
    assert {p.field for p in transfer.problems} == {
        "date", "kind", "goods.quantity", "destination", "parties[0].role", "parties[1]"
    }  # fmt: skip


def test_a_key_that_is_not_known_is_said_to_be_not_read() -> None:
    """Nothing is dropped in silence, at any depth."""
    transfer = transfer_from_json(
        {"id": "1", "colour": "red", "goods": {"weight": 3}, "parties": [
            {"role": "end_user", "name": "X", "phone": "1"}]}
    )  # fmt: skip
    assert {p.field for p in transfer.problems} == {"colour", "goods.weight", "parties[0].phone"}
    assert all(p.reason.startswith("not read") for p in transfer.problems)


def test_a_fact_that_is_a_set_is_a_list_of_texts() -> None:
    """`|` separates the members, as everywhere; a list of objects is a problem."""
    transfer = transfer_from_json({"id": "1", "goods": {"facts": {"a": ["x", 2], "b": [{}]}}})
    assert transfer.goods.facts == (("a", "x|2"),)
    assert [p.field for p in transfer.problems] == ["goods.facts.b"]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(Decimal("1.5")),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["id", "date", "goods", "parties", "owners", "name", "role", "value", "amount", "x",
             "transit", "acquisition", "problems", "keys", "hs", "target_entries"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["id", "date", "goods", "parties", "acquisition", "transit",
                                        "documents", "assumed", "extracted", "source", "keys",
                                        "problems", "statements"]), ANY))  # fmt: skip
def test_any_json_object_gives_a_transfer(obj: dict[str, object]) -> None:
    """Whatever stands in the keys, reading ends with a transfer and its problems."""
    assert isinstance(transfer_from_json(obj), Transfer)
