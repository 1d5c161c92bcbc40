"""From the words found in a name to what the body is: evidence, then what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enduse.review.end_user.found import Found, uncovered
from enduse.review.end_user.lexicon import Use

_SUPPORT = frozenset({Use.HEAD, Use.LEVEL, Use.PLACE, Use.COUNTRY, Use.UNIT})
SHORT_ACRONYM = 3
"""Up to so many letters an acronym needs other evidence; fewer count only as the whole name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a name says, before places are read.

    Args:
        cls: class, or `related_body`.
        state: organ, agent_of_organ, related, or empty where the name is no organ.
        chosen: the word that decided the class.
        carried: all words that speak for the class.
        stopped: words that speak against it (company, museum, club, phrases).
        country: country that the line or the name tells.
        found: every word found, for places and levels.
    """

    cls: str = ""
    state: str = ""
    chosen: Found | None = None
    carried: tuple[Found, ...] = ()
    stopped: tuple[Found, ...] = ()
    country: str = ""
    found: tuple[Found, ...] = ()


def decide(
    found: Sequence[Found],
    folded: str,
    country: str,
    upper: frozenset[tuple[int, int]],
    precedence: Sequence[str],
) -> Verdict:
    """Weigh the words of one name.

    Args:
        found: words found in the folded name.
        folded: the folded name, up to a "care of".
        country: ISO code of the line, or empty.
        upper: places of words written in capitals.
        precedence: classes, strongest first, for names that carry two.
    """
    live = uncovered(found)
    told = country or _told(live)
    evidence, weak = _evidence(live, folded, told, country, upper)
    if not evidence:
        evidence = [w for w in weak if _supported(w, live)]
    if not evidence:
        return Verdict(found=tuple(found))
    chosen = _choose(evidence, told, precedence)
    cls = _unit_class(chosen, live)
    carried = tuple(f for f in (*evidence, *weak) if f.meaning.cls == chosen.meaning.cls)
    public = any(f.meaning.use is Use.GOVERNMENT for f in found)
    against = tuple(f for f in live if _blocks(f, folded, public))
    state = "agent_of_organ" if cls not in precedence else "organ"
    if against:
        related = all(f.meaning.use is Use.RELATED for f in against)
        state = "related" if related and state == "organ" else ""
        cls = "related_body" if state else ""
    home = told or (chosen.meaning.country if chosen.meaning.distinct else "")
    return Verdict(
        cls=cls,
        state=state,
        chosen=chosen,
        carried=carried,
        stopped=against,
        country=home,
        found=tuple(found),
    )


def _told(live: Sequence[Found]) -> str:
    """The one country that the name itself tells, or empty."""
    told = {
        f.meaning.country
        for f in live
        if f.meaning.use in (Use.COUNTRY, Use.PLACE) and f.meaning.country
    }
    return told.pop() if len(told) == 1 else ""


def _evidence(
    live: Sequence[Found],
    folded: str,
    told: str,
    given: str,
    upper: frozenset[tuple[int, int]],
) -> tuple[list[Found], list[Found]]:
    strong: list[Found] = []
    weak: list[Found] = []
    for f in live:
        use, country = f.meaning.use, f.meaning.country
        here = not country or country == told
        if use in (Use.STRONG, Use.BODY) and here:
            strong.append(f)
        elif use is Use.BODY and (not given or " " in folded[f.start : f.end]):
            strong.append(_general(f))
        elif use is Use.WEAK and here:
            weak.append(f)
        elif use is Use.ACRONYM and (here or f.meaning.distinct):
            kind = _acronym(f, live, folded, upper)
            if kind is Use.STRONG:
                strong.append(f)
    return strong, weak


def _general(f: Found) -> Found:
    """A body's name on a line of another or of no country: it tells the class, not the body."""
    meaning = replace(f.meaning, use=Use.STRONG, body=None, country="")
    return replace(f, meaning=meaning)


def _acronym(
    f: Found, live: Sequence[Found], folded: str, upper: frozenset[tuple[int, int]]
) -> Use | None:
    if f.start == 1 and f.end == len(folded) - 1:
        return Use.STRONG
    if f.meaning.distinct:
        return Use.STRONG
    if (f.start, f.end) not in upper or f.length < SHORT_ACRONYM:
        return None
    if f.length > SHORT_ACRONYM or _supported(f, live):
        return Use.STRONG
    return None


def _supported(weak: Found, live: Sequence[Found]) -> bool:
    """Whether a level, head word, place, country or another organ word stands beside it."""
    return any(
        not f.overlaps(weak)
        and (f.meaning.use in _SUPPORT or f.meaning.use in (Use.WEAK, Use.ACRONYM))
        for f in live
    )


def _choose(evidence: Sequence[Found], told: str, precedence: Sequence[str]) -> Found:
    """The word that decides: class by precedence, then home country, then length, then place."""
    rank = {cls: i for i, cls in enumerate(precedence)}

    def order(f: Found) -> tuple[int, bool, bool, int, int]:
        meaning = f.meaning
        return (
            rank.get(meaning.cls, len(rank)),
            not (meaning.country and meaning.country == told),
            meaning.body is None,
            -f.length,
            f.start,
        )

    # A particular body of the country at hand outranks a general word on the same letters.
    home = [f for f in evidence if f.meaning.country and f.meaning.country == told]
    pool = [f for f in evidence if f in home or not any(h.covers(f) or _same(h, f) for h in home)]
    return min(pool, key=order)


def _same(a: Found, b: Found) -> bool:
    return a.start == b.start and a.end == b.end


def _unit_class(chosen: Found, live: Sequence[Found]) -> str:
    for f in live:
        meaning = f.meaning
        if meaning.use is Use.UNIT and meaning.of == chosen.meaning.cls and not f.overlaps(chosen):
            return meaning.cls
    return chosen.meaning.cls


def _blocks(f: Found, folded: str, public: bool) -> bool:
    use = f.meaning.use
    if use is Use.TRADE:
        return not public
    if use is Use.COMPANY:
        where = f.meaning.where
        if where == "first":
            return f.start == 1
        return where != "last" or f.end == len(folded) - 1
    return use in (Use.NONE, Use.RELATED)
