"""The knowledge of the checkout, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from enduse.knowledge.folder import read_folder
from enduse.knowledge.schema.goods_words import GoodsWordsFile
from enduse.knowledge.schema.pack import PackCard
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.review.goods.recognise import GoodsRecogniser

ROOT = Path(__file__).resolve().parents[3]
Sections = tuple[Mapping[str, TechnologyFile], Mapping[str, GoodsWordsFile], PackCard]


@pytest.fixture(scope="session")
def sections() -> Sections:
    """What the recogniser takes of the knowledge: two sections and the card."""
    folder = read_folder(ROOT / "knowledge")
    mine = [p for p in folder.problems if p.file.startswith(("technology/", "goods_words/"))]
    assert mine == []
    technology = cast(Mapping[str, TechnologyFile], folder.sections["technology"])
    words = cast(Mapping[str, GoodsWordsFile], folder.sections["goods_words"])
    return technology, words, cast(PackCard, folder.sections["pack"]["pack"])


@pytest.fixture(scope="session")
def recogniser(sections: Sections) -> GoodsRecogniser:
    """The recogniser of the checkout's knowledge."""
    return GoodsRecogniser(*sections)
