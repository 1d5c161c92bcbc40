"""Find the entries of a name (or an id) on a list, and say how they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from enduse.lists.identity import name_key
from enduse.model.listing import ListedName, ListEntry


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that bears a name, and the name on it that equals the one asked for."""

    entry: ListEntry
    name: ListedName

    def listed_as_of(self, day: date) -> bool | None:
        """Whether it was listed under that name on a day; None where nobody can say."""
        listed = self.entry.listed_on(day)
        return None if listed and not self.name.holds_on(day) else listed


def find(entries: Iterable[ListEntry], asked: str, list_id: str = "") -> tuple[Found, ...]:
    """Entries with exactly this name, blanks, case, marks and punctuation aside, or this id.

    Not a search: a name that is only like it is for screening to find.
    """
    key = name_key(asked)
    found = []
    for entry in entries:
        if list_id and entry.list != list_id:
            continue
        if entry.entry == asked:
            found.append(Found(entry, entry.names[0]))
            continue
        for name in entry.names:
            if name_key(name.value) == key:
                found.append(Found(entry, name))
                break
    return tuple(found)
