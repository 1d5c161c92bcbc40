"""Entries in a file, each found by its list and id: one is read without reading the others.

`entries.jsonl` holds an entry a line, as canonical rows; `entries.index` the hash of each key, in
order, with the place and the checksum of its line.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from enduse.errors import ListStoreError
from enduse.lists.rows import Row, entries_of, rows_of
from enduse.model.listing import ListEntry

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
    rows = [
        [row.property, row.value, row.detail, _text(row.start), _text(row.end), row.dates_from]
        for row in rows_of(entry)
    ]
    return json.dumps([entry.list, entry.entry, rows], separators=(",", ":")).encode() + b"\n"


def _entry(line: bytes) -> ListEntry:
    said: tuple[str, str, list[Any]] = json.loads(line)
    list_id, entry, rows = said
    (found,) = entries_of(
        Row(list_id, entry, what, value, detail, _day(start), _day(end), origin)
        for what, value, detail, start, end, origin in rows
    )
    return found


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
