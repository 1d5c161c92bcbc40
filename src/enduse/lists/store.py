"""The store of list files: take a file in, or refuse it and keep it aside with the reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from enduse.errors import ListStoreError
from enduse.lists.catalogue import (
    Carried,
    Part,
    Snapshot,
    held,
    read_catalogue,
    record_path,
    write_record,
)
from enduse.lists.editions import File as File
from enduse.lists.editions import extends, parts_of
from enduse.lists.folder import beside, keep_raw, locked, place, read_raw, write_whole
from enduse.lists.formats.reading import ReadLog, UnreadableListError
from enduse.lists.formats.registry import Reader, reader_for, unpack
from enduse.lists.gates import reasons
from enduse.lists.reference import Reference
from enduse.lists.row_files import read_rows, readable, write_rows
from enduse.lists.rows import Row, rows_of
from enduse.lists.waiting import PartWaitsError, keep_waiting, no_longer_waiting, waiting
from enduse.model.listing import ListEntry

OWN = "own"
"""The source of users' own lists: they are complete as they are, and no gate knows them."""

READER = 4
"""Raised when a reader reads the same bytes otherwise, so that rows are made anew."""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a file: the snapshot, the log of its reading, and whether it was new."""

    snapshot: Snapshot
    log: ReadLog
    new: bool


@dataclass(slots=True)
class _Count:
    entries: int = 0
    names: int = 0
    dated: int = 0


@dataclass(frozen=True, slots=True)
class ListStore:
    """One folder. Nothing in it is ever changed; files are added, records are written last.

    Args:
        root: the folder; it need not exist.
        reference: cards and tables of the knowledge.
    """

    root: Path
    reference: Reference = field(repr=False)

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every snapshot held, by source and day."""
        return read_catalogue(self.root)

    def add(
        self,
        source: str,
        files: Sequence[File],
        day: date,
        *,
        retrieved_at: datetime | None = None,
        partial: bool = False,
        accept: Sequence[str] = (),
        refresh: bool = False,
    ) -> Added:
        """Read an edition, pass it through the gates and hold it.

        Args:
            files: the file, or the parts of one edition.
            day: the day on which the publisher offered it.
            partial: take it as a part of a list: absence in it says nothing.
            accept: programmes that the person who runs this has looked at.
            refresh: it was fetched as the present edition.

        Raises:
            UnreadableListError: not a file of the source, or its publisher changed it.
            ListStoreError: refused by a gate; the bytes are kept aside with the reason.
            PartWaitsError: a part came before its main file, and is kept until then.
        """
        card = self.reference.source(source)
        plain = [File(f.name, unpack(f.data, f.name)) for f in files]
        name = " + ".join(f.name for f in plain)
        try:
            reader, parts = parts_of(source, plain)
        except UnreadableListError as err:
            self._refuse(source, day, plain, [err.problem])
            raise
        with locked(self.root):
            parts, cut = self._with_held_parts(source, day, parts)
            partial = partial or cut
            if "main" not in parts:
                keep_waiting(self.root, source, day, parts)
                raise PartWaitsError(
                    name, f"kept until the main file of {day} comes", "Import that file next."
                )
            log = ReadLog(
                name, codes=card.codes, countries=self.reference.countries, partial=partial
            )
            wip = beside(self.root / "rows" / "wip")
            wip.parent.mkdir(parents=True, exist_ok=True)
            counts: dict[str, _Count] = {}
            try:
                write_rows(wip, self._rows(reader, parts, log, counts))
                self._programmes(log, accept)
            except UnreadableListError as err:
                wip.unlink(missing_ok=True)
                self._refuse(source, day, plain, [err.problem])
                raise
            except BaseException:
                wip.unlink(missing_ok=True)
                raise
            snapshot = self._snapshot(source, day, parts, log, counts, partial, accept)
            snapshot = snapshot.model_copy(
                update={"retrieved_at": retrieved_at, "licence": card.licence}
            )
            return self._hold(snapshot, parts, log, wip, plain, refresh=refresh)

    def _hold(
        self,
        snapshot: Snapshot,
        parts: dict[str, File],
        log: ReadLog,
        wip: Path,
        files: Sequence[File],
        *,
        refresh: bool,
    ) -> Added:
        earlier = held(self.snapshots(), snapshot.source)
        whole = tuple(s for s in earlier if s.coverage == "complete")
        for same in earlier:
            if same.id == snapshot.id and same.day == snapshot.day:
                wip.unlink(missing_ok=True)
                return Added(same, log, new=False)
        if snapshot.coverage == "complete" and snapshot.source != OWN:
            fewer = tuple(s for s in whole if not extends(snapshot, s))
            why = list(reasons(snapshot, fewer, self.reference, refresh=refresh))
            if why:
                wip.unlink(missing_ok=True)
                self._refuse(snapshot.source, snapshot.day, files, why)
                raise ListStoreError(
                    log.file,
                    "refused: " + "; ".join(why),
                    "It is kept aside; the file held before keeps serving. If it is a true part of"
                    " a list, import it with --partial.",
                )
        before = [s for s in whole if s.day < snapshot.day]
        snapshot = snapshot.model_copy(update={"prior": before[-1].id if before else ""})
        for file in parts.values():
            keep_raw(self.root, file.data)
        place(wip, self.rows_path(snapshot))
        write_record(self.root, snapshot)
        no_longer_waiting(self.root, snapshot.source, snapshot.day)
        for old in whole:
            if old.day == snapshot.day and extends(snapshot, old):
                record_path(self.root, old).unlink(missing_ok=True)
        return Added(snapshot, log, new=True)

    def _rows(
        self, reader: Reader, parts: dict[str, File], log: ReadLog, counts: dict[str, _Count]
    ) -> Iterator[Row]:
        for entry in reader.read({kind: f.data for kind, f in parts.items()}, log):
            count = counts.setdefault(entry.list, _Count())
            count.entries += 1
            count.names += len(entry.names)
            count.dated += bool(entry.intervals)
            starts = [p.start for p in entry.intervals if p.start]
            if starts and (log.newest_start is None or max(starts) > log.newest_start):
                log.newest_start = max(starts)
            yield from rows_of(entry)

    def _programmes(self, log: ReadLog, accept: Sequence[str]) -> None:
        unknown = self.reference.unknown_programmes(log.programmes)
        left = {k: row for k, row in unknown.items() if k[1] not in accept}
        if left:
            (list_id, code), row = next(iter(left.items()))
            more = f" (and {len(left) - 1} more)" if len(left) > 1 else ""
            raise UnreadableListError(
                f"{log.file}, {row}",
                f"the programme {code!r} of {list_id} is not known{more}",
                f"Look at it, then import with --accept {code!r} or add it to programmes.csv.",
            )

    def _snapshot(
        self,
        source: str,
        day: date,
        parts: dict[str, File],
        log: ReadLog,
        counts: dict[str, _Count],
        partial: bool,
        accept: Sequence[str],
    ) -> Snapshot:
        from enduse.lists.folder import digest

        return Snapshot(
            source=source,
            day=day,
            list_date=log.list_date,
            coverage="partial" if partial else "complete",
            parts={
                kind: Part(sha256=digest(f.data), bytes=len(f.data), file=f.name)
                for kind, f in sorted(parts.items())
            },
            lists={
                k: Carried(entries=c.entries, names=c.names, dated=c.dated)
                for k, c in sorted(counts.items())
            },
            carries=tuple(sorted(log.carries)),
            problems=len(log.problems),
            rejects=len(log.rejects),
            accepted=tuple(sorted(accept)),
        )

    def _with_held_parts(
        self, source: str, day: date, parts: dict[str, File]
    ) -> tuple[dict[str, File], bool]:
        """Add parts of the same edition that are held already (ALT after SDN).

        With them comes whether one of them is of an edition that was taken as a part of a list.
        """
        cut = False
        of_day = [s for s in held(self.snapshots(), source) if s.day == day]
        for snapshot in sorted(of_day, key=lambda s: s.coverage == "partial"):
            if len(snapshot.parts) + len(parts) > 1:
                for kind, part in snapshot.parts.items():
                    if kind not in parts:
                        parts[kind] = File(part.file, read_raw(self.root, part.sha256))
                        cut = cut or snapshot.coverage == "partial"
        return waiting(self.root, source, day) | parts, cut

    def rows_path(self, snapshot: Snapshot) -> Path:
        """Where the canonical rows of a snapshot are, once they were made."""
        name = snapshot.id.removeprefix("sha256:")
        return self.root / "rows" / f"{name}-{READER}.parquet"

    def rows(self, snapshot: Snapshot, list_id: str = "") -> Iterator[Row]:
        """Canonical rows of a snapshot; made anew from its bytes where they are missing."""
        path = self.rows_path(snapshot)
        if not readable(path):
            self.remake(snapshot)
        yield from read_rows(path, list_id)

    def remake(self, snapshot: Snapshot) -> None:
        """Read the kept bytes of a snapshot again and put its rows in place."""
        parts = {k: File(p.file, read_raw(self.root, p.sha256)) for k, p in snapshot.parts.items()}
        reader, _ = reader_for(snapshot.source, parts["main"].data, parts["main"].name)
        card = self.reference.source(snapshot.source)
        log = ReadLog(
            parts["main"].name,
            codes=card.codes,
            countries=self.reference.countries,
            partial=snapshot.coverage == "partial",  # as it was accepted at its import
        )
        wip = beside(self.root / "rows" / "remade")
        wip.parent.mkdir(parents=True, exist_ok=True)
        write_rows(wip, self._rows(reader, parts, log, {}))
        place(wip, self.rows_path(snapshot))

    def entries(self, snapshot: Snapshot, list_id: str = "") -> Iterator[ListEntry]:
        """Entries of a snapshot as the file gives them, without history."""
        from enduse.lists.rows import entries_of

        yield from entries_of(self.rows(snapshot, list_id))

    def _refuse(self, source: str, day: date, files: Sequence[File], why: Sequence[str]) -> None:
        for file in files:
            sha256 = keep_raw(self.root, file.data)
            name = f"{day.isoformat()}-{sha256.removeprefix('sha256:')[:12]}.json"
            record = {"source": source, "day": day.isoformat(), "file": file.name}
            record |= {"sha256": sha256, "bytes": str(len(file.data)), "why": "; ".join(why)}
            text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)
            write_whole(self.root / "refused" / source / name, text.encode() + b"\n")

    def refused(self) -> tuple[dict[str, str], ...]:
        """Files kept aside, with the reason for each."""
        folder = self.root / "refused"
        paths = sorted(folder.glob("*/*.json")) if folder.is_dir() else []
        return tuple(json.loads(path.read_text(encoding="utf-8")) for path in paths)
