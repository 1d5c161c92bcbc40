"""What the lists said: the one door for screening, reviews and reports.

Without an installed list it holds the shipped designations and opens in milliseconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from enduse.errors import EnduseError
from enduse.knowledge.compiled import follows_from
from enduse.model.listing import DatesFrom, ListEntry
from enduse.model.match import Searched
from enduse.model.period import Period

FORM = 3
"""Raised when the same files and the same knowledge give other entries."""

if TYPE_CHECKING:
    from enduse.knowledge.pack import Pack
    from enduse.lists.catalogue import Snapshot
    from enduse.lists.reference import Reference
    from enduse.lists.store import ListStore


def reference(pack: Pack) -> Reference:
    """Cards and tables about lists, from a pack."""
    from enduse.knowledge.schema.lists import ListsFile
    from enduse.knowledge.schema.table import Table
    from enduse.lists.reference import Reference

    return Reference.build(pack.section("lists", ListsFile), pack.section("tables", Table))


def open_store(root: Path, pack: Pack) -> ListStore:
    """Open the store in a folder, with the cards and tables of a pack."""
    from enduse.lists.store import ListStore

    return ListStore(root, reference(pack))


def open_lists(store: Path | None, pack: Pack, only: Sequence[str] = ()) -> Lists:
    """Open the lists installed in `store`, and the designations shipped in `pack`.

    Args:
        store: the folder of the store; None, or a folder that is not there, for none.
        only: ids of lists to search; all where empty.
    """
    return Lists(store, pack, tuple(only))


class Lists:
    """Entries of installed lists with their history, and shipped designations."""

    def __init__(
        self,
        store: Path | None,
        pack: Pack,
        only: tuple[str, ...],
        without: frozenset[str] = frozenset(),
    ) -> None:
        self._without = without
        self._pack = pack
        self._only = only
        self._root = store
        self._snapshot = f"sha256:{pack.sha256}"

    @cached_property
    def _held(self) -> _Held:
        root = self._root
        if root is None or not (root / "catalogue").is_dir():
            return _Held(None, {}, ())
        from enduse.lists.merged import carrying, lists_held

        store = open_store(root, self._pack)
        snapshots = tuple(s for s in store.snapshots() if s.id not in self._without)
        by_list = {
            list_id: carrying(snapshots, list_id)
            for list_id in lists_held(snapshots)
            if not self._only or list_id in self._only
        }
        return _Held(store, by_list, snapshots)

    def held(self) -> dict[str, tuple[Snapshot, ...]]:
        """Snapshots of each installed list, the oldest first."""
        return self._held.by_list

    def without(self, snapshots: frozenset[str]) -> Lists:
        """The same lists as if these snapshots had never come."""
        return Lists(self._root, self._pack, self._only, snapshots)

    @cached_property
    def curated(self) -> tuple[ListEntry, ...]:
        """Shipped designations of the lists searched."""
        from enduse.knowledge.schema.lists import ListsFile
        from enduse.lists.curated import curated_entries

        found = curated_entries(self._pack.section("lists", ListsFile), self._snapshot)
        return tuple(e for e in found if not self._only or e.list in self._only)

    @cached_property
    def _read(self) -> tuple[tuple[ListEntry, ...], tuple[str, ...]]:
        held = self._held
        if held.store is None or not held.by_list:
            return self.curated, ()
        from enduse.lists.merged import complete_for, history
        from enduse.lists.overlay import overlaid

        full: dict[str, Sequence[ListEntry]] = {}
        unreadable: list[str] = []
        for list_id, snapshots in held.by_list.items():
            try:
                full[list_id] = history(held.store, list_id, snapshots)
            except (EnduseError, OSError, ValueError, KeyError) as err:
                why = f"{err.where}: {err.problem}" if isinstance(err, EnduseError) else str(err)
                unreadable.append(f"{list_id}: {why}")
        complete = {k: complete_for(v) for k, v in held.by_list.items()}
        return tuple(overlaid(full, complete, self.curated)), tuple(unreadable)

    def entries(self) -> tuple[ListEntry, ...]:
        """Every entry that is searched, with its days."""
        return self._read[0]

    def unreadable(self) -> tuple[str, ...]:
        """Installed lists that could not be read, with the reason: not searched."""
        return self._read[1]

    def searched(self) -> tuple[Searched, ...]:
        """The lists searched: newest snapshot, its date, entries, the days it is complete for."""
        from enduse.lists.curated import COVERAGE, CURATED

        result = []
        counts: dict[str, int] = {}
        shipped = [e for e in self.entries() if e.snapshots == (self._snapshot,)]
        for entry in self.entries():
            if entry.snapshots != (self._snapshot,):
                counts[entry.list] = counts.get(entry.list, 0) + 1
        if self._held.by_list:
            from enduse.lists.formats.us_ofac_parts import parts_missing
            from enduse.lists.merged import complete_for, due, newest

            for list_id, snapshots in self._held.by_list.items():
                if any(text.startswith(f"{list_id}:") for text in self.unreadable()):
                    continue
                last = newest(snapshots)
                complete = complete_for(snapshots)
                result.append(
                    Searched(
                        list=list_id,
                        snapshot=last.id,
                        list_date=(last.list_date or last.day).isoformat(),
                        entries=counts.get(list_id, 0),
                        coverage="complete" if complete else "partial",
                        complete_for=complete,
                        newest=last.lists[list_id].entries,
                        due=due(last, self._held.store, list_id).isoformat(),
                        missing=parts_missing(last),
                    )
                )
        if shipped:
            result.append(
                Searched(
                    list=CURATED,
                    snapshot=self._snapshot,
                    list_date=self._pack.card.compiled.isoformat(),
                    entries=len(shipped),
                    coverage=COVERAGE,
                )
            )
        return tuple(result)

    def identity(self) -> str:
        """Hash of all that the entries follow from; the same hash means the same entries."""
        digest = hashlib.sha256(f"{FORM}\0{self._snapshot}\0{self._only}\0".encode())
        if self._held.store is not None:
            from enduse.lists.merged import identity

            for list_id, snapshots in self._held.by_list.items():
                digest.update(identity(self._held.store, list_id, snapshots).encode())
        return "sha256:" + digest.hexdigest()

    def stamp(self) -> str | None:
        """What is seen of an installed store without opening it; None where none is installed.

        The same stamp means the same identity: records of snapshots are written once, and the
        program counts by its files.
        """
        if self._root is None or not (self._root / "catalogue").is_dir():
            return None
        seen = [f"{FORM}\0{self._snapshot}\0{self._only}\0{sorted(self._without)}"]
        for path in sorted((self._root / "catalogue").rglob("*.json")):
            stat = path.stat()
            seen.append(f"{path.relative_to(self._root)}\0{stat.st_size}\0{stat.st_mtime_ns}")
        code = follows_from(self._pack, (), (Path(__file__).parent,))
        return hashlib.sha256("\n".join([*seen, code]).encode()).hexdigest()[:32]

    def intervals(
        self, entry: ListEntry, day: date | None = None
    ) -> tuple[tuple[Period, DatesFrom], ...]:
        """Periods of listing and where their days come from; of `day` alone where one is given."""
        return tuple((p, entry.dates_from) for p in entry.intervals if day is None or p.covers(day))


@dataclass(frozen=True, slots=True)
class _Held:
    store: ListStore | None
    by_list: dict[str, tuple[Snapshot, ...]]
    snapshots: tuple[Snapshot, ...]
