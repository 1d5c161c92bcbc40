"""Which features of the index a word may meet: equal, by sound, as one word, as acronym, near."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from enduse.screening.align import JOIN_MARK, fuzzy, heard_as, sound_keys
from enduse.screening.feature import ACRONYM_MARK, SPAN_MARK
from enduse.screening.fold_many import koreans, skeletons
from enduse.screening.hashing import Numbers, number, numbers, powers
from enduse.screening.index import NameIndex
from enduse.screening.near_many import NearMany
from enduse.screening.neighbours import expand
from enduse.screening.numbering import Ints
from enduse.screening.word import SPELT, Word

_FILTER = 42
_SPAN = SPAN_MARK + JOIN_MARK
Rows = tuple[Ints, Ints]


class Leads:
    """Looks words up in one index, many at once."""

    def __init__(self, index: NameIndex) -> None:
        a = index.arrays
        self._features = a["feature"]
        self._sound, self._sound_ends = a["sound"], a["sound_feature_ends"]
        self._sound_feature, self._sound_native = a["sound_feature"], a["sound_native"]
        self._near = NearMany(index)

    @cached_property
    def _filter(self) -> npt.NDArray[np.bool_]:
        found = np.zeros(1 << (64 - _FILTER), np.bool_)
        found[self._features >> np.uint64(_FILTER)] = True
        return found

    def has(self, hashes: Numbers) -> Ints:
        """Return the rows of the numbers among the features of the index, -1 where it has none."""
        rows = np.full(len(hashes), -1, np.int64)
        some = np.flatnonzero(self._filter[hashes >> np.uint64(_FILTER)])
        if not len(some) or not len(self._features):
            return rows
        at = np.searchsorted(self._features, hashes[some])
        at[at == len(self._features)] = 0
        rows[some] = np.where(self._features[at] == hashes[some], at, -1)
        return rows

    def heard(self, keys: Sequence[str], owner: Sequence[int]) -> list[tuple[int, int]]:
        """Return (owner, feature) of words that have one of these sounds."""
        rows, features = self._by_sound(np.array(owner, np.int64), numbers(keys), None)
        return list(zip(rows.tolist(), features.tolist(), strict=True))

    def of(self, words: Sequence[Word], keys: Numbers, spelt: Numbers) -> tuple[Ints, Ints, Ints]:
        """Return rows (position of the word, feature, most quality), sorted.

        These are the features that a word meets by itself: `joined.Joined` says what it meets with
        its neighbours, `acronyms` whose first letters it may spell.

        Args:
            words: the words.
            keys: numbers of their keys.
            spelt: numbers of their letters.
        """
        letters = np.array([bool(word.spelt) for word in words], np.bool_)
        places, sounds, native = _sounds(words)
        is_korean = np.array([key[:1] == "k" for key in sounds], np.bool_)
        codes = numbers(sounds)
        equal = [
            self._equal(np.arange(len(words)), keys),
            self._equal(np.flatnonzero(letters), _marked(_SPAN, spelt[letters])),
            self._equal(places[is_korean], codes[is_korean]),
            self._by_sound(places, codes, native),
        ]
        rows = [i for i, w in enumerate(words) if w.how in SPELT and fuzzy(w)]
        left, near, near_quality = self._near.of([words[i].key for i in rows])
        owner = np.concatenate([*(own for own, _ in equal), np.array(rows, np.int64)[left]])
        row = np.concatenate([*(row for _, row in equal), near])
        quality = np.full(len(row), 100)
        quality[len(row) - len(near) :] = near_quality
        pair, at = np.unique(owner << 32 | row, return_inverse=True)
        best = np.zeros(len(pair), np.int64)
        np.maximum.at(best, at, quality)
        return pair >> 32, pair & 0xFFFFFFFF, best

    def acronyms(self, texts: Sequence[str]) -> Ints:
        """Return, for each word, the feature of the names whose first letters it spells, or -1.

        `texts` are the letters of each that may be an acronym (`acronym_text`), or nothing.
        """
        found = np.full(len(texts), -1, np.int64)
        rows = np.flatnonzero(np.array([bool(text) for text in texts], np.bool_))
        found[rows] = self.has(_marked(ACRONYM_MARK, numbers([text for text in texts if text])))
        return found

    def _equal(self, owner: Ints, codes: Numbers) -> Rows:
        found = self.has(codes)
        return owner[found >= 0], found[found >= 0]

    def _by_sound(
        self, owner: Ints, codes: Numbers, only_native: npt.NDArray[np.bool_] | None
    ) -> Rows:
        """Return the features of words with these sounds, or of those in scripts without vowels."""
        if not len(self._sound):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        at = np.searchsorted(self._sound, codes)
        at[at == len(self._sound)] = 0
        some = np.flatnonzero(self._sound[at] == codes)
        at = at[some]
        start = np.where(at > 0, self._sound_ends[at - 1], 0)
        count = self._sound_ends[at] - start
        place = expand(start, count)
        some = np.repeat(some, count)
        if only_native is not None:
            kept = self._sound_native[place] | ~only_native[some]
            place, some = place[kept], some[kept]
        return owner[some], self._sound_feature[place].astype(np.int64)


def _marked(mark: str, codes: Numbers) -> Numbers:
    """Return the numbers of texts with a mark before them."""
    found: Numbers = np.uint64(number(mark)) + powers(len(mark) + 1)[len(mark)] * codes
    return found


def _sounds(words: Sequence[Word]) -> tuple[Ints, list[str], npt.NDArray[np.bool_]]:
    """Return the sounds of words: positions, keys as `sound_keys` gives them, and whether they
    meet only words of scripts without vowels."""
    places: list[int] = []
    keys: list[str] = []
    native: list[bool] = []
    alone: list[int] = []
    for i, word in enumerate(words):
        if word.other or not word.text.isalnum() or not word.text.isascii():
            found = sound_keys(word)
            places += [i] * len(found)
            keys += found
            native += [not word.other] * len(found)
        elif heard_as(word):
            alone.append(i)
    texts = [words[i].text for i in alone]
    consonants = skeletons(texts)
    some = [i for i, key in enumerate(consonants) if len(key) > 1]
    keys += ["k:" + key for key in koreans(texts)] + ["s:" + consonants[i] for i in some]
    own = np.array(alone, np.int64)
    at = np.concatenate([np.array(places, np.int64), own, own[np.array(some, np.int64)]])
    only = np.concatenate([np.array(native, np.bool_), np.ones(len(at) - len(native), np.bool_)])
    return at, keys, only
