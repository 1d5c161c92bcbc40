"""Words as they are read wherever they stand: each word alone, and words that a phrase may join.

Words between which no phrase of the knowledge can reach are read apart from each other, once,
however many names they stand in. So a name's reading is put together from what is known of its
pieces, and is what `canon.readings` gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from enduse.screening.abjad import abjad_words
from enduse.screening.canon import (
    UNSPACED,
    has_terms,
    spelt_key,
    spelt_words,
    unspaced_words,
    word,
)  # fmt: skip
from enduse.screening.derived import part_index
from enduse.screening.numbering import Ints, Numbering, grown
from enduse.screening.phrases import own_script
from enduse.screening.script import latin
from enduse.screening.spelt_many import SpeltMany
from enduse.screening.vocabulary import NamesKnowledge
from enduse.screening.word import Kind, Word
from enduse.screening.word_table import WordTable
from enduse.screening.words_of import GROUP, Words

_OPENS, _FOLLOWS = 1, 2
_MIX = np.uint64(0xD6E8FEB86659FD93)
Flags = npt.NDArray[np.bool_]


class Lexicon:
    """Reads words and the pieces they form; remembers both.

    Attributes:
        starts, counts: by piece, where its words stand in `flat`, and how many there are.
        flat: numbers of words in the table.
        in_full: by piece, whether a name that has it must be read in full.
    """

    def __init__(self, names: NamesKnowledge, table: WordTable) -> None:
        self._names, self._table = names, table
        self._edges: dict[tuple[str, bool], int] = {}
        self._after: set[tuple[int, int]] = set()
        for path, _ in names.phrases.paths():
            ids = [self._edges.setdefault(edge, len(self._edges)) for edge in path]
            self._after.update(pairwise(ids))
        self._firsts = {one for one, _ in self._after}
        self._nexts = {two for _, two in self._after}
        self._parts = part_index(names)
        self._spelt = SpeltMany(names)
        self._tokens, self._pairs, self._pieces = Numbering(), Numbering(), Numbering()
        self._reach = np.empty(0, np.int64)
        self._terms: dict[tuple[str, str], bool] = {}
        self._edges_of: dict[int, list[int]] = {}
        self._linked = np.empty(0, np.int64)
        self.starts = self.counts = self.in_full = self.flat = np.empty(0, np.int64)

    def has_terms(self, run: str, script: str) -> bool:
        """Whether a run of a script without spaces has a known term; remembered."""
        known = self._terms.get((run, script))
        if known is None:
            known = self._terms[run, script] = has_terms(run, script, self._names)
        return known

    def pieces(self, words: Words) -> tuple[Ints, Ints]:
        """Return the pieces of the texts in their order, and the text of each."""
        token, fresh = self._tokens.of(words.hash)
        first = len(self._reach)
        new = [words.word(row) for row in fresh.tolist()]
        self._spelt.learn(new)
        self._reach = grown(
            self._reach, [self._may_reach(text, first + i) for i, text in enumerate(new)]
        )
        linked = self._links(words, token)
        start = np.flatnonzero(~np.concatenate([np.zeros(1, np.bool_), linked])[: len(token)])
        size = np.diff(start, append=len(token))
        code = words.hash[start].copy()
        for step in range(1, int(size.max(initial=1))):
            longer = np.flatnonzero(size > step)
            code[longer] = (code[longer] + np.uint64(step)) * _MIX + words.hash[
                start[longer] + step
            ]
        piece, rows = self._pieces.of(code)
        self._learn([[words.word(start[i] + k) for k in range(size[i])] for i in rows.tolist()])
        return piece, words.text[start]

    def _may_reach(self, text: str, token: int) -> int:
        """Whether a phrase of several words may have this word before others, or after them."""
        if text.startswith(GROUP):
            return 0
        key = spelt_key(text, self._names) if latin(text) else ""
        own = own_script(text) + key
        edges = [self._edges[e] for e in self._names.phrases.edges_of(own, self._edges)]
        flags = _OPENS * any(e in self._firsts for e in edges)
        flags |= _FOLLOWS * any(e in self._nexts for e in edges)
        if flags:
            self._edges_of[token] = edges
        return flags

    def _links(self, words: Words, token: Ints) -> Flags:
        """Return, for each word but the last, whether a phrase may hold it and the next."""
        linked = np.zeros(max(len(token) - 1, 0), np.bool_)
        reach = self._reach[token]
        may = (reach[:-1] & _OPENS > 0) & (reach[1:] & _FOLLOWS > 0)
        rows = np.flatnonzero(may & (words.text[1:] == words.text[:-1]))
        if not len(rows):
            return linked
        one, two = token[rows], token[rows + 1]
        pair, new = self._pairs.of((one << 32 | two).astype(np.uint64))
        self._linked = grown(
            self._linked, [self._follows(int(one[i]), int(two[i])) for i in new.tolist()]
        )
        linked[rows] = self._linked[pair] > 0
        return linked

    def _follows(self, one: int, two: int) -> bool:
        after, edges = self._after, self._edges_of
        return any((a, b) in after for a in edges[one] for b in edges[two])

    def _learn(self, pieces: Sequence[Sequence[str]]) -> None:
        flat: list[Word] = []
        counts: list[int] = []
        in_full: list[int] = []
        for texts in pieces:
            found = self._read(texts)
            flat += found
            counts.append(len(found))
            in_full.append(self._in_full(texts, found))
        self.starts = grown(
            self.starts, (len(self.flat) + np.cumsum([0, *counts])[: len(counts)]).tolist()
        )
        self.counts = grown(self.counts, counts)
        self.in_full = grown(self.in_full, in_full)
        self.flat = np.concatenate([self.flat, self._table.numbers(flat)])

    def _read(self, texts: Sequence[str]) -> list[Word]:
        if not texts[0].startswith(GROUP):
            if len(texts) == 1 and texts[0].isascii():
                key = spelt_key(texts[0], self._names)
                if key not in self._names.phrases:
                    return [word(texts[0], key, "equal", self._names)]
            spelt = [(text, spelt_key(text, self._names)) for text in texts if latin(text)]
            return spelt_words(spelt, self._names)
        _, script, *found = texts[0].split(GROUP)
        if script not in UNSPACED:
            return abjad_words(found, script, self._names)
        body, run = found
        return unspaced_words(run, script, self._names, body=body == "1")

    def _in_full(self, texts: Sequence[str], found: Sequence[Word]) -> bool:
        if not texts[0].startswith(GROUP):
            for text in texts:
                if not text.isascii() and not latin(text):
                    return True  # what has no letters lets its neighbours meet
        for one in found:
            if one.kind is Kind.BRANCH or (one.brand and (one.key,) in self._parts):
                return True
        return False
