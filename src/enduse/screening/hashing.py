"""64-bit numbers of texts that add up: the number of two texts written as one follows from both.

`number(ab) = number(a) + BASE ** len(a) * number(b)`, modulo 2 ** 64. Two texts may share a
number; whoever looks up by number must only ever find too much by it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]
_WRAP = (1 << 64) - 1
BASE = 0x9E3779B97F4A7C15
BACK = pow(BASE, -1, 1 << 64)


def powers(count: int, base: int = BASE) -> Numbers:
    """Return base to the power 0, 1, … modulo 2 ** 64."""
    row = np.full(max(count, 1), base, np.uint64)
    row[0] = 1
    return np.multiply.accumulate(row)


def number(text: str) -> int:
    """Return the number of one text."""
    total = 0
    for byte in reversed(text.encode()):
        total = (total + byte) * BASE & _WRAP
    return total


def numbers(texts: Sequence[str]) -> Numbers:
    """Return the numbers of many texts."""
    found = np.zeros(len(texts), np.uint64)
    data = [text.encode() for text in texts]
    by_length: dict[int, list[int]] = {}
    for i, one in enumerate(data):
        by_length.setdefault(len(one), []).append(i)
    for length, rows in by_length.items():
        if length:
            block = np.frombuffer(b"".join(data[i] for i in rows), np.uint8)
            scale = powers(length + 1)[1:]
            found[rows] = (block.reshape(-1, length).astype(np.uint64) * scale).sum(
                axis=1, dtype=np.uint64
            )
    return found
