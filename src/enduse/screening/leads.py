"""Which features of the index a word may meet: equal, by sound, as one word, as acronym, near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from enduse.screening.acronym import acronym_text
from enduse.screening.align import fuzzy, sound_keys, spelling_quality
from enduse.screening.feature import ACRONYM_MARK, features_alone
from enduse.screening.hashing import number, numbers
from enduse.screening.index import NameIndex
from enduse.screening.neighbours import near
from enduse.screening.word import SPELT, Word

Ints = npt.NDArray[np.int64]
_FILTER = 42


class Leads:
    """Looks words up in one index, many at once."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._features = index.arrays["feature"]

    @cached_property
    def _filter(self) -> npt.NDArray[np.bool_]:
        found = np.zeros(1 << (64 - _FILTER), np.bool_)
        found[self._features >> np.uint64(_FILTER)] = True
        return found

    @cached_property
    def _sounds(self) -> dict[int, tuple[list[int], list[int]]]:
        """Features by the number of a sound: all of them, and those of scripts without vowels."""
        a = self._index.arrays
        found: dict[int, tuple[list[int], list[int]]] = {}
        start = 0
        led, native = a["sound_feature"].tolist(), a["sound_native"].tolist()
        for sound, end in zip(a["sound"].tolist(), a["sound_feature_ends"].tolist(), strict=True):
            own = led[start:end]
            found[sound] = own, [f for f, n in zip(own, native[start:end], strict=True) if n]
            start = end
        return found

    def has(self, hashes: npt.NDArray[np.uint64]) -> Ints:
        """Return the rows of the numbers among the features of the index, -1 where it has none."""
        rows = np.full(len(hashes), -1, np.int64)
        some = np.flatnonzero(self._filter[hashes >> np.uint64(_FILTER)])
        if not len(some) or not len(self._features):
            return rows
        at = np.searchsorted(self._features, hashes[some])
        at[at == len(self._features)] = 0
        rows[some] = np.where(self._features[at] == hashes[some], at, -1)
        return rows

    def row(self, feature: str) -> int:
        """Return the row of one feature, -1 where the index has it not."""
        code = np.uint64(number(feature))
        if not self._filter[code >> np.uint64(_FILTER)]:
            return -1
        at = int(self._features.searchsorted(code))
        return at if at < len(self._features) and self._features[at] == code else -1

    def heard(self, keys: Sequence[str]) -> list[int]:
        """Return the features of words that have one of these sounds."""
        return [row for key in keys for row in self._sounds.get(number(key), ((), ()))[0]]

    def of(self, words: Sequence[Word]) -> tuple[Ints, Ints, Ints]:
        """Return rows (position of the word, feature, most quality), sorted.

        These are the features that a word meets by itself: `joined.Joined` says what it meets with
        its neighbours, `acronyms` whose first letters it may spell.
        """
        owners: list[int] = []
        features: list[str] = []
        keys: dict[str, list[int]] = {}
        heard: list[tuple[int, int]] = []
        for i, word in enumerate(words):
            for feature in features_alone(word):
                if not feature.startswith(ACRONYM_MARK):
                    owners.append(i)
                    features.append(feature)
            if fuzzy(word) and word.how in SPELT:
                keys.setdefault(word.key, []).append(i)
            for key in sound_keys(word):
                every, native = self._sounds.get(number(key), ((), ()))
                heard += [(i, row) for row in (every if word.other else native)]
        found = self.has(numbers(features))
        own = np.array(owners, np.int64)[found >= 0]
        texts = list(keys)
        by_key = [
            (i, row, quality) for k, row, quality in self._near(texts) for i in keys[texts[k]]
        ]
        more = np.array(by_key, np.int64).reshape(-1, 3)
        by_ear = np.array(heard, np.int64).reshape(-1, 2)
        owner = np.concatenate([own, by_ear[:, 0], more[:, 0]])
        row = np.concatenate([found[found >= 0], by_ear[:, 1], more[:, 1]])
        quality = np.full(len(row), 100)
        quality[len(row) - len(more) :] = more[:, 2]
        pair, at = np.unique(owner << 32 | row, return_inverse=True)
        best = np.zeros(len(pair), np.int64)
        np.maximum.at(best, at, quality)
        return pair >> 32, pair & 0xFFFFFFFF, best

    def acronyms(self, words: Sequence[Word]) -> Ints:
        """Return, for each word, the feature of the names whose first letters it spells, or -1."""
        marks = [f for w in words for f in features_alone(w) if f.startswith(ACRONYM_MARK)]
        found = np.full(len(words), -1, np.int64)
        rows = [i for i, w in enumerate(words) if acronym_text(w.text)]
        found[rows] = self.has(numbers(marks))
        return found

    def _near(self, keys: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Yield position of a key, feature of a listed word that is near to it, and quality."""
        a = self._index.arrays
        left, right = near(keys, a["form"], a["form_word"], a["form_top"])
        rows = a["word_feature"][right].tolist()
        for i, word, row in zip(left.tolist(), right.tolist(), rows, strict=True):
            quality = spelling_quality(keys[i], self._index.word(word))
            if quality:
                yield i, row, quality
