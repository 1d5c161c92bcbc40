"""The files of one edition: which part each is, and whether one edition is another made fuller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from enduse.errors import UsageError
from enduse.lists.catalogue import Snapshot
from enduse.lists.formats.registry import Reader, reader_for


@dataclass(frozen=True, slots=True)
class File:
    """A file that was handed over: its name and bytes."""

    name: str
    data: bytes


def parts_of(source: str, files: Sequence[File]) -> tuple[Reader, dict[str, File]]:
    """Tell which part of an edition each file is.

    Raises:
        UnreadableListError: a file that is none of the source's.
        UsageError: two files of one part, or none at all.
    """
    found: dict[str, File] = {}
    reader: Reader | None = None
    for file in files:
        reader, kind = reader_for(source, file.data, file.name)
        if kind in found:
            raise UsageError(file.name, f"a second {kind} file of one edition", "Give one of each.")
        found[kind] = file
    if reader is None:
        raise UsageError(source, "no file given", "Name the file to import.")
    return reader, found


def extends(new: Snapshot, old: Snapshot) -> bool:
    """Whether an edition is the same one with more of its parts."""
    same = all(k in new.parts and new.parts[k].sha256 == p.sha256 for k, p in old.parts.items())
    return same and len(new.parts) > len(old.parts) and new.day == old.day
