"""What a Python worker does to read a table: rows in, blocks of lines out (`mapInArrow`).

A block never reaches over the end of a partition; its place is the number of the partition and
its own within it, which stay the same when a partition is read again after a worker was lost.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from enduse.bulk.plan.parts import parts_of
from enduse.bulk.spark.answer import stands_still
from enduse.bulk.spark.rows import Known, rows_of
from enduse.errors import EnduseError
from enduse.intake.report import FileReport
from enduse.model.transfer import Reject, Transfer

if TYPE_CHECKING:
    import pyarrow as pa

    Batches = Iterator[pa.RecordBatch]

COUNTS = "partition int, rows long"
BLOCKS = "partition int, block int, note binary, parts binary"


@dataclass(slots=True)
class Note:
    """What the driver must know of a block: how many lines it holds, and what else was read."""

    partition: int
    block: int
    lines: int
    sha256: str
    report: FileReport
    rejects: list[Reject] = field(default_factory=list)
    error: EnduseError | None = None


def partition() -> int:
    """The number of the partition that this process reads."""
    from pyspark import TaskContext

    context = TaskContext.get()
    assert context is not None
    return int(context.partitionId())


def counting(batches: Batches) -> Batches:
    """How many rows each partition has."""
    import pyarrow as pa

    rows = sum(batch.num_rows for batch in batches)
    yield pa.RecordBatch.from_pydict(
        {"partition": pa.array([partition()], pa.int32()), "rows": pa.array([rows], pa.int64())}
    )


def reading(known: Known, rows: Mapping[int, int], size: int) -> Callable[[Batches], Batches]:
    """The function that Spark maps over the partitions of a table.

    Args:
        rows: rows of each partition, as they were counted.
        size: rows of a block.
    """
    before: dict[int, int] = {}
    total = 0
    for number in sorted(rows):
        before[number] = total
        total += rows[number]

    def run(batches: Batches) -> Batches:
        here, read = partition(), 0
        left = rows_of(batches)
        for block in range(rows.get(here, 0) // size + 2):
            some = list(islice(left, size))
            if not some:
                break
            yield _batch(*_block(known, here, block, before.get(here, 0) + read + 1, some))
            read += len(some)
        if read != rows.get(here, 0) or next(left, None) is not None:
            error = stands_still(known.name)
            yield _batch(Note(here, -1, 0, "", FileReport(known.name), error=error), b"")

    return run


def _block(
    known: Known, here: int, block: int, line: int, rows: Sequence[tuple[Any, ...]]
) -> tuple[Note, bytes]:
    report = FileReport(known.name)
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode())
    note = Note(here, block, 0, digest.hexdigest(), report)
    lines: list[Transfer] = []
    try:
        for item in known.items(iter(rows), line, report):
            if isinstance(item, Reject):
                note.rejects.append(item)
            else:
                lines.append(item)
    except EnduseError as err:
        note.error = err
    note.lines = len(lines)
    return note, pickle.dumps(parts_of(lines)) if lines else b""


def _batch(note: Note, parts: bytes) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_pydict(
        {
            "partition": pa.array([note.partition], pa.int32()),
            "block": pa.array([note.block], pa.int32()),
            "note": pa.array([pickle.dumps(note)], pa.binary()),
            "parts": pa.array([parts], pa.binary()),
        }
    )
