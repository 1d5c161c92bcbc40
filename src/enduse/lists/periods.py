"""Arithmetic of half-open periods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from enduse.model.period import Period


def union(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Join periods that touch or overlap, in order of time."""
    result: list[Period] = []
    for one in sorted(periods, key=lambda p: (p.start or date.min, p.end or date.max)):
        last = result[-1] if result else None
        if last is not None and (last.end is None or (one.start or date.min) <= last.end):
            end = None if last.end is None or one.end is None else max(last.end, one.end)
            result[-1] = Period(start=last.start, end=end)
        else:
            result.append(one)
    return tuple(result)


def covers(periods: Iterable[Period], day: date) -> bool:
    """Whether any of the periods applies on the day."""
    return any(p.covers(day) for p in periods)
