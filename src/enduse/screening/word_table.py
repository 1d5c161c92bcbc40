"""Every distinct word that was read, as a row of numbers: what it weighs, costs and may meet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from enduse.screening.acronym import acronym_text
from enduse.screening.align import ACRONYM_WEIGHTS
from enduse.screening.compound import LONGEST, SHORTEST
from enduse.screening.feature import PASSIVE
from enduse.screening.hashing import numbers
from enduse.screening.index import NameIndex
from enduse.screening.leads import Leads
from enduse.screening.numbering import Hashes, Ints, grown
from enduse.screening.score import FURTHER, LIGHT, PART_SHARE, QUERY_SHARE, evidence_share
from enduse.screening.sign import SIGN_WORDS, mixed
from enduse.screening.word import CARRIES, Kind, Word

SMALL, LEGAL, NUMBER, BRAND, INSTITUTION, NAMED, SHORT = 1, 2, 4, 8, 16, 32, 64
SYLLABLE, OTHER, WEST, CARRY, LIGHT_ONE, KOREAN = 128, 256, 512, 1_024, 2_048, 4_096
"""Bits of what a word is. NAMED: it says which body it is; SHORT: it may be an acronym of the
name it stands in; OTHER: it has keys in other systems of writing; WEST: it is in Latin letters;
CARRY: it may carry a match; LIGHT_ONE: a generic word that says next to nothing;
KOREAN: it has a Korean reading."""
NO_LOSS = 1 << 20
"""Loss of a word that meets nothing."""
LETTER = 21
"""Bits of a letter."""
COLUMNS = (
    "weight", "gain", "loss", "cost", "part_cost", "share", "is_a", "spelt_size", "save", "size",
    "opening", "acronym", "acronym_weight",
)  # fmt: skip


class WordTable:
    """Rows of words against one index.

    Attributes:
        words: the words by number.
        of: columns by name; `gain` is the most it can bring to a match with this index, `loss` the
            least that its pair lacks, `share` the percent of it that is evidence, `save` the most
            cost of an entry that it can save, `size` how many listed readings it leads to,
            `opening` its first two letters, `acronym` the feature of names whose first letters it
            spells.
        key, spelt: numbers of the key and of the letters.
        mask: bits of listed readings that it may meet a word of.
        feature_starts: by word and one more, where its features stand in `features`, with the
            gain and loss by each in `gains` and `losses`.
        initial_starts: the same for first letters of the parts of its text, in `initials`.
    """

    def __init__(self, index: NameIndex) -> None:
        self.index, self.leads = index, Leads(index)
        self.posting_size = np.diff(index.arrays["posting_ends"], prepend=0)
        self.words: list[Word] = []
        self._number: dict[Word, int] = {}
        self.of: dict[str, Ints] = {name: np.empty(0, np.int64) for name in COLUMNS}
        self.key = self.spelt = np.empty(0, np.uint64)
        self.mask = np.empty((0, SIGN_WORDS), np.uint64)
        self.feature_starts = np.zeros(1, np.int64)
        self.features = self.gains = self.losses = np.empty(0, np.int64)
        self.initial_starts = np.zeros(1, np.int64)
        self.initials = np.empty(0, np.int64)

    def numbers(self, words: Sequence[Word]) -> Ints:
        """Return the number of each word; those not seen before are learnt."""
        known, new, found = self._number, [], []
        for word in words:
            row = known.get(word)
            if row is None:
                row = known[word] = len(known)
                new.append(word)
            found.append(row)
        if new:
            self._learn(new)
        return np.array(found, np.int64)

    def _learn(self, new: Sequence[Word]) -> None:
        keys, letters = numbers([w.key for w in new]), numbers([w.spelt for w in new])
        owner, feature, quality = self.leads.of(new, keys, letters)
        a = self.index.arrays
        size = np.bincount(owner, weights=self.posting_size[feature], minlength=len(new))
        weight = np.array([w.weight for w in new], np.int64)
        gain = np.minimum(weight[owner], a["feature_weight"][feature]) * quality // 100
        both = np.minimum(weight[owner], a["feature_least"][feature])
        loss = both - both * quality // 100
        most, least_loss = np.zeros(len(new), np.int64), np.full(len(new), NO_LOSS)
        np.maximum.at(most, owner, gain)
        np.minimum.at(least_loss, owner, loss)
        save = np.zeros(len(new), np.int64)
        np.maximum.at(save, owner, a["feature_save"][feature].astype(np.int64))
        kind = np.array([w.kind for w in new], np.int64)
        small = _PASSIVE[kind]
        short = [acronym_text(w.text) for w in new]
        rows = {
            "weight": weight,
            "gain": np.where(small, weight, most),
            "loss": np.where(small, 0, least_loss),
            "cost": weight * _QUERY_SHARE[kind] // 100,
            "part_cost": weight * _PART_SHARE[kind] // 100,
            "share": [evidence_share(w) for w in new],
            "is_a": [_is_a(w) for w in new],
            "spelt_size": [len(w.spelt.encode()) for w in new],
            "opening": [_opening(w.text) for w in new],
            "acronym": self.leads.acronyms(short),
            "acronym_weight": np.minimum(weight, [ACRONYM_WEIGHTS.get(len(t), 0) for t in short]),
            "save": save,
            "size": size,
        }
        for name, values in rows.items():
            self.of[name] = np.concatenate([self.of[name], np.asarray(values, np.int64)])
        self.key = np.concatenate([self.key, mixed(keys)])
        self.spelt = np.concatenate([self.spelt, letters])
        self.mask = np.concatenate([self.mask, self.bits(owner, feature, len(new))])
        ends = np.cumsum(np.bincount(owner, minlength=len(new)))
        self.feature_starts = np.concatenate([self.feature_starts, len(self.features) + ends])
        self.features = np.concatenate([self.features, feature])
        self.gains = np.concatenate([self.gains, gain])
        self.losses = np.concatenate([self.losses, loss])
        first = [[ord(part[0]) for part in w.text.split()] for w in new]
        ends = np.cumsum([len(one) for one in first])
        self.initial_starts = np.concatenate([self.initial_starts, len(self.initials) + ends])
        self.initials = grown(self.initials, [letter for one in first for letter in one])
        self.words += new

    def bits(self, owner: Ints, feature: Ints, count: int) -> Hashes:
        """Return the bits of features, row by row of their owners."""
        bit = self.index.arrays["feature_bit"][feature].astype(np.int64)
        mask = np.zeros(count * SIGN_WORDS, np.uint64)
        one = np.uint64(1) << (bit % 64).astype(np.uint64)
        np.bitwise_or.at(mask, owner * SIGN_WORDS + bit // 64, one)
        return mask.reshape(-1, SIGN_WORDS)


def _is_a(word: Word) -> int:
    text, kind = word.text, word.kind
    plain = text.isascii()
    found = _BITS[kind]
    if kind is Kind.PLAIN and plain and SHORTEST <= len(text) <= LONGEST and text.isalpha():
        found |= SHORT
    if plain or max(text) < "\u0370":
        found |= WEST
    if kind is Kind.GENERIC and word.weight <= LIGHT:
        found |= LIGHT_ONE
    if any(key[0] == "k" for key in word.other):
        found |= KOREAN
    return found | BRAND * word.brand | INSTITUTION * word.institution | OTHER * bool(word.other)


_BITS = {
    kind: SMALL * (kind in PASSIVE) | LEGAL * (kind is Kind.LEGAL) | NUMBER * (kind is Kind.NUMBER)
    | NAMED * (kind in CARRIES or kind is Kind.PLACE) | SYLLABLE * (kind is Kind.SYLLABLE)
    | CARRY * (kind in CARRIES)
    for kind in Kind
}  # fmt: skip
_PASSIVE = np.array([kind in PASSIVE for kind in Kind], np.bool_)
_QUERY_SHARE = np.array([QUERY_SHARE[kind] for kind in Kind], np.int64)
_PART_SHARE = np.array(
    [min(QUERY_SHARE[kind], PART_SHARE) if kind in FURTHER else QUERY_SHARE[kind] for kind in Kind],
    np.int64,
)
"""By kind, as `score.query_cost` has them: the least of both ways."""


def _opening(text: str) -> int:
    return pair_code(ord(text[0]), ord(text[1])) if len(text) > 1 else -1


def pair_code(one: int, two: int) -> int:
    """Return a number for two letters in order."""
    return one << LETTER | two
