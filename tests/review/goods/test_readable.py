"""How much of a file could be read at all."""

from __future__ import annotations

import pytest
from tests.review.goods.conftest import Sections

from enduse.review.goods.readable import Reader, coverage


@pytest.fixture(scope="module")
def reader(sections: Sections) -> Reader:
    """A reader of the languages that the knowledge claims."""
    return Reader(sections[1])


@pytest.mark.parametrize(
    ("text", "state", "script", "language"),
    [
        (None, "empty", "", ""),
        ("  \n", "empty", "", ""),
        ("12-445/7", "no_letters", "", ""),
        ("IP CAM", "short", "latin", ""),
        ("Supply of cameras for the police", "read", "latin", "en"),
        ("Suministro de cámaras para la policía", "read", "latin", "es"),
        ("Закупівля камер для поліції та шкіл", "read", "cyrillic", "uk"),
        ("监控系统", "read", "han", "zh"),
        ("防犯カメラの購入", "read", "kana", "ja"),
        ("감시카메라 구매", "read", "hangul", "ko"),
        ("კამერების შესყიდვა", "other_script", "other", ""),
    ],
)
def test_says_why_a_text_cannot_be_read(
    reader: Reader, text: str | None, state: str, script: str, language: str
) -> None:
    """Empty, numbers only, too short or a script without a term: each is told apart."""
    one = reader.readable(text)
    assert (one.state, one.script) == (state, script)
    if language:
        assert one.language == language


def test_coverage_counts_every_text_once(reader: Reader) -> None:
    """The states add up to the number of texts; the share is in ten-thousandths."""
    counted = coverage(reader, ["Cameras for the city", None, "42", "კამერა ქალაქისთვის"])
    assert sum(n for _, n in counted.states) == counted.texts == 4
    assert counted.share_read == 2500


def test_coverage_of_nothing_is_nothing(reader: Reader) -> None:
    """An empty file has no share to speak of."""
    assert coverage(reader, []).share_read == 0
