"""A single name's candidates hold every listed name that could reach the score, and few others."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.screening.test_batch import ODD, messed, real
from tests.screening.test_screen import FOUND, NOT_FOUND, RELATED

from enduse.screening.candidates import Candidates
from enduse.screening.canon import readings
from enduse.screening.derived import derived
from enduse.screening.index import NameIndex
from enduse.screening.relation import POSSIBLE, judge, least_by_way
from enduse.screening.score import compare
from enduse.screening.vocabulary import NamesKnowledge


def lost(names: list[str], index: NameIndex, least: int) -> tuple[int, list[tuple[str, int]]]:
    """Return how many pairs reach the score, and (name, listed reading) that are no candidates."""
    listed = [
        reading
        for number in range(len(index.arrays["text_ends"]))
        for reading in readings(index.text(number), index.names)
    ]
    candidates = Candidates(index)
    reached, missing = 0, []
    for name in names:
        for query, by_way, _ in derived(readings(name, index.names), index.names):
            need = least_by_way(least) if by_way else least
            found = set(candidates.find(query, need).tolist())
            for number, reading in enumerate(listed):
                if judge(compare(query, reading), by_way=by_way)[1] >= least:
                    reached += 1
                    if number not in found:
                        missing.append((name, number))
    return reached, missing


@pytest.mark.parametrize("least", [POSSIBLE, 6_000, 4_500])
def test_every_pair_that_reaches_the_score_is_a_candidate(index: NameIndex, least: int) -> None:
    """All kinds of writing, at the shipped threshold and below."""
    reached, missing = lost([q for q, _ in FOUND + RELATED] + NOT_FOUND + ODD, index, least)
    assert reached > 50
    assert missing == []


@pytest.mark.shared
@pytest.mark.slow
def test_changed_names_of_real_lists_keep_their_candidates(
    shared: Path, names: NamesKnowledge
) -> None:
    """At a low score, so that many pairs reach it."""
    index, listed, _ = real(shared, names, 250)
    chance = random.Random(31)
    asked = [messed(name, chance) for name in chance.sample(listed, 60)]
    reached, missing = lost(asked, index, 5_000)
    assert reached > 60
    assert missing == []


def test_a_word_with_many_near_spellings_leads_to_few_comparisons(names: NamesKnowledge) -> None:
    """What the listed names have left over is counted before they are compared."""
    from tests.screening.conftest import entry

    words = ["energis", "energas", "enersis", "enerdys", "enersus"]
    lines = [f"{word} Zyqvorn Wumblefast {i}" for i, word in enumerate(words * 40)]
    index = NameIndex.build((entry(i, line) for i, line in enumerate(lines)), names)
    [reading] = readings("Enersys LLC", names)
    assert len(Candidates(index).find(reading, POSSIBLE)) == 0
    assert len(Candidates(index).find(reading, 2_000)) > 50
