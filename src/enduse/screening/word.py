"""A word of a name, as the comparison sees it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """What a word does in a name."""

    PLAIN = 0
    GENERIC = 1
    FILLER = 2
    LEGAL = 3
    NUMBER = 4
    PLACE = 5
    LEVEL = 6
    BRANCH = 7
    SYLLABLE = 8
    ABJAD = 9


CARRIES = frozenset({Kind.PLAIN, Kind.SYLLABLE, Kind.ABJAD})
"""Kinds of word that may carry a match; the others only add to it."""
TELLING = CARRIES | {Kind.PLACE, Kind.NUMBER}
"""Kinds of word that say which body it is; without one of them nothing is the same body."""
SPELT = frozenset({"equal", "transliteration"})
"""How words come to their key that are spelt like it; the others were looked up."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its text in the name, its key for comparison, its weight in hundredths of a bit.

    Args:
        text: as written.
        key: what equal words share.
        kind: what the word does in the name.
        how: how text became key: equal, translation, transliteration, brand, acronym, legal_form.
        weight: rarity by the shipped table.
        spelt: basic Latin letters as written, where words may be joined; else empty.
        other: keys in other systems (`s:` consonants, `k:` Korean), for scripts without vowels.
        brand: whether it names a group that may have many members.
        institution: whether it is a kind of body that has parts of its own name.
    """

    text: str
    key: str
    kind: Kind
    how: str
    weight: int
    other: tuple[str, ...] = ()
    spelt: str = ""
    brand: bool = False
    institution: bool = False


Reading = tuple[Word, ...]
"""One way to read a name; a name with brackets or two scripts has several."""
