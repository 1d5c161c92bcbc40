"""What the verbs of `enduse lists` share: options, the store, days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.settings import home, knowledge_pack
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.lists.store import ListStore

StoreOption = Annotated[
    Path | None, typer.Option("--store", help="The store's folder, instead of the usual one.")
]
FormatOption = Annotated[str, typer.Option("--format", help="text or json.")]


def store_folder(named: Path | None) -> Path:
    """The folder of the store: as named, else in the user's folder."""
    return named or home() / "lists"


def store_of(named: Path | None, knowledge: Path | None, overlay: list[Path] | None) -> ListStore:
    """Open the store with the cards and tables of the knowledge."""
    from enduse.lists.view import open_store

    return open_store(store_folder(named), knowledge_pack(knowledge, overlay))


def past_day(text: str, option: str) -> date:
    """A day as typed that is not still to come: no list says who will be listed."""
    day = day_of(text, option)
    today = date.today()  # noqa: DTZ011 - the user's own day
    if day > today:
        raise UsageError(option, f"{day} is still to come", f"Write a day up to {today}.")
    return day


def day_of(text: str, option: str) -> date:
    """A day as typed; another word is an error that names the option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(option, f"{text!r} is not a day", "Write it as 2024-03-05.") from None
