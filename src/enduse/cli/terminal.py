"""Text for a terminal: lines wider than it go on below, a little further in."""

from __future__ import annotations

import os

import typer

from enduse.report.lines import wrapped

WIDTH, LEAST = 80, 40


def width() -> int:
    """Columns of a line: 80, or `ENDUSE_WIDTH` (for a program that reads text line by line)."""
    named = os.environ.get("ENDUSE_WIDTH", "")
    return max(LEAST, int(named)) if named.isascii() and named.isdecimal() else WIDTH


def say(text: str, lead: str = "", *, further: int = 2, err: bool = False) -> None:
    """Print a text behind `lead`; what does not fit goes on below, `further` columns in."""
    within = len(lead) - len(lead.lstrip(" "))
    for line in wrapped(text, width(), lead, " " * (within + further)):
        typer.echo(line, err=err)


def many(count: int, one: str, more: str) -> str:
    """A number with its word: 1 match, 2 matches."""
    return f"{count:,} {one if count == 1 else more}"
