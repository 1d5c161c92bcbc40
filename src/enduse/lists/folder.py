"""Files of the store: written once, named by content, put in place whole or not at all."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from enduse.errors import BusyError, ListStoreError, OutputError

WAIT_SECONDS = 60


def digest(data: bytes) -> str:
    """Content hash, as it is written everywhere: `sha256:…`."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def beside(path: Path) -> Path:
    """A temporary name in the same folder, of this process and thread alone."""
    return path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")


def write_whole(path: Path, data: bytes) -> None:
    """Write bytes under a final name: temporary file, flushed to disk, renamed.

    A reader, a second writer or a kill at any moment sees the old file, the new one or none.
    """
    part = beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        place(part, path)
    except OSError as err:
        part.unlink(missing_ok=True)
        raise OutputError(
            str(path), f"cannot be written: {err.strerror}", "Free space, or check permissions."
        ) from None


def place(part: Path, path: Path) -> None:
    """Rename a finished temporary file into its place and flush the folder's entry."""
    part.replace(path)
    with contextlib.suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def raw_path(root: Path, sha256: str) -> Path:
    """Where the bytes of a hash are kept."""
    name = sha256.removeprefix("sha256:")
    return root / "raw" / name[:2] / f"{name}.gz"


def keep_raw(root: Path, data: bytes) -> str:
    """Keep bytes under their hash (compressed; the hash is of what they unpack to)."""
    sha256 = digest(data)
    path = raw_path(root, sha256)
    if not path.is_file():
        write_whole(path, gzip.compress(data, compresslevel=6, mtime=0))
    return sha256


def read_raw(root: Path, sha256: str) -> bytes:
    """Return the bytes of a hash, checked against it.

    Raises:
        ListStoreError: missing, damaged, or other bytes than the hash says.
    """
    path = raw_path(root, sha256)
    try:
        data = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, ValueError) as err:
        raise ListStoreError(
            path.name, f"cannot be read back: {err}", "Import the file again."
        ) from None
    except Exception as err:  # zlib.error has no public base
        raise ListStoreError(path.name, f"is damaged: {err}", "Import the file again.") from None
    if digest(data) != sha256:
        raise ListStoreError(
            path.name, f"its bytes hash to {digest(data)}", "Import the file again."
        )
    return data


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the store for one writer; the system frees it when a process dies.

    Raises:
        BusyError: another process held it for a minute.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("a+b") as handle:
        deadline = time.monotonic() + WAIT_SECONDS
        while not _try_lock(handle.fileno()):
            if time.monotonic() > deadline:
                raise BusyError(
                    str(root), "another process is writing to the store", "Try again later."
                )
            time.sleep(0.05)
        try:
            yield
        finally:
            _unlock(handle.fileno())


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
