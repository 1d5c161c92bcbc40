"""A comparison in words: which word met which, how, and with what weight."""

from __future__ import annotations

from enduse.model.match import SCORE_SCALE, WordPair
from enduse.screening.score import Comparison
from enduse.screening.word import Reading


def word_pairs(found: Comparison) -> tuple[WordPair, ...]:
    """Return every word of both names once; weights are shares of the whole, in ten-thousandths."""
    query, entry = found.query, found.entry
    whole = sum(pair.weight for pair in found.pairs) or 1
    whole += sum(query[i].weight for i in found.query_left)
    whole += sum(entry[j].weight for j in found.entry_left)
    rows = []
    for pair in sorted(found.pairs, key=lambda p: p.query):
        weight = pair.weight * pair.quality // 100
        rows.append(
            WordPair(
                query=_text(query, pair.query), entry=_text(entry, pair.entry), how=pair.how,
                weight=SCORE_SCALE * weight // whole,
            )
        )  # fmt: skip
    for i in found.query_left:
        weight = SCORE_SCALE * query[i].weight // whole
        rows.append(WordPair(query=query[i].text, entry="", how="unmatched", weight=weight))
    for j in found.entry_left:
        weight = SCORE_SCALE * entry[j].weight // whole
        rows.append(WordPair(query="", entry=entry[j].text, how="unmatched", weight=weight))
    return tuple(rows)


def _text(reading: Reading, span: tuple[int, ...]) -> str:
    return " ".join(dict.fromkeys(reading[i].text for i in span))
