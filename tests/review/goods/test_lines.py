"""Lines of our own: ordinary procurement that must stay silent, and lines that name one thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.review.goods.conftest import Sections

from enduse.review.goods.recognise import GoodsRecogniser

HERE = Path(__file__).parent
ORDINARY = (HERE / "ordinary_lines.txt").read_text(encoding="utf-8").splitlines()
NAMED = [
    tuple(line.split("|", 1))
    for line in (HERE / "named_lines.txt").read_text(encoding="utf-8").splitlines()
]


CUSTOMS = [
    tuple(line.split("|", 1))
    for line in (HERE / "customs_lines.txt").read_text(encoding="utf-8").splitlines()
]


def named(recogniser: GoodsRecogniser, text: str) -> list[str]:
    """Return the technologies that the text alone names."""
    finding = recogniser.combine(
        recogniser.recognise_text(text), recogniser.recognise_codes(None), {}, False, None
    )
    return sorted(one.id for one in finding.technologies)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_procurement_stays_silent(recogniser: GoodsRecogniser, text: str) -> None:
    """Police furniture, hospital scanners and cold rooms are nothing of ours."""
    assert named(recogniser, text) == []


@pytest.mark.parametrize(("technology", "text"), NAMED)
def test_a_line_names_its_technology_and_no_other(
    recogniser: GoodsRecogniser, technology: str, text: str
) -> None:
    """Titles as tenders write them, in fourteen languages."""
    assert named(recogniser, text) == [technology]


@pytest.mark.parametrize(("technologies", "text"), CUSTOMS)
def test_a_terse_line_names_what_it_holds(
    recogniser: GoodsRecogniser, technologies: str, text: str
) -> None:
    """Lines as customs declarations write them: capitals, part numbers, no grammar."""
    assert named(recogniser, text) == sorted(set(technologies.split()) - {"none"})


def test_every_strong_term_alone_names_its_technology(
    recogniser: GoodsRecogniser, sections: Sections
) -> None:
    """No negative word of any language cancels a strong term of the same technology."""
    lost = []
    for id_, item in sections[0].items():
        for language, words in item.terms.items():
            for term in words.strong:
                plain = term.replace("*", "").replace(" .. ", " ")
                text = f"{plain} x" if plain.isupper() else f"x {plain} x"
                if id_ not in named(recogniser, text):
                    lost.append((id_, language, term))
    assert lost == []
