"""A dated table of exchange rates that the user gives. Without one nothing is converted."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections import defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from enduse.errors import DataError, NoInputError

HEADER = ["from", "currency", "rate"]


class Rates:
    """Units of one currency for a unit of another, from a first day on until the next row.

    Args:
        into: the currency that sums are made in.
        rows: first day, currency, and how many units of `into` one unit of it is worth.
    """

    def __init__(self, into: str, rows: list[tuple[date, str, Decimal]]) -> None:
        self.into = into
        self._days: dict[str, list[date]] = defaultdict(list)
        self._rates: dict[str, list[Decimal]] = defaultdict(list)
        for day, currency, rate in sorted(rows):
            self._days[currency].append(day)
            self._rates[currency].append(rate)

    def convert(self, amount: Decimal, currency: str, day: str | None) -> Decimal | None:
        """The amount on the day, to the cent; None where the table does not say."""
        if currency == self.into:
            return amount
        if day is None or currency not in self._days:
            return None
        n = bisect_right(self._days[currency], date.fromisoformat(day))
        if n == 0:
            return None
        return (amount * self._rates[currency][n - 1]).quantize(Decimal("0.01"))


def read_rates(path: Path, into: str) -> Rates:
    """Read `from,currency,rate`: the first day of a rate, and its worth in `into`."""
    rows = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.reader(handle)
            if next(reader, None) != HEADER:
                raise DataError(
                    str(path), "is no table of rates", f"Its heading is {','.join(HEADER)}."
                )
            for cells in reader:
                try:
                    day, currency, rate = cells
                    rows.append((date.fromisoformat(day), currency, Decimal(rate)))
                except (ValueError, InvalidOperation):
                    raise DataError(
                        f"{path}:{reader.line_num}",
                        "is no day, currency and rate",
                        "Write it as 2021-03-01,EUR,1.21.",
                    ) from None
    except OSError as err:
        raise NoInputError(
            str(path), f"cannot be read: {err.strerror}", "Name a CSV file."
        ) from None
    return Rates(into, rows)
