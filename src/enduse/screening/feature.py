"""What a reading of an entry can be found by, and what a word of a query looks for.

A word of the query can only be paired with a word of an entry if the entry has one of the
features that the word looks for. `align` decides; this module must never say less than `align`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from enduse.screening.acronym import acronym_text, initials
from enduse.screening.align import (
    JOIN_MARK,
    SHORTEST_JOINED,
    joined_spans,
    korean_joined,
    sound_keys,
)
from enduse.screening.relation import SMALL as TINY
from enduse.screening.score import ENTRY_SHARE
from enduse.screening.word import Kind, Reading, Word

PASSIVE = frozenset({Kind.LEGAL, Kind.FILLER})
"""Kinds of word of a query that never lead to a candidate; they count only once there is one."""
ACRONYM_MARK, SPAN_MARK = "a:", "2"
"""Open the features of first letters, and (before the mark of a joined word) of several words
that one word may stand for: words joined on both sides do not meet."""


def entry_features(reading: Reading) -> dict[str, tuple[int, int]]:
    """Return the features of a reading of an entry, each with the weight and cost it stands for.

    What is paired by a feature carries at most that weight, and leaves at most that much less
    unmatched on the entry's side; small words are not counted in a cost.
    """
    sizes = [(word.weight, entry_cost(word)) for word in reading]
    found: dict[str, tuple[int, int]] = {}

    def add(feature: str, words: Sequence[int]) -> None:
        weight, cost = sum(sizes[i][0] for i in words), sum(sizes[i][1] for i in words)
        old = found.get(feature, (0, 0))
        found[feature] = max(weight, old[0]), max(cost, old[1])

    for i, word in enumerate(reading):
        add(word.key, (i,))
        if len(word.spelt) > SHORTEST_JOINED:
            add(JOIN_MARK + word.spelt, (i,))
    for span, key in joined_spans(reading):
        for feature in (SPAN_MARK + key, *korean_joined(reading, span)):
            add(feature, span)
    for text in initials(reading):
        add(ACRONYM_MARK + text, range(len(reading)))
    return found


def entry_cost(word: Word) -> int:
    """Return what a word of an entry counts against a match where it has no partner.

    Nothing for small words, so that a sum over a reading is never too high.
    """
    if word.kind in PASSIVE or word.weight <= TINY:
        return 0
    return word.weight * ENTRY_SHARE[word.kind] // 100


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
        yield SPAN_MARK + JOIN_MARK + word.spelt
    yield from (key for key in sound_keys(word) if key[0] == "k")
    text = acronym_text(word.text)
    if text:
        yield ACRONYM_MARK + text
