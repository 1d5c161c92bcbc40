"""Cells of a table file: no formula can come out of a name, and no key is altered."""

from __future__ import annotations

import json

from enduse.bulk.tables import Row, message_of
from enduse.review.words import sentence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

HEADLINE = (
    "id", "file", "line", "group", "outcome", "why", "cite", "unknown_because", "as_of", "date",
    "kind", "description", "technologies", "organ", "supplier", "supplier_country", "intermediary",
    "end_user", "end_user_country", "dispatched_from", "destination", "amount", "currency",
    "value_basis", "problems", "questions", "listed_later",
)  # fmt: skip
"""Columns of the CSV and XLSX views, before the source's own keys and the statuses."""


def guarded(text: str) -> str:
    """Text that a spreadsheet will not run: a leading apostrophe before a formula sign.

    Source keys are never passed through here: they go back as they came.
    """
    return "'" + text if text.startswith(_FORMULA) else text


def headline(line: Row) -> dict[str, str]:
    """A headline as text cells by column."""
    found: dict[str, str] = {}
    for name in HEADLINE:
        if name == "why":
            value: object = sentence(message_of(line))
        elif name == "questions":
            value = [f"{q} ({s})" for _, s, q in map(json.loads, line["asks"])]
        else:
            value = line[name]
        text = "; ".join(value) if isinstance(value, list) else str("" if value is None else value)
        found[name] = text if name in ("id", "group") else guarded(text)
    return found
