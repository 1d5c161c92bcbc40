"""The declared score of two readings, in ten-thousandths, and what it rests on.

    score = matched / (paired + DOUBT + unmatched words of the query + unmatched words of the entry)

Weights are hundredths of a bit; the shares below were set on the development truth
(`docs/explanation/names.md`). All arithmetic is in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from enduse.model.match import SCORE_SCALE
from enduse.screening.align import Pair, align
from enduse.screening.word import CARRIES, TELLING, Kind, Reading, Word

SCORER_VERSION = "9"
MINOR = 85
"""Percent from which a difference in writing is minor."""
DOUBT = 110
"""Weight that every match lacks: short names say less than long ones."""
QUERY_SHARE = {
    Kind.PLAIN: 70, Kind.SYLLABLE: 70, Kind.ABJAD: 70, Kind.GENERIC: 78, Kind.PLACE: 60,
    Kind.NUMBER: 66, Kind.LEGAL: 100, Kind.FILLER: 100, Kind.LEVEL: 100, Kind.BRANCH: 100,
}  # fmt: skip
ENTRY_SHARE = {
    Kind.PLAIN: 60, Kind.SYLLABLE: 60, Kind.ABJAD: 60, Kind.GENERIC: 42, Kind.PLACE: 28,
    Kind.NUMBER: 38, Kind.LEGAL: 62, Kind.FILLER: 62, Kind.LEVEL: 62, Kind.BRANCH: 62,
}  # fmt: skip
"""Percent of an unmatched word's weight that counts against a match, by side and kind."""
EVIDENCE_SHARE = {Kind.GENERIC: 62, Kind.PLACE: 32, Kind.NUMBER: 60}
"""Percent of a matched word's weight that counts as evidence; 100 for words that carry a match."""
NUMBER_CONFLICT, PLACE_CONFLICT = 76, 62
"""Percent that is left of a score where both sides name different numbers or places."""
LEAST_EVIDENCE = 1_050
"""Evidence that a match needs; below it, only a whole name that is equal counts."""
OTHER_FORM = 180
"""Weight that a match lacks where both names have a legal form in letters, and none in common."""
PART_SHARE = 30
"""Percent of a further place or name that counts against an institution it is a part of."""
BRAND_ALONE = 20
"""Percent of that cost where the query is a brand and says no more."""
ALPHABETS = "\u2e80"
"""The first sign after the alphabets."""
LIGHT = 200
"""Weight up to which a generic word is no more than a legal form."""
FREE_ORDER = 4
"""So many generic words that are all the same are one name in any order."""
_SMALL = frozenset({Kind.LEGAL, Kind.FILLER})
FURTHER = frozenset({Kind.PLACE, Kind.PLAIN, Kind.SYLLABLE})


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings, compared.

    Args:
        score: ten-thousandths.
        pairs: the words that stand for each other.
        matched: weight carried by the pairs, quality counted.
        evidence: that part of it which says which body it is.
        query_left, entry_left: positions of the words without a partner.
    """

    query: Reading
    entry: Reading
    score: int
    pairs: tuple[Pair, ...]
    matched: int
    evidence: int
    query_left: tuple[int, ...]
    entry_left: tuple[int, ...]


def query_cost(word: Word, *, institution: bool) -> int:
    """Return the least that an unmatched word of the query counts against a match."""
    share = PART_SHARE if institution and word.kind in FURTHER else QUERY_SHARE[word.kind]
    return word.weight * share // 100


def ceiling(matched: int, cost: int) -> int:
    """Return the highest score with that much matched and that cost on the query's side."""
    return SCORE_SCALE * matched // (matched + DOUBT + cost) if matched > 0 else 0


def compare(query: Reading, entry: Reading) -> Comparison:
    """Score a reading of the query against a reading of an entry."""
    pairs = align(query, entry)
    paired_query = {i for pair in pairs for i in pair.query}
    paired_entry = {j for pair in pairs for j in pair.entry}
    query_left = tuple(i for i in range(len(query)) if i not in paired_query)
    entry_left = tuple(j for j in range(len(entry)) if j not in paired_entry)
    matched = full = evidence = 0
    for pair in pairs:
        got = pair.weight * pair.quality // 100
        full += pair.weight
        matched += got
        evidence += got * max(evidence_share(query[i]) for i in pair.query) // 100
    if not any(query[i].kind in TELLING for pair in pairs for i in pair.query):
        evidence -= _abbreviated(query, entry, pairs)
    cost = sum(query_cost(query[i], institution=False) for i in query_left)
    left = sum(entry[j].weight * ENTRY_SHARE[entry[j].kind] // 100 for j in entry_left)
    cost += left * BRAND_ALONE // 100 if _is_brand(query, entry) else left
    cost += OTHER_FORM if _other_form(query, entry) else 0
    score = SCORE_SCALE * matched // (full + DOUBT + cost)
    if _clash(query, query_left, entry, entry_left, Kind.NUMBER):
        score = score * NUMBER_CONFLICT // 100
    if _clash(query, query_left, entry, entry_left, Kind.PLACE):
        score = score * PLACE_CONFLICT // 100
    if evidence < LEAST_EVIDENCE and not _one_name(query, entry, pairs):
        score = score * evidence // LEAST_EVIDENCE
    return Comparison(
        query, entry, score, tuple(pairs), matched, evidence, query_left, entry_left
    )  # fmt: skip


def _other_form(query: Reading, entry: Reading) -> bool:
    """Whether legal forms differ; those of scripts without spaces are translated too freely."""
    own, other = _forms(query), _forms(entry)
    return bool(own) and bool(other) and own.isdisjoint(other)


def _forms(reading: Reading) -> set[str]:
    forms = [w for w in reading if w.kind is Kind.LEGAL]
    return {w.key for w in forms} if all(max(w.text) < ALPHABETS for w in forms) else set()


def _is_brand(query: Reading, entry: Reading) -> bool:
    """Whether all that the query says is a brand, and the entry has it."""
    named = [w for w in query if w.kind in CARRIES or w.kind is Kind.PLACE]
    keys = {w.key for w in entry}
    return bool(named) and all(w.brand and w.key in keys for w in named)


def _abbreviated(query: Reading, entry: Reading, pairs: list[Pair]) -> int:
    """Return the evidence of generic words that stand in one abbreviation: PSB is no name."""
    short = {
        one.text
        for reading in (query, entry)
        for one, two in pairwise(reading)
        if one.text == two.text and one.text.isascii() and " " not in one.text
    }
    return sum(
        pair.weight * pair.quality // 100 * max(evidence_share(query[i]) for i in pair.query) // 100
        for pair in pairs
        if any(query[i].text in short for i in pair.query)
        or any(entry[j].text in short for j in pair.entry)
    )


def evidence_share(word: Word) -> int:
    """Return the percent of a matched word's weight that says which body it is."""
    if word.kind in CARRIES or word.key[0] == "@":
        return 100
    return EVIDENCE_SHARE.get(word.kind, 50)


def _one_name(query: Reading, entry: Reading, pairs: list[Pair]) -> bool:
    """Whether both are the same words, small ones apart: in the same order, or four and more."""
    own = [w.key for w in query if w.kind not in _SMALL]
    other = [w.key for w in entry if w.kind not in _SMALL]
    if len(own) < FREE_ORDER:
        own, other = in_order(query), in_order(entry)
    elif sorted(own) == sorted(other):
        own = other
    if own != other:
        return False
    return all(_is_plain(pair, query, entry) for pair in pairs)


def in_order(reading: Reading) -> list[str]:
    """Keys without legal forms; where a word tells which body it is, without `company` too."""
    told = any(w.kind in TELLING for w in reading)
    least = LIGHT if told else 0
    return [
        w.key
        for w in reading
        if w.kind is not Kind.LEGAL and not (w.kind is Kind.GENERIC and w.weight <= least)
    ]


def _is_plain(pair: Pair, query: Reading, entry: Reading) -> bool:
    """Whether a pair is the same word, and not two words of one language with one meaning."""
    if pair.how in ("equal", "legal_form", "place"):
        return True
    if len(pair.query) != 1 or len(pair.entry) != 1 or pair.quality < MINOR:
        return False
    q, e = query[pair.query[0]], entry[pair.entry[0]]
    return q.kind is not Kind.GENERIC or q.text.isascii() != e.text.isascii()


def _clash(
    query: Reading, query_left: tuple[int, ...], entry: Reading, entry_left: tuple[int, ...],
    kind: Kind,
) -> bool:  # fmt: skip
    return any(query[i].kind is kind for i in query_left) and any(
        entry[j].kind is kind for j in entry_left
    )
