"""Which listed names a word may lead to, as sets that can be compared quickly and only err wide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from enduse.screening.align import LONGEST_FUZZY, fuzzy, sound_keys
from enduse.screening.feature import features_alone
from enduse.screening.hashing import number, numbers
from enduse.screening.index import NameIndex
from enduse.screening.neighbours import expand, near
from enduse.screening.word import Word

NOWHERE, ANYWHERE = -1, 0
"""Leads of a word that meets nothing, and of one that may meet any listed name."""
BITS = 2_048
_WORDS = BITS // 64
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Leads:
    """Sets of listed names by word, each folded into 2,048 bits: disjoint bits, disjoint sets."""

    def __init__(self, index: NameIndex) -> None:
        a = index.arrays
        self._index = index
        self._features = a["feature"]
        self._filter = np.zeros(1 << 22, np.bool_)
        self._filter[self._features >> np.uint64(42)] = True
        native = np.flatnonzero(a["sound_native"])
        owner = np.searchsorted(a["sound_feature_ends"], native, "right")
        self._native: dict[int, list[int]] = {}
        for sound, feature in zip(
            a["sound"][owner].tolist(), a["sound_feature"][native].tolist(), strict=True
        ):
            self._native.setdefault(sound, []).append(feature)
        self._sets = np.full((1, _WORDS), np.uint64(0xFFFFFFFFFFFFFFFF), np.uint64)

    def has(self, hashes: npt.NDArray[np.uint64]) -> Ints:
        """Return the rows of the numbers among the features of the index, -1 where it has none."""
        rows = np.full(len(hashes), -1, np.int64)
        some = np.flatnonzero(self._filter[hashes >> np.uint64(42)])
        if not len(some) or not len(self._features):
            return rows
        at = np.searchsorted(self._features, hashes[some])
        at[at == len(self._features)] = 0
        rows[some] = np.where(self._features[at] == hashes[some], at, -1)
        return rows

    def learn(self, words: Sequence[Word | None]) -> Ints:
        """Return a lead for each word: `NOWHERE`, `ANYWHERE`, or the number of its set."""
        owners: list[int] = []
        features: list[str] = []
        keys: list[str] = []
        rows: list[int] = []
        heard: list[tuple[int, int]] = []
        for i, word in enumerate(words):
            if word is None:
                continue
            for feature in features_alone(word):
                owners.append(i)
                features.append(feature)
            if fuzzy(word):
                keys.append(word.key)
                rows.append(i)
            for key in sound_keys(word) if self._native else ():
                heard += [(i, row) for row in self._native.get(number(key), ())]
        found = self.has(numbers(features))
        own = np.array(owners, np.int64)[found >= 0]
        near_key, near_row = self._near(keys)
        by_ear = np.array(heard, np.int64).reshape(-1, 2)
        owner = np.concatenate([own, np.array(rows, np.int64)[near_key], by_ear[:, 0]])
        feature_row = np.concatenate([found[found >= 0], near_row, by_ear[:, 1]])
        leads = np.full(len(words), NOWHERE, np.int64)
        met = np.unique(owner)
        leads[met] = len(self._sets) + np.arange(len(met))
        self._add(np.searchsorted(met, owner), feature_row, len(met))
        return leads

    def overlap(self, one: Ints, two: Ints) -> Flags:
        """Return whether the sets of two leads may share a listed name."""
        found: Flags = np.zeros(len(one), np.bool_)
        for start in range(0, len(one), 100_000):
            part = slice(start, start + 100_000)
            found[part] = ((self._sets[one[part]] & self._sets[two[part]]) != 0).any(axis=1)
        return found

    def _add(self, owner: Ints, feature_row: Ints, count: int) -> None:
        ends = self._index.arrays["posting_ends"]
        begin = np.where(feature_row > 0, ends[feature_row - 1], 0)
        size = ends[feature_row] - begin
        reading = self._index.arrays["posting"][expand(begin, size)].astype(np.int64)
        bit = (reading * 0x9E3779B1 >> 7) % BITS
        sets = np.zeros(count * _WORDS, np.uint64)
        np.bitwise_or.at(
            sets,
            np.repeat(owner, size) * _WORDS + bit // 64,
            np.uint64(1) << (bit % 64).astype(np.uint64),
        )
        self._sets = np.concatenate([self._sets, sets.reshape(-1, _WORDS)])

    def _near(self, keys: Sequence[str]) -> tuple[Ints, Ints]:
        """Return positions of keys, and the features of the listed words that are near to them."""
        a = self._index.arrays
        left, right = near(keys, a["form"], a["form_word"])
        own = [keys[i] for i in left.tolist()]
        other = [self._index.word(j) for j in right.tolist()]
        if not own:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        distance = process.cpdist(own, other, scorer=OSA.distance, score_cutoff=2)
        allowed = np.minimum(_allowed(own), _allowed(other))
        good = (distance <= allowed) & (allowed > 0)
        return left[good].astype(np.int64), a["word_feature"][right[good]].astype(np.int64)


def _allowed(keys: Sequence[str]) -> Ints:
    """`align.allowed_edits`, for columns."""
    size = np.array([len(key) for key in keys], np.int64)
    one = (size < 8) | (size > LONGEST_FUZZY)
    return np.where(size < 4, 0, np.where(one, 1, 2))
