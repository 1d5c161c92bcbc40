"""From the terms found in a text to the signs that count: nesting, negatives, denial, context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from enduse.knowledge.schema.goods_words import Points
from enduse.review.goods.evidence import Sign
from enduse.review.goods.lexicon import Hit

_WORDS = ("strong", "weak", "brand_strong", "brand_weak")
_DENIAL_REACH = 24


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


def _sign(hit: Hit, technology: str, kind: str = "") -> Sign:
    return Sign(
        technology=technology,
        kind=kind or hit.term.kind,
        words=hit.words,
        term=hit.term.text,
        place=hit.start,
    )


def read_signs(
    hits: list[Hit], points: Points
) -> tuple[tuple[Sign, ...], tuple[Sign, ...], tuple[Sign, ...]]:
    """Return the signs that count, the negatives near them, and the context of weak words.

    A negative word cancels the words it touches, whatever their strength; a weak word also where
    it is near. A word that is part of a longer word of its technology says nothing of its own; a
    weak one says nothing inside a strong word of any technology. Brands are never cancelled.
    """
    positive = [h for h in hits if h.term.kind in _WORDS]
    if not positive:
        return (), (), ()
    strong = [h for h in positive if h.term.kind in ("strong", "brand_strong")]
    negatives = _negatives(hits, positive)
    denials = [h for h in hits if h.term.kind == "denial"]
    kept: list[Hit] = []
    against: dict[tuple[str, int], Sign] = {}
    for hit in positive:
        if _nested(hit, positive, strong) or _denied(hit, denials):
            continue
        if hit.term.kind == "brand_strong":
            kept.append(hit)
            continue
        mine = [n for n in negatives if n.term.technology in ("", hit.term.technology)]
        touched = [n for n in mine if _overlap(n, hit) and n.term.technology]
        near = [n for n in mine if _near(n, hit, points.reach)]
        if touched or (near and hit.term.kind != "strong"):
            continue
        kept.append(hit)
        for negative in near:
            technology = hit.term.technology
            against[(technology, negative.start)] = _sign(negative, technology)
    signs = _distinct(kept)
    return signs, tuple(against.values()), _context(kept, hits, points)


def _negatives(hits: list[Hit], positive: list[Hit]) -> list[Hit]:
    """Return negatives that are not themselves part of a longer word of their technology."""
    found = [h for h in hits if h.term.kind == "negative"]
    return [
        n
        for n in found
        if not any(_inside(n, p) for p in positive if n.term.technology in ("", p.term.technology))
    ]


def _nested(hit: Hit, positive: list[Hit], strong: list[Hit]) -> bool:
    own = hit.term.technology
    if any(_inside(hit, other) for other in positive if other.term.technology == own):
        return True
    weak = hit.term.kind in ("weak", "brand_weak")
    return weak and any(_inside(hit, other) for other in strong)


def _denied(hit: Hit, denials: list[Hit]) -> bool:
    return any(0 <= hit.start - d.end <= _DENIAL_REACH for d in denials)


def _distinct(kept: Iterable[Hit]) -> tuple[Sign, ...]:
    """Keep each word once: the same place, term or spelling does not count twice."""
    seen: dict[str, set[object]] = defaultdict(set)
    signs: list[Sign] = []
    ordered = sorted(kept, key=lambda h: (h.start, _WORDS.index(h.term.kind), -h.end))
    for hit in ordered:
        own = seen[hit.term.technology]
        marks = {hit.start, hit.term.text.casefold(), hit.words.casefold()[:6]}
        if own & marks:
            continue
        own |= marks
        signs.append(_sign(hit, hit.term.technology))
    return tuple(signs)


def _context(kept: list[Hit], hits: list[Hit], points: Points) -> tuple[Sign, ...]:
    contexts = [h for h in hits if h.term.kind == "context"]
    found: dict[str, Sign] = {}
    for hit in kept:
        own = hit.term.technology
        if hit.term.kind not in ("weak", "brand_weak") or own in found:
            continue
        for context in contexts:
            fits = context.term.technology in ("", own) and not _overlap(context, hit)
            if fits and _near(context, hit, points.reach):
                found[own] = _sign(context, own, "context")
                break
    return tuple(found.values())
