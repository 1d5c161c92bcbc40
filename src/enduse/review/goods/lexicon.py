"""All terms in one automaton: every term that stands in a text, found in one pass."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from enduse.review.goods.fold import Trace, fold, fold_all
from enduse.review.goods.terms import PUNCTUATION, Segment, Term, Word, searchable
from enduse.review.spotting import places

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

WORDS = ("strong", "weak", "brand_strong", "brand_weak")
"""Kinds of terms that speak for a technology, strongest first within a place."""

_QUIETER = {"strong": "weak", "brand_strong": "brand_weak"}

Terms = tuple[tuple[Term, ...], tuple[Term, ...]]
"""Terms of one anchor: words that speak for a technology, and the others."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found at a place of the folded text; `words` are the folded words there.

    `kind` is that of the term, but weak where a word is told by its capitals alone and the whole
    text is in capitals.
    """

    term: Term
    kind: str
    start: int
    end: int
    words: str


class Lexicon:
    """The terms of all technologies and the shared words, searched together.

    Args:
        compiled: of `compile_lexicon`: a line with all anchors, then a line per anchor with the
            terms found by it. A term is read when its anchor first stands in a text.
    """

    def __init__(self, compiled: bytes) -> None:
        anchors, *self._lines = compiled.split(b"\n")
        self._anchors: list[str] = json.loads(anchors)
        self._held: list[Terms | None] = [None] * len(self._anchors)
        self._by_number: dict[int, Term] = {}

    @cached_property
    def _automaton(self) -> AhoCorasick | None:
        from ahocorasick_rs import AhoCorasick, Implementation

        if not self._anchors:
            return None
        # Built five times as fast as the DFA, and as fast in a text.
        return AhoCorasick(self._anchors, implementation=Implementation.ContiguousNFA)

    def possible(self, texts: Sequence[str]) -> list[bool]:
        """Whether a text holds a word that speaks for a technology; else `find` finds nothing.

        The first half of `find` for many texts at once.
        """
        found = [False] * len(texts)
        if self._automaton is None or not texts:
            return found
        folded, held = list(fold_all(texts)), self._held
        search = [f" {line} " for line in "\n".join(folded).translate(PUNCTUATION).split("\n")]
        for line, index, place in zip(*places(self._automaton, search), strict=True):
            if not found[line]:
                for term in (held[index] or self._read(index))[0]:
                    if term.at(search[line], folded[line], place) is not None:
                        found[line] = True
                        break
        return found

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence of every term, in the order of the text.

        Nothing is returned where no word speaks for a technology: the rest would not matter.
        """
        folded = fold(text)
        if not folded or self._automaton is None:
            return []
        search = searchable(folded)
        spots = self._automaton.find_matches_as_indexes(search, overlapping=True)
        held = self._held
        found: dict[tuple[int, int, int], Term] = {}
        for kind in (0, 1):
            for index, place, _ in spots:
                for term in (held[index] or self._read(index))[kind]:
                    span = term.at(search, folded, place)
                    if span is not None:
                        found[(max(0, span[0] - 1), span[1] - 1, id(term))] = term
            if not found:
                return []
        shouting = text.isupper()
        trace: Trace | None = None
        hits = []
        for (start, end, _), term in found.items():
            kind_ = term.kind
            if term.capitals:
                trace = trace or Trace(text)
                if not trace.words(start, end).isupper():
                    continue
                kind_ = _QUIETER.get(kind_, kind_) if shouting else kind_
            hits.append(Hit(term=term, kind=kind_, start=start, end=end, words=folded[start:end]))
        hits.sort(key=lambda h: (h.start, -h.end, h.term.technology, h.kind, h.term.text))
        return hits

    def _read(self, index: int) -> Terms:
        """Read the terms of an anchor; a term that has two is one object."""
        words: list[Term] = []
        others: list[Term] = []
        for number, *plain in json.loads(self._lines[index]):
            term = self._by_number.get(number)
            if term is None:
                term = self._by_number[number] = term_of(plain)
            (words if term.kind in WORDS else others).append(term)
        made = self._held[index] = (tuple(words), tuple(others))
        return made


def term_of(plain: Sequence[Any]) -> Term:
    """Put a term together from its line."""
    technology, kind, language, text, capitals, segments, main, gap, pattern = plain
    return Term(
        technology=technology,
        kind=kind,
        language=language,
        text=text,
        capitals=capitals,
        segments=tuple(
            Segment(tuple(Word(*word) for word in words), *rest) for words, *rest in segments
        ),
        main=main,
        gap=gap,
        pattern=None if pattern is None else re.compile(pattern),
    )
