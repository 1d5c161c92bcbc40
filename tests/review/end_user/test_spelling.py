"""One spelling for names and grammar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from enduse.knowledge.schema.organs import OrganFile
from enduse.review.end_user.compile import compile_lexicon
from enduse.review.end_user.lexicon import Lexicon
from enduse.review.end_user.spelling import Spelling, is_unspaced

PLAIN = Spelling(
    frozenset({"of", "the", "de"}),
    {ord("廳"): "厅", ord("庁"): "厅", ord("檢"): "检", ord("検"): "检"},
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MINISTRY OF THE INTERIOR", "ministry interior"),
        ("Ministério da Defesa", "MINISTERIO DA DEFESA"),
        ("公安廳", "公安厅"),
        ("公安 廳", "公安厅"),
        ("検察院", "檢察院"),
        ("وزارة الداخلية", "وزاره داخليه"),
        ("وزارت کشور", "وزارت كشور"),
        ("İl Emniyet Müdürlüğü", "il emniyet mudurlugu"),
        ("U.S. Navy", "US Navy"),
        ("S.A. de C.V.", "SA CV"),
        ("в/ч 1234", "вч 1234"),
        ("Forsvaret\u00a0v/Hæren", "forsvaret v haeren"),
        ("ＰＳＢ", "psb"),
    ],
)
def test_spellings_of_the_same_words_fold_to_the_same(one: str, other: str) -> None:
    assert PLAIN.fold(one) == PLAIN.fold(other)


@given(st.text(max_size=60))
def test_a_folded_name_is_words_between_single_spaces(text: str) -> None:
    folded = PLAIN.fold(text)
    assert folded[0] == folded[-1] == " "
    assert "  " not in folded.strip() or folded.strip() == ""


@given(st.lists(st.sampled_from(["公安", "廳", "of", "Police", "İl", "U.S.", "в/ч", "ด่าน", "-"])))
def test_each_word_as_written_knows_its_place_in_the_folded_name(parts: list[str]) -> None:
    text = " ".join(parts)
    folded = PLAIN.fold(text)
    for word in PLAIN.words(text):
        assert PLAIN.fold(word.text).strip() == folded[word.start : word.end]


def test_scripts_without_spaces_are_told_apart() -> None:
    assert is_unspaced("公安")
    assert is_unspaced("경찰")
    assert is_unspaced("ตำรวจ")
    assert not is_unspaced("полиция")


def test_the_grammar_knows_the_traditional_forms_of_its_own_characters(
    organ_files: dict[str, OrganFile],
) -> None:
    spelling = Lexicon(compile_lexicon(organ_files)).spelling
    han = [
        term
        for file in organ_files.values()
        for words in file.classes.values()
        for term in (*words.strong, *words.weak)
        if any("\u4e00" <= c <= "\u9fff" for c in term)
    ]
    assert len(han) > 200
    for scheme in ("s2t", "s2tw", "s2hk"):
        convert = OpenCC(scheme).convert
        lost = [t for t in han if spelling.fold(convert(t)) != spelling.fold(t)]
        assert lost == [], f"{scheme}: add these to `variants` of the Chinese grammar"
