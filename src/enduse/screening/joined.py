"""What words of a reading meet in the index when they are written as one with their neighbours."""

from __future__ import annotations

import numpy as np

from enduse.screening.align import JOIN_MARK, MOST_JOINED, SHORTEST_JOINED, korean_joined
from enduse.screening.hashing import Numbers, number, powers
from enduse.screening.numbering import Ints
from enduse.screening.word_table import KOREAN, OTHER, SYLLABLE, WordTable

_MARK = np.uint64(number(JOIN_MARK))
Rows = tuple[Ints, Ints]


class Joined:
    """Finds features of neighbours; remembers the Korean readings of what it met."""

    def __init__(self, table: WordTable) -> None:
        self._table = table
        self._korean: dict[tuple[int, ...], list[int]] = {}

    def of(self, word: Ints, owner: Ints) -> tuple[Ints, Ints, Ints]:
        """Return rows (row of a word, feature, most share of evidence), sorted and distinct.

        Args:
            word: number of each word.
            owner: what words stand in; neighbours have the same owner.
        """
        of = self._table.of
        size, is_a, share = of["spelt_size"][word], of["is_a"][word], of["share"][word]
        spelt = self._table.spelt[word]
        scale = powers(MOST_JOINED * int(size.max(initial=0)) + len(JOIN_MARK) + 1)
        syllable, korean = is_a & SYLLABLE > 0, is_a & KOREAN > 0
        start = np.flatnonzero(size > 0)
        code, long = spelt[start], size[start]
        rows: list[Ints] = []
        features: list[Ints] = []
        for more in range(1, MOST_JOINED):  # as `align.joined_spans` says
            kept = start + more < len(word)
            start, code, long = start[kept], code[kept], long[kept]
            last = start + more
            kept = (owner[last] == owner[start]) & (size[last] > 0)
            if more > 1:
                kept &= syllable[start] & syllable[last]
            start, code, long, last = start[kept], code[kept], long[kept], last[kept]
            code = code + scale[long] * spelt[last]
            long = long + size[last]
            enough = long > SHORTEST_JOINED
            for at, feature in (
                self._written(start[enough], code[enough], scale),
                self._heard(start[enough], more, word, korean),
            ):
                for step in range(more + 1):
                    rows.append(at + step)
                    features.append(feature)
        pair = np.unique(np.concatenate(rows) << 32 | np.concatenate(features))
        row = pair >> 32
        # a joined word says as much as the part of it that says most
        near = np.stack([np.roll(share, 1), share, np.roll(share, -1)]).max(axis=0)
        near[is_a & (SYLLABLE | OTHER) > 0] = 100
        return row, pair & 0xFFFFFFFF, near[row]

    def _written(self, start: Ints, code: Numbers, scale: Numbers) -> Rows:
        feature = self._table.leads.has(_MARK + scale[len(JOIN_MARK)] * code)
        return start[feature >= 0], feature[feature >= 0]

    def _heard(self, start: Ints, more: int, word: Ints, korean: np.ndarray) -> Rows:
        """Features of names that sound in Korean as the words of a span do together."""
        for step in range(more + 1):
            start = start[korean[start + step]]
        spans = list(zip(*(word[start + step].tolist() for step in range(more + 1)), strict=True))
        found = self._korean
        new = list(dict.fromkeys(span for span in spans if span not in found))
        if new:
            self._listen(new)
        counts = [len(found[span]) for span in spans]
        features = [feature for span in spans for feature in found[span]]
        return np.repeat(start, counts), np.array(features, np.int64)

    def _listen(self, spans: list[tuple[int, ...]]) -> None:
        words = self._table.words
        keys: list[str] = []
        owner: list[int] = []
        for i, span in enumerate(spans):
            self._korean[span] = []
            own = korean_joined(tuple(words[w] for w in span), tuple(range(len(span))))
            keys += own
            owner += [i] * len(own)
        for i, feature in self._table.leads.heard(keys, owner):
            if feature not in self._korean[spans[i]]:
                self._korean[spans[i]].append(feature)
