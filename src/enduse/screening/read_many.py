"""The readings of many names as columns, put together from pieces that were read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enduse.screening.canon import LEAST_NAMING, MOST_WORDS, readings
from enduse.screening.compound import LEAST, SHORTEST
from enduse.screening.derived import Way, derived, part_index, part_key
from enduse.screening.hashing import numbers
from enduse.screening.lexicon import Lexicon
from enduse.screening.neighbours import expand
from enduse.screening.numbering import Ints
from enduse.screening.sign import mixed
from enduse.screening.vocabulary import NamesKnowledge
from enduse.screening.word import Word
from enduse.screening.word_table import BRAND, CARRY, LEGAL, LETTER, SHORT, SMALL, WEST, WordTable
from enduse.screening.words_of import Splitter, Words

Flags = npt.NDArray[np.bool_]
WHOLE = -1
"""The way of a reading that is a text of its name."""


@dataclass(frozen=True, slots=True)
class Readings:
    """One row a reading, and one row a word of a reading.

    Attributes:
        name: by reading, the position of its name.
        way: by reading: -1 a text of the name (with more texts than the normaliser keeps); a
            number below -1 a brand that stands alone, as `-2 - word`; else which of the ways of
            `derived` it is, for names that were read in full.
        start, count: by reading, where its words stand.
        word: by word, its number in the table.
        loose: by word, whether it may only abbreviate the name.
    """

    name: Ints
    way: Ints
    start: Ints
    count: Ints
    word: Ints
    loose: Flags


class Reader:
    """Reads names by columns; what columns cannot say is read one by one.

    Attributes:
        in_full: ways of the names of the last batch that were read one by one, by position.
    """

    def __init__(self, names: NamesKnowledge, table: WordTable) -> None:
        self._names, self._table = names, table
        self._lexicon = Lexicon(names, table)
        self._splitter = Splitter(self._lexicon.has_terms)
        self._parts = part_index(names)
        self._part_words = {key for row in self._parts for key in row}
        self._part_word = np.empty(0, np.bool_)
        self.in_full: dict[int, tuple[Way, ...]] = {}
        self._organs = [mixed(numbers(organ)) for organ in names.organs]

    def read(self, names: Sequence[str]) -> Readings:
        """Return readings of all names: those of the normaliser, or more."""
        words = self._splitter.split(names)
        piece, text = self._lexicon.pieces(words)
        lexicon, table = self._lexicon, self._table
        counts, texts = lexicon.counts[piece], len(words.name)
        count = np.bincount(text, weights=counts, minlength=texts).astype(np.int64)
        word = lexicon.flat[expand(lexicon.starts[piece], counts)]
        owner = np.repeat(text, counts)
        start = np.cumsum(count) - count
        is_a = table.of["is_a"][word]
        loose = self._own_acronyms(owner, word, is_a, count)
        full = _any(text, lexicon.in_full[piece] > 0, texts) | (count > MOST_WORDS)
        full |= _second_form(owner, is_a, texts) | self._with_organ(owner, word, texts)
        cut = np.where(words.piece == 0, _second_script(start, count, is_a & WEST > 0), 0)
        halves = np.flatnonzero(cut)
        part_of = np.concatenate([np.arange(texts), halves, halves])
        start = np.concatenate([start, start[halves], start[halves] + cut[halves]])
        count = np.concatenate([count, cut[halves], count[halves] - cut[halves]])
        full[part_of[self._known_parts(start, count, word, is_a, loose)]] = True
        in_full = np.zeros(len(names), np.bool_)
        in_full[words.name[full]] = True
        keep = ~in_full[words.name[part_of]] & (count > 0)
        carried = _sum(np.where(is_a & CARRY > 0, table.of["weight"][word], 0), start, count)
        first = np.diff(words.name, prepend=-1) > 0  # of a name's texts
        alone = (first & (count[:texts] > 0))[np.maximum.accumulate(np.arange(texts) * first)]
        keep[:texts] &= first | ~alone | (carried[:texts] >= LEAST_NAMING) | (words.piece > 0)
        keep[:texts] &= _own_names(words, start, count, is_a, table.of["weight"][word])
        keep[texts:] &= carried[texts:] >= LEAST
        brands = np.flatnonzero(~in_full[words.name[owner]] & (is_a & BRAND > 0))
        return _together(
            Readings(
                np.concatenate([words.name[part_of[keep]], words.name[owner[brands]]]),
                np.concatenate([np.full(int(keep.sum()), WHOLE), -2 - word[brands]]),
                np.concatenate([start[keep], brands]),
                np.concatenate([count[keep], np.ones(len(brands), np.int64)]),
                word, loose,
            ),
            self._one_by_one(names, np.flatnonzero(in_full).tolist()),
        )  # fmt: skip

    def _one_by_one(self, names: Sequence[str], rows: Sequence[int]) -> Readings:
        owner: list[int] = []
        way: list[int] = []
        count: list[int] = []
        flat: list[Word] = []
        self.in_full = {
            row: tuple(derived(readings(names[row], self._names), self._names)) for row in rows
        }
        for row, ways in self.in_full.items():
            for i, (reading, _, _) in enumerate(ways):
                owner.append(row)
                way.append(i)
                count.append(len(reading))
                flat += reading
        counts = np.array(count, np.int64)
        word = self._table.numbers(flat)
        return Readings(
            np.array(owner, np.int64), np.array(way, np.int64), np.cumsum(counts) - counts, counts,
            word, np.zeros(len(word), np.bool_),
        )  # fmt: skip

    def _own_acronyms(self, owner: Ints, word: Ints, is_a: Ints, count: Ints) -> Flags:
        """Words whose first two letters are first letters of the name's words, in order.

        `compound.without_own_acronym` makes some of them small; none that is not among them.
        """
        table = self._table
        loose = np.zeros(len(word), np.bool_)
        short = np.flatnonzero((is_a & SHORT > 0) & (count[owner] > SHORTEST))
        if not len(short):
            return loose
        for skipped in (LEGAL, LEGAL | SMALL):
            rows = np.flatnonzero(is_a & skipped == 0)
            first = table.initial_starts[word[rows]]
            size = table.initial_starts[word[rows] + 1] - first
            letter = table.initials[expand(first, size)]
            text = np.repeat(owner[rows], size)
            same = np.flatnonzero(text[1:] == text[:-1])
            pair = letter[same] << LETTER | letter[same + 1]
            mask = np.zeros(len(count), np.uint64)
            np.bitwise_or.at(mask, text[same], _bit(pair))
            opening = table.of["opening"][word[short]]
            may = short[mask[owner[short]] & _bit(opening) > 0]
            wanted = np.zeros(len(count), np.bool_)
            wanted[owner[may]] = True
            near = wanted[text[same]]
            have = _mix(text[same][near], pair[near])
            loose[may] |= np.isin(_mix(owner[may], table.of["opening"][word[may]]), have)
        return loose

    def _known_parts(self, start: Ints, count: Ints, word: Ints, is_a: Ints, loose: Flags) -> Flags:
        """Readings whose words are those of a known part of another body (`derived.part_key`)."""
        words = self._table.words
        new = [w.key in self._part_words for w in words[len(self._part_word) :]]
        self._part_word = np.concatenate([self._part_word, np.array(new, np.bool_)])
        small = is_a & SMALL > 0
        told, other = ~small, ~(self._part_word[word] | small | loose)
        may: Flags = (_sum(told, start, count) > 0) & (_sum(other, start, count) == 0)
        for row in np.flatnonzero(may).tolist():
            at = slice(int(start[row]), int(start[row] + count[row]))
            keys = part_key([words[w] for w in word[at].tolist()])
            may[row] = loose[at].any() or keys in self._parts
        return may

    def _with_organ(self, owner: Ints, word: Ints, texts: int) -> Flags:
        """Texts that name an organ (`place.resolve_places`)."""
        found = np.zeros(texts, np.bool_)
        key = self._table.key[word]
        for organ in self._organs:
            last = len(key) - len(organ) + 1
            if last < 1:
                continue
            here = np.flatnonzero(key[:last] == organ[0])
            for step in range(1, len(organ)):
                here = here[(key[here + step] == organ[step]) & (owner[here + step] == owner[here])]
            found[owner[here]] = True
        return found


def _together(one: Readings, two: Readings) -> Readings:
    return Readings(
        np.concatenate([one.name, two.name]), np.concatenate([one.way, two.way]),
        np.concatenate([one.start, two.start + len(one.word)]),
        np.concatenate([one.count, two.count]), np.concatenate([one.word, two.word]),
        np.concatenate([one.loose, two.loose]),
    )  # fmt: skip


def _sum(what: Flags | Ints, start: Ints, count: Ints) -> Ints:
    total = np.concatenate([[0], np.cumsum(what)])
    found: Ints = total[start + count] - total[start]
    return found


def _own_names(words: Words, start: Ints, count: Ints, is_a: Ints, weight: Ints) -> Flags:
    """Texts that are no pieces, and pieces that are names of the body: `canon._own_names`.

    Pieces without words do not count: the first of a name is the first that has some.
    """
    texts = len(words.name)
    start, count = start[:texts], count[:texts]
    enough = (count > 0) & (_sum(weight, start, count) >= LEAST_NAMING)
    opens = np.zeros(texts, np.bool_)
    some = np.flatnonzero(enough)
    opens[some] = is_a[start[some]] & LEGAL > 0
    pieces = np.flatnonzero((words.piece > 0) & (count > 0))
    first = np.zeros(texts, np.bool_)
    first[pieces[np.diff(words.name[pieces], prepend=-1) > 0]] = True
    again = (words.piece > 0) & ~first & opens
    said = np.isin(words.name, words.name[again])
    found: Flags = (words.piece == 0) | again | (first & enough & said)
    return found


def _second_script(start: Ints, count: Ints, west: Flags) -> Ints:
    """By text, at which word another script begins, 0 where none does or more than one.

    `compound.several_names` may cut there.
    """
    change = np.concatenate([[0], np.cumsum(west[1:] != west[:-1])])
    cut = np.zeros(len(count), np.int64)
    rows = np.flatnonzero(count > 3)
    rows = rows[change[start[rows] + count[rows] - 1] - change[start[rows]] == 1]
    cut[rows] = np.searchsorted(change, change[start[rows]], "right") - start[rows]
    return np.where((cut > 1) & (cut < count - 1), cut, 0)


def _second_form(owner: Ints, is_a: Ints, texts: int) -> Flags:
    """Texts that open with a legal form and have another before other words.

    `compound.several_names` may cut them in two.
    """
    legal, small = is_a & LEGAL > 0, is_a & SMALL > 0
    same = owner[1:] == owner[:-1]
    opening = np.ones(len(legal), np.bool_)
    opening[1:] = ~same
    again = np.zeros(len(legal), np.bool_)
    again[:-1] = legal[:-1] & ~opening[:-1] & same & ~small[1:]
    return _any(owner, opening & legal, texts) & _any(owner, again, texts)


def _any(row: Ints, what: Flags, count: int) -> Flags:
    found = np.zeros(count, np.bool_)
    found[row[what]] = True
    return found


def _bit(code: Ints) -> npt.NDArray[np.uint64]:
    spread = code.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(58)
    return np.uint64(1) << spread


def _mix(one: Ints, two: Ints) -> npt.NDArray[np.uint64]:
    return one.astype(np.uint64) << np.uint64(2 * LETTER) | two.astype(np.uint64)
