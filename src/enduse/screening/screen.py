"""Screen names against an index: a pure function of the name, the lists and the knowledge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from enduse.model.match import NameMatch, Relation
from enduse.screening.candidates import Candidates
from enduse.screening.canon import readings
from enduse.screening.dated import EVERY_DAY
from enduse.screening.derived import Way, derived
from enduse.screening.explain import word_pairs
from enduse.screening.index import NameIndex
from enduse.screening.relation import POSSIBLE, judge, least_by_way
from enduse.screening.score import Comparison, compare
from enduse.screening.word import SPELT, Reading

if TYPE_CHECKING:
    from enduse.screening.batch import Batch

MOST_MATCHES = 50
MOST_ALONE = 5_000
"""Brands whose matches are remembered."""
FEW = 200
"""From so many names columns pay."""
Found = tuple[int, Relation, Comparison, int, str]
"""Score, relation, comparison, number of the listed name, path to a related body."""


class Screener:
    """Screens names against one index. Not for use by several threads at once.

    Args:
        only: ids of lists whose entries are matches; all where empty.
    """

    def __init__(self, index: NameIndex, only: frozenset[str] = frozenset()) -> None:
        self._index, self._only = index, only
        self._candidates = Candidates(index)
        self._made: Batch | None = None
        self._alone: dict[Way, list[Found]] = {}
        self._answers: dict[Way, tuple[NameMatch, ...]] = {}
        self._entry_readings = lru_cache(maxsize=100_000)(self._read_listed)

    def screen(self, names: Sequence[str]) -> list[tuple[NameMatch, ...]]:
        """Return the matches of each name at `possible` or above, best first."""
        if len(names) < FEW:
            return [self._screen_one(name) for name in names]
        answers: list[tuple[NameMatch, ...]] = [()] * len(names)
        for row, answer in self.matching(names):
            answers[row] = answer
        return answers

    def matching(self, names: Sequence[str]) -> Iterator[tuple[int, tuple[NameMatch, ...]]]:
        """Yield position and matches of the names that have any, in order."""
        if self._made is None:
            from enduse.screening.batch import Batch  # a single name does not ask for it

            self._made = Batch(self._index, POSSIBLE)
        for row, ways, candidates in self._made.candidates(names):
            answer = self._answer(ways, candidates)
            if answer:
                yield row, answer

    def _screen_one(self, name: str) -> tuple[NameMatch, ...]:
        knowledge = self._index.names
        ways = tuple(derived(readings(name, knowledge), knowledge))
        self._candidates.prepare([reading for reading, _, _ in ways])
        candidates = [
            self._candidates.find(reading, least_by_way(POSSIBLE) if by_way else POSSIBLE).tolist()
            for reading, by_way, _ in ways
        ]
        return self._answer(ways, candidates)

    def _answer(
        self, ways: Iterable[Way], candidates: Iterable[Sequence[int]]
    ) -> tuple[NameMatch, ...]:
        """Compare each way with what it could match; brands that stand alone only once."""
        told: list[tuple[Way, list[Found]]] = []
        for way, numbers in zip(ways, candidates, strict=True):
            alone = way[1] and len(way[0]) == 1
            found = self._alone.get(way) if alone else None
            if found is None:
                found = self._compare(way, numbers)
                if alone:
                    if len(self._alone) >= MOST_ALONE:
                        self._alone.clear()
                        self._answers.clear()
                    self._alone[way] = found
            if found:
                told.append((way, found))
        if len(told) == 1 and told[0][0] in self._alone:
            way, found = told[0]
            if way not in self._answers:
                self._answers[way] = best_matches(found, self._index, self._only)
            return self._answers[way]
        every = [one for _, found in told for one in found]
        return best_matches(every, self._index, self._only)

    def _compare(self, way: Way, numbers: Iterable[int]) -> list[Found]:
        reading, by_way, path = way
        found: list[Found] = []
        for number in numbers:
            comparison = compare(reading, self._entry_readings(number))
            relation, score = judge(comparison, by_way=by_way)
            if score >= POSSIBLE:
                name = int(self._index.arrays["reading_name"][number])
                found.append((score, relation, comparison, name, path))
        return found

    def _read_listed(self, reading: int) -> Reading:
        """Read a listed name again: cheaper to compute than to store."""
        numbers = self._index.arrays["reading_name"]
        name = int(numbers[reading])
        first = reading
        while first and int(numbers[first - 1]) == name:
            first -= 1
        return readings(self._index.text(name), self._index.names)[reading - first]


def best_matches(
    found: Iterable[Found], index: NameIndex, only: frozenset[str] = frozenset()
) -> tuple[NameMatch, ...]:
    """Return the best match of each entry, in an order that nothing but the names decides.

    Where that name is the entry's on some days only, the best of its names for other days follow it
    as `others`, down to one that is its name on all days.
    """
    best: dict[int, dict[int, Found]] = {}
    ends, owners, days = (index.arrays[n] for n in ("name_entry_ends", "name_entry", "name_days"))
    for one in sorted(found, key=_rank):
        start, end = int(ends[one[3] - 1]) if one[3] else 0, int(ends[one[3]])
        for entry, when in zip(owners[start:end].tolist(), days[start:end].tolist(), strict=True):
            kept = best.setdefault(entry, {})
            if EVERY_DAY not in kept:
                kept.setdefault(when, one)
    told: list[tuple[Order, tuple[str, str, str], list[Found]]] = []
    for entry, by_days in best.items():
        label = index.entry(entry)
        if not only or label[0] in only:
            ranked = list(by_days.values())
            told.append((_order(label, ranked[0], index), label, ranked))
    told.sort(key=lambda one: one[0])
    return tuple(_match(label, ranked, index) for _, label, ranked in told[:MOST_MATCHES])


def _match(label: tuple[str, str, str], ranked: Sequence[Found], index: NameIndex) -> NameMatch:
    """The best of an entry's matches, with the others."""
    score, relation, comparison, name, path = ranked[0]
    return NameMatch(
        list=label[0], entry=label[1], entry_name=label[2], matched_name=index.text(name),
        relation=relation, score=score, words=word_pairs(comparison),
        because=(path,) if path else (),
        others=tuple(_match(label, [one], index) for one in ranked[1:]),
    )  # fmt: skip


Order = tuple[int, bool, int, int, str, str]


def _order(label: tuple[str, str, str], found: Found, index: NameIndex) -> Order:
    """Best first; of equals, the name with the words themselves, and with least beside them."""
    score, relation, comparison, name, _ = found
    meant = sum(word.how not in SPELT for word in comparison.entry)
    read = sum(len(text) for text in {word.text for word in comparison.entry})
    beside = len(index.text(name)) - read
    return -score, relation is Relation.RELATED, meant, max(0, beside), label[0], label[1]


def _rank(one: Found) -> tuple[int, bool, int, int]:
    return -one[0], one[1] is Relation.RELATED, len(one[2].entry_left), one[3]
