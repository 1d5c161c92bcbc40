"""Compare what is seen of a text now with what was last read, and say what to read again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from enduse.analysis.resting import Resting, Rests
from enduse.errors import DataError, NoInputError, UsageError
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.table import Table
from enduse.knowledge.schema.watch import Parts, WatchFile

SIGHTINGS = ["source", "version", "sha256"]


@dataclass(frozen=True, slots=True)
class Moved:
    """One source compared with its reading.

    Args:
        state: `as read`, `moved`, or `cannot be told`.
        why: what differs, in words.
        changed, added, removed: parts, where the text falls into parts.
    """

    source: str
    title: str
    state: str
    why: str
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    again: Resting = Resting()


class Watched:
    """The watched sources of a pack."""

    def __init__(self, pack: Pack) -> None:
        self.sources: Mapping[str, WatchFile] = pack.section("watch", WatchFile)
        self._tables = pack.section("tables", Table)
        self._rests = Rests(pack)

    def resting(self, source: str) -> Resting:
        """What rests on a source."""
        return self._rests.on(self.sources[source])

    def check(self, path: Path, source: str | None) -> list[Moved]:
        """Compare a file: the text of a source, or a table of sightings (`source,version,sha256`).

        Raises:
            UsageError: for a source that is not watched, or a text whose source is not named.
        """
        try:
            data = path.read_bytes()
        except OSError as err:
            raise NoInputError(
                str(path), f"cannot be read: {err.strerror}", "Name a file."
            ) from None
        if source is not None:
            return [self._text(self._named(source), data, str(path))]
        if not data.removeprefix(b"\xef\xbb\xbf").startswith(",".join(SIGHTINGS).encode()):
            raise UsageError(
                str(path), "is no table of sightings", "For a text, name its --source."
            )
        return list(self._sightings(data, str(path)))

    def _named(self, source: str) -> str:
        if source not in self.sources:
            raise UsageError("--source", f"{source!r} is not watched", "See `enduse watch`.")
        return source

    def _sightings(self, data: bytes, name: str) -> Iterator[Moved]:
        try:
            rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), strict=True))
        except (UnicodeDecodeError, csv.Error) as err:
            raise DataError(name, f"cannot be read as CSV: {err}", "Save it as UTF-8.") from None
        for row in rows:
            yield self._sighting(self._named(row["source"] or ""), row)

    def _sighting(self, source: str, row: Mapping[str, str | None]) -> Moved:
        file = self.sources[source]
        digest, version = row.get("sha256") or "", row.get("version") or ""
        if digest and file.read.sha256:
            same = digest == file.read.sha256
            return self._moved(source, same, "its bytes differ from the reading's")
        if version and file.read.version:
            same = version == file.read.version
            why = f"it is {version!r}, and {file.read.version!r} was read"
            return self._moved(source, same, why)
        return Moved(
            source, file.title, "cannot be told", "neither a hash nor a version to compare"
        )

    def _moved(self, source: str, same: bool, why: str) -> Moved:
        file = self.sources[source]
        if same:
            return Moved(source, file.title, "as read", "")
        return Moved(source, file.title, "moved", why, again=self._rests.on(file))

    def _text(self, source: str, data: bytes, name: str) -> Moved:
        file = self.sources[source]
        if file.read.sha256 == hashlib.sha256(data).hexdigest():
            return Moved(source, file.title, "as read", "")
        if file.parts is None:
            if file.read.sha256 is None:
                why = "no hash of the reading was kept: compare by hand"
                return Moved(source, file.title, "cannot be told", why, again=self._rests.on(file))
            return self._moved(source, False, "its bytes differ from the reading's")
        seen = parts_of(file.parts, data, name)
        held = {row["part"]: row["sha256"] for row in self._tables[file.parts.table].rows}
        changed = tuple(sorted(p for p in seen if p in held and seen[p] != held[p]))
        added = tuple(sorted(set(seen) - set(held)))
        removed = tuple(sorted(set(held) - set(seen)))
        every = (*changed, *added, *removed)
        if not every:
            return Moved(source, file.title, "as read", "other bytes, every part as it was read")
        why = f"{len(changed)} parts changed, {len(added)} new, {len(removed)} gone"
        again = self._rests.on(file, every)
        return Moved(source, file.title, "moved", why, changed, added, removed, again)


def parts_of(parts: Parts, data: bytes, name: str) -> dict[str, str]:
    """Hash of each part of a text, by its name.

    Raises:
        DataError: where the text cannot be read so, or falls into no part.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as err:
        raise DataError(name, f"not UTF-8 at byte {err.start}", "Save it as UTF-8.") from None
    found = dict(_lines(parts, text, name) if parts.form == "jsonl" else _pieces(parts, text))
    if not found:
        raise DataError(name, "holds none of the parts", "Is it the text of this source?")
    return found


def _lines(parts: Parts, text: str, name: str) -> Iterator[tuple[str, str]]:
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            part = row[parts.by]
        except (ValueError, KeyError, TypeError):
            raise DataError(
                f"{name}:{n}", f"is no JSON object with {parts.by}", "One object a line."
            ) from None
        plain = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield str(part), hashlib.sha256(plain.encode()).hexdigest()


def _pieces(parts: Parts, text: str) -> Iterator[tuple[str, str]]:
    marks = list(re.finditer(parts.by, text, re.MULTILINE))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following else len(text)
        piece = " ".join(text[mark.start() : end].split())
        yield mark.group(1), hashlib.sha256(piece.encode()).hexdigest()
