"""Cells of knowledge tables: text, typed by the card of the table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache


def cell_problem(kind: str, text: str) -> str | None:
    """Say what is wrong with a cell of this type, or None."""
    if text != text.strip():
        return f"{text!r} has blanks around it"
    if kind == "boolean" and text not in ("true", "false", ""):
        return f"{text!r} is not true or false"
    if kind == "date" and text not in ("", "always"):
        try:
            date.fromisoformat(text)
        except ValueError:
            return f"{text!r} is not an ISO day, `always` or empty"
    if kind == "decimal" and text:
        try:
            Decimal(text)
        except InvalidOperation:
            return f"{text!r} is not a number"
    return None


@lru_cache(maxsize=10_000)
def cell_day(text: str) -> date | None:
    """Read a date cell: None for `always` and for an empty cell."""
    return None if text in ("", "always") else date.fromisoformat(text)


@lru_cache(maxsize=10_000)
def cell_set(text: str) -> frozenset[str]:
    """Read a set cell, separated by `|`."""
    return frozenset(part for part in text.split("|") if part)
