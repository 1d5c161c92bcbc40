"""Messages into words: one table of English templates, filled from the line's own values."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from enduse.model.citation import Message

_FILE = Path(__file__).with_name("words.toml")


@cache
def templates() -> dict[str, str]:
    """Every template by message id."""
    found: dict[str, str] = {}

    def collect(prefix: str, table: dict[str, object]) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                collect(f"{prefix}{key}.", value)
            else:
                found[prefix + key] = str(value)

    collect("", tomllib.loads(_FILE.read_text(encoding="utf-8")))
    return found


def entry_said(entry: str, matched: str) -> str:
    """An entry, and which of its names matched where it is not the one that it goes by."""
    if not matched or matched.casefold() == entry.casefold():
        return entry
    return templates()["entry.by_other_name"].format(entry_name=entry, matched_name=matched)


def sentence(message: Message) -> str:
    """Write a message in words.

    Raises:
        KeyError: for a message id without a template, or an argument that is missing.
    """
    args = dict(message.args)
    if "jurisdiction" in args:
        args["jurisdiction"] = args["jurisdiction"].upper()
    for name in ("status", "worst", "organ", "technology"):
        if name in args:
            args[name] = args[name].replace("_", " ")
    if "matched_name" in args:
        args["entry_name"] = entry_said(args["entry_name"], args["matched_name"])
    if "looked_up" in args:
        args["looked_up"] = args["looked_up"].replace("_", " ").replace(",", " and the ")
    return templates()[message.id].format(**args)
