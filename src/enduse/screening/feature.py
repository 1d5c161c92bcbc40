"""What a reading of an entry can be found by, and what a word of a query looks for.

A word of the query can only be paired with a word of an entry if the entry has one of the
features that the word looks for. `align` decides; this module must never say less than `align`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from enduse.screening.acronym import acronym_text, initials
from enduse.screening.align import joined_spans, korean_joined, sound_keys, sounds
from enduse.screening.word import Kind, Reading, Word

PASSIVE = frozenset({Kind.LEGAL, Kind.FILLER})
"""Kinds of word that never lead to a candidate; they count only once there is one."""
ACRONYM_MARK = "a:"


def feature_hash(feature: str) -> int:
    """Return the 64-bit number of a feature, the same on every machine."""
    return int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), "little")


def entry_features(reading: Reading) -> set[str]:
    """Return the features of a reading of an entry."""
    found = {word.key for word in reading if word.kind not in PASSIVE}
    for span, key in joined_spans(reading):
        found.add(key)
        found.update(korean_joined(reading, span))
    found.update(ACRONYM_MARK + text for text in initials(reading))
    return found


def entry_sounds(reading: Reading) -> Iterator[tuple[str, str, bool]]:
    """Yield (sound key, key of its word, whether the word is of a script without vowels)."""
    for word in reading:
        for key in sound_keys(word):
            yield key, word.key, bool(word.other)


def looked_for(reading: Reading) -> list[frozenset[str]]:
    """Return, for each word of a query, the features it looks for (near spellings apart)."""
    found: list[set[str]] = [set() if w.kind in PASSIVE else {w.key} for w in reading]
    for span, key in joined_spans(reading):
        for i in span:
            found[i].update((key, *korean_joined(reading, span)))
    for i, word in enumerate(reading):
        found[i].update(_alone(word))
    return [frozenset(one) for one in found]


def _alone(word: Word) -> Iterable[str]:
    if word.kind in PASSIVE:
        return
    text = acronym_text(word.text)
    if text:
        yield ACRONYM_MARK + text
    if word.how in ("equal", "transliteration") and word.kind is Kind.PLAIN:
        yield sounds(word.text)[1]
