"""The JSON of transfers by column is that of each line."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from enduse.bulk.plan.line_texts import line_texts
from enduse.bulk.plan.parts import parts_of
from enduse.bulk.plan.transfers import transfer_texts
from enduse.bulk.tables import ordered
from enduse.intake.contract_write import transfer_to_json
from enduse.model.transfer import (
    Goods,
    Kind,
    Money,
    Owner,
    Party,
    PartyType,
    Role,
    Source,
    Transfer,
    ValueBasis,
)

WORDS = st.none() | st.sampled_from(["", "pipe", '1/2" pipe', "back\\slash", "tab\t", "видео"])
PAIRS = st.sampled_from([(), (("a", "1"),), (("a", '"'), ("b", "2"))])
NUMBERS = st.none() | st.sampled_from([Decimal("1"), Decimal("1E+3"), Decimal("0.50")])
GOODS = st.builds(
    Goods,
    description=WORDS,
    hs=WORDS,
    codes=PAIRS,
    model=WORDS,
    quantity=NUMBERS,
    value=st.none()
    | st.builds(
        Money,
        amount=NUMBERS.filter(lambda n: n is not None),
        currency=st.sampled_from([None, "EUR"]),
        basis=st.sampled_from(ValueBasis),
    ),
    entries=PAIRS,
    origin=WORDS,
    facts=PAIRS,
)
PARTIES = st.builds(
    Party,
    role=st.sampled_from(Role),
    name=WORDS.map(lambda word: word or ""),
    type=st.sampled_from(PartyType),
    country=WORDS,
    address=WORDS,
    identifiers=PAIRS,
    owners=st.sampled_from([None, (), (Owner(name="x", percent=Decimal(5)),)]),
    state_percent=NUMBERS,
    facts=PAIRS,
)
LINES = st.builds(
    Transfer,
    id=WORDS.map(lambda word: word or ""),
    source=st.integers(0, 3).map(lambda line: Source(file="f.csv", line=line, sha256="00")),
    keys=PAIRS,
    group=WORDS,
    kind=st.sampled_from(Kind),
    goods=st.just(Goods()) | GOODS,
    transit=st.sampled_from([None, (), ("AA",)]),
    destination=WORDS,
    parties=st.lists(PARTIES, max_size=3).map(tuple),
    end_use=WORDS,
    statements=PAIRS,
)


@given(st.lists(LINES, min_size=1, max_size=5))
def test_each_line_is_written_as_by_itself(lines: list[Transfer]) -> None:
    """Whatever a line has or lacks, and whatever its neighbours have."""
    parts = parts_of(lines)
    found = transfer_texts(parts, line_texts(parts)).to_pylist()
    assert found == [ordered(transfer_to_json(line)) for line in lines]
