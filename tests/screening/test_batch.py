"""Many names at once are answered as each name by itself."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.screening.conftest import entry
from tests.screening.test_exhaustive import LONG, WORDS
from tests.screening.test_screen import FOUND, NOT_FOUND, RELATED

from enduse.screening.batch import Batch
from enduse.screening.canon import readings
from enduse.screening.derived import derived
from enduse.screening.exhaustive import screen_exhaustively
from enduse.screening.index import NameIndex
from enduse.screening.relation import POSSIBLE, judge
from enduse.screening.score import compare
from enduse.screening.screen import FEW, Screener
from enduse.screening.vocabulary import NamesKnowledge
from enduse.screening.words_of import Splitter

FILLER = [f"Zyqvorn {i} Wumblefast" for i in range(FEW)]
MORE = [
    "&",
    "+",
    "aka",
    "formerly",
    "(HK)",
    "[Asia]",
    "/",
    ";",
    "Branch",
    "中国",
    "завод",
    "الشركة",
]
ODD = [
    "B'O.T.H.", "Qu'est-ce que c'est", "'tis", "O'Neil & Sons", "A+B", "a_b", "l'Été à Paris",
    "Hikvision/Dahua", "Hikvision; Dahua", "XPCC (Xinjiang Production and Construction Corps)",
    "ООО Завод ПАО Сбербанк", "杭州海康威视 Hikvision Digital", "Mahan Air ماهان ایر",
    "AO Zyqvorn Wumblefast, JSC (ZW) 10th Research Institute",
    "☃ ☃, Mahan Air, JSC Zyq", "Mahan Air, ☃ ☃, JSC Zyq", "☃ ☃, JSC Zyqvorn, Mahan Air",
    "Acme Widgets; Beta Gadgets; Gamma Sprockets; Delta Cogs; Hangzhou Hikvision Digital",
    " | ".join([*(f"Zyq{i}vorn Wumble{i}fast" for i in range(19)), "Mahan Air"]),
    "Company Mahan Air", "Mahan Air Company", "Company",
    "Sber bank", "Nilfam", "ﬁnance", "ＨＩＫ", "Ünal", "ß", "é è", "\n", "a\nb", "a\x1fb", "☃ snow",
]  # fmt: skip


def lost(names: list[str], index: NameIndex, least: int) -> list[tuple[str, int]]:
    """Return (name, listed reading) that reach the score and are no candidates."""
    listed = [
        (number, reading)
        for number in range(len(index.arrays["text_ends"]))
        for reading in readings(index.text(number), index.names)
    ]
    found = {row: led for row, _, led in Batch(index, least).candidates(names)}
    missing = []
    for row, name in enumerate(names):
        ways = list(derived(readings(name, index.names), index.names))
        for i, (query, by_way, _) in enumerate(ways):
            for number, (_, reading) in enumerate(listed):
                reached = judge(compare(query, reading), by_way=by_way)[1] >= least
                if reached and (row not in found or number not in found[row][i]):
                    missing.append((name, number))
    return missing


@pytest.mark.parametrize("least", [POSSIBLE, 6_000, 4_500])
def test_every_pair_that_reaches_the_score_is_a_candidate(index: NameIndex, least: int) -> None:
    """All kinds of writing, at the shipped threshold and below."""
    names = [query for query, _ in FOUND + RELATED] + NOT_FOUND + ODD + LONG
    assert lost(names, index, least) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS, *MORE]), min_size=1, max_size=8),
    st.integers(0, 10_000),
    st.sampled_from(["keep", "", "a", " ", "-", ".", "'"]),
    st.sampled_from([POSSIBLE, 5_000]),
)
def test_shuffled_and_misspelt_words_are_candidates_where_they_match(
    index: NameIndex, words: list[str], at: int, put: str, least: int
) -> None:
    """Words of the lists in any order, some joined, cut or misspelt."""
    text = " ".join(words)
    at %= len(text)
    if put != "keep":
        text = text[:at] + put + text[at + 1 :]
    assert lost([text], index, least) == []


def test_names_that_are_read_in_parts_have_the_same_candidates(index: NameIndex) -> None:
    """Positions count from the first name, and nothing of one part stays for the next."""
    names = [query for query, _ in FOUND + RELATED] + NOT_FOUND + ODD + LONG
    whole = list(Batch(index, POSSIBLE).candidates(names))
    assert len(whole) > 20
    assert list(Batch(index, POSSIBLE, chunk=7).candidates(names)) == whole


def test_names_that_share_nothing_are_no_candidates(index: NameIndex) -> None:
    """Else columns were of no use."""
    names = ["Zyqvorn Wumblefast GmbH", "Brixlethorpe Quandary Limited", "Technology Co Ltd"]
    assert list(Batch(index, POSSIBLE).candidates(names)) == []


def test_a_large_batch_answers_as_single_names(screener: Screener) -> None:
    """By columns and one by one the answers are the same."""
    queries = [query for query, _ in FOUND + RELATED] + ODD + LONG
    answers = screener.screen(queries + FILLER)
    assert answers[: len(queries)] == screener.screen(queries)


def test_a_batch_answers_the_same_once_it_knows_all_words(screener: Screener) -> None:
    """What was learnt from one batch changes nothing in the next."""
    queries = [query for query, _ in FOUND + RELATED] + FILLER
    assert screener.screen(queries) == screener.screen(queries[::-1])[::-1]


def test_words_are_split_as_the_normaliser_splits_them() -> None:
    """Single letters are joined, punctuation parts, accents stay for later."""
    names = ["A.R. Sales, Pvt-Ltd", "", "L.L.C. Ünal", "S.A. de C.V. & l'Or"]
    words = Splitter(lambda run, script: False).split(names)
    texts = [(int(n), words.word(i)) for i, n in enumerate(words.text)]
    assert texts == [
        (0, "ar"), (0, "sales"), (0, "pvt"), (0, "ltd"), (2, "llc"), (2, "ünal"),
        (3, "sa"), (3, "de"), (3, "cv"), (3, "and"), (3, "lor"),
    ]  # fmt: skip


def real(shared: Path, names: NamesKnowledge, count: int) -> tuple[NameIndex, list[str], list[str]]:
    """A sample of real lists, its names, and the queries of the development truth."""
    with (shared / "data" / "names_list_dev.csv").open(encoding="utf-8") as handle:
        rows = random.Random(17).sample(list(csv.DictReader(handle)), count)
    with (shared / "data" / "names_truth_dev.csv").open(encoding="utf-8") as handle:
        queries = [row["query"] for row in csv.DictReader(handle)]
    listed = [" | ".join([row["name"], *filter(None, row["aliases"].split("|"))]) for row in rows]
    index = NameIndex.build((entry(i, line) for i, line in enumerate(listed)), names)
    return index, [name for line in listed for name in line.split(" | ")], queries


def messed(name: str, chance: random.Random) -> str:
    """A name with words shuffled, dropped, joined, added or misspelt."""
    words = name.split() or [name]
    at = chance.randrange(len(words))
    match chance.randrange(6):
        case 0:
            chance.shuffle(words)
        case 1 if len(words) > 1:
            del words[at]
        case 2:
            cut = chance.randrange(len(words[at]) + 1)
            words[at] = words[at][:cut] + chance.choice(["", "a", " ", "-"]) + words[at][cut + 1 :]
        case 3:
            words[at : at + 2] = ["".join(words[at : at + 2])]
        case 4:
            words.insert(at, chance.choice([*MORE, "Trading", "LLC", "Research Institute"]))
    return " ".join(words)


@pytest.mark.shared
@pytest.mark.slow
def test_pairs_of_real_names_with_their_misspellings_are_candidates(
    shared: Path, names: NamesKnowledge
) -> None:
    """Every changed name is held against the readings of the name it was made of."""
    index, listed, _ = real(shared, names, 3_000)
    chance = random.Random(23)
    readings_of: dict[int, list[int]] = {}
    for number, name in enumerate(index.arrays["reading_name"].tolist()):
        readings_of.setdefault(name, []).append(number)
    numbers = {index.text(i): i for i in range(len(index.arrays["text_ends"]))}
    origins = chance.sample(listed, 2_500)
    queries = [messed(messed(name, chance), chance) for name in origins]
    least = 5_500
    found = {row: led for row, _, led in Batch(index, least).candidates(queries)}
    checked, missing = 0, []
    for row, (name, query) in enumerate(zip(origins, queries, strict=True)):
        ways = derived(readings(query, names), names)
        for i, (reading, by_way, _) in enumerate(ways):
            for number, other in zip(
                readings_of.get(numbers[name], ()), readings(name, names), strict=True
            ):
                if judge(compare(reading, other), by_way=by_way)[1] >= least:
                    checked += 1
                    if row not in found or number not in found[row][i]:
                        missing.append((query, name))
    assert checked > 1_500
    assert missing == []


@pytest.mark.shared
@pytest.mark.slow
def test_a_batch_of_real_names_is_answered_as_by_scoring_every_pair(
    shared: Path, names: NamesKnowledge
) -> None:
    """Names of the development truth and changed listed names, all scripts and kinds."""
    index, listed, queries = real(shared, names, 700)
    chance = random.Random(29)
    asked = chance.sample(queries, 40)
    asked += [messed(name, chance) for name in chance.sample(listed, 50)]
    answers = Screener(index).screen(asked + FILLER)
    assert answers[: len(asked)] == screen_exhaustively(asked, index)
