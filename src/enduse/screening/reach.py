"""Which listed readings many readings could reach a score with: few, and never one too few.

A score needs most of a reading's words to be met. So the listed readings that its rarest words
lead to are enough to look at (the fewest words that no match at that score can do without), and
most of them fall as soon as the next words are not found among their bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from enduse.model.match import SCORE_SCALE
from enduse.screening.bounds import Bounds, Flags, bounds
from enduse.screening.build import COST_BITS
from enduse.screening.closer import Closer
from enduse.screening.joined import Joined
from enduse.screening.neighbours import expand
from enduse.screening.numbering import Hashes, Ints
from enduse.screening.read_many import Readings
from enduse.screening.same_names import SameNames
from enduse.screening.score import BRAND_ALONE, DOUBT, LEAST_EVIDENCE
from enduse.screening.sign import SIGN_WORDS
from enduse.screening.sums import told_enough
from enduse.screening.word_table import SMALL, WordTable

BLOCK = 50_000
"""Pairs that are bounded at once."""


@dataclass(frozen=True, slots=True)
class Masks:
    """The bits of rows, 64 at a time: first those that are set, most rows have them in one place.

    Attributes:
        place, bits: by step and row, which 64 bits, and these.
        count: by row, in how many places it has bits; `most` of all rows.
    """

    place: Ints
    bits: Hashes
    count: Ints
    most: int

    @classmethod
    def of(cls, mask: Hashes) -> Masks:
        """Put the places that have bits first."""
        order = np.argsort(mask == 0, axis=1, kind="stable")
        count = (mask != 0).sum(axis=1)
        most = max(int(count.max(initial=0)), 1)
        bits = np.take_along_axis(mask, order, axis=1)
        return cls(
            np.ascontiguousarray(order.T[:most]), np.ascontiguousarray(bits.T[:most]), count, most
        )


class Reach:
    """Bounds pairs of readings, against the index of the table."""

    def __init__(self, table: WordTable) -> None:
        self._table, self._joined = table, Joined(table)
        self._same, self._closer = SameNames(table), Closer(table)
        a = table.index.arrays
        self._cost = a["reading_cost"].astype(np.int64)
        self._signs, self._posting = a["reading_sign"].reshape(-1), a["posting"]
        self._ends, self._size = a["posting_ends"], table.posting_size
        self._posting_cost = a["posting_cost"]
        self._save = a["feature_save"].astype(np.int64)

    def pairs(self, found: Readings, least: int) -> tuple[Ints, Ints]:
        """Return (reading, listed reading) where the score may be `least` or more."""
        rows = bounds(self._table, self._joined, found, least)
        kept = np.concatenate([*self._bounded(rows), np.empty(0, np.int64)])
        kept = self._closer.left(rows, np.unique(kept))
        pair = np.unique(
            np.concatenate([self._by_acronym(found, least), self._same.pairs(found), kept])
        )
        return pair >> 32, pair & 0xFFFFFFFF

    def _by_acronym(self, found: Readings, least: int) -> Ints:
        """Pairs where one word spells the first letters of the whole listed name.

        No other word of the query has a partner then, small words apart.
        """
        of, count = self._table.of, len(found.name)
        at = expand(found.start, found.count)
        owner = np.repeat(np.arange(count), found.count)
        word = found.word[at]
        small = of["is_a"][word] & SMALL > 0
        cost = np.where(found.loose[at] | small, 0, of["part_cost"][word])
        free = np.bincount(owner, weights=of["weight"][word] * small, minlength=count)
        missed = np.bincount(owner, weights=cost, minlength=count)
        row = np.flatnonzero((of["acronym"][word] >= 0) & ~small)
        own = owner[row]
        got = of["acronym_weight"][word[row]] + free[own].astype(np.int64)
        left = missed[own].astype(np.int64) - cost[row]
        row = row[told_enough(got, left, got, np.full(len(row), least))]
        return self._led_to(owner[row], of["acronym"][word[row]])

    def _led_to(self, reading: Ints, feature: Ints) -> Ints:
        """Return `reading << 32 | listed reading` of all that features lead to."""
        size = self._size[feature]
        entry = self._posting[expand(self._ends[feature] - size, size)].astype(np.int64)
        pairs: Ints = np.repeat(reading, size) << 32 | entry
        return pairs

    def _probes(self, rows: Bounds) -> tuple[Ints, Ints, Ints]:
        """Return the fewest rows of which every match must have one, with their features.

        As (row, feature, most gain by it).
        """
        own, here = rows.reading, np.arange(len(rows.reading))
        kind, first = rows.kind[own], rows.start[own]
        cost = np.where(kind, rows.part_cost, rows.cost)
        loss = np.where(kind, rows.part_loss, rows.loss)

        def ahead(what: Ints) -> Ints:
            total = np.concatenate([[0], np.cumsum(what)])
            found: Ints = total[first + rows.count[own]] - total[here]
            return found

        behind = np.concatenate([[0], np.cumsum(cost)])
        missed = np.where(kind, rows.part_missed[own], rows.missed[own])
        missed += behind[here] - behind[first] + ahead(loss)
        got, told = rows.free[own] + ahead(rows.gain), rows.told_free[own] + ahead(rows.told)
        probe = np.flatnonzero(told_enough(got, missed, told, rows.need[own]))
        table = self._table
        starts = table.feature_starts
        begin = starts[rows.word[probe]]
        count = starts[rows.word[probe] + 1] - begin
        chosen = np.zeros(len(rows.word), np.bool_)
        chosen[probe] = True
        by_join = chosen[rows.joined_row]
        at = expand(begin, count)
        row = np.concatenate([np.repeat(probe, count), rows.joined_row[by_join]])
        feature = np.concatenate([table.features[at], rows.joined[by_join]])
        gain = np.concatenate([table.gains[at], rows.gain[rows.joined_row[by_join]]])
        return row, feature, gain

    def _bounded(self, rows: Bounds) -> Iterator[Ints]:
        """Yield the pairs that three sums do not rule out: score, evidence, the entry's side.

        The first two begin with what may be missing when every row is met, the third with what the
        entry has left over then; a row that is not met takes its part of each. What is left over
        is paid by the first, and below zero there is no match.
        """
        row, feature, by = self._probes(rows)
        kind, need, count = rows.kind[rows.reading], rows.need[rows.reading], len(rows.need)
        cost = np.where(kind, rows.part_cost, rows.cost)
        loss = np.where(kind, rows.part_loss, rows.loss)

        def total(what: Ints) -> Ints:
            return np.bincount(rows.reading, what, count).astype(np.int64)

        gain = (SCORE_SCALE - need) * rows.gain
        part = np.stack([gain + need * (cost - loss), rows.told, rows.save], axis=1)
        missed = np.where(rows.kind, rows.part_missed, rows.missed) + total(loss) + DOUBT
        spare = (SCORE_SCALE - rows.need) * rows.free + total(gain) - rows.need * missed
        # what an entry has left over costs a brand that stands alone less, rounded down
        spare += np.where(rows.brands, rows.need, 0)
        rate = np.maximum(np.where(rows.brands, rows.need * BRAND_ALONE // 100, rows.need), 1)
        told = rows.told_free + total(rows.told) - rows.need * LEAST_EVIDENCE // SCORE_SCALE
        spare = np.stack([spare, told, rows.saved + total(rows.save)], axis=1)
        # each probe is taken as met by this one feature
        own = rows.reading[row]
        saved = rows.save[row] - self._save[feature]
        less = np.stack([
            (SCORE_SCALE - rows.need[own]) * (rows.gain[row] - by),
            rows.told[row] - by * rows.share[row] // 100 - 1, saved,
        ], axis=1)  # fmt: skip
        left = spare[own] - less
        some = np.flatnonzero((left[:, :2] >= 0).all(axis=1))
        row, own, feature, left = row[some], own[some], feature[some], left[some]
        begin = self._ends[feature] - self._size[feature]
        most = left[:, 2] + left[:, 0] // rate[own]
        limit = feature << COST_BITS | np.minimum(most, (1 << COST_BITS) - 1)
        size = np.searchsorted(self._posting_cost, limit, "right") - begin
        # what takes most where it is not met is looked for first; most pairs end there
        seldom = 1 - np.minimum(rows.size / max(len(self._cost), 1), 1)
        turn = np.lexsort((-part[:, 0] * seldom, rows.reading))
        part, masks = part[turn], Masks.of(rows.mask[turn])
        place = np.empty_like(turn)
        place[turn] = np.arange(len(turn))
        at, first = place[row], rows.start[own]
        there = rows.count[own] > 1
        next_ = np.where(there, np.where(at == first, at + 1, first), at)
        needed = there & ((left - part[next_])[:, :2] < 0).any(axis=1)
        part[:, 2] *= -1
        last = rows.start + rows.count
        parts = tuple(np.ascontiguousarray(one) for one in part.T)
        sizes = np.cumsum(size)
        start = 0
        while start < len(own):
            done = int(sizes[start - 1]) if start else 0
            end = max(int(np.searchsorted(sizes, done + BLOCK, "right")), start + 1)
            here = slice(start, end)
            entry = np.take(self._posting, expand(begin[here], size[here])).astype(np.int64)
            probe = np.repeat(np.arange(start, end), size[here])
            met = self._meets(masks, np.take(next_, probe), entry)
            kept = np.flatnonzero(met | ~np.take(needed, probe))
            entry, probe, met = np.take(entry, kept), np.take(probe, kept), np.take(met, kept)
            row = np.take(next_, probe)
            lefts = [np.take(left[:, i], probe) for i in range(3)]
            lefts[2] = np.take(self._cost, entry) - lefts[2]
            lost = np.flatnonzero(~met & np.take(there, probe))
            for one, part_ in zip(lefts, parts, strict=True):
                one[lost] -= np.take(part_, np.take(row, lost))
            reading = np.take(own, probe)
            kept = np.flatnonzero(_enough(lefts, np.take(rate, reading)))
            reading = np.take(reading, kept)
            yield self._left(
                masks, parts, reading, np.take(entry, kept), [np.take(one, kept) for one in lefts],
                np.take(row, kept) + 1, np.take(last, reading), rate,
            )  # fmt: skip
            start = end

    def _meets(self, masks: Masks, row: Ints, entry: Ints) -> Flags:
        """Whether rows may be met in listed readings, by their bits."""
        met = self._meets_one(masks, row, entry, 0)
        for step in range(1, masks.most):
            rest = np.flatnonzero(~met & np.take(masks.count > step, row))
            if not len(rest):
                break
            met[rest] = self._meets_one(masks, np.take(row, rest), np.take(entry, rest), step)
        return met

    def _meets_one(self, masks: Masks, row: Ints, entry: Ints, step: int) -> Flags:
        at = entry * SIGN_WORDS + np.take(masks.place[step], row)
        found: Flags = np.take(self._signs, at) & np.take(masks.bits[step], row) != 0
        return found

    def _left(
        self, mask: Masks, parts: Sequence[Ints], reading: Ints, entry: Ints, left: list[Ints],
        row: Ints, last: Ints, rate: Ints,
    ) -> Ints:  # fmt: skip
        """Take the rows of each pair one by one, as long as no sum is below zero."""
        done = []
        while len(reading):
            over = row >= last
            if over.any():
                at = np.flatnonzero(over)
                done.append(np.take(reading, at) << 32 | np.take(entry, at))
                at = np.flatnonzero(~over)
                reading, entry, row, last = (np.take(x, at) for x in (reading, entry, row, last))
                left = [np.take(one, at) for one in left]
            lost = np.flatnonzero(~self._meets(mask, row, entry))
            for one, part in zip(left, parts, strict=True):
                one[lost] -= np.take(part, np.take(row, lost))
            keep = np.flatnonzero(_enough(left, np.take(rate, reading)))
            reading, entry, row, last = (np.take(x, keep) for x in (reading, entry, row, last))
            left = [np.take(one, keep) for one in left]
            row += 1
        return np.concatenate([*done, np.empty(0, np.int64)])


def _enough(left: Sequence[Ints], rate: Ints) -> Flags:
    """Whether the score can pay for what the entry has left over, and evidence is left."""
    over: Ints = np.maximum(left[2], 0)
    enough: Flags = (left[0] - over * rate | left[1]) >= 0
    return enough
