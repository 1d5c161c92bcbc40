"""Packed inputs: gzip, zstd and zip archives, unpacked while they are read, and never too much."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from enduse.errors import DataError, EnduseError
from enduse.intake.input import Input, Limits, Unopened

_BLOCK = 1 << 20
_GZIP, _ZIP, _ZSTD = b"\x1f\x8b", b"PK\x03\x04", b"\x28\xb5\x2f\xfd"
_NOT_ARCHIVES = ("[Content_Types].xml", "mimetype")


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


def _size(source: Input) -> int:
    with source.open() as handle:
        return handle.seek(0, io.SEEK_END) if handle.seekable() else 0


def unpacked(source: Input, limits: Limits, level: int) -> Iterator[Input | Unopened]:
    """What is in an input: itself, or what is packed in it, unpacked while it is read.

    Raises:
        DataError: for a damaged archive, one in too many others, or one that unpacks to too much.
    """
    head = source.head(4)
    stream = _gunzipped if head[:2] == _GZIP else _unzstd if head == _ZSTD else None
    if level >= limits.levels and stream is not None:
        raise DataError(source.name, "archives within archives", "Unpack it first.")
    if stream is not None:
        size = _size(source) or 1 << 20

        def opened() -> BinaryIO:
            below = source.open()
            return _bounded(stream(below), below, size, limits, source.name)

        yield from unpacked(Input(name=source.name, open=opened), limits, level + 1)
    elif head == _ZIP:
        yield from _archive(source, limits, level)
    else:
        yield source


def _gunzipped(below: BinaryIO) -> BinaryIO:
    return gzip.GzipFile(fileobj=below)  # type: ignore[return-value]


def _unzstd(below: BinaryIO) -> BinaryIO:
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(below, "r"), "zstd")  # type: ignore[no-any-return]


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
            yield from unpacked(inner, limits, level + 1)
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
