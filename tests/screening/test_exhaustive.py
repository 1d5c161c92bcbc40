"""The pruned index gives exactly what scoring every pair gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.screening.conftest import LISTED, entry
from tests.screening.test_screen import FOUND, NOT_FOUND, RELATED

from enduse.screening.exhaustive import screen_exhaustively
from enduse.screening.index import NameIndex
from enduse.screening.screen import Screener
from enduse.screening.vocabulary import NamesKnowledge

LONG = [
    "Interregiongazconstruction LLC",
    "OOO Interregiongasconstruktion",
    "Lukoil-Volgogradneftepererabotke",
    "Gazpromneft-Noyabrskneftegasgeofizika",
    "Zyqvornotrubopremontazhspetsavtomatikastroikomplektserfis OOO",
]
"""Names with a word of 25 to 60 letters that is one edit from a listed one."""
WORDS = sorted(
    {
        w
        for text in [LISTED, *LONG, *(q for q, _ in FOUND + RELATED)]
        for w in text.replace("|", " ").split()
    }
)


def test_pruned_equals_exhaustive_on_known_names(screener: Screener, index: NameIndex) -> None:
    """All kinds of names of the cases."""
    queries = [query for query, _ in FOUND + RELATED] + NOT_FOUND
    assert screener.screen(queries) == screen_exhaustively(queries, index)


def test_near_spellings_of_long_words_are_found_as_by_scoring_every_pair(
    screener: Screener, index: NameIndex
) -> None:
    """Words of more than 24 letters may be one edit away, in either place of the edit."""
    answers = screener.screen(LONG)
    assert answers == screen_exhaustively(LONG, index)
    assert [[match.entry_name for match in answer] for answer in answers] == [
        ["LIMITED LIABILITY COMPANY INTERREGIONGASCONSTRUCTION"],
        ["LIMITED LIABILITY COMPANY INTERREGIONGASCONSTRUCTION"],
        ["Limited Liability Company LUKOIL-Volgogradneftepererabotka"],
        ["GAZPROMNEFT NOYABRSKNEFTEGAZGEOFIZIKA"],
        ["Zyqvornotrubopremontazhspetsavtomatikastroikomplektservis OOO"],
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7), st.randoms())
def test_pruned_equals_exhaustive_on_shuffled_and_misspelt_words(
    screener: Screener, index: NameIndex, words: list[str], chance: random.Random
) -> None:
    """Words of the lists in any order, some joined, cut or misspelt."""
    text = " ".join(words)
    if chance.random() < 0.5:
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(["", "a", " ", "-"]) + text[at + 1 :]
    assert screener.screen([text]) == screen_exhaustively([text], index)


@pytest.mark.shared
@pytest.mark.slow
def test_pruned_equals_exhaustive_on_real_lists(shared: Path, names: NamesKnowledge) -> None:
    """A sample of the development truth against a part of its list."""
    import csv

    with (shared / "data" / "names_list_dev.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    with (shared / "data" / "names_truth_dev.csv").open(encoding="utf-8") as handle:
        queries = [row["query"] for row in csv.DictReader(handle)]
    chance = random.Random(7)
    listed = chance.sample(rows, 1_500)
    entries = [
        entry(i, " | ".join([row["name"], *filter(None, row["aliases"].split("|"))]))
        for i, row in enumerate(listed)
    ]
    index = NameIndex.build(entries, names)
    sample = chance.sample(queries, 40) + [row["name"] for row in chance.sample(listed, 20)]
    assert Screener(index).screen(sample) == screen_exhaustively(sample, index)
