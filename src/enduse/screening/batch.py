"""Many names at once: columns say which of them could match what, and only these are read.

`read_many` puts readings together from words that were read once, `reach` bounds them against
the index, and what is left is read by `canon.readings` and scored by `score.compare`: the answers
are those of single names, and `tests/screening/test_batch.py` holds them to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from enduse.screening.canon import readings
from enduse.screening.derived import derived
from enduse.screening.index import NameIndex
from enduse.screening.reach import Reach
from enduse.screening.read_many import WHOLE, Reader
from enduse.screening.word import Reading
from enduse.screening.word_table import WordTable

CHUNK = 50_000
MOST_WORDS_KEPT = 1_000_000
"""Distinct words after which everything learnt is dropped; a bound on memory only."""
Way = tuple[Reading, bool, str]


class Batch:
    """Finds candidates of many names in one index. Remembers the words it has seen."""

    def __init__(self, index: NameIndex, least: int) -> None:
        self._index, self._least = index, least
        self._learn_anew()

    def _learn_anew(self) -> None:
        self._table = WordTable(self._index)
        self._reader = Reader(self._index.names, self._table)
        self._reach = Reach(self._table)

    def candidates(
        self, names: Sequence[str]
    ) -> Iterator[tuple[int, tuple[Way, ...], list[list[int]]]]:
        """Yield (position of a name, its ways, listed readings that each way could match)."""
        for start in range(0, len(names), CHUNK):
            part = names[start : start + CHUNK]
            if len(self._table.words) > MOST_WORDS_KEPT:
                self._learn_anew()
            found = self._reader.read(part)
            reading, entry = self._reach.pairs(found, self._least)
            name = found.name[reading]
            order = np.argsort(name, kind="stable")
            name, way, entry = name[order], found.way[reading][order], entry[order]
            cut = np.flatnonzero(np.diff(name, prepend=-1))
            for first, last in pairwise([*cut.tolist(), len(name)]):
                row = int(name[first])
                ways = tuple(derived(readings(part[row], self._index.names), self._index.names))
                own, led = way[first:last].tolist(), entry[first:last].tolist()
                yield start + row, ways, _by_way(ways, own, led)


def _by_way(ways: Sequence[Way], own: Sequence[int], led: Sequence[int]) -> list[list[int]]:
    """Return the listed readings for each way of a name.

    Where the name was read by columns, its texts share theirs, and brands that stand alone share
    theirs: a reading too many costs a comparison and changes no answer.
    """
    if own[0] > WHOLE:
        by_number: list[set[int]] = [set() for _ in ways]
        for way, entry in zip(own, led, strict=True):
            by_number[way].add(entry)
        return [sorted(one) for one in by_number]
    texts = sorted({entry for way, entry in zip(own, led, strict=True) if way == WHOLE})
    brands = sorted({entry for way, entry in zip(own, led, strict=True) if way < WHOLE})
    return [brands if by_way and len(reading) == 1 else texts for reading, by_way, _ in ways]
