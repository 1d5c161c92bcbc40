"""From paths to inputs that can be opened again: files, folders, archives, standard input.

Everything is bounded: an archive cannot unpack to more than `Limits` allow.
"""

from __future__ import annotations

import os
import select
import shutil
import stat
import sys
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from enduse.errors import EnduseError, NoInputError
from enduse.intake.input import Input, Limits, Unopened
from enduse.intake.unpack import unpacked

InputPath = Path | Literal["-"]
_BLOCK = 1 << 20
_NO_DATA = (".toml", ".md", ".yaml", ".yml", ".py", ".lock", ".log", ".sha256", ".license")


def inputs(
    paths: Sequence[InputPath], limits: Limits, skipped: list[str]
) -> Iterator[Input | Unopened]:
    """Yield every input under the paths, in the order given; folders and archives by name.

    Files of a folder that are no data by their suffix are named in `skipped`, not opened.
    """
    for path in paths:
        try:
            if str(path) == "-":
                yield from unpacked(_spooled(sys.stdin.buffer, "standard input"), limits, 0)
            else:
                yield from _path(Path(path), limits, skipped)
        except EnduseError as err:
            yield Unopened(name=str(path), error=err)


def _path(path: Path, limits: Limits, skipped: list[str]) -> Iterator[Input | Unopened]:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            found = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
            if not found:
                raise NoInputError(str(path), "an empty folder", "Name a folder with files in it.")
            for one in found:
                if one.suffix.lower() in _NO_DATA:
                    skipped.append(one.relative_to(path).as_posix())
                    continue
                try:
                    yield from _file(one, one.relative_to(path).as_posix(), limits)
                except EnduseError as err:
                    yield Unopened(name=one.relative_to(path).as_posix(), error=err)
            return
        if stat.S_ISFIFO(mode):
            yield from unpacked(_spooled(_fifo(path, limits), path.name), limits, 0)
            return
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
            raise NoInputError(str(path), "a device, not a file", "Name a file or a folder.")
    except OSError as err:
        raise _unreadable(path, err) from None
    yield from _file(path, path.name, limits)


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _unreadable(path: Path, err: OSError) -> NoInputError:
    remedy = "Check the name." if isinstance(err, FileNotFoundError) else "Check its permissions."
    return NoInputError(str(path), f"cannot be read: {err.strerror or err}", remedy)


def _file(path: Path, name: str, limits: Limits) -> Iterator[Input | Unopened]:
    def opener() -> BinaryIO:
        try:
            return path.open("rb")
        except OSError as err:
            raise _unreadable(path, err) from None

    yield from unpacked(Input(name=name, open=opener), limits, 0)


def _fifo(path: Path, limits: Limits) -> BinaryIO:
    """Open a pipe without waiting for ever for somebody to write to it."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    ready, _, _ = select.select([handle], [], [], limits.fifo_seconds)
    if not ready:
        os.close(handle)
        raise NoInputError(str(path), "a pipe that nobody writes to", "Start the writer first.")
    os.set_blocking(handle, True)
    return os.fdopen(handle, "rb")


class _Spool:
    """A temporary file that lives as long as this object."""

    def __init__(self) -> None:
        number, name = tempfile.mkstemp(prefix="enduse-")
        os.close(number)
        self.path = Path(name)
        weakref.finalize(self, self.path.unlink, missing_ok=True)


def _spooled(stream: BinaryIO, name: str) -> Input:
    """Keep what can be read only once in a file that goes with the process."""
    spool = _Spool()
    try:
        with spool.path.open("wb") as copy:
            shutil.copyfileobj(stream, copy, _BLOCK)
    except OSError as err:
        raise NoInputError(name, f"cannot be read: {err.strerror}", "Try again.") from None
    finally:
        if stream is not sys.stdin.buffer:
            stream.close()
    return Input(name=name, open=lambda: spool.path.open("rb"))
