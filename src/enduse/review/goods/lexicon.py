"""All terms in one automaton: every term that stands in a text, found in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from enduse.knowledge.schema.goods_words import GoodsWordsFile, Inflection
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.review.goods.fold import Trace, fold
from enduse.review.goods.terms import Term, compile_model, compile_term, searchable

_ANY = Inflection(title="any language", tail=1)
WORDS = ("strong", "weak", "brand_strong", "brand_weak")
"""Kinds of terms that speak for a technology, strongest first within a place."""

_QUIETER = {"strong": "weak", "brand_strong": "brand_weak"}


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
    """The terms of all technologies and the shared words, searched together."""

    def __init__(self, terms: Iterable[tuple[Term, Iterable[str]]]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        by_anchor: dict[str, list[Term]] = defaultdict(list)
        for term, anchors in _once(terms):
            for anchor in anchors:
                by_anchor[anchor].append(term)
        self._words = [[t for t in own if t.kind in WORDS] for own in by_anchor.values()]
        self._others = [[t for t in own if t.kind not in WORDS] for own in by_anchor.values()]
        self._automaton = (
            AhoCorasick(list(by_anchor), implementation=Implementation.DFA) if by_anchor else None
        )

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence of every term, in the order of the text.

        Nothing is returned where no word speaks for a technology: the rest would not matter.
        """
        folded = fold(text)
        if self._automaton is None or not folded:
            return []
        search = searchable(folded)
        places = self._automaton.find_matches_as_indexes(search, overlapping=True)
        found: dict[tuple[int, int, int], Term] = {}
        for terms in (self._words, self._others):
            for index, place, _ in places:
                for term in terms[index]:
                    span = term.at(search, folded, place)
                    if span is not None:
                        found[(max(0, span[0] - 1), span[1] - 1, id(term))] = term
            if not found:
                return []
        shouting = text.isupper()
        trace: Trace | None = None
        hits = []
        for (start, end, _), term in found.items():
            kind = term.kind
            if term.capitals:
                trace = trace or Trace(text)
                if not trace.words(start, end).isupper():
                    continue
                kind = _QUIETER.get(kind, kind) if shouting else kind
            hits.append(Hit(term=term, kind=kind, start=start, end=end, words=folded[start:end]))
        hits.sort(key=lambda h: (h.start, -h.end, h.term.technology, h.kind, h.term.text))
        return hits


def _once(terms: Iterable[tuple[Term, Iterable[str]]]) -> list[tuple[Term, Iterable[str]]]:
    """Keep one of terms that languages share: the one with the most room for endings."""
    kept: dict[object, tuple[Term, Iterable[str]]] = {}
    for term, anchors in terms:
        words = tuple(
            (s.anchor, s.prefixes, tuple((w.core, w.open_left) for w in s.words))
            for s in term.segments
        )
        key = (term.technology, term.kind, term.capitals, words, term.pattern)
        other = kept.get(key)
        if other is None:
            kept[key] = (term, anchors)
        elif _room(term) != _room(other[0]):
            if all(a >= b for a, b in zip(_room(term), _room(other[0]), strict=True)):
                kept[key] = (term, anchors)
            elif not all(a <= b for a, b in zip(_room(term), _room(other[0]), strict=True)):
                kept[(key, _room(term))] = (term, anchors)
    return list(kept.values())


def _room(term: Term) -> tuple[int, ...]:
    return tuple(word.tail for segment in term.segments for word in segment.words)


def build_lexicon(technology: Mapping[str, TechnologyFile], shared: GoodsWordsFile) -> Lexicon:
    """Compile all knowledge into one lexicon."""
    return Lexicon([*_terms(technology, shared), *_brands(technology), *_shared(shared)])


def _terms(
    technology: Mapping[str, TechnologyFile], shared: GoodsWordsFile
) -> Iterable[tuple[Term, Iterable[str]]]:
    for id_, item in technology.items():
        for language, words in item.terms.items():
            how = shared.languages.get(language, _ANY)
            paired = [text for pair in words.pairs for text in pair.terms()]
            lists = (
                ("strong", [*words.strong, *paired]),
                ("weak", words.weak),
                ("context", words.context),
                ("negative", words.negative),
            )
            for kind, texts in lists:
                for text in texts:
                    term = compile_term(
                        text,
                        technology=id_,
                        kind=kind,
                        language=language,
                        how=how,
                        gap=shared.points.gap,
                    )
                    yield term, (term.anchor,)


def _brands(technology: Mapping[str, TechnologyFile]) -> Iterable[tuple[Term, Iterable[str]]]:
    for id_, item in technology.items():
        for brand in item.brands:
            kind = f"brand_{brand.strength}"
            for word in brand.words:
                term = compile_term(word, technology=id_, kind=kind, language="", how=_ANY, gap=0)
                yield term, (term.anchor,)
            for model in brand.models:
                anchors, pattern = compile_model(model)
                yield (
                    Term(
                        technology=id_,
                        kind=kind,
                        language="",
                        text=model,
                        pattern=pattern,
                        capitals=False,
                    ),
                    anchors,
                )


def _shared(shared: GoodsWordsFile) -> Iterable[tuple[Term, Iterable[str]]]:
    for kind, by_language in (("context", shared.context), ("negative", shared.negative)):
        for language, texts in by_language.items():
            how = shared.languages.get(language, _ANY)
            for text in texts:
                term = compile_term(
                    text,
                    technology="",
                    kind=kind,
                    language=language,
                    how=how,
                    gap=shared.points.gap,
                )
                yield term, (term.anchor,)
    for kind, by_language in (("denial", shared.denial), ("means", shared.means)):
        for language, texts in by_language.items():
            for text in texts:
                term = compile_term(
                    text, technology="", kind=kind, language=language, how=_ANY, gap=0
                )
                yield term, (term.anchor,)
