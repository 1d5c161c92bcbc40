"""What the parties check holds of the lists: the name index, and entries by id.

Built once for a state of the lists and kept in a folder: the index is mapped into memory, and an
entry is read only when a name matched it. The folder is complete once `held.json` is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from enduse.errors import OutputError
from enduse.lists.row_files import write_rows
from enduse.lists.rows import Row, entries_of, rows_of
from enduse.lists.view import Lists
from enduse.model.listing import ListEntry
from enduse.model.match import Searched
from enduse.model.period import Period
from enduse.screening.index import INDEX_FORMAT, NameIndex
from enduse.screening.vocabulary import NamesKnowledge

Key = tuple[str, str]
"""List id and entry id."""
MOST_KEPT = 6


class Held(Protocol):
    """A state of the lists, ready to be searched."""

    index: NameIndex
    searched: tuple[Searched, ...]
    unreadable: tuple[str, ...]

    def entries(self, keys: Iterable[Key]) -> Mapping[Key, ListEntry]:
        """Return the entries of these keys."""
        ...


class InMemory:
    """All entries in memory."""

    def __init__(self, lists: Lists, names: NamesKnowledge) -> None:
        self._entries = {(one.list, one.entry): one for one in lists.entries()}
        self.index = NameIndex.build(self._entries.values(), names)
        self.searched = lists.searched()
        self.unreadable = lists.unreadable()

    def entries(self, keys: Iterable[Key]) -> Mapping[Key, ListEntry]:
        """Return the entries of these keys."""
        return {key: self._entries[key] for key in keys}

    def every(self) -> Iterator[ListEntry]:
        """Every entry."""
        return iter(self._entries.values())


class Kept:
    """Entries in a folder, read when they are asked for."""

    def __init__(self, folder: Path, names: NamesKnowledge) -> None:
        self._rows = folder / "entries.parquet"
        self.index = NameIndex.open(folder, names)
        said = json.loads((folder / "held.json").read_text(encoding="utf-8"))
        self.searched = tuple(_searched(one) for one in said["searched"])
        self.unreadable = tuple(said["unreadable"])

    def entries(self, keys: Iterable[Key]) -> Mapping[Key, ListEntry]:
        """Read the entries of these keys."""
        import pyarrow.parquet as pq

        wanted = frozenset(keys)
        if not wanted:
            return {}
        ids = sorted({entry for _, entry in wanted})
        table = pq.read_table(self._rows, filters=[("entry", "in", ids)])
        found = entries_of(Row(**row) for row in table.to_pylist())
        return {(one.list, one.entry): one for one in found if (one.list, one.entry) in wanted}


def hold(lists: Lists, names: NamesKnowledge, folder: Path | None) -> Held:
    """Open the kept state of these lists, or build it (and keep it where a folder is given)."""
    if folder is None:
        return InMemory(lists, names)
    kept = folder / _identity(lists, names)
    if not (kept / "held.json").is_file():
        built = InMemory(lists, names)
        _keep(built, kept)
        return built
    return Kept(kept, names)


def compiled(lists: Lists, names: NamesKnowledge, folder: Path) -> Path:
    """Return the folder of the kept state of these lists, built where it is not there yet.

    Raises:
        OutputError: where it cannot be kept.
    """
    kept = folder / _identity(lists, names)
    if not (kept / "held.json").is_file():
        _keep(InMemory(lists, names), kept)
    if not (kept / "held.json").is_file():
        raise OutputError(str(folder), "cannot be written", "Free space, or set ENDUSE_HOME.")
    return kept


def _identity(lists: Lists, names: NamesKnowledge) -> str:
    text = f"{INDEX_FORMAT}\0{names.identity}\0{lists.identity()}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _keep(built: InMemory, folder: Path) -> None:
    """Keep a state; a folder that cannot be written is no error, the next run builds again."""
    part = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(folder.parent.iterdir(), key=lambda p: p.stat().st_mtime)[:-MOST_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
        built.index.save(part)
        write_rows(part / "entries.parquet", (r for one in built.every() for r in rows_of(one)))
        said = {
            "searched": [asdict(one) for one in built.searched],
            "unreadable": list(built.unreadable),
        }
        text = json.dumps(said, default=str, ensure_ascii=False)
        (part / "held.json").write_text(text, encoding="utf-8")
        part.replace(folder)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)


def _searched(said: Mapping[str, Any]) -> Searched:
    days = tuple(Period(start=_day(p["start"]), end=_day(p["end"])) for p in said["complete_for"])
    return Searched(**{**said, "complete_for": days})


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
