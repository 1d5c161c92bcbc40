"""Lines of a reading in chunks of one file each, and the rejects between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from enduse.bulk.plan.parts import Parts, parts_of
from enduse.intake.blocks import Block
from enduse.model.transfer import Reject, Transfer

CHUNK = 50_000
"""Lines of a chunk; fixed, so that the same inputs give the same files."""


def chunks(
    items: Iterable[Transfer | Reject | Block], rejects: list[Reject], size: int = CHUNK
) -> Iterator[Parts | Block]:
    """Yield the lines in order, blocks as they are; rejects are appended to `rejects`."""
    for together, some in groupby(items, lambda item: isinstance(item, Block)):
        if together:
            yield from some  # type: ignore[misc]
        else:
            yield from parts_in_turn(some, rejects, size)  # type: ignore[arg-type]


def parts_in_turn(
    items: Iterable[Transfer | Reject], rejects: list[Reject], size: int = CHUNK
) -> Iterator[Parts]:
    """Yield lines that were read one by one; rejects are appended to `rejects`."""
    waiting: list[Transfer] = []
    for item in items:
        if isinstance(item, Reject):
            rejects.append(item)
            continue
        other = waiting and (
            waiting[0].source.file != item.source.file
            or waiting[0].source.sha256 != item.source.sha256
        )
        if other or len(waiting) >= size:
            yield parts_of(waiting)
            waiting = []
        waiting.append(item)
    if waiting:
        yield parts_of(waiting)
