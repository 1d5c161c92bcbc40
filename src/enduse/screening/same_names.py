"""Names that are listed names word by word: for them generic words are enough."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from enduse.screening.neighbours import expand
from enduse.screening.numbering import Hashes, Ints
from enduse.screening.read_many import Readings
from enduse.screening.word_table import LEGAL, LIGHT_ONE, SMALL, WordTable


class SameNames:
    """Finds listed readings with the same words in any order, by the sums of their numbers.

    `score._one_name` asks for the same order, or for more words.
    """

    def __init__(self, table: WordTable) -> None:
        self._table = table
        a = table.index.arrays
        self._by = [
            (np.argsort(sums, kind="stable"), np.sort(sums))
            for sums in (a["reading_sum"], a["reading_short"])
        ]

    def pairs(self, found: Readings) -> Ints:
        """Return `reading << 32 | listed reading`: legal forms, or all small words, left out."""
        table, count = self._table, len(found.name)
        at = expand(found.start, found.count)
        owner = np.repeat(np.arange(count), found.count)
        word, loose = found.word[at], found.loose[at]
        is_a, key = table.of["is_a"][word], table.key[word]
        # `score.in_order` leaves out light words where another word tells which body it is
        sums, light, short = (
            _sum_by(owner, np.where(is_a & left_out > 0, np.uint64(0), key), count)
            for left_out in (LEGAL, LEGAL | LIGHT_ONE, SMALL)
        )
        maybe = np.flatnonzero(loose & (is_a & SMALL == 0))  # words that may be small too
        every = np.arange(count)
        return np.concatenate([
            self._equal(0, every, sums),
            self._equal(0, every, light),
            self._equal(1, every, short),
            self._equal(1, owner[maybe], short[owner[maybe]] - key[maybe]),
        ])  # fmt: skip

    def _equal(self, which: int, reading: Ints, sums: Hashes) -> Ints:
        order, ordered = self._by[which]
        told = sums != 0
        reading, sums = reading[told], sums[told]
        begin = np.searchsorted(ordered, sums, "left")
        size = np.searchsorted(ordered, sums, "right") - begin
        entry = order[expand(begin, size)].astype(np.int64)
        pairs: Ints = np.repeat(reading, size) << 32 | entry
        return pairs


def _sum_by(owner: Ints, what: Hashes, count: int) -> npt.NDArray[np.uint64]:
    found = np.zeros(count, np.uint64)
    np.add.at(found, owner, what)
    return found
