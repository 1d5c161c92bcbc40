"""Cells written plainly are read at once; the answer is that of the careful reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.intake.compose import NO_NOTES, Read
from enduse.intake.countries import CountryNames
from enduse.intake.groups import Habits
from enduse.intake.mapping import map_columns
from enduse.intake.part_maker import PartMaker
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.transfer import Role

HEADINGS = ["quantity", "value", "goods_description", "origin", "end_user", "end_user_country"]
PROFILE = ProfileFile.model_validate(
    {
        "title": "t",
        "about": "a",
        "generic": True,
        "defaults": {"value": "3", "origin": "FR"},
        "null_words": ["NA"],
        "cite": [{"instrument": "i"}],
        "verified": False,
    }
)
COUNTRIES = CountryNames([("DE", "DE"), ("Germany", "DE"), ("FR", "FR")])
CELL = st.one_of(
    st.text(alphabet="0123456789.,- \u0663", max_size=6),
    st.sampled_from(["DE", "Germany", " germany ", "FR", "NA", "", "Atlantis", "a\x00b", "\ufffd"]),
    st.text(max_size=8),
)


@given(CELL, st.sampled_from([".", ",", None]))
def test_the_quick_way_and_the_careful_way_agree(cell: str, mark: str | None) -> None:
    """Where the quick way answers at all, nothing was to be noted."""
    marks = {"value": mark, "quantity": mark}
    make = PartMaker(
        map_columns("p", PROFILE, HEADINGS),
        COUNTRIES,
        Habits(marks, {}),  # type: ignore[arg-type]
        {f: (v, "p") for f, v in PROFILE.defaults.items()},
    )
    parts = [*make.amounts().parts, *make.goods().parts, *make.party(Role.END_USER).parts]
    quick = [part for part in parts if part.plain is not None]
    assert len(quick) == len(HEADINGS)
    for part in quick:
        assert part.plain is not None
        value = part.plain(cell)
        assert value is None or part.read((cell,)) == Read(value, NO_NOTES)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"null_words": ["999"]}, "value"),
        ({"values": {"value": {"-": "0"}}}, "value"),
        ({"columns": {"value": ["value", "quantity"]}}, "value"),
    ],
)
def test_a_field_with_something_special_goes_the_careful_way(
    change: dict[str, object], field: str
) -> None:
    """Digits that mean nothing, mapped words, several columns."""
    profile = ProfileFile.model_validate({**PROFILE.model_dump(by_alias=True), **change})
    mapping = map_columns("p", profile, HEADINGS)
    assert PartMaker(mapping, COUNTRIES, Habits(), {}).number(field).plain is None
