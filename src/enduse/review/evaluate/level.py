"""The five answers a condition can have, in one order, and what stands behind an open one.

false < not tested < unknown < unconfirmed < true. `all` takes the least, `any` the greatest.
The three in the middle are Kleene's "unknown", told apart by why it is unknown:

* not tested: a party nobody named, a statement nobody made;
* unknown: a property of something that is there and that the line does not tell;
* unconfirmed: the state of the law on that day was not read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """An answer; a higher one is closer to true."""

    FALSE = 0
    NOT_TESTED = 1
    UNKNOWN = 2
    UNCONFIRMED = 3
    TRUE = 4

    @property
    def open(self) -> bool:
        """Whether facts or a reading of the law could still change it."""
        return Level.FALSE < self < Level.TRUE


@dataclass(frozen=True, slots=True, order=True)
class Ask:
    """A missing fact and whose fact it is (`parties[1]`, or empty for the line)."""

    fact: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer and the facts that would close it."""

    level: Level
    asks: frozenset[Ask] = frozenset()


_NOTHING: frozenset[Ask] = frozenset()
TRUE = Verdict(Level.TRUE)
FALSE = Verdict(Level.FALSE)


def truth(value: bool) -> Verdict:
    """Return the plain answer."""
    return TRUE if value else FALSE


def all_of(parts: Iterable[Verdict]) -> Verdict:
    """The least of the parts; a false part closes the question."""
    least, asks = Level.TRUE, _NOTHING
    for part in parts:
        level = part.level
        if level is Level.TRUE:
            continue
        if level is Level.FALSE:
            return FALSE
        asks = asks | part.asks if asks else part.asks
        if level < least:
            least = level
    return TRUE if least is Level.TRUE else Verdict(least, asks)


def any_of(parts: Iterable[Verdict]) -> Verdict:
    """The greatest of the parts; a true part closes the question."""
    most, asks = Level.FALSE, _NOTHING
    for part in parts:
        level = part.level
        if level is Level.FALSE:
            continue
        if level is Level.TRUE:
            return TRUE
        asks = asks | part.asks if asks else part.asks
        if level > most:
            most = level
    return FALSE if most is Level.FALSE else Verdict(most, asks)


def negated(part: Verdict) -> Verdict:
    """True for false and the other way round; an open answer stays as open as it was."""
    if part.level is Level.TRUE:
        return FALSE
    return TRUE if part.level is Level.FALSE else part


def capped(part: Verdict, by: Verdict) -> Verdict:
    """An answer that cannot be surer than `by`."""
    return all_of((part, by))
