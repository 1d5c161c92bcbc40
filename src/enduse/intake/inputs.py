"""From paths to inputs that can be opened again: files, folders, archives, standard input.

Everything is bounded: an archive cannot unpack to more than `Limits` allow.
"""

from __future__ import annotations

import gzip
import io
import os
import select
import shutil
import stat
import sys
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from enduse.errors import DataError, EnduseError, NoInputError

InputPath = Path | Literal["-"]
_BLOCK = 1 << 20
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_NO_DATA = (".toml", ".md", ".yaml", ".yml", ".py", ".lock", ".log", ".sha256", ".license")
_NOT_ARCHIVES = ("[Content_Types].xml", "mimetype")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one input may unpack to: bytes, times its packed size, members, levels."""

    unpacked_bytes: int = 8 << 30
    ratio: int = 300
    ratio_from: int = 64 << 20
    members: int = 10_000
    levels: int = 3
    cell_chars: int = 1 << 20
    columns: int = 4_096
    fifo_seconds: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file-like input: its name for people, and how to open it (again)."""

    name: str
    open: Callable[[], BinaryIO] = field(repr=False)

    def head(self, size: int = 1 << 16) -> bytes:
        """Its first bytes."""
        with self.open() as handle:
            return _whole(handle, size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unopened:
    """An input that could not be opened, with the error to show."""

    name: str
    error: EnduseError


def _whole(handle: BinaryIO, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = handle.read(size - len(data))
        if not more:
            break
        data += more
    return data


class Bounded(io.RawIOBase):
    """A binary stream that refuses to unpack to more than its limit."""

    def __init__(self, raw: BinaryIO, below: BinaryIO, limit: int, name: str) -> None:
        self._raw, self._below, self._left, self._name = raw, below, limit, name

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: object, /) -> int:
        """Fill the buffer; damage and excess become a clear error."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._raw.read(len(view))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as err:
            raise DataError(
                self._name, f"the archive breaks off or is damaged: {err}", "Fetch it again."
            ) from None
        self._left -= len(data)
        if self._left < 0:
            raise DataError(
                self._name,
                "unpacks to far more than its size: it looks like a decompression bomb",
                "Unpack it yourself if you trust it, and give the file inside.",
            )
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream below as well."""
        if not self.closed:
            self._raw.close()
            self._below.close()
        super().close()


def _bounded(raw: BinaryIO, below: BinaryIO, packed: int, limits: Limits, name: str) -> BinaryIO:
    allowed = min(limits.unpacked_bytes, max(limits.ratio_from, packed * limits.ratio))
    return io.BufferedReader(Bounded(raw, below, allowed, name), _BLOCK)


def inputs(
    paths: Sequence[InputPath], limits: Limits, skipped: list[str]
) -> Iterator[Input | Unopened]:
    """Yield every input under the paths, in the order given; folders and archives by name.

    Files of a folder that are no data by their suffix are named in `skipped`, not opened.
    """
    for path in paths:
        try:
            if str(path) == "-":
                yield from _unpacked(_spooled(sys.stdin.buffer, "standard input"), limits, 0)
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
            yield from _unpacked(_spooled(_fifo(path, limits), path.name), limits, 0)
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

    yield from _unpacked(Input(name=name, open=opener), limits, 0)


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


def _size(source: Input) -> int:
    with source.open() as handle:
        return handle.seek(0, io.SEEK_END) if handle.seekable() else 0


def _unpacked(source: Input, limits: Limits, level: int) -> Iterator[Input | Unopened]:
    head = source.head(4)
    if level >= limits.levels and head[:2] == _GZIP:
        raise DataError(source.name, "archives within archives", "Unpack it first.")
    if head[:2] == _GZIP:
        size = _size(source) or 1 << 20

        def unzipped() -> BinaryIO:
            below = source.open()
            raw = gzip.GzipFile(fileobj=below)
            return _bounded(raw, below, size, limits, source.name)  # type: ignore[arg-type]

        yield from _unpacked(Input(name=source.name, open=unzipped), limits, level + 1)
    elif head == _ZIP:
        yield from _archive(source, limits, level)
    else:
        yield source


def _archive(source: Input, limits: Limits, level: int) -> Iterator[Input | Unopened]:
    """Members of a zip archive; a spreadsheet is a zip archive too and stays whole."""
    try:
        with source.open() as handle:
            data = handle if handle.seekable() else io.BytesIO(handle.read())
            with zipfile.ZipFile(data) as archive:
                members = [m for m in archive.infolist() if not m.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as err:
        raise DataError(
            source.name, f"a spreadsheet or archive that breaks off or is damaged: {err}",
            "Fetch or save it again.",
        ) from None  # fmt: skip
    total = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members) or 1
    too_much = total > limits.ratio_from and total > packed * limits.ratio
    if too_much or total > limits.unpacked_bytes or len(members) > limits.members:
        raise DataError(
            source.name,
            f"{len(members)} members that unpack to {total:,} bytes: more than is read",
            "Unpack it yourself if you trust it, and give the files inside.",
        )
    if any(m.filename in _NOT_ARCHIVES or m.filename.startswith("xl/") for m in members):
        yield source
        return
    if level >= limits.levels:
        raise DataError(source.name, "archives within archives", "Unpack it first.")
    for member in sorted(members, key=lambda m: m.filename):
        if Path(member.filename).name.startswith((".", "__MACOSX")):
            continue
        name = f"{source.name}/{member.filename}"
        if member.flag_bits & 1:
            locked = DataError(name, "is encrypted", "Unpack it with its password first.")
            yield Unopened(name=name, error=locked)
            continue
        inner = Input(name=name, open=_member_opener(source, member, limits, name))
        try:
            yield from _unpacked(inner, limits, level + 1)
        except EnduseError as err:
            yield Unopened(name=name, error=err)


def _member_opener(
    source: Input, member: zipfile.ZipInfo, limits: Limits, name: str
) -> Callable[[], BinaryIO]:
    def opener() -> BinaryIO:
        handle = source.open()
        data = handle if handle.seekable() else io.BytesIO(handle.read())
        try:
            raw = zipfile.ZipFile(data).open(member)  # noqa: SIM115 (the caller closes it)
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as err:
            handle.close()
            raise DataError(name, f"cannot be unpacked: {err}", "Fetch it again.") from None
        return _bounded(raw, handle, member.compress_size, limits, name)  # type: ignore[arg-type]

    return opener
