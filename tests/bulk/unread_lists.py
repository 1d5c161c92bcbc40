"""Two lists of a user's own, of which some cannot be read just now."""

from __future__ import annotations

from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.listing import EntryType, ListedName, ListEntry
from enduse.model.match import Searched

NAMES = {"own-a": "Amber Harbour Works", "own-b": "Basalt Meadow Foundry"}


class TwoLists(Lists):
    """Lists whose files stay the same, whatever of them can be read."""

    def __init__(self, pack: Pack, unread: frozenset[str] = frozenset()) -> None:
        super().__init__(None, pack, ())
        self._unread = unread

    def entries(self) -> tuple[ListEntry, ...]:
        """One body of each list that can be read."""
        return tuple(
            ListEntry(
                list=name, entry="1", type=EntryType.ORGANISATION,
                names=(ListedName(value=body),), snapshots=("sha256:00",),
            )
            for name, body in NAMES.items()
            if name not in self._unread
        )  # fmt: skip

    def unreadable(self) -> tuple[str, ...]:
        """The other lists."""
        return tuple(f"{name}: damaged" for name in sorted(self._unread))

    def searched(self) -> tuple[Searched, ...]:
        """The lists that can be read."""
        return tuple(
            Searched(
                list=one.list, snapshot="sha256:00", list_date="2026-01-01", entries=1,
                coverage="partial", complete_for=(),
            )
            for one in self.entries()
        )  # fmt: skip
