"""What words of a reading meet in the index when they are written as one with their neighbours."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from enduse.screening.align import JOIN_MARK, SHORTEST_JOINED, joined_spans, korean_joined
from enduse.screening.hashing import number, powers
from enduse.screening.numbering import Ints
from enduse.screening.word_table import OTHER, SYLLABLE, WordTable

_MARK = np.uint64(number(JOIN_MARK))


class Joined:
    """Finds features of neighbours; remembers those that need more than adding numbers up."""

    def __init__(self, table: WordTable) -> None:
        self._table = table
        self._runs: dict[tuple[int, ...], list[tuple[int, int]]] = {}

    def of(self, word: Ints, owner: Ints) -> tuple[Ints, Ints, Ints]:
        """Return rows (row of a word, feature, most share of evidence), sorted and distinct.

        Args:
            word: number of each word.
            owner: what words stand in; neighbours have the same owner.
        """
        table = self._table
        size = table.of["spelt_size"][word]
        one = np.flatnonzero(owner[1:] == owner[:-1])
        one = one[(size[one] > 0) & (size[one + 1] > 0)]
        one = one[size[one] + size[one + 1] > SHORTEST_JOINED]
        spelt = table.spelt[word]
        scale = powers(int(size.max(initial=0)) + len(JOIN_MARK) + 1)
        both = spelt[one] + scale[size[one]] * spelt[one + 1]
        feature = table.leads.has(_MARK + scale[len(JOIN_MARK)] * both)
        one, feature = one[feature >= 0], feature[feature >= 0]
        share = table.of["share"][word]
        rows, features = [one, one + 1], [feature, feature]
        odd = np.flatnonzero(table.of["is_a"][word] & (SYLLABLE | OTHER) > 0)
        more = list(self._by_syllables(odd, word, owner))
        if more:
            found = np.array(more, np.int64)
            rows.append(found[:, 0])
            features.append(found[:, 1])
        pair = np.unique(np.concatenate(rows) << 32 | np.concatenate(features))
        row = pair >> 32
        # a joined word says as much as the part of it that says most
        near = np.stack([np.roll(share, 1), share, np.roll(share, -1)]).max(axis=0)
        near[odd] = 100
        return row, pair & 0xFFFFFFFF, near[row]

    def _by_syllables(self, odd: Ints, word: Ints, owner: Ints) -> Iterator[tuple[int, int]]:
        """Runs of syllables may be longer than two, and have Korean readings."""
        if not len(odd):
            return
        apart = (np.diff(odd) > 1) | (owner[odd[1:]] != owner[odd[:-1]])
        first = odd[np.concatenate([[True], apart])]
        end = odd[np.concatenate([apart, [True]])] + 1
        # a syllable may be joined to the word behind it
        end += (end < len(word)) & (owner[np.minimum(end, len(word) - 1)] == owner[end - 1])
        numbers, runs = word.tolist(), self._runs
        for start, stop in zip(first.tolist(), end.tolist(), strict=True):
            key = tuple(numbers[start:stop])
            known = runs.get(key)
            if known is None:
                known = runs[key] = self._read(key)
            for at, feature in known:
                yield start + at, feature

    def _read(self, run: tuple[int, ...]) -> list[tuple[int, int]]:
        words = tuple(self._table.words[w] for w in run)
        found: set[tuple[int, int]] = set()
        for span, key in joined_spans(words):
            features = {self._table.leads.row(key)} - {-1}
            features.update(self._table.leads.heard(korean_joined(words, span)))
            found.update((at, f) for at in span for f in features)
        return sorted(found)
