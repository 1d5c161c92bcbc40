"""Folding: spelling variants become equal, and the way back gives the text's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.review.goods.fold import Trace, fold

ALPHABET = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(list("Aé-  \n\tßİıЁйالوكالﻻーｶﾞ監视한글กำ़'’%.")),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Body-Worn  Cámara", "body worn camara"),
        ("監視攝影機", "监视摄影机"),
        ("ＣＣＴＶ", "cctv"),
        ("كاميرات المُراقبة", "كاميرات مراقبه"),
        ("الكاميرات", "كاميرات"),
        ("Überwachung", "uberwachung"),
        ("Ёлка", "елка"),
        ("GÜVENLİK", "güvenlik"),
        ("دوربین مدار‌بسته", "دوربين مدار بسته"),
        ("警用bodycam采购", "警用 bodycam 采购"),
        ("l’iris", "l'iris"),
        ("٢٥ Hz", "25 hz"),
    ],
)
def test_variants_fold_to_the_same(left: str, right: str) -> None:
    """Case, accents, script variants, hyphens, articles and digits do not tell texts apart."""
    assert fold(left) == fold(right)


@given(ALPHABET)
def test_folding_twice_changes_nothing_in_latin_texts(text: str) -> None:
    """What is folded has no blanks at its ends and none in a row."""
    folded = fold(text)
    assert folded == folded.strip()
    assert "  " not in folded


@given(ALPHABET)
def test_the_trace_covers_the_folded_text(text: str) -> None:
    """Each folded character has its place in the text, in order."""
    folded = fold(text)
    trace = Trace(text)
    assert len(trace) == len(folded)
    if folded:
        assert trace.words(0, len(folded)) in trace.text
    places = [trace.words(n, n + 1) for n in range(len(folded))]
    assert all(len(place) == 1 for place in places)


@given(ALPHABET, ALPHABET)
def test_quotes_are_cut_out_of_the_text(before: str, after: str) -> None:
    """A word found in the folded text is quoted as it was written."""
    text = f"{before} Vidéosurveillance {after}"
    folded = fold(text)
    place = folded.find("videosurveillance")
    assert place >= 0
    assert fold(Trace(text).words(place, place + 17)) == "videosurveillance"
