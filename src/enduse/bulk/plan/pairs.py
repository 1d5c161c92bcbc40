"""Which comparisons of two facts (`by: equal`) the key of a line holds."""

from __future__ import annotations

from collections.abc import Mapping

from enduse.knowledge.schema.facts import FactFile

_ENDS = frozenset({"dispatched_from", "destination"})
_HELD = _ENDS | {"parties.country"}


def in_key(file: FactFile, registry: Mapping[str, FactFile]) -> bool:
    """Whether the columns tell what a fact `by: equal` comes to.

    They hold which country of a party is an end of the line, and whether its ends are the same
    (`Columns.equal`); they hold nothing of two parties, of other places, or of countries that a
    fact spells in another way.
    """
    if file.derived is None or file.places or len(file.derived.reads) != 2:
        return False
    one, other = (_countries(fact, registry) for fact in file.derived.reads)
    if one is None or other is None:
        return False
    return one <= _ENDS or other <= _ENDS


def _countries(fact: str, registry: Mapping[str, FactFile]) -> frozenset[str] | None:
    """The places of the country that a fact is; None where it may be anything else."""
    file = registry[fact]
    if file.values or file.aliases or file.type != "code" or not _HELD.issuperset(file.places):
        return None
    found = frozenset(file.places)
    if file.derived is None:
        return found
    if file.derived.by == "country_of_role":
        return found | {"parties.country"}
    if file.derived.by != "first_known":
        return None
    for inner in file.derived.reads:
        more = _countries(inner, registry)
        if more is None:
            return None
        found |= more
    return found
