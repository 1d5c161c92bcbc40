"""Gates: what a file must hold before it takes the place of the one held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from enduse.lists.catalogue import Snapshot
from enduse.lists.formats.reading import ReadLog
from enduse.lists.reference import Reference

NEIGHBOURS = timedelta(days=400)
"""Loss is judged against a file held of at most this age before; lists change over years."""

OLDER_DAYS = 31
"""A file that states a day further back than this, or than its rhythm, may not be that day's."""


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
    yield from _fewer(new, prior, reference)


def doubts(new: Snapshot, log: ReadLog, reference: Reference) -> Iterator[str]:
    """Say what speaks against the day given for a file that was taken; nothing refuses it."""
    card = reference.lists.get(next(iter(new.lists), ""))
    usual = timedelta(days=max(OLDER_DAYS, card.refresh_days if card else 0))
    if new.list_date is not None and new.day - new.list_date > usual:
        yield (
            f"the file states {new.list_date}, {(new.day - new.list_date).days:,} days before the"
            f" day given, {new.day}: was it still the newest on that day?"
        )
    if log.newest_start is not None and log.newest_start > new.day:
        yield (
            f"an entry in it is listed from {log.newest_start}, later than the day given,"
            f" {new.day}: is the file a later one?"
        )


def _contradicts(new: Snapshot, held: Snapshot) -> bool:
    """Whether two files cannot both be what was offered: the later day has the older edition."""
    if new.list_date is None or held.list_date is None or new.list_date == held.list_date:
        return False
    return (new.day > held.day) != (new.list_date > held.list_date) and new.day != held.day


def _fewer(new: Snapshot, prior: Snapshot | None, reference: Reference) -> Iterator[str]:
    """One reason a list: it is not in the file, too small for a whole one, or lost too much."""
    had = {} if prior is None else {k: c.entries for k, c in prior.lists.items()}
    for list_id in dict.fromkeys((*reference.source(new.source).lists, *had)):
        card = reference.lists.get(list_id)
        has = new.lists[list_id].entries if list_id in new.lists else 0
        allowed = card.bounds.shrink_percent if card is not None else 20
        bound = card is not None and not (card.bounds.since and new.day < card.bounds.since)
        small = card is not None and bound and has < card.bounds.at_least
        lost = has * 100 < had.get(list_id, 0) * (100 - allowed)
        if not small and not lost:
            continue
        said = [f"{has:,} entries of {list_id}" if has else f"{list_id} is not in it"]
        if small and card is not None:
            said.append(f"a complete file holds at least {card.bounds.at_least:,}")
        if lost and prior is not None:
            said.append(f"the file of {prior.day} holds {had[list_id]:,}")
        if lost and has:
            said.append(f"a loss of more than {allowed} per cent")
        yield ", ".join(said)
