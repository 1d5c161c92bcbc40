"""The history of a list, built once for a set of snapshots and kept beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from enduse.knowledge.compiled import program
from enduse.lists.catalogue import Snapshot
from enduse.lists.folder import beside, place
from enduse.lists.history import Edition, Fold
from enduse.lists.row_files import read_rows, write_rows
from enduse.lists.rows import entries_of, rows_of
from enduse.lists.store import READER, ListStore
from enduse.lists.timeline import entry_of
from enduse.model.collector import no_collector
from enduse.model.listing import ListEntry
from enduse.model.period import Period

MERGE = 6
"""Raised when the same snapshots give another history."""

USUAL_DAYS = 30
"""Days after which a newer file is due where no card says."""


def carrying(snapshots: Iterable[Snapshot], list_id: str) -> tuple[Snapshot, ...]:
    """Snapshots that hold a list, by day; on one day the fuller file last."""
    found = [s for s in snapshots if list_id in s.lists]
    return tuple(
        sorted(found, key=lambda s: (s.day, s.coverage != "partial", len(s.carries), s.source))
    )


def newest(snapshots: tuple[Snapshot, ...]) -> Snapshot:
    """The newest complete file of a list; where only parts are held, the newest part."""
    whole = [s for s in snapshots if s.coverage == "complete"]
    return (whole or list(snapshots))[-1]


def due(newest: Snapshot, store: ListStore | None, list_id: str) -> date:
    """Day from which a newer file than this one is due, by the rhythm of the list's card."""
    card = None if store is None else store.reference.lists.get(list_id)
    return newest.day + timedelta(days=card.refresh_days if card else USUAL_DAYS)


def lists_held(snapshots: Iterable[Snapshot]) -> tuple[str, ...]:
    """Ids of the lists that any snapshot holds."""
    return tuple(sorted({list_id for s in snapshots for list_id in s.lists}))


def complete_for(snapshots: Iterable[Snapshot]) -> tuple[Period, ...]:
    """Days for which absence is a statement: those of complete files."""
    from enduse.lists.periods import union

    whole = [s.day for s in snapshots if s.coverage == "complete"]
    return union(Period(start=d, end=d + timedelta(days=1)) for d in whole)


def history(store: ListStore, list_id: str, snapshots: tuple[Snapshot, ...]) -> list[ListEntry]:
    """Entries of a list over all snapshots, from the kept table or built now."""
    with no_collector():
        return _history(store, list_id, snapshots)


def _history(store: ListStore, list_id: str, snapshots: tuple[Snapshot, ...]) -> list[ListEntry]:
    path = _path(store, list_id, snapshots)
    if path.is_file():
        try:
            return list(entries_of(read_rows(path)))
        except (OSError, ValueError, KeyError):
            path.unlink(missing_ok=True)  # damaged: it follows from the snapshots, so make it anew
    part = beside(path)
    part.parent.mkdir(parents=True, exist_ok=True)
    rows = (row for entry in _built(store, list_id, snapshots) for row in rows_of(entry))
    write_rows(part, rows)
    place(part, path)
    return list(entries_of(read_rows(path)))


def identity(store: ListStore, list_id: str, snapshots: tuple[Snapshot, ...]) -> str:
    """Hash of what a history follows from: bytes, days, readers, tables of the knowledge."""
    digest = hashlib.sha256(f"{list_id}\0{READER}\0{MERGE}\0".encode())
    for one in snapshots:
        digest.update(f"{one.source}\0{one.day}\0{one.id}\0{one.coverage}\0".encode())
    digest.update(repr(store.reference.acts).encode())
    digest.update(repr(sorted(store.reference.profiles.of_text.items())).encode())
    digest.update(repr(sorted(store.reference.profiles.of_programme.items())).encode())
    digest.update(store.reference.profiles.of_list.get(list_id, "").encode())
    return "sha256:" + digest.hexdigest()


def _path(store: ListStore, list_id: str, snapshots: tuple[Snapshot, ...]) -> Path:
    """Where the history is kept: other code makes it anew, though it may say the same."""
    code = program(None, (Path(__file__).parent,), ())
    text = f"{identity(store, list_id, snapshots)}\0{code}"
    name = hashlib.sha256(text.encode()).hexdigest()[:24]
    return store.root / "merged" / f"{list_id}-{name}.parquet"


def _built(store: ListStore, list_id: str, snapshots: tuple[Snapshot, ...]) -> Iterator[ListEntry]:
    card = store.reference.lists.get(list_id)
    fold = Fold(derived=card is not None and card.ids == "derived")
    for one in snapshots:
        edition = Edition(
            one.id, one.source, one.day, one.coverage == "complete", frozenset(one.carries)
        )
        fold.take(edition, store.entries(one, list_id))
    for record in fold:
        yield entry_of(record, fold, store.reference.acts, store.reference.profiles)
