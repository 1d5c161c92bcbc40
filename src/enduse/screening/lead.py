"""What a word of a query leads to in an index: listed readings, with what it brings to each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enduse.screening.acronym import acronym_text
from enduse.screening.align import ACRONYM_WEIGHTS, fuzzy, sound_keys, spelling_quality
from enduse.screening.feature import ACRONYM_MARK, Sought, features_alone
from enduse.screening.hashing import number
from enduse.screening.index import NameIndex
from enduse.screening.neighbours import near
from enduse.screening.word import SPELT, Reading, Word

Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
_NONE = np.empty(0, np.int32)
REMEMBERED = 50_000
"""Words whose leads are remembered: a bound on memory only."""
_ACRONYM = 85
Met = tuple[int, int, int]
"""A feature, the percent that its pair keeps at most, the most that it weighs."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Listed readings that a word may be paired in, ascending.

    Attributes:
        rows: the readings; then for each of them
        gain: the most the word brings to the match.
        loss: the least that its pair lacks.
        save: the most that the listed name has less left over.
        joined: whether it meets some of them only as one with its neighbours.
    """

    rows: Numbers
    gain: Numbers
    loss: Numbers
    save: Numbers
    joined: bool = False

    def of(self, readings: Numbers) -> tuple[Flags, npt.NDArray[np.int64]]:
        """Return which readings are met, and their places in the columns."""
        at = np.searchsorted(self.rows, readings).astype(np.int64)
        at[at == len(self.rows)] = 0
        if not len(self.rows):
            return np.zeros(len(readings), np.bool_), at
        met: Flags = self.rows[at] == readings
        return met, at


_NOTHING = Lead(_NONE, np.zeros(1, np.int32), np.zeros(1, np.int32), np.zeros(1, np.int32))


class Lookup:
    """Looks words of single names up in one index, and remembers what they lead to."""

    def __init__(self, index: NameIndex) -> None:
        a = index.arrays
        self._index, self._longest = index, index.longest_word
        self._feature = a["feature"]
        self._posting, self._posting_ends = a["posting"], a["posting_ends"]
        self._sound, self._sound_ends = a["sound"], a["sound_feature_ends"]
        self._sound_feature, self._sound_native = a["sound_feature"], a["sound_native"]
        self._most, self._least = a["feature_weight"], a["feature_least"]
        self._save = a["feature_save"]
        self._near: dict[str, list[tuple[int, int]]] = {}
        self._met: dict[Word, list[Met]] = {}
        self._alone: dict[Word, Lead] = {}

    def prepare(self, found: Sequence[Reading]) -> None:
        """Look up the near spellings of all words at once; else it is done one by one."""
        a = self._index.arrays
        words = {w.key for r in found for w in r if w.how in SPELT and fuzzy(w)}
        if len(self._near) > REMEMBERED:
            self._near.clear()
        keys = sorted(key for key in words if key not in self._near)
        if not keys:
            return
        self._near |= {key: [] for key in keys}
        left, right = near(keys, a["form"], a["form_word"], a["form_top"], self._longest)
        for i, j in zip(left.tolist(), right.tolist(), strict=True):
            word = self._index.word(j)
            quality = 0 if word == keys[i] else spelling_quality(keys[i], word)
            if quality:
                self._near[keys[i]].append((int(a["word_feature"][j]), quality))

    def lead(self, word: Word, wanted: Sought) -> Lead:
        """Return what a word leads to, by itself and with its neighbours."""
        joined = self._joined(word, wanted)
        if joined:
            return self._lead(self._features(word) + joined, joined=True)
        alone = self._alone.get(word)
        if alone is None:
            alone = self._lead(self._features(word))
            if len(self._alone) > REMEMBERED:
                self._alone.clear()
            self._alone[word] = alone
        return alone

    def saved(self, word: Word, wanted: Sought) -> int:
        """Return the most that a listed name has less left over because of a small word."""
        found = self._features(word) + self._joined(word, wanted)
        return max((int(self._save[feature]) for feature, _, _ in found), default=0)

    def _joined(self, word: Word, wanted: Sought) -> list[Met]:
        if not wanted.joined:
            return []
        rows = [r for key in wanted.joined if (r := self._row(key)) >= 0]
        rows += self._by_sound(sorted(wanted.joined_sounds), native_only=False)
        return [(row, 100, word.weight) for row in rows]

    def _features(self, word: Word) -> list[Met]:
        known = self._met.get(word)
        if known is not None:
            return known
        found: list[Met] = []
        for feature in features_alone(word):
            row = self._row(feature)
            if row >= 0 and feature.startswith(ACRONYM_MARK):
                most = ACRONYM_WEIGHTS[len(acronym_text(word.text))]
                found.append((row, _ACRONYM, min(word.weight, most)))
            elif row >= 0:
                found.append((row, 100, word.weight))
        heard = self._by_sound(sound_keys(word), native_only=not word.other)
        found += [(row, 100, word.weight) for row in heard]
        if word.how in SPELT and fuzzy(word):
            found += [(row, quality, word.weight) for row, quality in self._near[word.key]]
        if len(self._met) > REMEMBERED:
            self._met.clear()
        self._met[word] = found
        return found

    def _lead(self, met: list[Met], *, joined: bool = False) -> Lead:
        if not met:
            return _NOTHING
        feature, quality, weight = (np.array(one, np.int64) for one in zip(*met, strict=True))
        gain = np.minimum(weight, self._most[feature]) * quality // 100
        both = np.minimum(weight, self._least[feature])
        loss = both - both * quality // 100
        loss[quality == _ACRONYM] = 0
        parts = [self._readings(one) for one in feature.tolist()]
        size = [len(part) for part in parts]
        every = np.concatenate(parts)
        order = np.argsort(every, kind="stable")
        every = every[order]
        most, least, save = (
            np.repeat(one.astype(np.int32), size)[order]
            for one in (gain, loss, self._save[feature])
        )
        first = np.flatnonzero(np.diff(every, prepend=-1))
        if len(first) < len(every):
            most = np.maximum.reduceat(most, first)
            least = np.minimum.reduceat(least, first)
            save = np.maximum.reduceat(save, first)
        return Lead(every[first], most, least, save, joined)

    def _row(self, feature: str) -> int:
        code = np.uint64(number(feature))
        at = int(self._feature.searchsorted(code))
        return at if at < len(self._feature) and self._feature[at] == code else -1

    def _by_sound(self, keys: Iterable[str], *, native_only: bool) -> list[int]:
        found: list[int] = []
        for key in keys:
            code = np.uint64(number(key))
            at = int(self._sound.searchsorted(code))
            if at == len(self._sound) or self._sound[at] != code:
                continue
            start = int(self._sound_ends[at - 1]) if at else 0
            rows = slice(start, int(self._sound_ends[at]))
            chosen = self._sound_feature[rows]
            found += (chosen[self._sound_native[rows]] if native_only else chosen).tolist()
        return found

    def _readings(self, feature: int) -> Numbers:
        start = int(self._posting_ends[feature - 1]) if feature else 0
        rows: Numbers = self._posting[start : int(self._posting_ends[feature])]
        return rows
