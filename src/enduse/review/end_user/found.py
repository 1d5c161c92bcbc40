"""All words of the grammar in one name, in one pass, and which of them cancel which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from enduse.review.end_user.lexicon import ORGAN_USES, Lexicon, Meaning, Use

_AGAINST = frozenset({Use.NONE, Use.RELATED, Use.COMPANY, Use.TRADE})
_WIDEST = (Use.NEVER, Use.BODY, Use.STRONG, Use.ACRONYM, Use.WEAK)


@dataclass(frozen=True, slots=True)
class Found:
    """One meaning of one word at one place of the folded name (without the bounding spaces)."""

    start: int
    end: int
    meaning: Meaning

    @property
    def length(self) -> int:
        """Number of letters it covers."""
        return self.end - self.start

    def covers(self, other: Found) -> bool:
        """Whether the other lies within this one and is shorter."""
        return self.start <= other.start and other.end <= self.end and self.length > other.length

    def overlaps(self, other: Found) -> bool:
        """Whether the two share a letter."""
        return self.start < other.end and other.start < self.end


class Finder:
    """The automaton over all patterns; a pure function of the name."""

    def __init__(self, lexicon: Lexicon) -> None:
        from ahocorasick_rs import AhoCorasick

        self.lexicon = lexicon
        self._automaton = AhoCorasick(lexicon.patterns)

    def find(self, folded: str) -> tuple[Found, ...]:
        """All meanings in a folded name; empty where no word of an organ is in it."""
        hits = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        if not hits or self.lexicon.organ.isdisjoint(index for index, _, _ in hits):
            return ()
        found: list[Found] = []
        for index, start, end in hits:
            pattern = self.lexicon.patterns[index]
            first = start + (pattern[0] == " ")
            last = end - (pattern[-1] == " ")
            found.extend(Found(first, last, m) for m in self.lexicon.of(index))
        return tuple(found)


def uncovered(found: Iterable[Found]) -> list[Found]:
    """Leave out what a longer phrase explains: a phrase means more than its words.

    Phrases that mean something else (`NEVER`) cancel the words of their own class that they touch
    (phrases of no class: the words against an organ), unless a longer name of an organ holds them.
    """
    items = list(found)
    phrases = [f for f in items if f.meaning.use in _WIDEST]
    nevers = [f for f in phrases if f.meaning.use is Use.NEVER]
    organs = [f for f in phrases if f.meaning.use in ORGAN_USES]
    live_nevers = [n for n in nevers if not any(o.covers(n) for o in organs)]
    kept: list[Found] = []
    for item in items:
        use = item.meaning.use
        if use is Use.NEVER:
            continue
        if any(_about(n, item) and n.overlaps(item) and not item.covers(n) for n in live_nevers):
            continue
        if use not in (Use.COUNTRY, Use.REGION) and any(_explains(o, item) for o in organs):
            continue
        kept.append(item)
    return kept


def _explains(organ: Found, item: Found) -> bool:
    """Whether a name of an organ holds the word, or is the word that seems to speak against it."""
    if organ.covers(item):
        return True
    same = organ.start == item.start and organ.end == item.end
    return same and item.meaning.use in _AGAINST


def _about(never: Found, item: Found) -> bool:
    """Whether the phrase speaks of this word: the same class, or the words against an organ."""
    if never.meaning.cls:
        return item.meaning.cls == never.meaning.cls
    return item.meaning.use in _AGAINST
