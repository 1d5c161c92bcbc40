"""Find the entries of a name (or an id) on a list, and say how they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enduse.lists.identity import name_key
from enduse.model.listing import DatesFrom, ListedName, ListEntry
from enduse.model.period import Period

NONE: Mapping[str, Sequence[Period]] = {}


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that bears a name, and the name on it that equals the one asked for."""

    entry: ListEntry
    name: ListedName

    def listed_as_of(
        self, day: date, complete: Mapping[str, Sequence[Period]] = NONE
    ) -> bool | None:
        """Whether it was listed under that name on a day; None where nobody can say.

        As screening says it: where the days are those of the files alone, absence is a statement
        only on the day of a complete file.

        Args:
            complete: list to the days of its complete files.
        """
        entry, name = self.entry, self.name
        listed = entry.listed_on(day)
        if listed and not name.holds_on(day):
            return None if name.dates_from is DatesFrom.SNAPSHOTS else False
        if listed is False and entry.dates_from not in (DatesFrom.CITED_ACT, DatesFrom.LIST):
            whole = complete.get(entry.list, ())
            return False if any(period.covers(day) for period in whole) else None
        return listed


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
