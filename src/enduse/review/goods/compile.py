"""Compile all terms of the knowledge into the lines that a lexicon reads."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from enduse.knowledge.schema.goods_words import GoodsWordsFile, Inflection
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.review.goods.codes import SYSTEMS
from enduse.review.goods.fold import unnumbered
from enduse.review.goods.terms import WORDS, Segment, Term, compile_model, compile_term

_ANY = Inflection(title="any language", tail=1)


def all_terms(
    technology: Mapping[str, TechnologyFile], shared: GoodsWordsFile
) -> list[tuple[Term, Iterable[str]]]:
    """Return every term of the knowledge once, with the anchors by which it is found."""
    return _once([*_terms(technology, shared), *_brands(technology), *_shared(shared)])


def compile_lexicon(technology: Mapping[str, TechnologyFile], shared: GoodsWordsFile) -> bytes:
    """Compile all knowledge into one lexicon: a line of anchors, and a line of terms for each.

    Anchors are without numbers; those by which a word that speaks for a technology is found come
    first.
    """
    by_anchor: dict[str, list[tuple[int, Term]]] = defaultdict(list)
    for number, (term, anchors) in enumerate(all_terms(technology, shared)):
        for anchor in dict.fromkeys(map(unnumbered, anchors)):
            by_anchor[anchor].append((number, term))
    speaking = {a for a, own in by_anchor.items() if any(t.kind in WORDS for _, t in own)}
    order = sorted(by_anchor, key=lambda anchor: anchor not in speaking)
    head = _line({"anchors": order, "speaking": len(speaking)})
    return "\n".join([head, *(_line(_together(by_anchor[anchor])) for anchor in order)]).encode()


def _together(terms: list[tuple[int, Term]]) -> list[object]:
    """Terms of one anchor: for those that speak and the others, by their main segment."""
    kinds: tuple[dict[Segment | None, list[object]], ...] = ({}, {})
    for number, term in terms:
        main = None if term.pattern is not None else term.segments[term.main]
        own = kinds[term.kind not in WORDS].setdefault(main, [])
        own.append([number, *_plain(term)])
    return [
        [[None if main is None else _plain_segment(main), own] for main, own in kind.items()]
        for kind in kinds
    ]


def compile_tables(technology: Mapping[str, TechnologyFile]) -> bytes:
    """Compile what is asked of all technologies at once: `GoodsTables`."""
    return json.dumps(
        {
            "means": [id_ for id_, item in technology.items() if item.often_means],
            "candidates": [
                [one.jurisdiction, one.entry, id_]
                for id_, item in technology.items()
                for one in item.candidates
            ],
            "codes": [
                [system, code.code, code.specificity, code.label, id_]
                for id_, item in technology.items()
                for system in SYSTEMS
                for code in getattr(item.codes, system)
            ],
        },
        ensure_ascii=False,
    ).encode()


def _plain(term: Term) -> list[object]:
    """Take a term apart into what JSON can hold; `lexicon.term_of` puts it together again.

    Its main segment is not repeated: it stands before all terms that share it.
    """
    segments = [
        None if number == term.main else _plain_segment(segment)
        for number, segment in enumerate(term.segments)
    ]
    pattern = term.pattern.pattern if term.pattern is not None else None
    return [term.technology, term.kind, term.language, term.text, term.capitals, segments,
            term.main, term.gap, pattern]  # fmt: skip


def _plain_segment(segment: Segment) -> list[object]:
    words = [[w.core, w.tail, w.open_left] for w in segment.words]
    return [words, segment.first, segment.anchor, segment.prefixes, segment.substring]


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


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
