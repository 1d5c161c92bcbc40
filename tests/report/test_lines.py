"""A text takes up as many columns as a terminal shows."""

from __future__ import annotations

import pytest
from rich.cells import cell_len as measured

from enduse.report.lines import cell_len


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "§ 9 – “so” … it’s",
        "Señor Ø ŵ",
        "杭州 Ltd",
        "ｆｕｌｌ",
        "e\u0301",
        "ไทย",
        "🙂",
        "soft\u00adhyphen",
    ],
)
def test_columns_are_those_of_the_library(text: str) -> None:
    assert cell_len(text) == measured(text)


def test_every_narrow_character_is_one_column() -> None:
    """The library is not loaded for these: it would say the same."""
    narrow = [*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x300), *range(0x2010, 0x2028)]
    assert [hex(code) for code in narrow if measured(chr(code)) != 1] == []
    assert [hex(code) for code in narrow if cell_len(chr(code)) != 1] == []
