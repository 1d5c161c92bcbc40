"""Snapshots of one list folded into one history: who was listed when, and which values held.

Days come from the cited act, else from the list, else from the first and last snapshot that
holds the value (design, section 5). A list's own first day counts only back to the last file
without the entry: a body that was taken off and put on again keeps its old day in some lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from enduse.lists.identity import name_key
from enduse.lists.linking import Known, known, link
from enduse.model.listing import Dated, EntryType, ListedName, ListEntry
from enduse.model.period import Period

Key = tuple[str, str, str]
"""Property, text that tells values apart, detail."""
EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Edition:
    """One snapshot, as the fold sees it."""

    id: str
    source: str
    day: date
    complete: bool
    carries: frozenset[str]


@dataclass(slots=True)
class Held:
    """A value: as best printed, in which editions, and in the files of which sources.

    Sources print values each in its own way, so only files of those that had it can say that it
    is gone.
    """

    value: Dated
    runs: list[list[int]] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Record:
    """One entry over time."""

    id: str
    last: ListEntry
    runs: list[list[int]] = field(default_factory=list)
    stated: dict[int, tuple[Period, ...]] = field(default_factory=dict)
    values: dict[Key, Held] = field(default_factory=dict)
    cite: dict[str, int] = field(default_factory=dict)
    type: EntryType = EntryType.UNKNOWN
    snapshots: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Fold:
    """Takes editions in the order of their days.

    Args:
        derived: the publisher gives no ids, so entries are linked by name.
    """

    derived: bool
    editions: list[Edition] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    _known: dict[str, Known] = field(default_factory=dict)

    def take(self, edition: Edition, entries: Iterable[ListEntry]) -> None:
        """Fold one edition in; its day is not before the day of the last."""
        at = len(self.editions)
        self.editions.append(edition)
        if self.derived:
            rows = list(entries)
            ids = link(rows, self._known.values())
            for entry in rows:
                for number in ids[entry.entry]:
                    self._take(at, number, entry)
                    self._known[number] = known(entry, number)
        else:
            for entry in entries:
                self._take(at, entry.entry, entry)

    def _take(self, at: int, number: str, entry: ListEntry) -> None:
        record = self.records.get(number)
        if record is None:
            record = self.records[number] = Record(number, entry)
        record.last = entry
        if entry.type is not EntryType.UNKNOWN:
            record.type = entry.type
        self._extend(record.runs, at, "")
        if entry.intervals:
            record.stated[at] = entry.intervals
        record.snapshots.append(self.editions[at].id)
        for citation in entry.cite:
            record.cite.setdefault(citation, at)
        for key, value in _values(entry):
            held = record.values.get(key)
            if held is None:
                held = record.values[key] = Held(value)
            self._extend(held.runs, at, property_of(key, held.value), held.sources)
            held.value = _better(held.value, value)
            held.sources.add(self.editions[at].source)

    def _extend(
        self, runs: list[list[int]], at: int, what: str, sources: set[str] | frozenset[str] = EMPTY
    ) -> None:
        """Lengthen the last run unless an edition between says that the value was not there."""
        if runs and not any(self.says_absent(i, what, sources) for i in range(runs[-1][1] + 1, at)):
            runs[-1][1] = at
        elif not runs or runs[-1][1] != at:
            runs.append([at, at])

    def says_absent(
        self, at: int, what: str = "", sources: set[str] | frozenset[str] = EMPTY
    ) -> bool:
        """Whether an edition that lacks it says that an entry, or a value of it, was gone."""
        edition = self.editions[at]
        if not edition.complete:
            return False
        if not what:
            return True
        carried = what in edition.carries or what.partition(".")[0] in edition.carries
        return carried and edition.source in sources

    def before(
        self, at: int, what: str = "", sources: set[str] | frozenset[str] = EMPTY
    ) -> date | None:
        """Day of the last edition before `at` whose silence means absence."""
        for i in range(at - 1, -1, -1):
            if self.says_absent(i, what, sources):
                return self.editions[i].day
        return None

    def after(
        self, at: int, what: str = "", sources: set[str] | frozenset[str] = EMPTY
    ) -> date | None:
        """Day of the first edition after `at` whose silence means absence."""
        for i in range(at + 1, len(self.editions)):
            if self.says_absent(i, what, sources):
                return self.editions[i].day
        return None

    def __iter__(self) -> Iterator[Record]:
        yield from self.records.values()


def property_of(key: Key, value: Dated) -> str:
    """Name of the property under which a file says that it carries such values."""
    return f"names.{value.kind.value}" if isinstance(value, ListedName) else key[0]


def _better(old: Dated, new: Dated) -> Dated:
    """Of two printings of one value, the later, but never one that lost its letters' marks."""
    if old.value != new.value and new.value.isascii() and not old.value.isascii():
        return replace(new, value=old.value)
    return new


def _values(entry: ListEntry) -> Iterator[tuple[Key, Dated]]:
    for name in entry.names:
        yield ("names", name_key(name.value), ""), name
    for number in entry.identifiers:
        yield ("identifiers", number.value, number.scheme), number
    groups = {
        "countries": entry.countries,
        "addresses": entry.addresses,
        "programmes": entry.programmes,
        "requirement": entry.requirement,
        "policy": entry.policy,
        "footnotes": entry.footnotes,
    }
    for what, values in groups.items():
        for value in values:
            yield (what, name_key(value.value), ""), value
