"""Rows of a run that could not be read, by reason: they were not reviewed, and nobody may miss it.

Numbers are taken out of a reason, so that the same fault on many lines is one reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from enduse.bulk.run import Run
from enduse.bulk.tables import Row

_PLACE = re.compile(r": line \d+ column \d+ \(char \d+\)\Z")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read to its end, and why."""

    name: str
    why: str
    lines: int
    """Lines of it that were read before it broke off."""
    rejected: bool
    """Whether that is an error; a workbook may have sheets of notes."""


def reason_of(row: Row) -> str:
    """The reason of a rejected row, as those of the same fault share it."""
    return _NUMBER.sub("N", _PLACE.sub("", row["reason"]))


def reasons(run: Run) -> Counter[str]:
    """Rejected rows by reason."""
    return Counter(reason_of(row) for row in run.rows("rejects"))


def rejected(run: Run, reason: str | None = None) -> Iterator[Row]:
    """Rejected rows in order; those of one reason where it is given."""
    return (row for row in run.rows("rejects") if reason is None or reason_of(row) == reason)


def unread(run: Run) -> list[Unread]:
    """Files that could not be read, or break off."""
    return [
        Unread(
            one["name"], one["failed"], one["read"] + one["with_problems"], bool(one["rejected"])
        )
        for one in run.manifest["inputs"]
        if one["failed"]
    ]
