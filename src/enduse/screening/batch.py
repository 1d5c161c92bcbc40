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
from enduse.screening.derived import Way, derived
from enduse.screening.index import NameIndex
from enduse.screening.reach import Reach
from enduse.screening.read_many import Reader, Readings
from enduse.screening.word_table import WordTable

CHUNK = 50_000
MOST_WORDS_KEPT = 1_000_000
"""Distinct words after which everything learnt is dropped; a bound on memory only."""


class Batch:
    """Finds candidates of many names in one index. Remembers the words it has seen.

    Args:
        index: the index.
        least: the score that candidates must be able to reach.
        chunk: how many names are read at once; a bound on memory.
    """

    def __init__(self, index: NameIndex, least: int, chunk: int = CHUNK) -> None:
        self._index, self._least, self._chunk = index, least, chunk
        self._learn_anew()

    def _learn_anew(self) -> None:
        self._table = WordTable(self._index)
        self._reader = Reader(self._index.names, self._table)
        self._reach = Reach(self._table)

    def candidates(
        self, names: Sequence[str]
    ) -> Iterator[tuple[int, tuple[Way, ...], list[list[int]]]]:
        """Yield (position of a name, its ways, listed readings that each way could match)."""
        for start in range(0, len(names), self._chunk):
            part = names[start : start + self._chunk]
            if len(self._table.words) > MOST_WORDS_KEPT:
                self._learn_anew()
            found = self._reader.read(part)
            reading, entry = self._reach.pairs(found, self._least)
            order = np.lexsort((reading, found.name[reading]))
            reading, entry = reading[order], entry[order]
            name = found.name[reading]
            cut = np.flatnonzero(np.diff(name, prepend=-1))
            for first, last in pairwise([*cut.tolist(), len(name)]):
                row = int(name[first])
                ways = self._reader.in_full.get(row)
                own, led = reading[first:last].tolist(), entry[first:last].tolist()
                if ways is None:
                    knowledge = self._index.names
                    ways = tuple(derived(readings(part[row], knowledge), knowledge))
                    yield start + row, ways, self._by_words(found, ways, own, led)
                else:
                    yield start + row, ways, _by_way(ways, found.way[own].tolist(), led)

    def _by_words(
        self, found: Readings, ways: Sequence[Way], own: Sequence[int], led: Sequence[int]
    ) -> list[list[int]]:
        """Return the listed readings for each way of a name that was read by columns.

        Ways with as many words and the same first key share theirs: a reading too many costs a
        comparison and changes no answer.
        """
        words = self._table.words
        by_words: dict[tuple[int, str], set[int]] = {}
        for reading, entry in zip(own, led, strict=True):
            first = words[found.word[found.start[reading]]].key
            by_words.setdefault((int(found.count[reading]), first), set()).add(entry)
        return [sorted(by_words.get((len(way), way[0].key), ())) for way, _, _ in ways]


def _by_way(ways: Sequence[Way], own: Sequence[int], led: Sequence[int]) -> list[list[int]]:
    """Return the listed readings for each way of a name that was read in full."""
    by_number: list[set[int]] = [set() for _ in ways]
    for way, entry in zip(own, led, strict=True):
        by_number[way].add(entry)
    return [sorted(one) for one in by_number]
