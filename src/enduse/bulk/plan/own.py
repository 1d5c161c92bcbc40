"""A line's own words in an answer that is kept for all lines of a key (design, idea 5)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from enduse.model.citation import Because
from enduse.model.transfer import Transfer
from enduse.review.evaluate.facts import declared
from enduse.review.evaluate.line import Line

OWN = "\ue000"
"""Stands in an answer where a line's own words belong."""
_PARTY = re.compile(r"parties\[(\d+)\]\.(.+)")
_WORDED = ("name", "address", "country")
_LINE_WORDS = ("destination", "dispatched_from", "transit", "end_use",
               "goods.description", "goods.model", "goods.origin")  # fmt: skip


def marked(because: tuple[Because, ...], line: Line) -> tuple[Because, ...]:
    """Evidence with marks where the line's own words stand."""
    return tuple(_marked(one, line) for one in because)


def _marked(one: Because, line: Line) -> Because:
    text = own_text(one.field, line.transfer)
    return replace(one, text=OWN) if text is not None and text == one.text else one


def own_text(place: str, transfer: Transfer) -> str | None:
    """The words of a line at a field that its key does not hold; None for other fields."""
    match = _PARTY.fullmatch(place)
    line = Line(transfer, date.min)
    if match is not None:
        named = match[2] in _WORDED
        return declared(line, f"parties.{match[2]}", int(match[1])) if named else None
    return declared(line, place, None) if place in _LINE_WORDS else None
