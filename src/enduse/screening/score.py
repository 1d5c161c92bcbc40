"""The declared score of two readings, in ten-thousandths, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from enduse.model.match import SCORE_SCALE, Relation
from enduse.screening.align import Pair, align
from enduse.screening.word import CARRIES, Kind, Reading

SCORER_VERSION = "1"
DOUBT = 130
"""Weight that every match lacks: short names say less than long ones."""
QUERY_SHARE = 100
ENTRY_SHARE = 62
"""Percent of an unmatched word's weight that counts against a match, by side."""
NUMBER_CONFLICT = 55
PLACE_CONFLICT = 80
"""Percent that is left of a score where both sides name different numbers or places."""
LEAST_EVIDENCE = 900
"""Distinctive weight that a match needs; below it, only a whole name that is equal counts."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings, compared.

    Args:
        score: ten-thousandths.
        pairs: the words that stand for each other.
        matched: weight carried by the pairs, quality counted.
        distinctive: that part of it which distinctive words carry.
        query_left, entry_left: weight of the words without a partner.
    """

    query: Reading
    entry: Reading
    score: int
    pairs: tuple[Pair, ...]
    matched: int
    distinctive: int
    query_left: tuple[int, ...]
    entry_left: tuple[int, ...]


def ceiling(matched: int, query_left: int) -> int:
    """Return the highest score that is possible with these weights on the query's side."""
    if matched <= 0:
        return 0
    return SCORE_SCALE * matched // (matched + DOUBT + query_left * QUERY_SHARE // 100)


def compare(query: Reading, entry: Reading) -> Comparison:
    """Score a reading of the query against a reading of an entry."""
    pairs = align(query, entry)
    paired_query = {i for pair in pairs for i in pair.query}
    paired_entry = {j for pair in pairs for j in pair.entry}
    query_left = tuple(i for i in range(len(query)) if i not in paired_query)
    entry_left = tuple(j for j in range(len(entry)) if j not in paired_entry)
    matched = full = distinctive = 0
    plain = True
    for pair in pairs:
        full += pair.weight
        got = pair.weight * pair.quality // 100
        matched += got
        plain = plain and pair.how in ("equal", "legal_form", "place")
        if any(query[i].kind in CARRIES or query[i].key[0] == "@" for i in pair.query):
            distinctive += got
        elif any(query[i].kind is Kind.NUMBER for i in pair.query):
            distinctive += got * 7 // 10
        else:
            distinctive += got // 2
    left_q = sum(query[i].weight for i in query_left)
    left_e = sum(entry[j].weight for j in entry_left)
    whole = full + DOUBT + (left_q * QUERY_SHARE + left_e * ENTRY_SHARE) // 100
    score = SCORE_SCALE * matched // whole if whole else 0
    if _clash(query, query_left, entry, entry_left, Kind.NUMBER):
        score = score * NUMBER_CONFLICT // 100
    if _clash(query, query_left, entry, entry_left, Kind.PLACE):
        score = score * PLACE_CONFLICT // 100
    if distinctive < LEAST_EVIDENCE and (left_q > 60 or left_e > 60 or not plain):
        score = score * max(distinctive, 1) // LEAST_EVIDENCE
    return Comparison(
        query, entry, min(score, SCORE_SCALE), tuple(pairs), matched, distinctive,
        query_left, entry_left,
    )  # fmt: skip


def _clash(
    query: Reading, query_left: tuple[int, ...], entry: Reading, entry_left: tuple[int, ...],
    kind: Kind,
) -> bool:  # fmt: skip
    return any(query[i].kind is kind for i in query_left) and any(
        entry[j].kind is kind for j in entry_left
    )


POSSIBLE, SAME = 7_600, 8_800
"""Thresholds, set on the development truth (docs/explanation/names.md)."""
RELATED_SHARE = 92
"""Percent of a score that a match by way of another body keeps."""


def judge(found: Comparison, *, by_way: bool) -> tuple[Relation, int]:
    """Return what a comparison says, and its score as shown.

    Args:
        found: the comparison.
        by_way: whether the query stands for a body above or beside it.
    """
    if by_way:
        return Relation.RELATED, found.score * RELATED_SHARE // 100
    query = found.query
    extra = [i for i in found.query_left if query[i].kind not in (Kind.LEGAL, Kind.FILLER)]
    if any(query[i].kind is Kind.BRANCH for i in extra):
        return Relation.RELATED, found.score
    if found.score >= SAME:
        return Relation.SAME, found.score
    return Relation.POSSIBLE, found.score
