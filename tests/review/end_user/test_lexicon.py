"""How a word of a knowledge file is found, on small grammars of our own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from enduse.knowledge.schema.organs import OrganFile
from enduse.review.end_user.compile import compile_lexicon
from enduse.review.end_user.lexicon import ORGAN_USES, Lexicon, Use
from enduse.review.end_user.recognise import OrganRecogniser

CITE = [{"instrument": "a test"}]


def _file(**parts: Any) -> OrganFile:
    return OrganFile.model_validate({"title": "t", "cite": CITE, "verified": False, **parts})


def _reader(**parts: Any) -> OrganRecogniser:
    return OrganRecogniser({"grammar.xx": _file(language="xx", **parts)})


def _cls(reader: OrganRecogniser, name: str, country: str | None = None) -> str | None:
    organ = reader.recognise(name, country)
    return organ.cls if organ else None


def test_a_word_matches_whole_words_and_a_star_leaves_an_end_open() -> None:
    reader = _reader(classes={"police": {"strong": ["polis", "*polizei*"]}})
    assert _cls(reader, "Polis") == "police"
    assert _cls(reader, "Megapolis") is None
    assert _cls(reader, "Landespolizeidirektion") == "police"


def test_a_weak_word_needs_a_level_or_head_beside_it() -> None:
    reader = _reader(
        classes={"border_customs": {"weak": ["customs"]}},
        heads=["directorate"],
        levels={"county": ["district"]},
    )
    assert _cls(reader, "Customs House Theatre") is None
    assert _cls(reader, "Customs Directorate") == "border_customs"
    assert _cls(reader, "Customs, Kivu District") == "border_customs"


def test_a_phrase_that_means_something_else_cancels_what_it_covers_and_nothing_else() -> None:
    reader = _reader(classes={"police": {"strong": ["police"], "never": ["police d'assurance"]}})
    assert _cls(reader, "Police d'assurance") is None
    assert _cls(reader, "Police d'assurance de la Police nationale") == "police"


def test_an_abbreviated_word_is_the_word() -> None:
    reader = _reader(
        classes={"interior_ministry": {"strong": ["ministry interior"]}},
        abbreviations={"ministry": ["min"], "interior": ["int"]},
    )
    assert _cls(reader, "MIN. INTERIOR") == "interior_ministry"
    assert _cls(reader, "Min. Int.") == "interior_ministry"


def test_trade_words_count_unless_a_word_of_government_stands_beside_them() -> None:
    reader = _reader(
        classes={"police": {"strong": ["police"]}},
        not_organs={"trade": ["supplies"]},
        government=["department"],
    )
    assert _cls(reader, "Police Supplies Direct") is None
    assert _cls(reader, "Police Department, Supplies Section") == "police"


def test_a_legal_form_counts_at_its_place_in_the_name() -> None:
    reader = _reader(
        classes={"police": {"strong": ["politi"]}}, companies={"last": ["as"], "first": ["ooo"]}
    )
    assert _cls(reader, "Politi AS") is None
    assert _cls(reader, "OOO Politi") is None
    assert _cls(reader, "Politi as buyer") == "police"


def test_a_particular_name_counts_in_its_country_and_an_acronym_in_context() -> None:
    body = {"name": "State Office", "class": "intelligence", "acronyms": [{"text": "SOF"}]}
    reader = OrganRecogniser({"aa": _file(country="AA", bodies=[body])})
    assert _cls(reader, "State Office", "AA") == "intelligence"
    assert _cls(reader, "State Office", "BB") is None
    assert _cls(reader, "SOF", "AA") == "intelligence"
    assert _cls(reader, "SOF", "BB") is None
    assert _cls(reader, "SOF", None) is None
    assert _cls(reader, "SOF Furniture", "AA") is None


def test_the_order_of_files_does_not_matter() -> None:
    one = _file(language="xx", classes={"police": {"strong": ["police"]}})
    two = _file(language="yy", classes={"police": {"strong": ["policia"]}})
    a = OrganRecogniser({"grammar.a": one, "grammar.b": two})
    b = OrganRecogniser({"grammar.b": two, "grammar.a": one})
    assert a.recognise("Policia Local") == b.recognise("Policia Local")


@pytest.mark.parametrize("word", ["", "*", "a*b", " * "])
def test_a_star_stands_only_at_an_end(word: str) -> None:
    with pytest.raises(ValidationError):
        _file(language="xx", heads=[word])


def test_a_body_that_acts_for_an_organ_says_so() -> None:
    body = {"name": "Telecom", "class": "state_operator"}
    with pytest.raises(ValidationError, match="does not go with"):
        _file(country="AA", bodies=[body])


@given(st.text(max_size=80), st.sampled_from([None, "CN", "US", "XX"]))
def test_any_text_is_read_without_error_and_gives_the_same_answer_again(
    recogniser: OrganRecogniser, text: str, country: str | None
) -> None:
    assert recogniser.recognise(text, country) == recogniser.recognise(text, country)


def test_no_spelling_of_a_language_means_two_classes(organ_files: dict[str, OrganFile]) -> None:
    """Folding brings words together (navy and customs of one language differ by an accent)."""
    lexicon = Lexicon(compile_lexicon(organ_files))
    clashes = [
        (pattern, file, sorted(classes))
        for pattern, meanings in zip(lexicon.patterns, lexicon.meanings, strict=True)
        for file in {m.file for m in meanings if not m.country}
        if len(classes := {m.cls for m in meanings if m.file == file and m.use is Use.STRONG}) > 1
    ]
    assert clashes == []


def test_no_word_folds_away(organ_files: dict[str, OrganFile]) -> None:
    """A word made of small words only, or of one letter, would match where it means nothing."""
    lexicon = Lexicon(compile_lexicon(organ_files))
    short = [
        meaning.term
        for pattern, meanings in zip(lexicon.patterns, lexicon.meanings, strict=True)
        for meaning in meanings
        if meaning.use in ORGAN_USES and len(pattern.strip()) < 2
    ]
    assert short == []
