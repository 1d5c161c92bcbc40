"""Days, periods and the date of a transfer. Nothing here reads the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Half-open: `start` is the first day it applies, `end` the first day it no longer does.

    `start` is None where the source has no start ("always"); `end` is None while in force.
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"period ends {self.end}, not after its start {self.start}")

    def covers(self, day: date) -> bool:
        """Whether the period applies on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class DateBasis(StrEnum):
    """What the date of a transfer is the date of."""

    EXPORT = "export"
    SHIP = "ship"
    CUSTOMS = "customs"
    INVOICE = "invoice"
    ORDER = "order"
    AWARD = "award"
    PUBLICATION = "publication"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDate:
    """A day, a time with zone, a month or a year, as the interval of days it may be.

    Args:
        first: first possible day.
        last: last possible day, included; equal to `first` for a day.
        instant: the moment with its zone, where the source gives one.
        text: the words of the source.
    """

    first: date
    last: date
    text: str
    instant: datetime | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"date ends {self.last}, before its start {self.first}")
        if self.instant is not None and self.instant.tzinfo is None:
            raise ValueError("an instant needs its time zone")

    @property
    def is_day(self) -> bool:
        """Whether it is one known day."""
        return self.first == self.last


def parse_transfer_date(text: str) -> TransferDate:
    """Read `2021-03-04`, `2021-03`, `2021` or an ISO time with zone.

    Raises:
        ValueError: for anything else, a day that does not exist included.
    """
    t = text.strip()
    if len(t) == 4 and t.isascii() and t.isdigit():
        year = int(t)
        return TransferDate(first=date(year, 1, 1), last=date(year, 12, 31), text=text)
    if len(t) == 7 and t[4] == "-":
        first = date.fromisoformat(t + "-01")
        after = (first + timedelta(days=31)).replace(day=1)
        return TransferDate(first=first, last=after - timedelta(days=1), text=text)
    if len(t) == 10:
        day = date.fromisoformat(t)
        return TransferDate(first=day, last=day, text=text)
    moment = datetime.fromisoformat(t)
    if moment.tzinfo is None:
        return TransferDate(first=moment.date(), last=moment.date(), text=text)
    return TransferDate(first=moment.date(), last=moment.date(), text=text, instant=moment)
