"""Which of many texts hold one of many words: one pass over all of them, joined line by line.

A first look that says "nothing here" for most texts; what it names is then read with care.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


def lines_with(automaton: AhoCorasick, texts: Sequence[str]) -> frozenset[int]:
    """Numbers of the texts in which the automaton finds anything.

    Neither the texts nor the words may hold a line break.
    """
    lines, _, _ = places(automaton, texts, overlapping=False)
    return frozenset(lines)


def places(
    automaton: AhoCorasick, texts: Sequence[str], *, overlapping: bool = True
) -> tuple[list[int], list[int], list[int]]:
    """Where words stand: number of the text, number of the word, place in the text."""
    import numpy as np

    found = automaton.find_matches_as_indexes("\n".join(texts), overlapping=overlapping)
    if not found:
        return [], [], []
    hits = np.array(found, np.int64)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.concatenate(([0], np.cumsum(lengths + 1)[:-1]))
    lines = np.searchsorted(starts, hits[:, 1], side="right") - 1
    return lines.tolist(), hits[:, 0].tolist(), (hits[:, 1] - starts[lines]).tolist()
