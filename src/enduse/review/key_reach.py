"""Whether the key of the licence check holds all that the rules of a pack read.

The shipped law reads nothing else; an organisation's own rules may. Their lines are then answered
one by one, without a memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from enduse.knowledge.schema.facts import FactFile

_PLACES = frozenset(
    [
        "kind",
        "destination",
        "dispatched_from",
        "transit",
        "parties.type",
        "parties.country",
        "parties.state_percent",
        "parties.name",
        "goods.origin",
        "goods.hs",
    ]
)
_NAMED = ("parties.facts.", "goods.facts.", "statements.", "acquisition.")
_WORDS = frozenset(
    [
        "has_word",
        "same_name_as_role",
        "last_known_recipient",
        "address_of_listed",
        "name_like_listed",
    ]
)
"""Functions that look at words of a line, or at whom it names."""


def held_by_key(read: Iterable[str], facts: Mapping[str, FactFile]) -> bool:
    """Whether `licence_key` tells the answers to all these facts, and to those behind them.

    A name is in the key by its listings alone: a condition may not compare it.
    """
    waiting, seen = [fact for fact in read if fact in facts], set[str]()
    if any("parties.name" in facts[fact].places for fact in waiting):
        return False
    while waiting:
        fact = waiting.pop()
        if fact in seen:
            continue
        seen.add(fact)
        file = facts[fact]
        if not all(place in _PLACES or place.startswith(_NAMED) for place in file.places):
            return False
        if file.derived is not None:
            if file.derived.by in _WORDS:
                return False
            waiting += [inner for inner in file.derived.reads if inner in facts]
    return True
