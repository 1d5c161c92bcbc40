"""Find the words of a vocabulary within the allowed edits, by leaving out one or two letters.

Two words within d edits (a swap of neighbours is one) share a form that leaves at most d letters
out of each. Forms are compared by 64-bit hashes, whole columns at a time; what shares a form is
then compared letter by letter, so a shared hash can cost time and never a wrong answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
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
LENGTHS = 64
"""Lengths of words whose tables are remembered: a bound on memory only."""


def forms(words: Sequence[str], most: int = 2, longest: int | None = None) -> tuple[Hashes, Ids]:
    """Return the hash of every form of every word, and the position of its word.

    Forms leave out as many letters as edits are allowed, and no more than `most`. Words of more
    letters than `longest` have none.
    """
    by_length: dict[int, list[int]] = {}
    for i, word in enumerate(words):
        if longest is not None and len(word) > longest:
            continue
        if len(word) >= SHORTEST and word.isascii():
            by_length.setdefault(len(word), []).append(i)
    hashes: list[Hashes] = []
    owners: list[Ids] = []
    for length, rows in sorted(by_length.items()):
        block = _forms_of_length([words[i] for i in rows], length, most)
        hashes.append(block.reshape(-1))
        owners.append(np.repeat(np.array(rows, np.int32), block.shape[1]))
    if not hashes:
        return np.empty(0, np.uint64), np.empty(0, np.int32)
    return np.concatenate(hashes), np.concatenate(owners)


def _forms_of_length(words: Sequence[str], length: int, most: int) -> Hashes:
    """Return one row a word: itself, then with each letter, then each two letters left out."""
    letters = np.frombuffer("".join(words).encode("ascii"), np.uint8).reshape(-1, length)
    prefix = np.zeros((len(words), length + 1), np.uint64)
    np.cumsum(letters * _powers(length), axis=1, out=prefix[:, 1:])
    whole = prefix[:, length:]
    found = [whole]
    edits = min(allowed_edits(length), most)
    if edits >= 1:
        found.append(prefix[:, :-1] + (whole - prefix[:, 1:]) * _BACK)
    if edits >= 2:
        one, two = _two_of(length)
        middle = (prefix[:, two] - prefix[:, one + 1]) * _BACK
        found.append(prefix[:, one] + middle + (whole - prefix[:, two + 1]) * _BACK2)
    return np.concatenate(found, axis=1)


@lru_cache(maxsize=LENGTHS)
def _powers(length: int) -> Hashes:
    found: Hashes = np.full(length, _BASE, np.uint64).cumprod(dtype=np.uint64)
    return found


@lru_cache(maxsize=LONGEST_FUZZY)
def _two_of(length: int) -> npt.NDArray[np.int64]:
    return np.array(list(combinations(range(length), 2)), np.int64).T


def sorted_forms(words: Sequence[str]) -> tuple[Hashes, Ids, Ids]:
    """Return the forms of a vocabulary in the order of their hashes, for `near`.

    The third column says where the forms with the same first bits begin, and where all end.
    """
    hashes, owners = forms(words)
    order = np.argsort(hashes, kind="stable")
    hashes = hashes[order]
    bits = max(len(hashes), 2).bit_length()
    top = np.searchsorted(hashes >> np.uint64(64 - bits), np.arange((1 << bits) + 1))
    return hashes, owners[order], top.astype(np.int32)


def near(
    words: Sequence[str], hashes: Hashes, owners: Ids, top: Ids, longest: int
) -> tuple[Ids, Ids]:
    """Return pairs that share a form: positions in `words`, and owners in the vocabulary.

    `longest` are the letters of the longest word of the vocabulary: a word that is longer by more
    than the edits of its length has no neighbour, and no forms are made of it.
    """
    own, rows = forms(words, longest=max(longest, LONGEST_FUZZY) + 1)
    bucket = (own >> np.uint64(65 - len(top).bit_length())).astype(np.int64)
    start = top[bucket].astype(np.int64)
    count = top[bucket + 1] - start
    keep = np.flatnonzero(count)
    start, count = start[keep], count[keep]
    at = expand(start, count)
    keep = np.repeat(keep, count)
    same = np.flatnonzero(hashes[at] == own[keep])
    pair = np.unique(rows[keep[same]].astype(np.int64) << 32 | owners[at[same]])
    return (pair >> 32).astype(np.int32), (pair & 0xFFFFFFFF).astype(np.int32)


def expand(start: npt.NDArray[np.int64], count: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the positions of the slices `start : start + count`, one after the other."""
    total = int(count.sum())
    if not total:
        return np.empty(0, np.int64)
    ends = np.cumsum(count)
    spread: npt.NDArray[np.int64] = np.repeat(start - (ends - count), count)
    return spread + np.arange(total)
