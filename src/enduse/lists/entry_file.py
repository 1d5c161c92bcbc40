"""Entries in a file, each found by its list and id: one is read without reading the others.

`entries.jsonl` holds an entry a line; `entries.index` the hash of each key, in
order, with the place and the checksum of its line.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from enduse.errors import ListStoreError
from enduse.model.listing import (
    Dated,
    DatesFrom,
    EntryType,
    Identifier,
    ListedName,
    ListEntry,
    NameKind,
)
from enduse.model.period import Period

LINES, INDEX = "entries.jsonl", "entries.index"
MAKE = f"enduse entries 1 {sys.byteorder}\n".encode()
Key = tuple[str, str]
"""List id and entry id."""


def write_entries(folder: Path, entries: Iterable[ListEntry]) -> None:
    """Write entries into a folder that nobody reads yet."""
    found: list[tuple[int, int, int, int]] = []
    place = 0
    with (folder / LINES).open("wb") as file:
        for entry in entries:
            line = _line(entry)
            found.append((_hash((entry.list, entry.entry)), place, len(line), zlib.crc32(line)))
            place += file.write(line)
    found.sort()
    with (folder / INDEX).open("wb") as file:
        file.write(MAKE + array("Q", [len(found)]).tobytes())
        for column in range(4):
            file.write(array("Q", [row[column] for row in found]).tobytes())


class EntryFile:
    """Entries of a folder, read when they are asked for.

    Raises:
        ListStoreError: on opening or reading, where the files are not whole.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            data = (folder / INDEX).read_bytes()
        except OSError as err:
            raise self._damaged(err.strerror or str(err)) from None
        numbers = array("Q")
        if not data.startswith(MAKE) or (len(data) - len(MAKE)) % numbers.itemsize:
            raise self._damaged("not an index of entries")
        numbers.frombytes(data[len(MAKE) :])
        count = numbers[0] if numbers else 0
        if len(numbers) != 4 * count + 1:
            raise self._damaged("the index is cut off")
        self._hashes = numbers[1 : count + 1]
        self._places, self._lengths, self._sums = (
            numbers[n * count + 1 : (n + 1) * count + 1] for n in (1, 2, 3)
        )

    def read(self, keys: Iterable[Key]) -> dict[Key, ListEntry]:
        """Read the entries of these keys; those that are not there are left out."""
        wanted = sorted((_hash(key), key) for key in set(keys))
        found: dict[Key, ListEntry] = {}
        if not wanted:
            return found
        try:
            with (self._folder / LINES).open("rb") as file:
                for number, key in wanted:
                    row = bisect_left(self._hashes, number)
                    while row < len(self._hashes) and self._hashes[row] == number:
                        file.seek(self._places[row])
                        line = file.read(self._lengths[row])
                        if zlib.crc32(line) != self._sums[row]:
                            raise self._damaged("a line has another checksum")
                        entry = _entry(line)
                        if (entry.list, entry.entry) == key:
                            found[key] = entry
                        row += 1
        except OSError as err:
            raise self._damaged(err.strerror or str(err)) from None
        return found

    def _damaged(self, problem: str) -> ListStoreError:
        return ListStoreError(str(self._folder), problem, "Remove the folder: it is made anew.")


def _hash(key: Key) -> int:
    digest = hashlib.blake2b("\0".join(key).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _line(entry: ListEntry) -> bytes:
    plain: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        value = getattr(entry, name)
        if value != default:
            plain[name] = _WRITE[name](value) if name in _WRITE else value
    return json.dumps(plain, separators=(",", ":")).encode() + b"\n"


def _entry(line: bytes) -> ListEntry:
    plain: dict[str, Any] = json.loads(line)
    return ListEntry(**{name: _READ.get(name, tuple)(value) for name, value in plain.items()})


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _spans(periods: Iterable[Period]) -> list[list[str | None]]:
    return [[_text(one.start), _text(one.end)] for one in periods]


def _periods(spans: Iterable[list[str | None]]) -> tuple[Period, ...]:
    return tuple(Period(start=_day(start), end=_day(end)) for start, end in spans)


def _values(values: Iterable[Dated]) -> list[list[Any]]:
    """Value, days and where they come from; and what a name or a number says beside it."""
    return [
        [
            *(one.value, _spans(one.intervals), one.dates_from),
            *((one.kind, one.language, one.ours, one.cite) if isinstance(one, ListedName) else ()),
            *((one.scheme, one.country) if isinstance(one, Identifier) else ()),
        ]
        for one in values
    ]


def _dated(value: str, spans: list[Any], origin: str) -> Dated:
    return Dated(value=value, intervals=_periods(spans), dates_from=_ORIGINS[origin])


def _name(
    value: str, spans: list[Any], origin: str, kind: str, language: str, ours: bool, cite: list[str]
) -> ListedName:
    return ListedName(
        value=value, intervals=_periods(spans), dates_from=_ORIGINS[origin],
        kind=_KINDS[kind], language=language, ours=ours, cite=tuple(cite),
    )  # fmt: skip


def _number(value: str, spans: list[Any], origin: str, scheme: str, country: str) -> Identifier:
    return Identifier(
        value=value, intervals=_periods(spans), dates_from=_ORIGINS[origin],
        scheme=scheme, country=country,
    )  # fmt: skip


def _each(read: Callable[..., Any]) -> Callable[[Iterable[Any]], tuple[Any, ...]]:
    return lambda rows: tuple(read(*row) for row in rows)


_ORIGINS = {one.value: one for one in DatesFrom}
_KINDS = {one.value: one for one in NameKind}
_DEFAULTS = {one.name: one.default for one in fields(ListEntry)}
_DATED = (
    "countries", "addresses", "programmes", "requirement", "policy", "footnotes", "profiles"
)  # fmt: skip
_WRITE: dict[str, Callable[[Any], object]] = {
    **dict.fromkeys(("intervals", "uncertain"), _spans),
    **dict.fromkeys(("names", "identifiers", *_DATED), _values),
    "savings": lambda days: list(map(_text, days)),
    "list_says": _text,
}
_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("list", "entry", "profile", "remarks", "added_by"), str),
    **dict.fromkeys(("intervals", "uncertain"), _periods),
    **dict.fromkeys(_DATED, _each(_dated)),
    "type": EntryType,
    "verified": bool,
    "names": _each(_name),
    "identifiers": _each(_number),
    "origins": lambda said: tuple(map(DatesFrom, said)),
    "dates_from": DatesFrom,
    "savings": lambda days: tuple(map(_day, days)),
    "list_says": _day,
}
"""Fields that JSON holds otherwise than the entry does; the rest are tuples of text."""
