"""One input: how it is opened, and what it may unpack to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from enduse.errors import EnduseError


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
