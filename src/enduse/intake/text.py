"""Texts of a line: control characters out, lost characters said, scripts counted."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LOST = re.compile(r"[\x00\ufffd\ud800-\udfff]")


def cleaned(text: str) -> tuple[str, str | None]:
    """Return the text without control characters, and what was lost in it, if anything."""
    if text.isprintable() and "\ufffd" not in text:
        return text, None
    lost = "characters that could not be read" if _LOST.search(text) else None
    return _CONTROL.sub("", text).strip(), lost


def script_of(text: str) -> str:
    """Name the script of most letters of a text (`Latin`, `Cyrillic`, `Han`, ...), or `none`."""
    if text.isascii():
        return "Latin" if text[:1].isalpha() or text.upper() != text.lower() else "none"
    counts: dict[str, int] = {}
    for c in text[:200]:
        if c.isalpha():
            name = _script(c)
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        return "none"
    return max(sorted(counts), key=lambda name: counts[name])


@lru_cache(maxsize=8192)
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "OTHER").split(" ", 1)[0]
    return {"CJK": "Han", "IDEOGRAPHIC": "Han"}.get(name, name.title())
