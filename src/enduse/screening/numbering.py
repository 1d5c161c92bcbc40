"""Consecutive numbers for what was met before, told apart by 64-bit hashes, columns at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


class Numbering:
    """Gives every distinct hash a number, in the order in which they come."""

    def __init__(self) -> None:
        self._known = np.empty(0, np.uint64)
        self._number = np.empty(0, np.int64)

    def __len__(self) -> int:
        """How many hashes have a number."""
        return len(self._known)

    def of(self, hashes: Hashes) -> tuple[Ints, Ints]:
        """Return the number of each hash, and the rows of those that are new, by their number."""
        distinct, first, back = np.unique(hashes, return_index=True, return_inverse=True)
        at = np.searchsorted(self._known, distinct)
        at[at == len(self._known)] = 0
        if len(self._known):
            fresh = self._known[at] != distinct
        else:
            fresh = np.ones(len(distinct), np.bool_)
        if not fresh.any():
            return self._number[at][back], np.empty(0, np.int64)
        found = np.empty(len(distinct), np.int64)
        found[~fresh] = self._number[at[~fresh]] if len(self._known) else 0
        rows = first[fresh]
        order = np.argsort(rows, kind="stable")
        numbers = np.empty(len(rows), np.int64)
        numbers[order] = len(self._known) + np.arange(len(rows))
        found[fresh] = numbers
        known = np.concatenate([self._known, distinct[fresh]])
        number = np.concatenate([self._number, numbers])
        sort = np.argsort(known, kind="stable")
        self._known, self._number = known[sort], number[sort]
        return found[back], rows[order]


def grown(old: npt.NDArray[np.int64], new: list[int]) -> npt.NDArray[np.int64]:
    """Return a column with rows added."""
    return np.concatenate([old, np.array(new, np.int64)])
