"""What takes long to compile from knowledge, kept in the user's cache (ADR 0007).

A kept file is plain data: reading one runs no code, whoever wrote it. Its name says what it
follows from (sections of the knowledge, the code that compiles, the libraries that this code
asks), its first line how long it is and its checksum. A file that is damaged, cut off or of
another make is made anew; a folder that cannot be written costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enduse.knowledge.pack import Pack

Keep = Callable[[str, Callable[[], bytes]], bytes]
"""Takes a name and how its bytes are made; returns them, kept or made now."""

MAKE = b"enduse compiled 1"
MOST_KEPT = 8
"""Files of one name: other knowledge, other overlays, other versions of the program."""


def made_now(_: str, make: Callable[[], bytes]) -> bytes:
    """Keep nothing."""
    return make()


def follows_from(
    pack: Pack, sections: Iterable[str], code: Iterable[Path], libraries: Iterable[str] = ()
) -> str:
    """Hash of all that a compiled file follows from.

    Args:
        pack: the knowledge; only these `sections` of it count.
        code: modules, or folders of modules, that compile: by name, size and time.
        libraries: packages whose tables the code asks.
    """
    digest = hashlib.sha256(f"{sys.version_info[:3]}\0".encode())
    for section in sections:
        digest.update(f"{section}\0{pack.section_sha256(section)}\0".encode())
    for path in code:
        digest.update(_code(path).encode())
    for library in libraries:
        digest.update(_library(library).encode())
    return digest.hexdigest()[:32]


def program(folder: Path | None, code: tuple[Path, ...], libraries: tuple[str, ...]) -> str:
    """Hash of what modules say and of the versions of libraries: the same on every machine.

    Args:
        folder: where it is kept; the files are read again only when they look otherwise.
        code: folders of modules, with all below them.
        libraries: packages whose tables the code asks.
    """
    seen = [str(sys.version_info[:3]), *map(_code, code), *map(_library, libraries)]
    stamp = hashlib.sha256("\n".join(seen).encode()).hexdigest()[:32]
    return kept(folder, "program", stamp, lambda: _said(code, libraries)).decode()


@lru_cache(maxsize=100)
def _said(code: tuple[Path, ...], libraries: tuple[str, ...]) -> bytes:
    from importlib.metadata import PackageNotFoundError, version

    digest = hashlib.sha256(f"{sys.version_info[:2]}\0".encode())
    for folder in code:
        for path in sorted(folder.rglob("*.py")):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    for library in libraries:
        with suppress(PackageNotFoundError):
            digest.update(f"{library}\0{version(library)}\0".encode())
    return digest.hexdigest()[:32].encode()


@lru_cache(maxsize=100)
def _code(path: Path) -> str:
    """Modules at a place; they are loaded once, and so looked at once."""
    return "".join(map(_mark, sorted(path.rglob("*.py")) if path.is_dir() else [path]))


@lru_cache(maxsize=100)
def _library(name: str) -> str:
    found = find_spec(name)
    return _mark(Path(found.origin)) if found is not None and found.origin is not None else ""


def _mark(path: Path) -> str:
    try:
        stat = path.stat()
    except OSError:  # a program in one archive: its version counts, through the knowledge
        return f"{path}\0"
    return f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0"


def kept(folder: Path | None, name: str, identity: str, make: Callable[[], bytes]) -> bytes:
    """Return the kept bytes of this name and identity, or make them and keep them.

    Args:
        folder: the folder of compiled files; None to make them each time.
        identity: of `follows_from`, or another hash over all that the bytes follow from.
    """
    if folder is None:
        return make()
    path = folder / f"{name}-{identity}"
    data = _read(path)
    if data is None:
        data = make()
        _keep(path, name, data)
    return data


def _read(path: Path) -> bytes | None:
    """Bytes of a kept file; None where there is none, or not a whole one."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    head, _, data = whole.partition(b"\n")
    return data if head == _head(data) else None


def _head(data: bytes) -> bytes:
    return b"%s %d %08x" % (MAKE, len(data), zlib.crc32(data))


def _keep(path: Path, name: str, data: bytes) -> None:
    """Keep bytes under a name that is whole once it is there; drop the oldest of that name."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_head(data) + b"\n" + data)
        part.replace(path)
        others = [p for p in path.parent.glob(f"{name}-*") if p != path]
        for old in sorted(others, key=_time)[: -(MOST_KEPT - 1)]:
            old.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another process took it away
        return 0.0
