"""From the terms found in a text to the signs that count: nesting, negatives, denial, context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from enduse.review.goods.evidence import Sign
from enduse.review.goods.fold import Trace
from enduse.review.goods.lexicon import Hit
from enduse.review.goods.terms import WORDS

if TYPE_CHECKING:
    from enduse.knowledge.schema.goods_words import Points

_DENIAL_REACH = 16
_MEANS_REACH = 40
_ALIKE = 6
"""Words that begin with the same letters are one word in two forms."""


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _inside(inner: Hit, outer: Hit) -> bool:
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and outer.end - outer.start > inner.end - inner.start
    )


def _near(one: Hit, other: Hit, reach: int) -> bool:
    return one.start - other.end <= reach and other.start - one.end <= reach


def _sign(trace: Trace, hit: Hit, technology: str, kind: str = "") -> Sign:
    return Sign(
        technology=technology,
        kind=kind or hit.kind,
        words=trace.words(hit.start, hit.end).strip(),
        term=hit.term.text,
        place=hit.start,
    )


def read_signs(
    hits: list[Hit], points: Points, text: str, means: frozenset[str]
) -> tuple[tuple[Sign, ...], tuple[Sign, ...], tuple[Sign, ...]]:
    """Return the signs that count, the negatives near them, and the context of weak words.

    A negative word cancels the words it touches, whatever their strength; a weak word also where
    it is near. A word that is part of a longer word of its technology says nothing of its own; a
    weak one says nothing inside a strong word of any technology. Brands are never cancelled.
    """
    positive = [h for h in hits if h.kind in WORDS]
    if not positive:
        return (), (), ()
    strong = [h for h in positive if h.kind in ("strong", "brand_strong")]
    negatives = _negatives(hits, positive)
    denials = [h for h in hits if h.kind == "denial"]
    kept: list[Hit] = []
    against: list[tuple[str, Hit]] = []
    for hit in positive:
        if _nested(hit, positive, strong) or _denied(hit, denials):
            continue
        if hit.kind == "brand_strong":
            kept.append(hit)
            continue
        mine = [n for n in negatives if n.term.technology in ("", hit.term.technology)]
        touched = [n for n in mine if _overlap(n, hit) and n.term.technology]
        near = [n for n in mine if _bears_on(n, hit, strong, points)]
        if touched or (near and hit.kind != "strong"):
            continue
        kept.append(hit)
        against += [(hit.term.technology, negative) for negative in near]
    kept = _without_means(kept, hits, means)
    if not kept:
        return (), (), ()
    trace = Trace(text)
    signs = tuple(_sign(trace, hit, hit.term.technology) for hit in _distinct(kept))
    contesting = {(id_, n.start): _sign(trace, n, id_) for id_, n in against}
    context = tuple(_sign(trace, hit, id_, "context") for id_, hit in _context(kept, hits, points))
    return signs, tuple(contesting.values()), context


def _bears_on(negative: Hit, hit: Hit, strong: list[Hit], points: Points) -> bool:
    """Whether a negative word that does not touch a word still speaks against it.

    A strong word is contested from nearer by, from nearer still by a shared word, and not at all
    by a word that names another technology: that is the next item of a list.
    """
    if hit.kind != "strong":
        return _near(negative, hit, points.reach)
    if any(_overlap(negative, s) for s in strong if s.term.technology != hit.term.technology):
        return False
    shared = not negative.term.technology
    return _near(negative, hit, points.contest_shared if shared else points.contest)


def _negatives(hits: list[Hit], positive: list[Hit]) -> list[Hit]:
    """Return negatives that are not themselves part of a longer word of their technology.

    What merely stands between two words of a pair is not part of it.
    """
    whole = [p for p in positive if len(p.term.segments) <= 1]
    return [
        n
        for n in hits
        if n.kind == "negative"
        and not any(_inside(n, p) for p in whole if n.term.technology in ("", p.term.technology))
    ]


def _nested(hit: Hit, positive: list[Hit], strong: list[Hit]) -> bool:
    own = hit.term.technology
    if any(_inside(hit, other) for other in positive if other.term.technology == own):
        return True
    weak = hit.kind in ("weak", "brand_weak")
    return weak and any(_inside(hit, other) for other in strong)


def _denied(hit: Hit, denials: list[Hit]) -> bool:
    """Whether a word of denial stands right before the term, or in a gap of it."""
    if len(hit.term.segments) > 1 and any(_inside(denial, hit) for denial in denials):
        return True
    return _after(hit, denials, _DENIAL_REACH)


def _after(hit: Hit, words: list[Hit], reach: int) -> bool:
    return any(0 <= hit.start - word.end <= reach for word in words)


def _without_means(kept: list[Hit], hits: list[Hit], means: frozenset[str]) -> list[Hit]:
    """Drop words of a technology in `means` that is only what another one works with.

    "Face recognition through the surveillance cameras" sells face recognition.
    """
    through = [h for h in hits if h.kind == "means"]
    if not through:
        return kept
    other = any(h.kind != "weak" and h.term.technology not in means for h in kept)
    return [
        h
        for h in kept
        if not (other and h.term.technology in means and _after(h, through, _MEANS_REACH))
    ]


def _distinct(kept: Iterable[Hit]) -> list[Hit]:
    """Keep each word once: an overlapping or repeated word does not count twice."""
    counted: dict[str, list[Hit]] = defaultdict(list)
    for hit in sorted(kept, key=lambda h: (WORDS.index(h.kind), h.start, -h.end)):
        own = counted[hit.term.technology]
        if not any(_overlap(hit, other) or _alike(hit, other) for other in own):
            own.append(hit)
    return sorted((h for own in counted.values() for h in own), key=lambda h: (h.start, h.end))


def _alike(one: Hit, other: Hit) -> bool:
    return one.term.text == other.term.text or one.words[:_ALIKE] == other.words[:_ALIKE]


def _context(kept: list[Hit], hits: list[Hit], points: Points) -> list[tuple[str, Hit]]:
    """Return the first second word near a weak word, by technology."""
    contexts = [h for h in hits if h.kind == "context"]
    found: dict[str, Hit] = {}
    for hit in kept:
        own = hit.term.technology
        if hit.kind not in ("weak", "brand_weak") or own in found:
            continue
        for context in contexts:
            fits = context.term.technology in ("", own) and not _overlap(context, hit)
            if fits and _near(context, hit, points.reach):
                found[own] = context
                break
    return list(found.items())
