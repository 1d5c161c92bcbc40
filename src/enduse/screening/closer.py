"""A closer look at the pairs that are left: feature by feature, and each listed word used once."""

from __future__ import annotations

import numpy as np

from enduse.screening.bounds import Bounds, Flags
from enduse.screening.build import FEATURE_BITS
from enduse.screening.neighbours import expand
from enduse.screening.numbering import Ints
from enduse.screening.score import BRAND_ALONE, LEAST_EVIDENCE
from enduse.screening.sign import BITS, FIRST_JOINED
from enduse.screening.sums import may, told_enough
from enduse.screening.word_table import WordTable

BLOCK = 100_000


class Closer:
    """Bounds pairs by the best feature of each word that they may share."""

    def __init__(self, table: WordTable) -> None:
        self._table = table
        a = table.index.arrays
        self._bit = a["feature_bit"].astype(np.int64)
        self._save = a["feature_save"].astype(np.int64)
        self._sign, self._features = a["reading_sign"], a["reading_feature"]
        self._cost = a["reading_cost"].astype(np.int64)
        self._kind, self._apart = a["reading_institution"], a["reading_apart"]

    def left(self, rows: Bounds, pair: Ints) -> Ints:
        """Return the pairs (`reading << 32 | listed reading`) that may still reach their score."""
        parts = [
            self._left(rows, pair[start : start + BLOCK]) for start in range(0, len(pair), BLOCK)
        ]
        return np.concatenate([*parts, np.empty(0, np.int64)])

    def _left(self, rows: Bounds, pair: Ints) -> Ints:
        reading, entry = pair >> 32, pair & 0xFFFFFFFF
        used = np.unique(reading)
        features = _Features(self._table, rows, used)
        count = rows.count[reading]
        row = expand(rows.start[reading], count)
        of = np.repeat(np.arange(len(pair)), count)
        size = features.count[row]
        at = expand(features.start[row], size)
        of_row = np.repeat(np.arange(len(row)), size)
        feature, its_pair = features.feature[at], of[of_row]
        bit = self._bit[feature]
        sign = self._sign.reshape(-1)[entry[its_pair] * (BITS // 64) + bit // 64]
        hit = np.flatnonzero(sign >> (bit % 64).astype(np.uint64) & np.uint64(1))
        hit = hit[self._has(entry[its_pair[hit]], feature[hit])]
        own, bit, feature, at = of_row[hit], bit[hit], feature[hit], at[hit]
        many = len(row)
        gain, save = np.zeros(many, np.int64), np.zeros(many, np.int64)
        np.maximum.at(gain, own, features.gain[at])
        np.maximum.at(save, own, self._save[feature])
        loss = np.full(many, 1 << 20)
        np.minimum.at(loss, own, features.loss[at])
        met = np.zeros(many, np.bool_)
        met[own] = True
        told = np.where(met, gain * rows.share[row] // 100 + 1, 0)
        cost = np.minimum(loss, rows.cost[row])
        part_cost = np.minimum(loss, rows.part_cost[row])
        free = features.joined[at] | (bit >= FIRST_JOINED)
        shared = self._shared(of, own, bit, met, own[free], len(pair)) * self._apart[entry]

        def total(what: Ints, free: Ints, *, least: bool = True) -> Ints:
            found: Ints = free[reading] + np.bincount(of, what, len(pair)).astype(np.int64)
            if not least:
                return found
            fewest = np.full(len(pair), 1 << 30)
            np.minimum.at(fewest, of[met], what[met])
            found -= shared * np.where(fewest == 1 << 30, 0, fewest)
            return found

        got, evidence = total(gain, rows.free), total(told, rows.told_free)
        missed = total(cost, rows.missed, least=False)
        part_missed = total(part_cost, rows.part_missed, least=False)
        rest = np.maximum(self._cost[entry] - total(save, rows.saved), 0)
        none = rest == 0
        rest = np.where(rows.brands[reading], rest * BRAND_ALONE // 100, rest)
        need = rows.need[reading]
        keep: Flags = told_enough(got, missed + rest, evidence, need)
        keep |= (
            none & (evidence >= LEAST_EVIDENCE) & rows.kind[reading] & self._kind[entry]
            & may(got, part_missed, need)
        )  # fmt: skip
        return pair[keep]

    def _has(self, entry: Ints, feature: Ints) -> Flags:
        """Whether listed readings have features: bits may be shared, these numbers are not."""
        wanted = entry << FEATURE_BITS | feature
        at = np.searchsorted(self._features, wanted)
        found: Flags = self._features[np.minimum(at, len(self._features) - 1)] == wanted
        return found

    def _shared(self, of: Ints, own: Ints, bit: Ints, met: Flags, joined: Ints, pairs: int) -> Ints:
        """By pair, how many of its rows must do without, as they want the same listed words.

        Rows that may be joined to something are not counted.
        """
        counted = met.copy()
        counted[joined] = False
        plain = np.flatnonzero(counted[own])
        words = np.unique(of[own[plain]] * BITS + bit[plain]) // BITS
        wanted = np.bincount(of[counted], minlength=pairs)
        found: Ints = np.maximum(wanted - np.bincount(words, minlength=pairs), 0)
        return found


class _Features:
    """Features of the rows of some readings, those with their neighbours among them."""

    def __init__(self, table: WordTable, rows: Bounds, used: Ints) -> None:
        wanted = np.zeros(len(rows.count), np.bool_)
        wanted[used] = True
        row = np.flatnonzero(wanted[rows.reading])
        begin = table.feature_starts[rows.word[row]]
        size = table.feature_starts[rows.word[row] + 1] - begin
        at = expand(begin, size)
        joined = np.flatnonzero(wanted[rows.reading[rows.joined_row]])
        joined_row = rows.joined_row[joined]
        owner = np.concatenate([np.repeat(row, size), joined_row])
        order = np.argsort(owner, kind="stable")
        self.feature = np.concatenate([table.features[at], rows.joined[joined]])[order]
        self.gain = np.concatenate([table.gains[at], rows.gain[joined_row]])[order]
        self.loss = np.concatenate([table.losses[at], np.zeros(len(joined), np.int64)])[order]
        self.joined = np.concatenate([np.zeros(len(at), np.bool_), np.ones(len(joined), np.bool_)])
        self.joined = self.joined[order]
        self.count = np.bincount(owner, minlength=len(rows.word))
        self.start = np.cumsum(self.count) - self.count
