"""From the words found in a name to what the body is: evidence, then what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enduse.review.end_user.found import Found, uncovered
from enduse.review.end_user.lexicon import Use

_TELLS = frozenset({Use.COUNTRY, Use.REGION, Use.PLACE})
_SUPPORT = frozenset({Use.HEAD, Use.LEVEL, Use.UNIT}) | _TELLS
LONG_NAME = 3
"""From so many words on a body's name counts on a line without a country."""
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
        others: names of other classes beside it, for the superior body.
        stopped: words that speak against it (company, museum, club, phrases).
        country: country that the line or the name tells.
        found: every word found, for places and levels.
    """

    cls: str = ""
    state: str = ""
    chosen: Found | None = None
    carried: tuple[Found, ...] = ()
    others: tuple[Found, ...] = ()
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
    told = country or _told(found)
    live = uncovered(f for one in found for f in _usable(one, folded, told))
    evidence, weak = _evidence(live, folded, upper)
    if not evidence:
        evidence = [w for w in weak if _supported(w, live)]
    if not evidence:
        return Verdict(found=tuple(found))
    chosen = _choose(evidence, told, precedence)
    cls = _unit_class(chosen, live)
    carried = tuple(f for f in (*evidence, *weak) if f.meaning.cls == chosen.meaning.cls)
    against = _against(live, found, chosen, folded)
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
        others=tuple(
            f
            for f in evidence
            if f.meaning.cls not in (chosen.meaning.cls, cls) and not f.overlaps(chosen)
        ),
        stopped=against,
        country=home,
        found=tuple(found),
    )


def _told(live: Sequence[Found]) -> str:
    """The one country that the name itself tells, or empty."""
    told = {f.meaning.country for f in live if f.meaning.use in _TELLS and f.meaning.country}
    return told.pop() if len(told) == 1 else ""


def _usable(f: Found, folded: str, told: str) -> tuple[Found, ...]:
    """The word as it counts in a name of that country, if it does."""
    meaning = f.meaning
    if not meaning.country or meaning.use in _TELLS:
        return (f,)
    distinct = meaning.use is Use.ACRONYM and meaning.distinct and not told
    if meaning.country == told or distinct:
        return (f,)
    if meaning.use is Use.BODY and not told and _particular(folded[f.start : f.end]):
        return (_general(f),)
    return ()


def _evidence(
    live: Sequence[Found], folded: str, upper: frozenset[tuple[int, int]]
) -> tuple[list[Found], list[Found]]:
    strong: list[Found] = []
    weak: list[Found] = []
    for f in live:
        use = f.meaning.use
        if use in (Use.STRONG, Use.BODY) or (
            use is Use.ACRONYM and _acronym_counts(f, live, folded, upper)
        ):
            strong.append(f)
        elif use is Use.WEAK:
            weak.append(f)
    return strong, weak


def _particular(name: str) -> bool:
    """Whether a name is long or rare enough to mean the body on a line that tells no country."""
    return name.count(" ") + 1 >= LONG_NAME or not name.isascii()


def _general(f: Found) -> Found:
    """A body's name on a line of another or of no country: it tells the class, not the body."""
    meaning = replace(f.meaning, use=Use.STRONG, body=None, country="")
    return replace(f, meaning=meaning)


def _acronym_counts(
    f: Found, live: Sequence[Found], folded: str, upper: frozenset[tuple[int, int]]
) -> bool:
    if f.meaning.distinct or (f.start == 1 and f.end == len(folded) - 1):
        return True
    if (f.start, f.end) not in upper or f.length < SHORT_ACRONYM:
        return False
    return f.length > SHORT_ACRONYM or _supported(f, live)


def _supported(weak: Found, live: Sequence[Found]) -> bool:
    """Whether a level, head word, place, country or another organ word stands beside it."""
    return any(
        not f.overlaps(weak) and (f.meaning.use in _SUPPORT or f.meaning.use is Use.ACRONYM)
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


def _against(
    live: Sequence[Found], found: Sequence[Found], chosen: Found, folded: str
) -> tuple[Found, ...]:
    """Words that make the name something else than an organ."""
    public = any(f.meaning.use is Use.GOVERNMENT for f in found)
    named = chosen.meaning.body is not None
    files = {f.meaning.file for f in found if f.meaning.use in (Use.STRONG, Use.WEAK)}
    against: list[Found] = []
    for f in live:
        meaning, same = f.meaning, not files or f.meaning.file in files
        if meaning.use is Use.COMPANY:
            blocks = _stands(f, folded)
        elif meaning.use is Use.TRADE:
            blocks = same and not public and not named
        else:
            blocks = meaning.use in (Use.NONE, Use.RELATED) and (same or meaning.universal)
        if blocks:
            against.append(f)
    return tuple(against)


def _stands(f: Found, folded: str) -> bool:
    """Whether a legal form stands where it counts."""
    if f.meaning.where == "first":
        return f.start == 1
    return f.meaning.where != "last" or f.end == len(folded) - 1
