"""Names of an entry that hold on the same days: a match is kept of each such group.

Which name counts on a day is not asked here: a match is a function of the name alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from enduse.model.listing import DatesFrom, ListedName

EVERY_DAY = 0
"""Number of the names that hold on every day on which their entry is listed."""


def days_of_names(
    named: Sequence[Sequence[ListedName]], owners: Mapping[str, Iterable[int]]
) -> npt.NDArray[Any]:
    """A number for the days of each name of each of its entries.

    Names with one number hold on the same days, and on others are as surely no names of the entry.

    Args:
        named: the names of each entry.
        owners: the entries of each distinct name; the answer is in their order.
    """
    known: dict[object, int] = {None: EVERY_DAY}
    by_name: list[dict[str, int]] = [_of_entry(names, known) for names in named]
    numbers = [by_name[row][text] for text, rows in owners.items() for row in rows]
    return np.array(numbers, np.int32)


def _of_entry(names: Sequence[ListedName], known: dict[object, int]) -> dict[str, int]:
    dated: dict[str, list[ListedName]] = {}
    for name in names:
        dated.setdefault(name.value, []).append(name)
    found: dict[str, int] = {}
    for text, same in dated.items():
        key = None
        if all(name.days for name in same):
            unsure = any(name.dates_from is DatesFrom.SNAPSHOTS for name in same)
            key = frozenset(day for name in same for day in name.days), unsure
        found[text] = known.setdefault(key, len(known))
    return found
