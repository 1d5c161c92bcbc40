"""Age, wholeness and carriage of a store: status, verification, bundles."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from enduse.errors import EnduseError, ListStoreError, OutputError
from enduse.lists.catalogue import Snapshot, record_path, write_record
from enduse.lists.folder import digest, keep_raw, locked, raw_path, read_raw
from enduse.lists.merged import carrying, complete_for, due, lists_held, newest
from enduse.lists.row_files import readable
from enduse.lists.store import ListStore

MANIFEST = "enduse-lists.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Status:
    """How one list stands: newest file, entries, age in days, when the next is due."""

    list: str
    title: str
    newest: Snapshot
    entries: int
    snapshots: int
    complete_days: int
    age_days: int
    due: date
    licence: str

    def overdue(self, day: date) -> bool:
        """Whether a newer file is due by the card's rhythm."""
        return day >= self.due


def status(store: ListStore, day: date) -> Iterator[Status]:
    """Say for each list held how old it is on a day."""
    snapshots = store.snapshots()
    for list_id in lists_held(snapshots):
        held = carrying(snapshots, list_id)
        card = store.reference.lists.get(list_id)
        last = newest(held)
        told = last.list_date or last.day
        yield Status(
            list=list_id,
            title=card.title if card else list_id,
            newest=last,
            entries=last.lists[list_id].entries,
            snapshots=len(held),
            complete_days=len(complete_for(held)),
            age_days=(day - told).days,
            due=due(last, store, list_id),
            licence=last.licence,
        )


def failure_path(root: Path, source: str) -> Path:
    """Where the last refresh of a source is noted if it failed."""
    return root / "failed" / f"{source}.json"


def failures(store: ListStore) -> tuple[dict[str, str], ...]:
    """Refreshes that failed and were not made good since: source, at, state, why."""
    folder = store.root / "failed"
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in paths)


def superseded(store: ListStore, refused: Mapping[str, str]) -> bool:
    """Whether a complete file of the same day or later was taken after all."""
    day = date.fromisoformat(refused["day"])
    return any(
        s.source == refused["source"] and s.coverage == "complete" and s.day >= day
        for s in store.snapshots()
    )


def verify(store: ListStore) -> Iterator[str]:
    """Check every byte of every snapshot against its hash; yield what is wrong."""
    try:
        snapshots = store.snapshots()
    except ListStoreError as err:
        yield f"{err.where}: {err.problem}"
        return
    for snapshot in snapshots:
        for kind, part in sorted(snapshot.parts.items()):
            try:
                data = read_raw(store.root, part.sha256)
                if len(data) != part.bytes:
                    yield f"{part.file}: {len(data)} bytes, the record says {part.bytes}"
            except ListStoreError as err:
                yield f"{snapshot.source} of {snapshot.day} ({kind}, {part.file}): {err.problem}"
        yield from _rows(store, snapshot)


def _rows(store: ListStore, snapshot: Snapshot) -> Iterator[str]:
    """Canonical rows are made from the bytes; damaged ones are made again."""
    name = f"{snapshot.source} of {snapshot.day}"
    try:
        if store.rows_path(snapshot).is_file() and not readable(store.rows_path(snapshot)):
            yield f"{name}: its rows were damaged; they are made anew from the kept file"
        told = {k: c.entries for k, c in snapshot.lists.items()}
        found: dict[str, int] = {}
        for entry in store.entries(snapshot):
            found[entry.list] = found.get(entry.list, 0) + 1
        if found != told:
            yield f"{name}: its rows hold other entries than told"
    except EnduseError as err:
        yield f"{name}: {err.problem}"


def write_bundle(store: ListStore, out: Path, source: str = "") -> int:
    """Write snapshots as one file for a network without a connection; return how many.

    The same store gives the same bytes.
    """
    chosen = [s for s in store.snapshots() if not source or s.source == source]
    if not chosen:
        raise ListStoreError(source or str(store.root), "no snapshot to export", "Import one.")
    part = out.with_name(f".{out.name}.part")
    hashes: dict[str, str] = {}
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for snapshot in chosen:
                for one in snapshot.parts.values():
                    read_raw(store.root, one.sha256)
                    name = f"raw/{one.sha256.removeprefix('sha256:')}.gz"
                    if name not in hashes:
                        data = raw_path(store.root, one.sha256).read_bytes()
                        hashes[name] = digest(data)
                        archive.writestr(_info(name), data)
                record = record_path(Path(), snapshot).as_posix()
                data = snapshot.model_dump_json(indent=1).encode()
                hashes[record] = digest(data)
                archive.writestr(_info(record), data)
            manifest = json.dumps({"format": FORMAT, "files": hashes}, indent=1, sort_keys=True)
            archive.writestr(_info(MANIFEST), manifest)
        part.replace(out)
    except OSError as err:
        part.unlink(missing_ok=True)
        raise OutputError(
            str(out), f"cannot be written: {err.strerror}", "Name another place."
        ) from None
    return len(chosen)


def _info(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))


def read_bundle(store: ListStore, path: Path) -> int:
    """Take the snapshots of a bundle into the store, every hash checked first; return how many."""
    import gzip

    remedy = "Export it again, and carry it over again."
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest.get("format") != FORMAT:
                raise ListStoreError(path.name, "another format of bundle", remedy)
            files = {name: archive.read(name) for name in manifest["files"]}
        for name, expected in manifest["files"].items():
            if digest(files[name]) != expected:
                raise ListStoreError(f"{path.name}, {name}", "its hash does not agree", remedy)
        plain = {n: gzip.decompress(d) for n, d in files.items() if n.startswith("raw/")}
        records = [
            Snapshot.model_validate_json(d) for n, d in sorted(files.items()) if "catalogue/" in n
        ]
    except (OSError, KeyError, TypeError, AttributeError, ValueError, EOFError) as err:
        raise ListStoreError(path.name, f"not a bundle of lists: {err}", remedy) from None
    except (zipfile.BadZipFile, ValidationError, NotImplementedError, RuntimeError) as err:
        raise ListStoreError(path.name, f"not a bundle of lists: {err}", remedy) from None
    kept = {digest(data): data for data in plain.values()}
    with locked(store.root):
        for snapshot in records:
            for part in snapshot.parts.values():
                if part.sha256 not in kept:
                    raise ListStoreError(path.name, f"{part.file} is not in it", remedy)
        for data in kept.values():
            keep_raw(store.root, data)
        for snapshot in records:
            write_record(store.root, snapshot)
    return len(records)
