"""What a Python worker does to read a table: rows in, blocks of lines out (`mapInArrow`).

A block never reaches over the end of a partition; its place is the number of the partition and
its own within it, which stay the same when a partition is read again after a worker was lost.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from enduse.bulk.plan.parts import Parts, parts_of
from enduse.bulk.reading import counts_of, parts_of_block
from enduse.bulk.spark.rows import Shape
from enduse.bulk.spark.tasks import stands_still
from enduse.errors import EnduseError
from enduse.intake.blocks import Block
from enduse.intake.report import LineCounts
from enduse.model.transfer import Reject, Transfer
from enduse.review.questions import Answers

if TYPE_CHECKING:
    import pyarrow as pa

    Batches = Iterator[pa.RecordBatch]

COUNTS = "partition int, rows long"
BLOCKS = "partition int, block int, note binary, lines binary"


@dataclass(slots=True)
class Note:
    """What the driver must know of a block: how many lines it holds, and what else was read.

    `counts` are those of lines that were read already; a block is counted when it is answered.
    """

    partition: int
    block: int
    table: str
    sha256: str = ""
    rows: int = 0
    lines: int = 0
    counts: LineCounts | None = None
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


def reading(
    shape: Shape, answers: Answers | None, rows: Mapping[int, int], size: int
) -> Callable[[Batches], Batches]:
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
        for block, some in enumerate(together(batches, size)):
            if read + some.num_rows > rows.get(here, 0):
                break
            note = Note(here, block, shape.name, digest(some), some.num_rows)
            lines = _lines(shape, answers, some, before[here] + read + 1, note)
            yield _batch(note, pickle.dumps(lines) if note.lines else b"")
            read += some.num_rows
        if read != rows.get(here, 0):
            yield _batch(Note(here, -1, shape.name, error=stands_still(shape.name)), b"")

    return run


def together(batches: Batches, size: int) -> Batches:
    """The rows of batches in batches of `size`, the last as long as it is."""
    held: list[pa.RecordBatch] = []
    left = size
    for batch in batches:
        while batch.num_rows >= left:
            yield _one([*held, batch.slice(0, left)])
            batch, held, left = batch.slice(left), [], size
        if batch.num_rows:
            held.append(batch)
            left -= batch.num_rows
    if held:
        yield _one(held)


def _one(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.Table.from_batches(batches).combine_chunks().to_batches()[0]


def digest(rows: pa.RecordBatch) -> str:
    """Hash of the values of rows, however Arrow lays them out in memory."""
    import pyarrow as pa
    import pyarrow.csv as pc

    found = hashlib.sha256()
    for name, column in zip(rows.schema.names, rows.columns, strict=True):
        found.update(name.encode() + b"\0")
        if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
            found.update(repr(column.to_pylist()).encode())
        else:
            sink = pa.BufferOutputStream()
            pc.write_csv(pa.record_batch([column], names=["c"]), sink)
            found.update(sink.getvalue())
    return found.hexdigest()


def _lines(
    shape: Shape, answers: Answers | None, rows: pa.RecordBatch, line: int, note: Note
) -> Block | Parts | None:
    """Read the rows of a block; what is not a line is put into the note."""
    found: list[Transfer] = []
    block: Block | None = None
    try:
        for item in shape.items(rows, line):
            if isinstance(item, Reject):
                note.rejects.append(item)
            elif isinstance(item, Block):
                block = item
            else:
                found.append(item)
        if block is not None and answers is None:
            note.lines = len(block)
            return block
        if block is not None:
            parts = parts_of_block(block)
            found = [parts.transfer(row) for row in range(len(parts))]
    except EnduseError as err:
        note.error = err
    if not found:
        return None
    note.lines, note.counts = len(found), counts_of(parts_of(found))
    return parts_of(found if answers is None else [answers.lay_into(one) for one in found])


def _batch(note: Note, lines: bytes) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_pydict(
        {
            "partition": pa.array([note.partition], pa.int32()),
            "block": pa.array([note.block], pa.int32()),
            "note": pa.array([pickle.dumps(note)], pa.binary()),
            "lines": pa.array([lines], pa.binary()),
        }
    )
