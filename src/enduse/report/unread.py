"""Installed lists that could not be read: silence about them says nothing, so each is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def not_searched(unreadable: Iterable[str], again: str) -> tuple[str, ...]:
    """A sentence for each list that could not be read: which, why, and what to do.

    Args:
        unreadable: `list: reason` of each.
        again: what is to be done once it can be read, such as `review`.
    """
    found = []
    for text in unreadable:
        name, _, why = text.partition(": ")
        why = " ".join(why.split()).rstrip(".")
        found.append(
            f"not searched: {name}, which cannot be read ({why}): no match says nothing of it;"
            f" import it again or fetch it with `enduse lists update`, then {again} again"
        )
    return tuple(found)


def of_run(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """The sentences of a run; none where all lists were read."""
    return not_searched(manifest.get("unread", ()), "review")
