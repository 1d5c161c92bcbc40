"""Values of facts: known, missing, or a set of which some members are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from enduse.review.evaluate.level import Ask, Level

Plain = str | bool | Decimal | date


@dataclass(frozen=True, slots=True)
class Known:
    """A value that the line, a check or a table gives."""

    value: Plain


@dataclass(frozen=True, slots=True)
class Missing:
    """No value; `level` says why, `asks` what would give one."""

    level: Level
    asks: frozenset[Ask]

    def __post_init__(self) -> None:
        if not self.level.open:
            raise ValueError("a missing value leaves its question open")


@dataclass(frozen=True, slots=True)
class Members:
    """A set: `known` members, members that may be in it with the level of doubt, and the rest.

    Args:
        known: members for certain.
        doubtful: members whose membership is known to be open, or false, whatever the rest is.
        rest: what is known of any other value: FALSE where the set is complete.
        asks: what would settle the doubt.
    """

    known: frozenset[str] = frozenset()
    doubtful: tuple[tuple[str, Level], ...] = ()
    rest: Level = Level.FALSE
    asks: frozenset[Ask] = frozenset()

    def level_of(self, member: str) -> Level:
        """What is known of the membership of `member`."""
        if member in self.known:
            return Level.TRUE
        found = [level for name, level in self.doubtful if name == member]
        return max(found) if found else self.rest


Value = Known | Missing | Members
