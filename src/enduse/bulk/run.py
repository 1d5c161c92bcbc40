"""A run: what was reviewed, with what, and its tables. Written once, never half under its name."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from enduse.bulk.tables import COLUMNS, Row, schema
from enduse.errors import NoInputError, OutputError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

FORMAT = "enduse.run/1"
MANIFEST = "manifest.json"
PACK = "knowledge.pack"
STAGES = "stages.json"
"""How long each stage took, how many keys were evaluated, how much memory: no part of a run."""
_BATCH = 20_000


class RunWriter:
    """Writes the tables of a run into a folder beside its final name, and moves it there.

    Args:
        folder: the run's folder; it must not exist, or be a run that is replaced.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
        self._rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self.counts: dict[str, int] = dict.fromkeys(COLUMNS, 0)

    def __enter__(self) -> Self:
        if self.folder.exists() and not (self.folder / MANIFEST).is_file():
            raise OutputError(
                str(self.folder), "exists and is not a run", "Name a folder that does not exist."
            )
        try:
            self._part.mkdir(parents=True)
        except OSError as err:
            raise OutputError(
                str(self.folder), f"cannot be created: {err.strerror}", "Name another folder."
            ) from None
        return self

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table, in order."""
        kept = self._rows[table]
        kept.extend(rows)
        if len(kept) >= _BATCH:
            self._flush(table)

    def _flush(self, table: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows, self._rows[table] = self._rows[table], []
        try:
            if table not in self._writers:
                path = self._part / f"{table}.parquet"
                self._writers[table] = pq.ParquetWriter(path, schema(table), compression="zstd")
            if rows:
                self._writers[table].write_table(pa.Table.from_pylist(rows, schema(table)))
        except OSError as err:
            raise OutputError(
                str(self.folder), f"cannot be written: {err}", "Free space, or name another folder."
            ) from None
        self.counts[table] += len(rows)

    def finish(
        self, manifest: Mapping[str, Any], pack: bytes, stages: Mapping[str, Any] | None = None
    ) -> Run:
        """Write what is left and the manifest, and give the run its name.

        Args:
            stages: a note of how long it took; it is kept beside the run.
        """
        for table in COLUMNS:
            self._flush(table)
            self._writers[table].close()
        whole = {"schema": FORMAT, **manifest, "rows": self.counts}
        text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        try:
            (self._part / PACK).write_bytes(pack)
            if stages is not None:
                note = json.dumps({**stages, "lines": self.counts["lines"]}, indent=1)
                (self._part / STAGES).write_text(note + "\n", encoding="utf-8")
            (self._part / MANIFEST).write_text(text, encoding="utf-8")
            if self.folder.exists():
                shutil.rmtree(self.folder)
            self._part.replace(self.folder)
        except OSError as err:
            raise OutputError(
                str(self.folder), f"cannot be written: {err}", "Free space, or name another folder."
            ) from None
        return Run(self.folder)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for writer in self._writers.values():
            writer.close()
        shutil.rmtree(self._part, ignore_errors=True)


class Run:
    """A run on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._text = (folder / MANIFEST).read_text(encoding="utf-8")
            self.manifest: dict[str, Any] = json.loads(self._text)
        except (OSError, ValueError):
            raise NoInputError(
                str(folder), "is not a run", "Name a folder written by `enduse review --out`."
            ) from None
        if self.manifest.get("schema") != FORMAT:
            raise NoInputError(
                str(folder), "is a run of another version", "Review the input again."
            )

    @property
    def id(self) -> str:
        """Identity of the run: the hash of its manifest."""
        return "sha256:" + hashlib.sha256(self._text.encode()).hexdigest()

    @property
    def pack_path(self) -> Path:
        """The knowledge the run was made with."""
        return self.folder / PACK

    def files(self, name: str) -> list[Path]:
        """The files of a table, in the order of its rows: one, or the parts of a bulk run."""
        single = self.folder / f"{name}.parquet"
        return [single] if single.is_file() else sorted((self.folder / name).glob("*.parquet"))

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Read a table whole."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        chosen = (
            schema(name) if columns is None else pa.schema([schema(name).field(c) for c in columns])
        )
        parts = [pq.read_table(path, columns=columns).cast(chosen) for path in self.files(name)]
        return pa.concat_tables(parts) if parts else chosen.empty_table()

    def rows(self, name: str, columns: Sequence[str] | None = None) -> Iterator[Row]:
        """Read a table row by row, in order, a batch at a time."""
        import pyarrow.parquet as pq

        for path in self.files(name):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
                    yield from batch.to_pylist()
