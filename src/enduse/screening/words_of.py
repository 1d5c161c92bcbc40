"""The words of many names as columns: their numbers, first letters and the names they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enduse.screening.hashing import BACK, powers
from enduse.screening.script import clean, runs

_ODD = frozenset(b"()[]{}/;|'`\\")
_SPACE, _LINE = 32, 10
_TABLE = bytes(
    c if c >= 128 or c == _LINE else ord(chr(c).lower()) if chr(c).isalnum() else _SPACE
    for c in range(256)
)
_SINGLE = re.compile(rb"(?<![^ \n])([a-z]) +(?=[a-z](?![^ \n]))")
_ALIAS = re.compile(r"\b[afn]\.?k\.?a\b", re.IGNORECASE)
_SEVERAL = re.compile(r",\s*\S+\s+\S")
"""Two words and more after a comma: they may be a further name (`canon.readings`)."""


@dataclass(frozen=True, slots=True)
class Words:
    """One row a word.

    Attributes:
        hash: number of the word in lower case.
        name: position of its name.
        size: letters, for words of basic Latin.
        first, second: its first two bytes.
        odd: by name, whether the columns do not say all about it.
    """

    hash: npt.NDArray[np.uint64]
    name: npt.NDArray[np.int64]
    size: npt.NDArray[np.int64]
    first: npt.NDArray[np.uint8]
    second: npt.NDArray[np.uint8]
    odd: npt.NDArray[np.bool_]
    start: npt.NDArray[np.int64]
    data: bytes

    def text(self, row: int) -> str:
        """Return a word in lower case."""
        start = int(self.start[row])
        return self.data[start : start + int(self.size[row])].decode()


def split_names(names: Sequence[str]) -> Words:
    """Split names into words, as the normaliser does for names of alphabetic scripts."""
    odd = np.zeros(len(names), np.bool_)
    lines: list[str] = []
    for i, name in enumerate(names):
        if name.isascii():
            lines.append(name if "\n" not in name else name.replace("\n", " "))
            if ("." in name and _ALIAS.search(name)) or ("," in name and _SEVERAL.search(name)):
                odd[i] = True
            continue
        line = _alphabetic(name)
        odd[i] = line is None
        lines.append(line or "")
    raw = ("\n".join(lines) + "\n").encode()
    letters = np.frombuffer(raw, np.uint8)
    strange = np.flatnonzero(np.isin(letters, np.array(sorted(_ODD), np.uint8)))
    odd[np.unique(np.searchsorted(np.flatnonzero(letters == _LINE), strange))] = True
    plain = _SINGLE.sub(rb"\1", raw.translate(_TABLE))
    data = np.frombuffer(plain, np.uint8)
    line_end = data == _LINE
    line = np.cumsum(line_end) - line_end
    inside = (data != _SPACE) & ~line_end
    edge = np.diff(inside.astype(np.int8), prepend=0)
    start, end = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1)
    scale = powers(len(data) + 1)
    total = np.zeros(len(data) + 1, np.uint64)
    np.cumsum(data.astype(np.uint64) * scale[1:], out=total[1:])
    back = powers(len(data) + 1, BACK)
    hashes = (total[end] - total[start]) * back[start]
    size = end - start
    second = np.where(size > 1, data[np.minimum(start + 1, len(data) - 1)], 0)
    return Words(
        hash=hashes, name=line[start], size=size, first=data[start],
        second=second.astype(np.uint8), odd=odd, start=start, data=plain,
    )  # fmt: skip


def _alphabetic(name: str) -> str | None:
    """Return the words of a name outside ASCII, or None where columns cannot say all of it."""
    if any(ord(c) < 128 and ord(c) in _ODD for c in name) or "’" in name or "‘" in name:
        return None
    if "," in name and _SEVERAL.search(name):
        return None
    found = runs(clean(name))
    if any(script != "latin" for script, _ in found):
        return None
    other = {any(c > "\u036f" for c in word) for _, word in found}
    if len(other) > 1 or _ALIAS.search(name):
        return None
    return " ".join(word for _, word in found)
