"""Lines of a terminal: cut and filled by what a character takes up, double width counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WIDTH = 80
"""Columns of a terminal that every report must fit."""
_SEPARATORS = {"\t": " ", "\n": " ", "\r": " "}


_NARROW = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*\\Z")
"""Latin letters and their punctuation: a column each."""


def cell_len(text: str) -> int:
    """Columns that a text takes up."""
    if _NARROW.match(text):
        return len(text)
    from rich.cells import cell_len as measured  # only for other scripts

    return measured(text)


def plain(text: str) -> str:
    """Text without control characters, so that no cell can move the cursor or hide words."""
    return "".join(
        _SEPARATORS.get(c, c if unicodedata.category(c)[0] != "C" else "�") for c in text
    )


def cut(text: str, width: int) -> str:
    """At most `width` columns, with an ellipsis where something was cut."""
    text = plain(text)
    if cell_len(text) <= width:
        return text
    kept, used = "", 0
    for char in text:
        size = cell_len(char)
        if used + size > width - 1:
            break
        kept, used = kept + char, used + size
    return kept + "…"


def padded(text: str, width: int) -> str:
    """Exactly `width` columns."""
    short = cut(text, width)
    return short + " " * (width - cell_len(short))


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Break text at blanks into lines of at most `width` columns."""
    line, lead = first, first
    for word in plain(text).split():
        candidate = f"{line}{word}" if line == lead else f"{line} {word}"
        if cell_len(candidate) > width and line != lead:
            yield line
            line = lead = rest
            candidate = f"{line}{word}"
        while cell_len(candidate) > width:
            piece = cut(candidate, width + 1)[:-1] or candidate[:1]
            yield piece
            candidate = rest + candidate[len(piece) :]
        line = candidate
    if line.strip():
        yield line
