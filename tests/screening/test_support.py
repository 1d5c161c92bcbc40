"""Country, address and identifiers order and caution; they never delete."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.screening.conftest import entry

from enduse.model.listing import Dated, Identifier
from enduse.model.match import SCORE_SCALE, NameMatch, Relation, WordPair
from enduse.model.transfer import Party, Role
from enduse.screening.identifier import IdentifierIndex
from enduse.screening.support import support

ENTRY = replace(
    entry(1, "Alpha Works"),
    countries=(Dated(value="RU"),),
    addresses=(Dated(value="12 Lenin Street, Tula 300000"),),
    identifiers=(Identifier(value="1027700132195", scheme="OGRN"),),
)
MATCH = NameMatch(
    list="own", entry="E1", entry_name="Alpha Works", matched_name="Alpha Works",
    relation=Relation.SAME, score=9_000,
    words=(WordPair(query="alpha", entry="alpha", how="equal", weight=10_000),),
)  # fmt: skip


def party(**given: object) -> Party:
    """A party with what is known of it."""
    return Party(role=Role.END_USER, name="Alpha Works", **given)  # type: ignore[arg-type]


def test_the_same_country_and_address_support() -> None:
    """Both are named as compared."""
    found, agrees = support(MATCH, party(country="RU", address="Lenin street 12, Tula"), ENTRY)
    assert agrees is True
    assert found.compared == ("name", "country", "address")
    assert found.score > MATCH.score


def test_another_country_is_a_conflict_and_no_more() -> None:
    """`same` becomes `possible`, with the reason."""
    found, agrees = support(MATCH, party(country="BR"), ENTRY)
    assert agrees is False
    assert found.relation is Relation.POSSIBLE
    assert found.because


def test_an_equal_identifier_wins_over_a_country() -> None:
    """Blanks and punctuation are no difference."""
    given_number = (("ogrn", "1027-7001 32195"),)
    found, _ = support(MATCH, party(country="BR", identifiers=given_number), ENTRY)
    assert (found.relation, found.score) == (Relation.SAME, SCORE_SCALE)
    assert "identifier" in found.compared


def test_an_identifier_finds_an_entry_under_any_name() -> None:
    """Short numbers join nothing."""
    index = IdentifierIndex([ENTRY])
    assert [m.entry for m in index.find((("", "1027700132195"),))] == ["E1"]
    assert index.find((("", "1027"),)) == ()


@given(
    st.sampled_from([None, "RU", "BR"]), st.sampled_from([None, "Tula", "Lenin Street 12 Tula"]),
    st.sampled_from(list(Relation)), st.integers(0, SCORE_SCALE),
)  # fmt: skip
def test_support_never_makes_a_match_stronger_than_possible_words_allow(
    country: str | None, address: str | None, relation: Relation, score: int
) -> None:
    """Without an identifier a relation never rises, and the score stays in its range."""
    before = replace(MATCH, relation=relation, score=score)
    found, _ = support(before, party(country=country, address=address), ENTRY)
    assert found.relation in (relation, Relation.POSSIBLE)
    assert 1 <= found.score <= SCORE_SCALE
