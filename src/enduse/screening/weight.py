"""The weight of a word: a function of the word and the shipped table alone, never of a list."""

from __future__ import annotations

from enduse.screening.vocabulary import LEGAL_MARK, NamesKnowledge
from enduse.screening.word import Kind

UNKNOWN = 1_500
BRAND = 1_400
_SHORT = {1: 300, 2: 650, 3: 950, 4: 1_200}
_DIGITS = {1: 1_000, 2: 1_250, 3: 1_500}
GENERIC_SHARE, PLACE_SHARE = 85, 130
CAPS = {
    Kind.LEGAL: 25,
    Kind.FILLER: 20,
    Kind.GENERIC: 630,
    Kind.LEVEL: 150,
    Kind.BRANCH: 250,
    Kind.SYLLABLE: 800,
    Kind.PLACE: 1_170,
}


def kind_of(key: str, knowledge: NamesKnowledge) -> Kind:
    """Return what a word does, from the knowledge or its form."""
    known = knowledge.kinds.get(key)
    if known is not None:
        return known
    if key[0].isdigit():
        return Kind.NUMBER
    return Kind.PLAIN


def weight_of(key: str, kind: Kind, knowledge: NamesKnowledge) -> int:
    """Return the weight of a key in hundredths of a bit."""
    if key.startswith(LEGAL_MARK):
        return CAPS[Kind.LEGAL]
    if kind is Kind.NUMBER:
        bits = _DIGITS.get(len(key), 1_600)
    else:
        short = _SHORT.get(len(key), UNKNOWN)
        bits = min(short, knowledge.bits.get(key, short))
        if key in knowledge.brands:
            bits = max(bits, BRAND)
    if kind is Kind.GENERIC:
        bits = bits * GENERIC_SHARE // 100
    if kind is Kind.PLACE:
        bits = bits * PLACE_SHARE // 100
    return min(bits, CAPS.get(kind, bits))
