"""What a comparison says: the same body, perhaps the same, or a body related to the entry."""

from __future__ import annotations

from enduse.model.match import SCORE_SCALE, Relation
from enduse.screening.score import (
    DOUBT,
    FURTHER,
    LEAST_EVIDENCE,
    PART_SHARE,
    Comparison,
    query_cost,
)
from enduse.screening.word import TELLING, Kind

POSSIBLE, SAME = 7_500, 8_700
"""Thresholds, set on the development truth (docs/explanation/names.md)."""
RELATED_SHARE = 95
"""Percent of a score that a match by way of another body keeps."""
LEAST_OF_ENTRY = 60
"""Percent of the weight of a listed name that has to meet before a match is the same body."""
MOST_FURTHER = 2
SMALL = 60
_NO_MEANING = frozenset({Kind.LEGAL, Kind.FILLER})


def least_by_way(least: int) -> int:
    """Return the score that a way needs to be shown with at least so much."""
    return -(-least * 100 // RELATED_SHARE)


def judge(found: Comparison, *, by_way: bool) -> tuple[Relation, int]:
    """Return what a comparison says, and its score as shown.

    Args:
        found: the comparison.
        by_way: whether the reading stands for a body above or beside the one that was asked for.
    """
    if by_way:
        return Relation.RELATED, found.score * RELATED_SHARE // 100
    query = found.query
    extra = [query[i] for i in found.query_left if query[i].kind not in _NO_MEANING]
    if any(word.kind is Kind.BRANCH for word in extra):
        return Relation.RELATED, found.score
    score = part_score(found)
    if score > found.score:
        return Relation.RELATED, score
    same = found.score >= SAME and _says_which(found) and not _by_initials_alone(found)
    same = same and _most_of_entry(found)
    return (Relation.SAME if same else Relation.POSSIBLE), found.score


def _says_which(found: Comparison) -> bool:
    """Whether a word that says which body it is has met: generic words never make the same."""
    query = found.query
    return any(query[i].kind in TELLING for pair in found.pairs for i in pair.query)


def _most_of_entry(found: Comparison) -> bool:
    """Whether enough of the listed name has met: Taliban is not the same as Pakistani Taliban."""
    entry = found.entry
    whole = sum(word.weight for word in entry if word.kind not in _NO_MEANING)
    left = [entry[j] for j in found.entry_left]
    missing = sum(word.weight for word in left if word.kind not in _NO_MEANING)
    return 100 * missing < (100 - LEAST_OF_ENTRY) * whole or not missing


def _by_initials_alone(found: Comparison) -> bool:
    """Whether nothing but initials (and words without meaning) met: many bodies share them."""
    told = [
        pair
        for pair in found.pairs
        if any(found.query[i].kind not in _NO_MEANING for i in pair.query)
    ]
    return bool(told) and all(pair.how == "acronym" for pair in told)


def part_score(found: Comparison) -> int:
    """Return the score of a body named as an institution and a place or name more; else 0."""
    query, entry = found.query, found.entry
    if any(entry[j].weight > SMALL for j in found.entry_left):
        return 0
    left = [query[i] for i in found.query_left]
    further = [w for w in left if w.kind in FURTHER]
    if not 1 <= len(further) <= MOST_FURTHER or found.evidence < LEAST_EVIDENCE:
        return 0
    if not any(w.institution for w in query) or not any(w.institution for w in entry):
        return 0
    cost = sum(w.weight for w in further) * PART_SHARE // 100
    cost += sum(query_cost(w, institution=False) for w in left if w.kind not in FURTHER)
    whole = sum(pair.weight for pair in found.pairs) + DOUBT + cost
    return SCORE_SCALE * found.matched // whole
