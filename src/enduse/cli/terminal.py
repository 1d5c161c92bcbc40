"""Text for a terminal of 80 columns: long lines go on below, a little further in."""

from __future__ import annotations

import typer

from enduse.report.lines import wrapped

WIDTH = 80


def say(text: str, lead: str = "", *, further: int = 2, err: bool = False) -> None:
    """Print a text behind `lead`; what does not fit goes on below, `further` columns in."""
    within = len(lead) - len(lead.lstrip(" "))
    for line in wrapped(text, WIDTH, lead, " " * (within + further)):
        typer.echo(line, err=err)


def many(count: int, one: str, more: str) -> str:
    """A number with its word: 1 match, 2 matches."""
    return f"{count:,} {one if count == 1 else more}"
