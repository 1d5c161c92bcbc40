"""Which readings of the index could reach a score: few, and never one too few."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from enduse.model.match import SCORE_SCALE
from enduse.screening.align import fuzzy, sound_keys, spelling_quality
from enduse.screening.feature import PASSIVE, Sought, features_alone, looked_for
from enduse.screening.hashing import number
from enduse.screening.index import NameIndex
from enduse.screening.neighbours import near
from enduse.screening.score import DOUBT, ceiling, query_cost
from enduse.screening.word import Reading, Word

Numbers = npt.NDArray[np.int32]
_NONE = np.empty(0, np.int32)
REMEMBERED = 200_000


class Candidates:
    """Finds candidates in one index; remembers what each word leads to."""

    def __init__(self, index: NameIndex) -> None:
        a = index.arrays
        self._feature = a["feature"]
        self._posting, self._posting_ends = a["posting"], a["posting_ends"]
        self._sound, self._sound_ends = a["sound"], a["sound_feature_ends"]
        self._sound_feature, self._sound_native = a["sound_feature"], a["sound_native"]
        self._index = index
        self._near: dict[str, Numbers] = {}
        self._alone: dict[Word, Numbers] = {}
        self._seen = np.zeros(len(a["reading_name"]), np.bool_)

    def prepare(self, found: Sequence[Reading]) -> None:
        """Look up the near spellings of all words at once; `find` would do it one by one."""
        a = self._index.arrays
        keys = sorted({w.key for r in found for w in r if fuzzy(w)} - self._near.keys())
        if not keys:
            return
        left, right = near(keys, a["form"], a["form_word"])
        hits: dict[str, list[int]] = {}
        for i, j in zip(left.tolist(), right.tolist(), strict=True):
            word = self._index.word(j)
            if word != keys[i] and spelling_quality(keys[i], word):
                hits.setdefault(keys[i], []).append(int(a["word_feature"][j]))
        for key in keys:
            self._near[key] = np.array(hits.get(key, ()), np.int32)

    def find(self, reading: Reading, least: int) -> Numbers:
        """Return the readings whose score with `reading` may be `least` or more."""
        self.prepare([reading])
        wanted = looked_for(reading)
        leads = {
            i: self._leads(word, wanted[i])
            for i, word in enumerate(reading)
            if word.kind not in PASSIVE  # small words are not looked up
        }
        weights = [word.weight for word in reading]
        institution = any(word.institution for word in reading)
        costs = [query_cost(word, institution=institution) for word in reading]
        active = sorted(leads, key=lambda i: (len(leads[i]) / (1 + costs[i]), i))
        free, missed = sum(weights), 0
        probes: list[Numbers] = []
        for i in active:
            if ceiling(free, missed) < least:
                break
            probes.append(leads[i])
            free, missed = free - weights[i], missed + costs[i]
        if not probes:
            return _NONE
        found = np.unique(np.concatenate(probes))
        return self._reachable(found, leads, weights, costs, least)

    def _reachable(
        self,
        found: Numbers,
        leads: dict[int, Numbers],
        weights: list[int],
        costs: list[int],
        least: int,
    ) -> Numbers:
        """Keep what could reach the score if every word that may be paired were paired well."""
        if not len(found):
            return found
        always = sum(weight for i, weight in enumerate(weights) if i not in leads)
        matched = np.full(len(found), always, np.int64)
        cost = np.full(len(found), sum(costs[i] for i in leads), np.int64)
        for i, lead in leads.items():
            self._seen[lead] = True
            met = self._seen[found]
            self._seen[lead] = False
            matched += weights[i] * met
            cost -= costs[i] * met
        kept: Numbers = found[SCORE_SCALE * matched // (matched + DOUBT + cost) >= least]
        return kept

    def _leads(self, word: Word, wanted: Sought) -> Numbers:
        """Return the readings that have a feature the word looks for."""
        alone = self._alone.get(word)
        if alone is None:
            alone = self._union(self._features_alone(word))
            if len(self._alone) < REMEMBERED:
                self._alone[word] = alone
        joined = self._features(wanted.joined)
        joined += self._by_sound(sorted(wanted.joined_sounds), native_only=False)
        if not joined:
            return alone
        return np.union1d(alone, self._union(joined))

    def _features_alone(self, word: Word) -> list[int]:
        features = self._features(set(features_alone(word)))
        features += self._by_sound(sound_keys(word), native_only=not word.other)
        if fuzzy(word):
            features += self._near[word.key].tolist()
        return features

    def _union(self, features: list[int]) -> Numbers:
        rows = [self._readings(feature) for feature in sorted(set(features))]
        if len(rows) < 2:
            return rows[0] if rows else _NONE
        return np.unique(np.concatenate(rows))

    def _features(self, wanted: set[str]) -> list[int]:
        if not wanted:
            return []
        hashes = np.array([number(feature) for feature in wanted], np.uint64)
        at = np.searchsorted(self._feature, hashes)
        if not len(self._feature):
            return []
        at[at == len(self._feature)] = 0
        return [int(i) for i, ok in zip(at, self._feature[at] == hashes, strict=True) if ok]

    def _by_sound(self, keys: Sequence[str], *, native_only: bool) -> list[int]:
        found: list[int] = []
        for key in keys:
            hashed = np.uint64(number(key))
            at = int(np.searchsorted(self._sound, hashed))
            if at == len(self._sound) or self._sound[at] != hashed:
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
