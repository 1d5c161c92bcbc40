"""Many texts at once, and numbers put aside: the same as each term looked for by itself."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.review.goods.conftest import Sections
from tests.review.goods.plain_search import finder

from enduse.review.goods.compile import all_terms, compile_lexicon
from enduse.review.goods.evidence import NOTHING, TextEvidence
from enduse.review.goods.lexicon import Lexicon
from enduse.review.goods.parameters import blind, read_facts
from enduse.review.goods.reading import read_signs
from enduse.review.goods.recognise import GoodsRecogniser
from enduse.review.goods.texts import TextReader

HERE = Path(__file__).parent
LINES = [
    line.rpartition("|")[2]
    for name in ("customs_lines", "named_lines", "ordinary_lines")
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
]


class Both:
    """Texts read at once and one by one, by readers that know nothing yet; and the plain way."""

    def __init__(self, sections: Sections) -> None:
        technology, words, _ = sections
        shared = words["recognition"]
        means = frozenset(id_ for id_, item in technology.items() if item.often_means)
        self._reading = (technology, shared.points, means)
        self._lexicon = Lexicon(compile_lexicon(technology, shared))
        self._find = finder(all_terms(technology, shared))
        self._used = self.reader()

    def reader(self) -> TextReader:
        """A reader that remembers nothing."""
        return TextReader(self._lexicon, *self._reading)

    def plain(self, text: str) -> TextEvidence:
        """What a text shows, found the plain way."""
        technology, points, means = self._reading
        signs, negative, context = read_signs(self._find(text), points, text, means)
        if not signs:
            return NOTHING
        ids = dict.fromkeys(sign.technology for sign in signs)
        facts = read_facts(text, ids, technology)
        return TextEvidence(signs=signs, negative=negative, context=context, facts=facts)

    def compare(self, texts: Sequence[str]) -> int:
        """Assert that all ways agree; return how many texts show something."""
        found = self.reader().read(texts)
        for text, one in zip(texts, found, strict=True):
            assert one == self.plain(text), text
            assert [one] == self._used.read([text]), text
        return sum(one != NOTHING for one in found)


@pytest.fixture(scope="module")
def both(sections: Sections) -> Both:
    """Both ways to read texts."""
    return Both(sections)


def renumbered(text: str, seed: int) -> str:
    """Return a text with other digits in the places of its digits."""
    chance = random.Random(seed)
    return re.sub("[0-9]", lambda _: str(chance.randrange(10)), text)


def test_our_lines_and_the_same_with_other_numbers(both: Both) -> None:
    """Part numbers, resolutions and quantities vary; what they say is read from each text."""
    with_numbers = [line for line in LINES if re.search("[0-9]", line)]
    texts = LINES + [renumbered(line, seed) for seed in (1, 2, 3) for line in with_numbers]
    texts += [f"{line}, item {number:05}" for number, line in enumerate(LINES[::3])]
    assert both.compare(texts) > 300


def test_terms_themselves_and_the_same_with_other_numbers(both: Both, sections: Sections) -> None:
    """Every term that holds a digit, as it is written, in capitals, and with other digits."""
    terms = {term.text for term, _ in all_terms(sections[0], sections[1]["recognition"])}
    numbered = sorted(term for term in terms if re.search("[0-9#@]", term))
    texts = []
    for n, term in enumerate(numbered):
        text = term.replace("#", "7").replace("@", "x").replace(" .. ", " ").replace("*", "")
        texts += [text, f"{text} 12", renumbered(text, n), f"1 {text.upper()}{n % 10}, 4 pcs"]
        texts.append(f"{text} {renumbered(text, n)} {text}9")
    assert both.compare(texts) > 100


WORDS = re.split(
    r"\s+",
    """camera cameras CCTV cctv C4 C5 C4ISR SS7 ss7 NVR nvr VB400 vb-400 IPC322L DS-2CD2143 i2 iBase
    300 118 car item 640x480 25Hz 25 Hz thermal imaging facial recognition drone dron not no for of
    сорм-2 сорм 监控 人脸识别 5g كاميرات وكاميرات المراقبة cámaras surveillance interception toy
    baby biometric fingerprint reader children system software DNA 3500 Genetic Analyzer NVR777-
    1:N 1:1 without kein sin face mask scanner door lock lawful Phantom 4 Orlan-10 ECU-911""",
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.from_regex(r"\A[0-9]{1,6}\Z"),
    st.sampled_from([".", ",", "; ", "-", "/", "\n", "\0", "é", "２", "\u0301", "…", "\ud800"]),
)


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(
        st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", "", "-"])), max_size=9), max_size=12
    ),
    capitals=st.booleans(),
    seed=st.integers(0, 9),
)
def test_any_words_and_numbers(
    both: Both,
    lines: list[list[tuple[str, str]]],
    capitals: bool,
    seed: int,
) -> None:
    """Words of the lexicon and numbers side by side, with and without blanks."""
    texts = ["".join(part + gap for part, gap in line) for line in lines]
    texts += [text.upper() for text in texts] if capitals else []
    texts += [renumbered(text, seed) for text in texts]
    both.compare(texts)


@pytest.mark.shared
def test_real_texts(both: Both, shared: Path) -> None:
    """Texts of tenders and customs lines in many languages, and the same with other numbers."""
    with (shared / "data/goods_truth_dev.csv").open(encoding="utf-8", newline="") as handle:
        texts = [row["text"] for row in csv.DictReader(handle)][::4]
    path = shared / "data/transfers/csv_spain_minor/minors_downloaded.csv"
    texts += path.read_text(encoding="utf-8", errors="replace").splitlines()[1:3000:10]
    texts = list(dict.fromkeys(texts))
    assert both.compare(texts + [renumbered(text, 1) for text in texts]) > 100


def test_numbers_are_read_where_they_decide(recogniser: GoodsRecogniser) -> None:
    """The same words with other numbers are other evidence where a term or a fact reads them."""
    one, two, other = recogniser.recognise_texts(
        ["thermal camera 640x480 25 Hz, item 7", "thermal camera 384x288 50 Hz, item 7", "C4 radio"]
    )
    assert {fact.value for fact in one.facts} >= {"25", "307200"}
    assert {fact.value for fact in two.facts} >= {"50", "110592"}
    assert other == recogniser.recognise_text("C4 radio") != recogniser.recognise_text("C9 radio")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(\d{1,3}(?:[.,]\d{1,2})?)\s*hz", True),
        (r"data ?cent(?:re|er)", True),
        (r"\b1\s*:\s*n\b", False),
        (r"(a)\1", False),
        (r"[{3}]x", False),
        (r"\{3}", False),
        (r"\N{DIGIT ONE}", False),
        (r"\x31", False),
        (r"[^0-4]", False),
    ],
)
def test_a_pattern_is_blind_to_digits(pattern: str, expected: bool) -> None:
    """Only a pattern that surely cannot tell one digit from another is."""
    assert blind(pattern) is expected
