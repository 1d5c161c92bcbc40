"""Names that say themselves twice: with their own acronym, or in two forms one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from enduse.screening.word import CARRIES, Kind, Reading, Word

SHORTEST, LONGEST = 2, 8
LEAST = 1_100
_SMALL = frozenset({Kind.FILLER, Kind.LEGAL})


def without_own_acronym(reading: Reading) -> Reading:
    """Return the reading with a word that only abbreviates its other words made small."""
    if len(reading) <= SHORTEST:
        return reading
    for i, one in enumerate(reading):
        text = one.text
        if one.kind is not Kind.PLAIN or not SHORTEST <= len(text) <= LONGEST:
            continue
        if text.isascii() and text.isalpha() and _spelt_elsewhere(text, i, reading):
            small = replace(one, kind=Kind.FILLER, weight=20)
            return (*reading[:i], small, *reading[i + 1 :])
    return reading


def _spelt_elsewhere(text: str, at: int, reading: Reading) -> bool:
    for side in (reading[:at], reading[at + 1 :]):
        if len(side) < SHORTEST and not any(" " in word.text for word in side):
            continue
        for skipped in ((Kind.LEGAL,), (Kind.LEGAL, Kind.FILLER)):
            first = [
                part[0] for word in side if word.kind not in skipped for part in word.text.split()
            ]
            if text in "".join(first):
                return True
    return False


def several_names(found: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the parts of a name that starts again: a second legal form, or another script."""
    for reading in found[:2]:
        cut = _second_form(reading) or _second_script(reading)
        if cut:
            for part in (reading[:cut], reading[cut:]):
                if sum(w.weight for w in part if w.kind in CARRIES) >= LEAST:
                    yield part


def _second_form(reading: Reading) -> int:
    """Where a legal form opens the name and another follows with words behind it."""
    if not reading or reading[0].kind is not Kind.LEGAL:
        return 0
    for i in range(2, len(reading) - 1):
        if reading[i].kind is Kind.LEGAL and reading[i + 1].kind not in _SMALL:
            return i
    return 0


def _second_script(reading: Reading) -> int:
    """Where a name in one script ends and goes on in another."""
    for i in range(2, len(reading) - 1):
        if _is_latin(reading[i - 1]) != _is_latin(reading[i]):
            sides = {_is_latin(w) for w in reading[:i]}, {_is_latin(w) for w in reading[i:]}
            if all(len(side) == 1 for side in sides):
                return i
    return 0


def _is_latin(word: Word) -> bool:
    return all(c < "\u0370" for c in word.text)
