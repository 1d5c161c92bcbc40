"""Near spellings of many words among the words of an index."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from enduse.screening.align import allowed_edits, near_quality
from enduse.screening.index import NameIndex
from enduse.screening.neighbours import near
from enduse.screening.numbering import Ints

_LENGTHS = 64
"""Longer words than this have as many edits as a word of this length."""


class NearMany:
    """Finds what `align.spelling_quality` says of many words and all words of an index."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._longest = index.longest_word
        self._edits = np.array([allowed_edits(size) for size in range(_LENGTHS)], np.int64)

    @cached_property
    def _words(self) -> list[str]:
        data = self._index.arrays["word"].tobytes()
        ends = [0, *self._index.arrays["word_ends"].tolist()]
        return [data[start:end].decode() for start, end in pairwise(ends)]

    @cached_property
    def _sizes(self) -> Ints:
        return np.array([len(word) for word in self._words], np.int64)

    def of(self, keys: Sequence[str]) -> tuple[Ints, Ints, Ints]:
        """Return rows (position of a key, feature of a listed word near to it, percent)."""
        a = self._index.arrays
        left, right = near(keys, a["form"], a["form_word"], a["form_top"], self._longest)
        sizes = np.array([len(key) for key in keys], np.int64)
        one, two = sizes[left], self._sizes[right]
        short, long = np.minimum(one, two), np.maximum(one, two)
        most = np.minimum(self._edits_of(short), self._edits_of(long))
        words = self._words
        away = process.cpdist(
            [keys[i] for i in left.tolist()], [words[j] for j in right.tolist()],
            scorer=OSA.distance, score_cutoff=2, dtype=np.int32,
        )  # fmt: skip
        kept = np.flatnonzero(away <= most)
        quality = _quality(away[kept].astype(np.int64), long[kept])
        feature = a["word_feature"][right[kept]].astype(np.int64)
        return left[kept].astype(np.int64), feature, quality

    def _edits_of(self, size: Ints) -> Ints:
        found: Ints = self._edits[np.minimum(size, _LENGTHS - 1)]
        return found


def _quality(edits: Ints, longer: Ints) -> Ints:
    """Return `near_quality` of each pair of numbers."""
    distinct, back = np.unique(longer << 2 | edits, return_inverse=True)
    each = np.array([near_quality(one & 3, one >> 2) for one in distinct.tolist()], np.int64)
    found: Ints = each[back]
    return found
