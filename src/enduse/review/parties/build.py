"""Put the parties check together from the names knowledge and a state of the lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.listing import ListEntry
from enduse.model.match import NameMatch
from enduse.model.transfer import Party
from enduse.review.parties.check import PartyCheck
from enduse.review.parties.held import Held, hold
from enduse.screening.names_kept import Names

if TYPE_CHECKING:
    from enduse.screening.screen import Screener


def build_parties(pack: Pack, lists: Lists, cache: Path | None = None) -> PartyCheck:
    """Build the parties check; `cache` is a folder that keeps the index of a state of lists."""
    return check_of(held_of(lists, Names(pack, cache), cache))


def held_of(lists: Lists, names: Names, cache: Path | None) -> Held:
    """Open a state of the lists, or build it and keep it in the user's cache folder."""
    return hold(lists, names, cache and cache / "lists")


def check_of(held: Held, only: frozenset[str] = frozenset()) -> PartyCheck:
    """The parties check over a state of the lists, or over some of its lists."""
    return PartyCheck(
        _Screen(held, only), _support, held.entries, held.searched, unreadable=held.unreadable
    )


class _Screen:
    """Screening over a state of the lists; its index is opened for the first name."""

    def __init__(self, held: Held, only: frozenset[str]) -> None:
        self._held, self._only = held, only

    @cached_property
    def _screener(self) -> Screener:
        from enduse.screening.screen import Screener

        return Screener(self._held.index, self._only)

    def __call__(self, names: Sequence[str]) -> Sequence[tuple[NameMatch, ...]]:
        return self._screener.screen(names)


def _support(match: NameMatch, party: Party, entry: ListEntry) -> tuple[NameMatch, bool | None]:
    from enduse.screening.support import support

    return support(match, party, entry)
