"""What a reading of an entry can be found by, and what a word of a query looks for.

A word of the query can only be paired with a word of an entry if the entry has one of the
features that the word looks for. `align` decides; this module must never say less than `align`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from enduse.screening.acronym import acronym_text, initials
from enduse.screening.align import (
    JOIN_MARK,
    SHORTEST_JOINED,
    joined_spans,
    korean_joined,
    sound_keys,
)
from enduse.screening.word import Kind, Reading, Word

PASSIVE = frozenset({Kind.LEGAL, Kind.FILLER})
"""Kinds of word that never lead to a candidate; they count only once there is one."""
ACRONYM_MARK = "a:"


def entry_features(reading: Reading) -> set[str]:
    """Return the features of a reading of an entry."""
    found = {word.key for word in reading if word.kind not in PASSIVE}
    found.update(JOIN_MARK + word.spelt for word in reading if len(word.spelt) > SHORTEST_JOINED)
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


@dataclass(slots=True)
class Sought:
    """What one word of a query looks for with its neighbours, beside `features_alone`."""

    joined: set[str] = field(default_factory=set)
    joined_sounds: set[str] = field(default_factory=set)


def looked_for(reading: Reading) -> list[Sought]:
    """Return, for each word of a query, what it looks for written as one with its neighbours."""
    found = [Sought() for _ in reading]
    for span, key in joined_spans(reading):
        for i in span:
            found[i].joined.add(key)
            found[i].joined_sounds.update(korean_joined(reading, span))
    return found


def features_alone(word: Word) -> Iterator[str]:
    """Yield the features that a word looks for by itself."""
    yield word.key
    if word.spelt:
        yield JOIN_MARK + word.spelt
    yield from (key for key in sound_keys(word) if key[0] == "k")
    text = acronym_text(word.text)
    if text:
        yield ACRONYM_MARK + text
