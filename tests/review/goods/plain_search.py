"""The plain way to find terms: each one by itself, letter by letter. Slow, and easy to judge.

What `lexicon`, `texts` and `terms` do at once for many must be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from enduse.review.goods.fold import SUBSTRING_SCRIPT, Trace, fold
from enduse.review.goods.lexicon import Hit
from enduse.review.goods.terms import WORDS, Segment, Term, searchable

Span = tuple[int, int]


def _letter(ch: str) -> bool:
    return ch.isalpha() and not SUBSTRING_SCRIPT.match(ch)


def segment_at(segment: Segment, text: str, place: int) -> Span | None:
    """Return the span of a segment whose anchor stands at `place`, or None."""
    if segment.substring:
        return place, place + len(segment.anchor)
    start = place + 1 if segment.anchor[0] == " " else place
    end = _rightwards(segment, text, start)
    begin = _leftwards(segment, text, start) if end >= 0 else -1
    return None if begin < 0 else (begin, end)


def _rightwards(segment: Segment, text: str, place: int) -> int:
    for number, word in enumerate(segment.words[segment.first :]):
        if number:
            if text[place] != " ":
                return -1
            place += 1
        if not text.startswith(word.core, place):
            return -1
        place += len(word.core)
        most = place + word.tail
        if word.core[-1].isdigit() and text[place].isdigit():
            return -1
        while _letter(text[place]):
            place += 1
            if place > most:
                return -1
    return place


def _leftwards(segment: Segment, text: str, place: int) -> int:
    word = segment.words[segment.first]
    if word.open_left:
        while _letter(text[place - 1]):
            place -= 1
    elif text[place - 1] in segment.prefixes:
        place -= 1
    if text[place - 1].isalnum():
        return -1
    for word in reversed(segment.words[: segment.first]):
        if text[place - 1] != " ":
            return -1
        begin = text.rfind(" ", 0, place - 1) + 1
        token = text[begin : place - 1]
        bare = token if token.startswith(word.core) else token.lstrip(segment.prefixes)
        if word.open_left and word.core in bare:
            bare = bare[bare.index(word.core) :]
        more = len(bare) - len(word.core)
        if not bare.startswith(word.core) or more > word.tail:
            return -1
        place = begin
    return place


def _places(anchor: str, text: str, low: int, high: int) -> list[int]:
    return [n for n in range(max(low, 0), high) if text.startswith(anchor, n)]


def _sentence_ends(folded: str, low: int, high: int) -> bool:
    return any(
        folded[n] in ".;!?" and not folded[n + 1 : min(n + 2, high)].isdigit()
        for n in range(max(low, 0), min(high, len(folded)))
    )


def term_at(term: Term, text: str, folded: str, place: int) -> Span | None:
    """Return the span of a term around its anchor at `place` of the searchable text, or None."""
    if term.pattern is not None:
        found = term.pattern.match(text, place)
        return (place, found.end()) if found else None
    span = segment_at(term.segments[term.main], text, place)
    if span is None:
        return None
    start, end = span
    for segment in term.segments[term.main + 1 :]:
        spans = [
            segment_at(segment, text, n)
            for n in _places(segment.anchor, text, end, end + term.gap + 1)
        ]
        after = next((s for s in spans if s and end <= s[0] <= end + term.gap), None)
        if after is None or _sentence_ends(folded, end - 1, after[0] - 1):
            return None
        end = after[1]
    for segment in reversed(term.segments[: term.main]):
        last = start - len(segment.anchor)
        low = max(0, start - term.gap - 60)
        spans = [
            segment_at(segment, text, n)
            for n in reversed(_places(segment.anchor, text, low, last + 1))
        ]
        before = next((s for s in spans if s and s[1] <= start <= s[1] + term.gap), None)
        if before is None or _sentence_ends(folded, before[1] - 1, start - 1):
            return None
        start = before[0]
    return start, end


def finder(terms: Sequence[tuple[Term, Iterable[str]]]) -> Callable[[str], list[Hit]]:
    """Return the function that finds what `Lexicon.find` finds."""
    by_anchor = [(anchor, term) for term, anchors in terms for anchor in anchors]
    quieter = {"strong": "weak", "brand_strong": "brand_weak"}

    def find(text: str) -> list[Hit]:
        folded = fold(text)
        search = searchable(folded)
        found: dict[tuple[int, int, int], Term] = {}
        for anchor, term in by_anchor:
            if anchor not in search:
                continue
            for place in _places(anchor, search, 0, len(search)):
                span = term_at(term, search, folded, place)
                if span is not None:
                    found[max(0, span[0] - 1), min(span[1] - 1, len(folded)), id(term)] = term
        if not any(term.kind in WORDS for term in found.values()):
            return []
        hits = []
        for (start, end, _), term in found.items():
            kind = term.kind
            if term.capitals:
                if not Trace(text).words(start, end).isupper():
                    continue
                kind = quieter.get(kind, kind) if text.isupper() else kind
            hits.append(Hit(term=term, kind=kind, start=start, end=end, words=folded[start:end]))
        hits.sort(key=lambda h: (h.start, -h.end, h.term.technology, h.kind, h.term.text))
        return hits

    return find
