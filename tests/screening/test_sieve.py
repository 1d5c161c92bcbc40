"""The sieve keeps every name that screening in full would match."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.screening.test_exhaustive import WORDS
from tests.screening.test_screen import FOUND, RELATED

from enduse.screening.index import NameIndex
from enduse.screening.relation import POSSIBLE
from enduse.screening.screen import FEW, Screener
from enduse.screening.sieve import Sieve
from enduse.screening.words_of import split_names


def lost(names: list[str], index: NameIndex) -> list[str]:
    """Return the names that match but would be set aside."""
    kept = Sieve(index, POSSIBLE).keep(names)
    answers = [Screener(index).screen([name])[0] for name in names]
    return [n for n, answer, keep in zip(names, answers, kept, strict=True) if answer and not keep]


def test_every_known_match_is_kept(index: NameIndex) -> None:
    """All kinds of writing."""
    assert lost([query for query, _ in FOUND + RELATED], index) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.randoms())
def test_shuffled_and_misspelt_words_are_kept_where_they_match(
    index: NameIndex, words: list[str], chance: random.Random
) -> None:
    """Words of the lists in any order, some joined, cut or misspelt."""
    text = " ".join(words)
    if chance.random() < 0.5:
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(["", "a", " ", "-", ".", "'"]) + text[at + 1 :]
    assert lost([text], index) == []


def test_names_that_share_nothing_are_set_aside(index: NameIndex) -> None:
    """Else the sieve were of no use."""
    names = ["Zyqvorn Wumblefast GmbH", "Brixlethorpe Quandary Limited"]
    assert not Sieve(index, POSSIBLE).keep(names).any()


def test_a_large_batch_answers_as_single_names(screener: Screener) -> None:
    """With and without the sieve the answers are the same."""
    queries = [query for query, _ in FOUND + RELATED]
    filler = [f"Zyqvorn {i} Wumblefast" for i in range(FEW)]
    answers = screener.screen(queries + filler)
    assert answers[: len(queries)] == screener.screen(queries)


def test_words_are_split_as_the_normaliser_splits_them() -> None:
    """Single letters are joined, punctuation parts, accents stay for later."""
    words = split_names(["A.R. Sales, Pvt-Ltd", "", "L.L.C. Ünal", "S.A. de C.V."])
    texts = [(int(n), words.text(i)) for i, n in enumerate(words.name)]
    assert texts == [
        (0, "ar"), (0, "sales"), (0, "pvt"), (0, "ltd"), (2, "llc"), (2, "ünal"),
        (3, "sa"), (3, "de"), (3, "cv"),
    ]  # fmt: skip


@pytest.mark.shared
@pytest.mark.slow
def test_no_match_of_the_development_truth_is_lost(shared: Path, index: NameIndex) -> None:
    """Real names against the small list, and its words among them."""
    with (shared / "data" / "names_truth_dev.csv").open(encoding="utf-8") as handle:
        queries = [row["query"] for row in csv.DictReader(handle)][::3]
    assert lost(queries, index) == []
