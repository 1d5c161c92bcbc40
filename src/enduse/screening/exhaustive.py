"""The oracle: score every pair. Slow on purpose; the index must give the same answers."""

from __future__ import annotations

from collections.abc import Sequence

from enduse.model.match import NameMatch
from enduse.screening.canon import readings
from enduse.screening.derived import derived
from enduse.screening.index import NameIndex
from enduse.screening.relation import POSSIBLE, judge
from enduse.screening.score import compare
from enduse.screening.screen import Found, best_matches


def screen_exhaustively(names: Sequence[str], index: NameIndex) -> list[tuple[NameMatch, ...]]:
    """Return what `Screener.screen` returns, by scoring every name against every listed name."""
    listed = [
        (number, reading)
        for number in range(len(index.arrays["text_ends"]))
        for reading in readings(index.text(number), index.names)
    ]
    answers = []
    for name in names:
        found: list[Found] = []
        for query, by_way, path in derived(readings(name, index.names), index.names):
            for number, entry in listed:
                comparison = compare(query, entry)
                relation, score = judge(comparison, by_way=by_way)
                if score >= POSSIBLE:
                    found.append((score, relation, comparison, number, path))
        answers.append(best_matches(found, index))
    return answers
