"""Options that several verbs share: how files are read, which knowledge, which days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from enduse.errors import UsageError

FilesArgument = Annotated[
    list[Path], typer.Argument(help="Files or folders of transfers; - for standard input.")
]
ProfileOption = Annotated[
    str | None, typer.Option("--profile", help="Profile of headings; default: the best fit.")
]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", help="Encoding of text files; default: detected.")
]
DelimiterOption = Annotated[
    str | None, typer.Option("--delimiter", help="Delimiter of text files; default: detected.")
]
SheetOption = Annotated[
    str | None, typer.Option("--sheet", help="Sheet of a workbook; default: the first with rows.")
]
ItemsOption = Annotated[
    Path | None, typer.Option("--items", help="A product master, joined by its key.")
]
PartnersOption = Annotated[
    Path | None, typer.Option("--partners", help="A customer master, joined by its key.")
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="The day whose law and lists answer; default: the line's date."),
]


def day(text: str | None, option: str) -> date | None:
    """Read a day of the command line."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(option, f"{text!r} is not a day", "Write it as 2021-03-04.") from None


def pairs(texts: list[str] | None, option: str) -> tuple[tuple[str, str], ...]:
    """Read `name=value` options."""
    found = []
    for text in texts or ():
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise UsageError(option, f"{text!r} has no =", "Write it as name=value.")
        found.append((name, value))
    return tuple(found)
