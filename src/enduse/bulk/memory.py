"""How much memory a bulk review may take, and when a process must forget what it remembers.

What a process remembers (names, keys, answers) only saves work: it forgets it all where it has
become too large, evaluates again what comes, and the result is the same.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from enduse.errors import UsageError

MOST = 900 << 20
"""Bytes of a process from which on more memory saves hardly any work."""
LEAST = 256 << 20
"""Bytes below which nothing can be reviewed in bulk."""
REST = 4
"""Chunks between two forgettings, so that little memory means slower, not standing still."""
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?", re.IGNORECASE)


def read_size(text: str) -> int:
    """Bytes of a size as a person writes it: `2G`, `800M`, `1.5 GB`.

    Raises:
        UsageError: for what is no size, or too little.
    """
    match = _SIZE.fullmatch(text.strip())
    size = int(float(match[1]) * _UNITS[match[2].lower()]) if match else 0
    if size < LEAST:
        raise UsageError("--memory", f"{text!r} is not enough, or no size", "Write e.g. 2G.")
    return size


def share_of(memory: int | None, processes: int) -> int:
    """Bytes that each process may take; None: half of the memory that is free are for all."""
    return min(MOST, (memory or _free() // 2) // max(1, processes))


class Allowance:
    """What a process may take.

    Args:
        share: bytes.
    """

    def __init__(self, share: int) -> None:
        self._share = share
        self._since = 0

    def used_up(self) -> bool:
        """Whether to forget now; asked once after each chunk."""
        self._since += 1
        if self._since < REST or _held() < self._share:
            return False
        self._since = 0
        return True


def _held() -> int:
    """Bytes of this process that are in memory, pages shared by several counted in parts; where
    no one says, none."""
    with suppress(OSError, ValueError, IndexError, StopIteration):
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) << 10
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return _largest()
    return pages * os.sysconf("SC_PAGE_SIZE")


def _largest() -> int:
    """The most that this process has held so far, where its present size is not told."""
    return peaks().get("this", 0) << 20


def peaks() -> dict[str, int]:
    """The most that this process and the largest of those it waited for have held, in MiB."""
    try:
        import resource
        import sys
    except ImportError:
        return {}
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    whose = {"this": resource.RUSAGE_SELF, "largest_other": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(who).ru_maxrss // unit for name, who in whose.items()}


def _free() -> int:
    """Bytes of memory that can be had now, or all of the machine where only that is told."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) << 10
    except (OSError, ValueError, IndexError):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 4 << 30
