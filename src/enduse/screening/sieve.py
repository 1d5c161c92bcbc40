"""Set aside the names that cannot reach a score, whole columns at a time, before reading them.

Each distinct word is looked up once: what is the most it can bring to a match with this index,
and the least it costs where it meets nothing. A name whose words cannot sum to the score is set
aside. Whatever the sieve cannot bound (brackets, other scripts, brands, branches) is kept. It
may keep too much and never too little; `tests/screening/test_sieve.py` holds it to that.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from enduse.model.match import SCORE_SCALE
from enduse.screening.align import JOIN_MARK
from enduse.screening.canon import MOST_WORDS
from enduse.screening.hashing import number, numbers, powers
from enduse.screening.index import NameIndex
from enduse.screening.leads import ANYWHERE, Leads
from enduse.screening.score import DOUBT
from enduse.screening.token import ACRONYM, INSTITUTION, LEGAL, PART, SCREEN, Tokens
from enduse.screening.words_of import Words, split_names

ALWAYS = -2
"""In place of a lead: a word that may be met in any listed name, or has no cost."""
CHUNK = 100_000
SLACK = 100
"""Weight for small words that punctuation stands for (`&`)."""
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


class Sieve:
    """Bounds names against one index. Remembers the words it has seen."""

    def __init__(self, index: NameIndex, least: int) -> None:
        self._least = least
        self._leads = Leads(index)
        self._tokens = Tokens(index.names)
        self._known = np.empty(0, np.uint64)
        self._table = np.empty((0, 7), np.int64)
        self._spelt = np.empty(0, np.uint64)

    def keep(self, names: Sequence[str]) -> Flags:
        """Return, for each name, whether it must be read in full."""
        parts = [self._keep(names[i : i + CHUNK]) for i in range(0, len(names), CHUNK)]
        return np.concatenate(parts) if parts else np.empty(0, np.bool_)

    def _keep(self, names: Sequence[str]) -> Flags:
        words, count = split_names(names), len(names)
        self._learn(words)
        row = np.searchsorted(self._known, words.hash)
        most, cost, part_cost, facts, weight, length, lead = self._table[row].T
        must = words.odd | _any(words, facts & SCREEN > 0, count)
        must |= ~_any(words, facts & PART == 0, count)
        must |= _second_form(words, facts & LEGAL > 0, count)
        must |= np.bincount(words.name, minlength=count) > MOST_WORDS
        anywhere = self._joined(words, row, length)
        own = (facts & ACRONYM > 0) & _may_abbreviate(words)
        kinds = _any(words, facts & INSTITUTION > 0, count)
        spend = np.where(kinds[words.name], part_cost, cost)
        spend = np.where(own, 0, spend)
        carry = np.where(anywhere | (lead >= 0), weight, 0)
        always = lead == ALWAYS
        carry = np.where(always, most, carry) + 20 * own
        lead = np.where(anywhere & ~always, ANYWHERE, lead)
        free = _sum(words, np.where(always, carry, 0), count) + SLACK
        spent = _sum(words, np.where(always, 0, spend), count)
        everything = free + _sum(words, np.where(always, 0, carry), count)
        unmet = _sum(words, np.where((lead >= 0) | always, 0, spend), count)
        reach = _reach(everything, unmet) >= self._least
        alone = _reach(free, spent) >= self._least
        rows = np.flatnonzero(reach & ~must & ~alone)
        together = self._together(words, rows, free, spent, carry, spend, lead, count)
        kept: Flags = must | (reach & alone) | together
        return kept

    def _together(
        self, words: Words, rows: Ints, free: Ints, spent: Ints, carry: Ints, spend: Ints,
        lead: Ints, count: int,
    ) -> Flags:  # fmt: skip
        """Names some of whose words may stand in one and the same listed name.

        Each word in turn is taken as met; the others may be met beside it only where the sets of
        listed names they lead to can overlap.
        """
        wanted = np.zeros(count, np.bool_)
        wanted[rows] = True
        at = np.flatnonzero(wanted[words.name] & (lead >= 0))
        name, found = words.name[at], np.zeros(count, np.bool_)
        got, saved = carry[at].copy(), spend[at].copy()
        for step in range(1, MOST_WORDS):
            if len(at) <= step:
                break
            same = np.flatnonzero(name[step:] == name[:-step])
            if not len(same):
                break
            one, two = at[same], at[same + step]
            met = same[self._leads.overlap(lead[one], lead[two])]
            for here, there in ((met, met + step), (met + step, met)):
                np.add.at(got, here, carry[at[there]])
                np.add.at(saved, here, spend[at[there]])
        reach = _reach(free[name] + got, spent[name] - saved) >= self._least
        found[name[reach]] = True
        return found

    def _learn(self, words: Words) -> None:
        """Look up the words of a chunk that were not seen before."""
        fresh, first = np.unique(words.hash, return_index=True)
        new = ~np.isin(fresh, self._known, assume_unique=True)
        if not new.any():
            return
        tokens = [self._tokens.read(words.text(int(i))) for i in first[new]]
        leads = self._leads.learn([token.word for token in tokens])
        rows = np.array(
            [
                (
                    t.most, t.cost, t.part_cost, t.facts,
                    t.word.weight if t.word else t.most, len(t.spelt),
                    lead if t.word and t.cost else ALWAYS,
                )
                for t, lead in zip(tokens, leads.tolist(), strict=True)
            ],
            np.int64,
        ).reshape(-1, 7)  # fmt: skip
        spelt = numbers([t.spelt for t in tokens])
        known = np.concatenate([self._known, fresh[new]])
        order = np.argsort(known, kind="stable")
        self._known = known[order]
        self._table = np.concatenate([self._table, rows])[order]
        self._spelt = np.concatenate([self._spelt, spelt])[order]

    def _joined(self, words: Words, row: Ints, length: Ints) -> Flags:
        """Return the words that, written as one with a neighbour, are a word of the index."""
        found = np.zeros(len(words.hash), np.bool_)
        left = np.flatnonzero(words.name[1:] == words.name[:-1])
        left = left[(length[left] > 0) & (length[left + 1] > 0)]
        scale = powers(int(length.max(initial=0)) + len(JOIN_MARK) + 1)
        one, two = self._spelt[row[left]], self._spelt[row[left + 1]]
        both = one + scale[length[left]] * two
        mark = np.uint64(number(JOIN_MARK))
        met = left[self._leads.has(mark + scale[len(JOIN_MARK)] * both) >= 0]
        found[met] = True
        found[met + 1] = True
        return found


def _reach(carried: Ints, spent: Ints) -> Ints:
    """`score.ceiling`, for columns."""
    whole: Ints = SCORE_SCALE * carried // (carried + DOUBT + spent)
    return whole


def _may_abbreviate(words: Words) -> Flags:
    """Whether a word's first two letters are first letters of near words of its name, in order."""
    bits = np.zeros(len(words.hash), np.uint64)
    for step in (1, 2, 3):
        if len(words.hash) <= step:
            break
        same = words.name[step:] == words.name[:-step]
        code = words.first[:-step].astype(np.int64) * 31 + words.first[step:]
        bits[:-step] |= np.where(same, np.uint64(1) << (code % 64).astype(np.uint64), np.uint64(0))
    mask = np.zeros(int(words.name[-1]) + 1 if len(words.name) else 0, np.uint64)
    np.bitwise_or.at(mask, words.name, bits)
    code = words.first.astype(np.int64) * 31 + words.second
    own = np.uint64(1) << (code % 64).astype(np.uint64)
    found: Flags = (mask[words.name] & own) != 0
    return found


def _second_form(words: Words, legal: Flags, count: int) -> Flags:
    """Names that open with a legal form and have another, after other words and before more."""
    start = np.zeros(len(legal), np.bool_)
    same = words.name[1:] == words.name[:-1]
    start[1:] = legal[1:] & ~legal[:-1] & same
    last = np.ones(len(legal), np.bool_)
    last[:-1] = ~same
    opening = np.zeros(len(legal), np.bool_)
    opening[1:] = ~same
    opening[:1] = True
    return _any(words, opening & legal, count) & _any(words, start & ~last, count)


def _any(words: Words, what: Flags, count: int) -> Flags:
    return np.bincount(words.name[what], minlength=count) > 0


def _sum(words: Words, what: Ints, count: int) -> Ints:
    return np.bincount(words.name, weights=what, minlength=count).astype(np.int64)
