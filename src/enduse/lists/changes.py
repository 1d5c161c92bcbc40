"""What changed between two snapshots: entries added, removed, changed, value by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from enduse.errors import UsageError
from enduse.lists.catalogue import Snapshot
from enduse.lists.identity import name_key
from enduse.lists.linking import known, link
from enduse.lists.profiles import Profiles
from enduse.lists.store import ListStore
from enduse.model.listing import Dated, ListEntry

MATERIAL = frozenset(
    {
        "name",
        "alias",
        "country",
        "address",
        "identifier",
        "programme",
        "dates",
        "requirement",
        "policy",
        "footnote",
    }
)
"""Properties whose change can alter a finding. Remarks and citations alone cannot."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One property of an entry: values that went and values that came."""

    property: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that is not as it was: `kind` is added, removed or changed."""

    kind: str
    before: ListEntry | None
    after: ListEntry | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def entry(self) -> ListEntry:
        """The entry, as it is now or as it last was."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def material(self) -> bool:
        """Whether it can alter a finding."""
        return self.kind != "changed" or any(f.property in MATERIAL for f in self.fields)


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes of one list between two snapshots.

    Args:
        unsaid: entries that one file holds and the other, a part of the list, does not: nobody
            can say whether they came or went.
    """

    list: str
    old: Snapshot
    new: Snapshot
    changes: tuple[Change, ...]
    unchanged: int
    unsaid: int = 0

    def counts(self) -> Mapping[str, int]:
        """Number of entries by kind of change."""
        return Counter(c.kind for c in self.changes)

    def programmes(self) -> Mapping[tuple[str, str], int]:
        """Number of entries by programme and kind of change."""
        return Counter(
            (p.value, c.kind) for c in self.changes for p in (c.entry.programmes or _NO_PROGRAMME)
        )


_NO_PROGRAMME = (Dated(value=""),)


def named(snapshots: Iterable[Snapshot], text: str) -> Snapshot:
    """Find a snapshot by `SOURCE@DAY` or by the start of its hash.

    Raises:
        UsageError: none, or more than one.
    """
    source, _, day = text.partition("@")
    found = [
        s
        for s in snapshots
        if (day and s.source == source and s.day.isoformat() == day)
        or (not day and len(_hash(text)) > 5 and _hash(s.id).startswith(_hash(text)))
    ]
    if len({s.id for s in found}) != 1:
        what = "no snapshot" if not found else f"{len(found)} snapshots"
        raise UsageError(
            text, f"{what} of that name", "Write SOURCE@DAY or the first signs of a hash."
        )
    return found[0]


def _hash(text: str) -> str:
    return text.removeprefix("sha256:")


def differences(store: ListStore, old: Snapshot, new: Snapshot) -> Iterator[Difference]:
    """Compare every list that both snapshots hold."""
    shared = [list_id for list_id in old.lists if list_id in new.lists]
    if not shared:
        raise UsageError(
            f"{old.source} and {new.source}", "no list in common", "Compare files of one list."
        )
    for list_id in shared:
        yield _difference(store, list_id, old, new)


def not_compared(old: Snapshot, new: Snapshot) -> Iterator[tuple[str, Snapshot, int]]:
    """Lists that one of two snapshots holds and the other does not, with the one that lacks it."""
    for one, other in ((old, new), (new, old)):
        for list_id, carried in one.lists.items():
            if list_id not in other.lists:
                yield list_id, other, carried.entries


def _difference(store: ListStore, list_id: str, old: Snapshot, new: Snapshot) -> Difference:
    before = {e.entry: e for e in store.entries(old, list_id)}
    after = list(store.entries(new, list_id))
    card = store.reference.lists.get(list_id)
    if card is not None and card.ids == "derived":
        ids = link(after, [known(e, e.entry) for e in before.values()])
    else:
        ids = {e.entry: (e.entry,) for e in after}
    compared = _compared(old, new)
    changes: list[Change] = []
    same = unsaid = 0
    met: set[str] = set()
    for entry in after:
        past = before.get(ids[entry.entry][0])
        if past is None and old.coverage == "partial":
            unsaid += 1
            continue
        if past is None:
            changes.append(Change("added", None, entry))
            continue
        met.update(ids[entry.entry])
        fields = tuple(_fields(past, entry, compared, store.reference.profiles))
        if fields:
            changes.append(Change("changed", past, entry, fields))
        else:
            same += 1
    gone = [Change("removed", e, None) for key, e in before.items() if key not in met]
    if new.coverage == "partial":
        unsaid, gone = unsaid + len(gone), []
    return Difference(list_id, old, new, tuple(_sorted([*changes, *gone])), same, unsaid)


def _sorted(changes: list[Change]) -> list[Change]:
    order = {"added": 0, "removed": 1, "changed": 2}
    return sorted(changes, key=lambda c: (order[c.kind], name_key(c.entry.name), c.entry.entry))


def _compared(old: Snapshot, new: Snapshot) -> frozenset[str]:
    """Properties that both files are complete for; of two sources, names only."""
    both = frozenset(old.carries) & frozenset(new.carries)
    if old.source == new.source:
        return both
    return both & {"names", "names.primary", "programmes", "requirement", "policy"}


def _fields(
    old: ListEntry, new: ListEntry, compared: frozenset[str], profiles: Profiles
) -> Iterator[FieldChange]:
    yield from _names(old, new, compared)
    groups: list[tuple[str, str, tuple[Dated, ...], tuple[Dated, ...]]] = [
        ("countries", "country", old.countries, new.countries),
        ("addresses", "address", old.addresses, new.addresses),
        ("identifiers", "identifier", old.identifiers, new.identifiers),
        ("programmes", "programme", old.programmes, new.programmes),
        ("requirement", "requirement", old.requirement, new.requirement),
        ("policy", "policy", old.policy, new.policy),
        ("footnotes", "footnote", old.footnotes, new.footnotes),
    ]
    for carried, label, was, now in groups:
        if carried in compared:
            change = _values(old.list, label, was, now, profiles)
            if change is not None:
                yield change
    if old.intervals != new.intervals and old.intervals and new.intervals:
        yield FieldChange("dates", _days(old), _days(new))
    if old.cite != new.cite and old.cite and new.cite:
        yield FieldChange(
            "cite",
            tuple(c for c in old.cite if c not in new.cite),
            tuple(c for c in new.cite if c not in old.cite),
        )


def words_key(name: str) -> str:
    """Tell names apart by their words, whatever the order: `ROE, Jan` is `Jan ROE`."""
    return " ".join(sorted(filter(None, (name_key(word) for word in name.split()))))


def _names(old: ListEntry, new: ListEntry, compared: frozenset[str]) -> Iterator[FieldChange]:
    if words_key(old.name) != words_key(new.name):
        yield FieldChange("name", (old.name,), (new.name,))
    if "names" in compared or "names.alias" in compared:
        before = {words_key(n.value) for n in old.names}
        after = {words_key(n.value) for n in new.names}
        gone = tuple(n.value for n in old.names[1:] if words_key(n.value) not in after)
        came = tuple(n.value for n in new.names[1:] if words_key(n.value) not in before)
        if gone or came:
            yield FieldChange("alias", gone, came)


def _values(
    list_id: str, label: str, was: Iterable[Dated], now: Iterable[Dated], profiles: Profiles
) -> FieldChange | None:
    """Values that went and came. Terms that the table of profiles takes for one are one."""

    def key(text: str) -> str:
        plain = name_key(text)
        return "/".join(profiles.of_text.get((list_id, label, plain), (plain,)))

    old = {key(v.value): v.value for v in was}
    new = {key(v.value): v.value for v in now}
    gone = tuple(text for k, text in old.items() if k not in new)
    came = tuple(text for k, text in new.items() if k not in old)
    return FieldChange(label, gone, came) if gone or came else None


def _days(entry: ListEntry) -> tuple[str, ...]:
    return tuple(f"{p.start or ''}/{p.end or ''}" for p in entry.intervals)
