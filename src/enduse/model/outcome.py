"""Statuses of the law and outcomes of a line, in the order of the contract (2.1 and 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Outcome(IntEnum):
    """Outcome of a line; the worst wins. `UNKNOWN` is worse than `NOTHING_FOUND`."""

    NOTHING_FOUND = 0
    UNKNOWN = 1
    REFER = 2
    STOP = 3

    @property
    def word(self) -> str:
        """The word of the contract."""
        return self.name.lower()


class Status(IntEnum):
    """Status of a position; a higher number is worse. Two regimes share one scale."""

    NOT_SUBJECT = 0
    NOT_COVERED = 1
    NO_REQUIREMENT_FOUND = 2
    NOT_MODELLED = 3
    INSUFFICIENT = 4
    UNCONFIRMED = 5
    REVIEW_POSSIBLE = 6
    FILING_VOLUNTARY = 7
    NOTIFY_AUTHORITY = 8
    EXCEPTION_TO_CHECK = 9
    FILING_MANDATORY = 10
    LICENCE_REQUIRED = 11
    PROHIBITED = 12

    @property
    def word(self) -> str:
        """The word of the contract."""
        return self.name.lower()

    @property
    def is_requirement(self) -> bool:
        """Whether it is a known duty or possible duty, worse than "cannot say"."""
        return self > Status.UNCONFIRMED

    @property
    def is_open(self) -> bool:
        """Whether facts or a reading of the law could still settle it."""
        return self in (Status.NOT_MODELLED, Status.INSUFFICIENT, Status.UNCONFIRMED)


def status_of(word: str) -> Status:
    """Read a status word of the contract.

    Raises:
        ValueError: for any other word.
    """
    status = _BY_WORD.get(word)
    if status is None:
        raise ValueError(f"{word} is not a status (contract, 2.1)")
    return status


_BY_WORD = {status.word: status for status in Status}


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What a status could be once missing facts are known: from `best` to `worst`."""

    best: Status
    worst: Status

    def __post_init__(self) -> None:
        if self.best > self.worst:
            raise ValueError(f"best {self.best.word} is worse than worst {self.worst.word}")

    def widened(self, other: Range) -> Range:
        """Return the smallest range that holds both."""
        return Range(best=min(self.best, other.best), worst=max(self.worst, other.worst))
