"""Numbers match exactly, however they are written; nothing else does."""

from __future__ import annotations

import pytest

from enduse.model.listing import EntryType, Identifier, ListedName, ListEntry, NameKind
from enduse.model.match import Relation
from enduse.screening.identifier import IdentifierIndex, plain, same_identifiers

SHIP = ListEntry(
    list="uk-sl",
    entry="DPR0999",
    type=EntryType.VESSEL,
    names=(ListedName(value="EXAMPLE 8", kind=NameKind.PRIMARY),),
    identifiers=(Identifier(value="9562233", scheme="IMO"), Identifier(value="77", scheme="INN")),
)


@pytest.mark.parametrize("asked", ["9562233", "IMO9562233", "imo 9562233", "IMO: 9-562-233"])
def test_a_number_is_found_however_it_is_written(asked: str) -> None:
    """With its kind before it or bare; the name says nothing against it."""
    (match,) = IdentifierIndex([SHIP]).find((("", asked),))
    assert (match.entry, match.relation) == ("DPR0999", Relation.SAME)
    assert list(same_identifiers((("", asked),), SHIP)) == [("IMO", "9562233")]


@pytest.mark.parametrize("asked", ["77", "INN 77", "956223", "95622330", "HRB 9562233", ""])
def test_another_number_finds_nothing(asked: str) -> None:
    """A number too short to tell, a part of one, or one of another register."""
    assert IdentifierIndex([SHIP]).find((("", asked),)) == ()


def test_letters_that_belong_to_a_number_stay() -> None:
    """Only the kinds that are written before a bare number are left out."""
    assert plain("HRB 12345") == "HRB12345"
    assert plain("IMO12A45") == "IMO12A45"
