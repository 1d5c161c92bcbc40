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
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from enduse.errors import ListStoreError, OutputError
from enduse.knowledge.compiled import kept, program
from enduse.lists import view
from enduse.lists.view import Lists
from enduse.model.listing import ListEntry
from enduse.model.match import Searched
from enduse.model.period import Period
from enduse.screening import version
from enduse.screening.identifier import plain
from enduse.screening.version import INDEX_FORMAT

if TYPE_CHECKING:
    from enduse.lists.entry_file import EntryFile, Key
    from enduse.screening.index import NameIndex
    from enduse.screening.names_kept import Names

MOST_KEPT = 6
NUMBERS = "numbers.json"
ENTRIES = 3
"""Raised when the same entries are kept otherwise."""

CODE = (Path(view.__file__).parent, Path(version.__file__).parent)
LIBRARIES = ("opencc", "anyascii", "pypinyin")
"""What makes entries and their index: a state that other code made is not served."""


class Held(Protocol):
    """A state of the lists, ready to be searched."""

    @property
    def index(self) -> NameIndex:
        """The index of its names."""
        ...

    @property
    def searched(self) -> tuple[Searched, ...]:
        """The lists it holds."""
        ...

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Installed lists that could not be read, with the reason."""
        ...

    def entries(self, keys: Iterable[Key]) -> Mapping[Key, ListEntry]:
        """Return the entries of these keys."""
        ...

    def numbered(self, numbers: Iterable[str]) -> Iterable[ListEntry]:
        """Return the entries that bear one of these numbers."""
        ...


class InMemory:
    """All entries in memory."""

    def __init__(self, lists: Lists, names: Names) -> None:
        from enduse.screening.index import NameIndex

        self._entries = {(one.list, one.entry): one for one in lists.entries()}
        self.index = NameIndex.build(self._entries.values(), names.knowledge)
        self.searched = lists.searched()
        self.unreadable = lists.unreadable()

    def entries(self, keys: Iterable[Key]) -> Mapping[Key, ListEntry]:
        """Return the entries of these keys."""
        return {key: self._entries[key] for key in keys}

    def every(self) -> Iterator[ListEntry]:
        """Every entry."""
        return iter(self._entries.values())

    def numbered(self, numbers: Iterable[str]) -> Iterator[ListEntry]:
        """Return the entries that bear one of these numbers."""
        wanted = {plain(number) for number in numbers}
        for entry in self.every():
            if any(plain(one.value) in wanted for one in entry.identifiers):
                yield entry

    def bearers(self) -> dict[str, list[Key]]:
        """Each number, and the entries that bear it."""
        found: dict[str, list[Key]] = {}
        for entry in self.every():
            for number in dict.fromkeys(plain(one.value) for one in entry.identifiers):
                found.setdefault(number, []).append((entry.list, entry.entry))
        return found


class Kept:
    """Entries and index in a folder, opened when they are asked for; made anew where damaged.

    Raises:
        ListStoreError: on opening, where the folder is not whole.
    """

    def __init__(self, folder: Path, lists: Lists, names: Names) -> None:
        self._folder, self._lists, self._names = folder, lists, names
        try:
            said = json.loads((folder / "held.json").read_text(encoding="utf-8"))
            self.searched = tuple(_searched(one) for one in said["searched"])
            self.unreadable: tuple[str, ...] = tuple(said["unreadable"])
        except (OSError, ValueError, KeyError, TypeError) as err:
            raise ListStoreError(str(folder), f"not kept lists: {err}", "Remove it.") from None

    @cached_property
    def index(self) -> NameIndex:
        """The index, mapped into memory."""
        from enduse.screening.index import NameIndex

        try:
            return NameIndex.open(self._folder, self._names.knowledge)
        except ListStoreError:
            return self._anew.index

    def entries(self, keys: Iterable[Key]) -> Mapping[Key, ListEntry]:
        """Read the entries of these keys."""
        wanted = frozenset(keys)
        if not wanted:
            return {}
        try:
            found = self._file.read(wanted)
        except ListStoreError:
            found = {}
        return found if len(found) == len(wanted) else self._anew.entries(wanted)

    def numbered(self, numbers: Iterable[str]) -> Iterable[ListEntry]:
        """Return the entries that bear one of these numbers."""
        wanted = {plain(number) for number in numbers}
        try:
            bearers = json.loads((self._folder / NUMBERS).read_bytes())
            keys = {(key[0], key[1]) for one in wanted for key in bearers.get(one, ())}
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return self._anew.numbered(wanted)
        return self.entries(keys).values()

    @cached_property
    def _file(self) -> EntryFile:
        from enduse.lists.entry_file import EntryFile

        return EntryFile(self._folder)

    @cached_property
    def _anew(self) -> InMemory:
        built = InMemory(self._lists, self._names)
        if built.unreadable:  # what was said to be searched no longer can be
            shutil.rmtree(self._folder, ignore_errors=True)
            said = "; ".join(built.unreadable)
            raise ListStoreError(str(self._folder), f"damaged, and not made anew: {said}", "Retry.")
        _keep(built, self._folder, damaged=True)
        return built


def hold(lists: Lists, names: Names, folder: Path | None) -> Held:
    """Open the kept state of these lists, or build it (and keep it where a folder is given)."""
    if folder is None:
        return InMemory(lists, names)
    place = folder / _identity(lists, names, folder)
    there = (place / "held.json").exists()
    try:
        return Kept(place, lists, names)
    except ListStoreError:
        built = InMemory(lists, names)
        if not built.unreadable:  # a list that is repaired is searched again
            _keep(built, place, damaged=there)
        return built


def compiled(lists: Lists, names: Names, folder: Path) -> Path:
    """Return the folder of the kept state of these lists, built where it is not there yet.

    A state without a list that could not be read stands apart, so that it is not taken for whole.

    Raises:
        OutputError: where it cannot be kept.
    """
    place = folder / _identity(lists, names, folder)
    if not (place / "held.json").is_file():
        built = InMemory(lists, names)
        if built.unreadable:
            place = folder / "unread" / place.name
            shutil.rmtree(place, ignore_errors=True)
        _keep(built, place)
    if not (place / "held.json").is_file():
        raise OutputError(str(folder), "cannot be written", "Free space, or set ENDUSE_HOME.")
    return place


def _identity(lists: Lists, names: Names, folder: Path) -> str:
    """Hash of what a state of the lists follows from; a store is opened for it once."""
    stamp, cache = lists.stamp(), folder.parent / "compiled"
    if stamp is None:
        state = lists.identity()
    else:
        state = kept(cache, "lists", stamp, lambda: lists.identity().encode()).decode()
    code = program(cache, CODE, LIBRARIES)
    text = f"{INDEX_FORMAT}\0{ENTRIES}\0{code}\0{names.identity}\0{state}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _keep(built: InMemory, folder: Path, *, damaged: bool = False) -> None:
    """Keep a state; a folder that cannot be written is no error, the next run builds again.

    What another process put there meanwhile says the same and stays, unless it is `damaged`.
    """
    from enduse.lists.entry_file import write_entries

    part = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(folder.parent.iterdir(), key=lambda p: p.stat().st_mtime)[:-MOST_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
        built.index.save(part)
        write_entries(part, built.every())
        numbers = json.dumps(built.bearers(), separators=(",", ":"))
        (part / NUMBERS).write_text(numbers, encoding="utf-8")
        said = {
            "searched": [asdict(one) for one in built.searched],
            "unreadable": list(built.unreadable),
        }
        text = json.dumps(said, default=str, ensure_ascii=False)
        (part / "held.json").write_text(text, encoding="utf-8")
        if damaged or not (folder / "held.json").is_file():
            shutil.rmtree(folder, ignore_errors=True)
        part.replace(folder)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)


def _searched(said: Mapping[str, Any]) -> Searched:
    days = tuple(Period(start=_day(p["start"]), end=_day(p["end"])) for p in said["complete_for"])
    return Searched(**{**said, "complete_for": days, "missing": tuple(said["missing"])})


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
