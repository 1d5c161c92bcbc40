"""How terms are written, and what they find."""

from __future__ import annotations

import pytest

from enduse.knowledge.schema.goods_words import Inflection
from enduse.review.goods.fold import fold
from enduse.review.goods.lexicon import together
from enduse.review.goods.terms import compile_model, compile_term, searchable

RUSSIAN = Inflection(title="ru", tail=4, inner_tail=4, endings=("ие", "а"))
ENGLISH = Inflection(title="en", tail=2)
GERMAN = Inflection(title="de", tail=20)
HAN = Inflection(title="zh", substring=True)
ARABIC = Inflection(title="ar", tail=3, inner_tail=2, prefixes="ول")


def found(term: str, text: str, how: Inflection, gap: int = 40) -> str | None:
    """Return the folded words that the term finds first, or None."""
    compiled = compile_term(term, technology="t", kind="strong", language="xx", how=how, gap=gap)
    folded = fold(text)
    search = searchable(folded)
    group = together(compiled.segments[compiled.main], [compiled])
    place = search.find(compiled.anchor)
    while place >= 0:
        for _, (start, end) in group.at(search, folded, place):
            return search[start:end]
        place = search.find(compiled.anchor, place + 1)
    return None


@pytest.mark.parametrize(
    ("term", "text", "how", "words"),
    [
        ("surveillance camera", "Surveillance  cameras, 4", ENGLISH, "surveillance cameras"),
        ("surveillance camera", "surveillance-camera", ENGLISH, "surveillance camera"),
        ("camera", "cameraman", ENGLISH, None),
        ("camera", "videocamera", ENGLISH, None),
        ("*camera", "videocamera", ENGLISH, "videocamera"),
        ("kamer*", "kamerasystem", ENGLISH, "kamerasystem"),
        ("stun gun", "stunning gun", ENGLISH, None),
        ("toma", "tomates", GERMAN, None),
        ("распознавание лица", "распознавания лиц", RUSSIAN, "распознавания лиц"),
        ("überwachung", "Überwachungsanlage", GERMAN, "uberwachungsanlage"),
        ("监控", "视频监控系统", HAN, "监控"),
        ("كاميرا", "وكاميرات", ARABIC, "وكاميرات"),
        (
            "camera .. recognition",
            "camera with face recognition",
            ENGLISH,
            "camera with face recognition",
        ),
        ("camera .. recognition", "camera. We offer recognition", ENGLISH, None),
        ("camera .. recognition", "recognition by camera", ENGLISH, None),
        ("C4", "C4000", ENGLISH, None),
        ("cctv", "警用CCTV采购", ENGLISH, "cctv"),
    ],
)
def test_a_term_finds_its_forms_and_no_other_word(
    term: str, text: str, how: Inflection, words: str | None
) -> None:
    """Boundaries, inflection, order and sentence ends are kept."""
    assert found(term, text, how) == words


def test_a_gap_has_a_length() -> None:
    """Words further apart than the gap do not belong together."""
    text = "camera " + "x" * 60 + " recognition"
    assert found("camera .. recognition", text, ENGLISH) is None
    assert found("camera .. recognition", text, ENGLISH, gap=80) is not None


def test_a_term_without_letters_is_refused() -> None:
    """Nothing to search for is an error of the file, not a silent term."""
    with pytest.raises(ValueError, match="no letters"):
        compile_term("**", technology="t", kind="weak", language="en", how=ENGLISH, gap=1)


@pytest.mark.parametrize(
    ("model", "text", "hit"),
    [
        ("DS-2C@*", "ip cam ds-2cd2143g2-i", True),
        ("DS-2C@*", "IPCAM DS2CD2143G2", True),
        ("DS-2C@*", "RDS-2CD2143", False),
        ("IPC###@*", "IPC322L", True),
        ("VB400*", "vb400", True),
    ],
)
def test_part_numbers_are_found_with_and_without_hyphens(model: str, text: str, hit: bool) -> None:
    """Customs lines drop hyphens; a part number inside another is not one."""
    anchors, pattern = compile_model(model)
    search = searchable(fold(text))
    places = [search.find(anchor) for anchor in anchors if anchor in search]
    assert any(pattern.match(search, place) for place in places) is hit
