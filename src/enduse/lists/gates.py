"""Gates: what a file must hold before it takes the place of the one held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from enduse.lists.catalogue import Snapshot
from enduse.lists.reference import Reference

NEIGHBOURS = timedelta(days=400)
"""Loss is judged against a file held of at most this age before; lists change over years."""


def reasons(
    new: Snapshot, earlier: tuple[Snapshot, ...], reference: Reference, *, refresh: bool
) -> Iterator[str]:
    """Say why a file is refused; nothing where it passes.

    Args:
        earlier: complete snapshots of the source, oldest first.
        refresh: the file was fetched as the present one, not imported as an old one.
    """
    if new.list_date is not None and new.list_date > new.day:
        yield f"it states {new.list_date}, later than the day given, {new.day}"
    if refresh and new.list_date is not None:
        newest = max((s.list_date for s in earlier if s.list_date), default=None)
        if newest is not None and new.list_date < newest:
            yield f"it states {new.list_date}, older than the file held, of {newest}"
    for held in earlier:
        if _contradicts(new, held):
            yield (
                f"it states {new.list_date} for {new.day}, and the file held of {held.day} states"
                f" {held.list_date}"
            )
            break
    for same in earlier:
        if same.day == new.day and same.id != new.id:
            yield f"another file of that day is held ({same.id[:19]})"
    before = [s for s in earlier if s.day < new.day and new.day - s.day <= NEIGHBOURS]
    prior = before[-1] if before else None
    yield from _too_few(new, reference)
    if prior is not None:
        yield from _lost(new, prior, reference)


def _contradicts(new: Snapshot, held: Snapshot) -> bool:
    """Whether two files cannot both be what was offered: the later day has the older edition."""
    if new.list_date is None or held.list_date is None or new.list_date == held.list_date:
        return False
    return (new.day > held.day) != (new.list_date > held.list_date) and new.day != held.day


def _too_few(new: Snapshot, reference: Reference) -> Iterator[str]:
    for list_id in reference.source(new.source).lists:
        card = reference.lists.get(list_id)
        if card is None or (card.bounds.since is not None and new.day < card.bounds.since):
            continue
        entries = new.lists[list_id].entries if list_id in new.lists else 0
        if entries < card.bounds.at_least:
            yield (
                f"{entries} entries of {list_id}, and a complete file holds at least"
                f" {card.bounds.at_least}"
            )


def _lost(new: Snapshot, prior: Snapshot, reference: Reference) -> Iterator[str]:
    for list_id, had in prior.lists.items():
        card = reference.lists.get(list_id)
        has = new.lists[list_id].entries if list_id in new.lists else 0
        allowed = card.bounds.shrink_percent if card is not None else 20
        if has * 100 < had.entries * (100 - allowed):
            yield (
                f"{has} entries of {list_id}, {had.entries} in the file of {prior.day}: a loss of"
                f" more than {allowed} per cent"
            )
