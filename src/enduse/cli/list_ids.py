"""Ids of lists that a user gives: what is said of one that names no list."""

from __future__ import annotations

from collections.abc import Iterable

from enduse.errors import UsageError
from enduse.knowledge.pack import Pack
from enduse.lists.curated import CURATED, curated_entries


def no_such_list(name: str, pack: Pack, known: Iterable[str]) -> UsageError:
    """An error that says which ids there are.

    The designations shipped with the knowledge are told as searched under a name of their own, but
    stand on the lists of their publishers; nothing can match under that name.
    """
    if name != CURATED:
        remedy = "Take one of: " + ", ".join(sorted(known))
        return UsageError("--list", f"{name}: no such list", remedy)
    from enduse.knowledge.schema.lists import ListsFile

    shipped = curated_entries(pack.section("lists", ListsFile), "")
    return UsageError(
        "--list",
        f"{name}: no list, but shipped designations of several lists",
        "Leave --list out, or take one of these lists: "
        + ", ".join(sorted({entry.list for entry in shipped})),
    )
