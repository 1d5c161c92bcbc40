"""The days on which a line must be answered: its first, and each change day up to its last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from enduse.model.transfer import Transfer


def possible_days(transfer: Transfer, change_days: Sequence[date]) -> list[date]:
    """Return them in order; empty where the line has no date."""
    when = transfer.date
    if transfer.acquisition is not None:
        when = when or transfer.acquisition.signing_date or transfer.acquisition.completion_date
    if when is None:
        return []
    if when.first == when.last:
        return [when.first]
    return [when.first, *(day for day in change_days if when.first < day <= when.last)]
