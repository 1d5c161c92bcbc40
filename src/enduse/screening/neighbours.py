"""Find the words of a vocabulary within the allowed edits, by leaving out one or two letters.

Two words within d edits (a swap of neighbours is one) share a form that leaves at most d letters
out of each. Forms are compared by 64-bit hashes, whole columns at a time; what shares a form is
then compared letter by letter, so a shared hash can cost time and never a wrong answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from enduse.screening.align import LONGEST_FUZZY, allowed_edits

Hashes = npt.NDArray[np.uint64]
Ids = npt.NDArray[np.int32]
_BASE = np.uint64(0x9E3779B97F4A7C15 | 1)
_BACK2 = np.uint64(pow(0x9E3779B97F4A7C15 | 1, -2, 1 << 64))
_BACK = np.uint64(pow(0x9E3779B97F4A7C15 | 1, -1, 1 << 64))
SHORTEST = 4


def forms(words: Sequence[str]) -> tuple[Hashes, Ids]:
    """Return the hash of every form of every word, and the position of its word."""
    by_length: dict[int, list[int]] = {}
    for i, word in enumerate(words):
        if len(word) >= SHORTEST and word.isascii():
            by_length.setdefault(len(word), []).append(i)
    hashes: list[Hashes] = []
    owners: list[Ids] = []
    for length, rows in sorted(by_length.items()):
        block = _forms_of_length([words[i] for i in rows], length)
        hashes += block
        owners += [np.array(rows, np.int32)] * len(block)
    if not hashes:
        return np.empty(0, np.uint64), np.empty(0, np.int32)
    return np.concatenate(hashes), np.concatenate(owners)


def _forms_of_length(words: Sequence[str], length: int) -> list[Hashes]:
    letters = np.frombuffer("".join(words).encode("ascii"), np.uint8).reshape(-1, length)
    powers = np.full(length, _BASE, np.uint64).cumprod(dtype=np.uint64)
    terms = letters.astype(np.uint64) * powers
    prefix = np.zeros((len(words), length + 1), np.uint64)
    np.cumsum(terms, axis=1, out=prefix[:, 1:])
    whole = prefix[:, length]
    found = [whole]
    edits = allowed_edits(length)
    if edits >= 1 and length <= LONGEST_FUZZY + 8:
        for k in range(length):
            found.append(prefix[:, k] + (whole - prefix[:, k + 1]) * _BACK)
    if edits >= 2:
        for k, m in combinations(range(length), 2):
            middle = (prefix[:, m] - prefix[:, k + 1]) * _BACK
            found.append(prefix[:, k] + middle + (whole - prefix[:, m + 1]) * _BACK2)
    return found


def sorted_forms(words: Sequence[str]) -> tuple[Hashes, Ids]:
    """Return the forms of a vocabulary in the order of their hashes, for `near`."""
    hashes, owners = forms(words)
    order = np.argsort(hashes, kind="stable")
    return hashes[order], owners[order]


def near(words: Sequence[str], hashes: Hashes, owners: Ids) -> tuple[Ids, Ids]:
    """Return pairs that share a form: positions in `words`, and owners in the vocabulary."""
    own, rows = forms(words)
    if not len(own) or not len(hashes):
        return np.empty(0, np.int32), np.empty(0, np.int32)
    start = np.searchsorted(hashes, own, "left")
    count = np.searchsorted(hashes, own, "right") - start
    keep = count > 0
    start, count, rows = start[keep], count[keep], rows[keep]
    left = np.repeat(rows, count)
    right = owners[expand(start, count)]
    pair = np.unique(left.astype(np.int64) << 32 | right.astype(np.int64))
    return (pair >> 32).astype(np.int32), (pair & 0xFFFFFFFF).astype(np.int32)


def expand(start: npt.NDArray[np.int64], count: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the positions of the slices `start : start + count`, one after the other."""
    total = int(count.sum())
    if not total:
        return np.empty(0, np.int64)
    ends = np.cumsum(count)
    spread: npt.NDArray[np.int64] = np.repeat(start - (ends - count), count)
    return spread + np.arange(total)
