"""Words in names, addresses and end uses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.review.evaluate.wording import pattern, plain


@given(st.text())
def test_plain_text_stays_as_it_is(text: str) -> None:
    """Normalising twice is normalising once."""
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (("cargo",), "Blue CARGO, S.A.", True),
        (("cargo",), "Cargolux", False),
        (("экспедитор*",), "ООО «Экспедиторская компания»", True),
        (("seguridad publica",), "Secretaría de Seguridad Pública", True),
        (("贸易",), "深圳市安达贸易有限公司", True),
        (("import & export",), "Delta Import & Export Co", True),
        (("c o",), "c/o Regus", True),
    ],
)
def test_words_are_whole_but_in_scripts_without_spaces(
    words: tuple[str, ...], text: str, found: bool
) -> None:
    """Case, accents and punctuation do not count; a star is a beginning."""
    assert (pattern(words).search(plain(text)) is not None) is found
