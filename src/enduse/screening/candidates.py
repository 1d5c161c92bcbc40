"""Which readings of the index could reach a score: few, and never one too few.

One name is bounded as names in batch are (`bounds`, `closer`): by what each word may bring, by
what it lacks or costs, by what the listed name has left over, and by the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from enduse.screening.feature import PASSIVE, looked_for
from enduse.screening.index import NameIndex
from enduse.screening.lead import Lead, Lookup
from enduse.screening.score import (
    BRAND_ALONE,
    LEAST_EVIDENCE,
    ceiling,
    evidence_share,
    in_order,
    query_cost,
)
from enduse.screening.sign import key_numbers, sum_of
from enduse.screening.sums import may, told_enough
from enduse.screening.word import CARRIES, Kind, Reading

Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
_NONE = np.empty(0, np.int32)
FEW = 2
"""So many readings are compared sooner than bounded."""


class Candidates:
    """Finds candidates in one index; remembers what each word leads to."""

    def __init__(self, index: NameIndex) -> None:
        a = index.arrays
        self._lookup = Lookup(index)
        self._cost, self._kind = a["reading_cost"], a["reading_institution"]
        self._sum, self._short = a["reading_sum"], a["reading_short"]

    def prepare(self, found: Sequence[Reading]) -> None:
        """Look up the near spellings of all words at once; `find` would do it one by one."""
        self._lookup.prepare(found)

    def find(self, reading: Reading, least: int) -> Numbers:
        """Return the readings whose score with `reading` may be `least` or more."""
        self.prepare([reading])
        wanted = looked_for(reading)
        leads = {
            i: self._lookup.lead(word, wanted[i])
            for i, word in enumerate(reading)
            if word.kind not in PASSIVE  # small words lead nowhere
        }
        weights = [word.weight for word in reading]
        institution = any(word.institution for word in reading)
        costs = [query_cost(word, institution=institution) for word in reading]
        active = sorted(leads, key=lambda i: (len(leads[i].rows) / (1 + costs[i]), i))
        free, missed = sum(weights), 0
        probes: list[Numbers] = []
        for i in active:
            if ceiling(free, missed) < least:
                break
            probes.append(leads[i].rows)
            free, missed = free - weights[i], missed + costs[i]
        if not probes:
            return _NONE
        found = np.unique(np.concatenate(probes)) if len(probes) > 1 else probes[0]
        if len(found) <= FEW:
            return found
        passive = [i for i in range(len(reading)) if i not in leads]
        saved = sum(self._lookup.saved(reading[i], wanted[i]) for i in passive)
        return self._reachable(found, reading, leads, saved, least)

    def _reachable(
        self, found: Numbers, reading: Reading, leads: dict[int, Lead], saved: int, least: int
    ) -> Numbers:
        """Keep what could reach the score if every word that may be paired were paired well.

        Small words are always taken as met.
        """
        small = [w for i, w in enumerate(reading) if i not in leads]
        free = sum(w.weight for w in small)
        got = np.full(len(found), free, np.int64)
        told = got + len(small)
        missed, part_missed = np.zeros_like(got), np.zeros_like(got)
        rest = self._cost[found] - saved
        for i, lead in leads.items():
            word = reading[i]
            share = 100 if lead.joined else evidence_share(word)
            cost = query_cost(word, institution=False)
            part_cost = min(cost, query_cost(word, institution=True))
            met, at = lead.of(found)
            gain = np.where(met, lead.gain[at], 0)
            loss = lead.loss[at]
            got += gain
            told += gain * share // 100 + met
            missed += np.where(met, np.minimum(loss, cost), cost)
            part_missed += np.where(met, np.minimum(loss, part_cost), part_cost)
            rest = rest - np.where(met, lead.save[at], 0)
        rest = np.maximum(rest, 0)
        none = rest == 0
        if _all_brands(reading):
            rest = rest * BRAND_ALONE // 100
        need = np.full(len(found), least)
        keep = told_enough(got, missed + rest, told, need)
        if any(word.institution for word in reading):
            part = none & (told >= LEAST_EVIDENCE) & self._kind[found]
            keep |= part & may(got, part_missed, need)
        untold = np.flatnonzero(~keep & (told < LEAST_EVIDENCE))
        if len(untold):
            untold = untold[may(got[untold], (missed + rest)[untold], need[untold])]
            keep[untold[self._same_name(reading, found[untold])]] = True
        return found[keep]

    def _same_name(self, reading: Reading, found: Numbers) -> Flags:
        """Whether listed readings are these words: then generic words are enough."""
        if not len(found):
            return np.zeros(0, np.bool_)
        code = key_numbers({word.key for word in reading})
        ordered = np.uint64(sum_of(code[key] for key in in_order(reading)))
        short = np.uint64(sum_of(code[w.key] for w in reading if w.kind not in PASSIVE))
        same: Flags = (self._sum[found] == ordered) | (self._short[found] == short)
        return same


def _all_brands(reading: Reading) -> bool:
    """Whether all that a name says is brands (`score._is_brand`)."""
    named = [w for w in reading if w.kind in CARRIES or w.kind is Kind.PLACE]
    return bool(named) and all(w.brand for w in named)
