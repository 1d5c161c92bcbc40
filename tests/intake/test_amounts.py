"""Amounts written plainly are read at once; the answer is that of the careful reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.intake.amounts import PlainAmounts, plain_columns
from enduse.intake.countries import CountryNames
from enduse.intake.groups import Habits
from enduse.intake.lines import LineReader
from enduse.intake.mapping import map_columns
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.transfer import Source

HEADINGS = ["id", "quantity", "value", "currency"]
PROFILE = ProfileFile.model_validate(
    {
        "title": "t",
        "about": "a",
        "generic": True,
        "defaults": {"value_basis": "line", "currency": "EUR"},
        "cite": [{"instrument": "i"}],
        "verified": False,
    }
)
NUMBER = st.text(alphabet="0123456789.,- \u0663", max_size=6)


@given(NUMBER, NUMBER, st.sampled_from(["USD", "", "x"]), st.sampled_from([".", ",", None]))
def test_the_quick_way_and_the_careful_way_agree(
    quantity: str, value: str, currency: str, mark: str | None
) -> None:
    """Also in their problems and assumptions."""
    mapping = map_columns("p", PROFILE, HEADINGS)
    assert plain_columns(mapping) is not None
    marks = {"value": mark, "quantity": mark}
    quick = LineReader(mapping, CountryNames(()), Habits(marks, {}), {})  # type: ignore[arg-type]
    careful = LineReader(mapping, CountryNames(()), Habits(marks, {}), {})  # type: ignore[arg-type]
    assert isinstance(careful._amounts, PlainAmounts)
    careful._amounts = careful._amounts._careful
    row = ["1", quantity, value, currency]
    assert quick.read(row, Source()) == careful.read(row, Source())


@pytest.mark.parametrize(
    "change",
    [{"currency_of": {"value": "USD"}}, {"null_words": ["999"]}, {"values": {"value": {"-": "0"}}}],
)
def test_a_profile_with_something_special_goes_the_careful_way(change: dict[str, object]) -> None:
    """A currency in the heading, digits that mean nothing, mapped words."""
    profile = PROFILE.model_copy(update=change)
    assert plain_columns(map_columns("p", profile, HEADINGS)) is None
