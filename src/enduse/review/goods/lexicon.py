"""All terms in one automaton: every term that stands in a text, found in one pass."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from enduse.review.goods.fold import Trace, fold, fold_all, unnumbered
from enduse.review.goods.terms import Segment, Term, Word, searchable, without_punctuation

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_QUIETER = {"strong": "weak", "brand_strong": "brand_weak"}


@dataclass(frozen=True, slots=True)
class Together:
    """Terms of one anchor whose main segment is the same: it is looked at once for all.

    `alone` have no other segment (or a pattern, where `segment` is None), `pairs` stand with an
    anchor without which they cannot be there.
    """

    segment: Segment | None
    alone: tuple[Term, ...]
    pairs: tuple[tuple[str, Term], ...]

    def at(self, text: str, folded: str, place: int) -> Iterator[tuple[Term, tuple[int, int]]]:
        """Terms whose anchor stands at `place` of the searchable text, each with its span."""
        if self.segment is None:
            for term in self.alone:
                match = term.pattern.match(text, place) if term.pattern is not None else None
                if match is not None:
                    yield term, (place, match.end())
            return
        span = self.segment.at(text, place)
        if span is None:
            return
        for term in self.alone:
            yield term, span
        for other, term in self.pairs:
            if other in text:
                around = term.around(text, folded, span)
                if around is not None:
                    yield term, around


@dataclass(frozen=True, slots=True)
class Anchored:
    """The terms of one anchor: words that speak for a technology, and the others.

    `numbers`: what, without numbers, all stands in a text whose very numbers are read by one
    of these terms.
    """

    terms: tuple[tuple[Together, ...], tuple[Together, ...]]
    numbers: tuple[tuple[re.Pattern[str], ...], ...]


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


@dataclass(frozen=True, slots=True)
class Scanned:
    """A text with the places where an anchor may stand: number of the anchor, and place."""

    text: str
    folded: str
    search: str
    spots: Sequence[tuple[int, int]]


class Lexicon:
    """The terms of all technologies and the shared words, searched together.

    Args:
        compiled: of `compile_lexicon`: a line with all anchors, then a line per anchor with the
            terms found by it. A term is read when its anchor first stands in a text.
    """

    def __init__(self, compiled: bytes) -> None:
        head, *self._lines = compiled.split(b"\n")
        read = json.loads(head)
        self._anchors: list[str] = read["anchors"]
        self._speaking: int = read["speaking"]
        self._held: list[Anchored | None] = [None] * len(self._anchors)
        self._by_number: dict[int, Term] = {}

    @cached_property
    def _automaton(self) -> AhoCorasick | None:
        from ahocorasick_rs import AhoCorasick, Implementation

        if not self._anchors:
            return None
        # Built five times as fast as the DFA, and as fast in a text.
        return AhoCorasick(self._anchors, implementation=Implementation.ContiguousNFA)

    def scan(self, texts: Sequence[str]) -> list[Scanned | None]:
        """Find the anchors of texts, of many in one pass.

        None where no anchor of a word that speaks for a technology stands: `hits` would find
        nothing.
        """
        if self._automaton is None:
            return [None] * len(texts)
        if len(texts) != 1:
            return self._scan_all(self._automaton, texts)
        folded = fold(texts[0])
        search = searchable(folded)
        spots = [
            (index, place)
            for index, place, _ in self._automaton.find_matches_as_indexes(
                unnumbered(search), overlapping=True
            )
        ]
        speaks = any(index < self._speaking for index, _ in spots)
        return [Scanned(texts[0], folded, search, spots) if speaks else None]

    def _scan_all(self, automaton: AhoCorasick, texts: Sequence[str]) -> list[Scanned | None]:
        import numpy as np

        from enduse.review.spotting import places

        found: list[Scanned | None] = [None] * len(texts)
        folded = list(fold_all(texts))
        joined = without_punctuation("\n".join(folded))
        search = [f" {line} " for line in joined.split("\n")]
        plain = [f" {line} " for line in unnumbered(joined).split("\n")]
        lines, indexes, at = map(np.asarray, places(automaton, plain))
        if not len(lines):
            return found
        starts = np.concatenate(([0], np.flatnonzero(np.diff(lines)) + 1))
        ends = [*starts[1:].tolist(), len(lines)]
        speaks = np.minimum.reduceat(indexes, starts) < self._speaking
        spots = list(zip(indexes.tolist(), at.tolist(), strict=True))
        for first, end, line, speaking in zip(
            starts.tolist(), ends, lines[starts].tolist(), speaks.tolist(), strict=True
        ):
            if speaking:
                found[line] = Scanned(texts[line], folded[line], search[line], spots[first:end])
        return found

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence of every term, in the order of the text.

        Nothing is returned where no word speaks for a technology: the rest would not matter.
        """
        (scanned,) = self.scan([text])
        return [] if scanned is None else self.hits(scanned)

    def hits(self, scanned: Scanned) -> list[Hit]:
        """The terms that stand at the anchors of a text, as `find` returns them."""
        search, folded = scanned.search, scanned.folded
        found: dict[tuple[int, int, int], Term] = {}
        for kind in (0, 1):
            for index, place in scanned.spots:
                for group in (self._held[index] or self._read(index)).terms[kind]:
                    for term, (start, end) in group.at(search, folded, place):
                        # A part number may end in the blank behind the text.
                        end = min(end - 1, len(folded))
                        found[(max(0, start - 1), end, id(term))] = term
            if not found:
                return []
        text = scanned.text
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

    def reads_numbers(self, scanned: Scanned) -> bool:
        """Whether other numbers in the text, each as long, could let `hits` find other terms."""
        plain = unnumbered(scanned.search)
        if "0" not in plain:
            return False
        return any(
            all(word.search(plain) for word in words)
            for index, _ in scanned.spots
            for words in (self._held[index] or self._read(index)).numbers
        )

    def _read(self, index: int) -> Anchored:
        """Read the terms of an anchor; a term that has two is one object."""
        kinds = json.loads(self._lines[index])
        words, others = (tuple(self._together(*one) for one in kind) for kind in kinds)
        numbers = {
            _numbers(term): None
            for group in (*words, *others)
            for term in (*group.alone, *(term for _, term in group.pairs))
        }
        made = self._held[index] = Anchored(
            (words, others), tuple(one for one in numbers if one is not None)
        )
        return made

    def _together(self, main: list[Any] | None, terms: list[list[Any]]) -> Together:
        segment = None if main is None else _segment_of(main)
        read = []
        for number, *plain in terms:
            term = self._by_number.get(number)
            if term is None:
                term = self._by_number[number] = term_of(plain, segment)
            read.append(term)
        return together(segment, read)


def together(segment: Segment | None, terms: Sequence[Term]) -> Together:
    """Group terms whose main segment is this one; `None` for part numbers."""
    return Together(
        segment,
        alone=tuple(term for term in terms if len(term.segments) <= 1),
        pairs=tuple((term.others[0], term) for term in terms if len(term.segments) > 1),
    )


def _numbers(term: Term) -> tuple[re.Pattern[str], ...] | None:
    """What must stand in a text, without numbers, for its numbers to decide about a term.

    None where they never do: a term without digits tells digits from letters and from blanks,
    never one from another. No digit follows an anchor that ends with one.
    """
    if term.pattern is not None:
        return ()
    wanted: dict[str, None] = {}
    digits = False
    for segment in term.segments:
        cores = [word.core for word in segment.words]
        digits = digits or any(map(str.isdigit, "".join([*cores, segment.anchor])))
        digits = digits or any(map(str.isdigit, segment.prefixes))
        ends = r"(?!\d)" if cores and segment.anchor[-1].isdigit() else ""
        wanted[re.escape(unnumbered(segment.anchor)) + ends] = None
        wanted.update((re.escape(unnumbered(core)), None) for core in cores)
    return tuple(map(re.compile, wanted)) if digits else None


def term_of(plain: Sequence[Any], shared: Segment | None) -> Term:
    """Put a term together from its line and its main segment, which it shares with others."""
    technology, kind, language, text, capitals, segments, main, gap, pattern = plain
    return Term(
        technology=technology,
        kind=kind,
        language=language,
        text=text,
        capitals=capitals,
        segments=tuple(
            shared if one is None and shared is not None else _segment_of(one) for one in segments
        ),
        main=main,
        gap=gap,
        pattern=None if pattern is None else re.compile(pattern),
    )


def _segment_of(plain: Sequence[Any]) -> Segment:
    words, *rest = plain
    return Segment(tuple(Word(*word) for word in words), *rest)
