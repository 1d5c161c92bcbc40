"""Distinct names of many chunks, screened once over the cluster and joined back to the chunks.

What a name matches depends on nothing but the name (design, idea 4), so whoever screened it, the
parties check of a worker takes the answer as its own.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from enduse.bulk.plan.bodies import names_in
from enduse.bulk.reading import parts_of_block
from enduse.bulk.spark.ship import Shipped, plan_of
from enduse.bulk.spark.tasks import task_of
from enduse.intake.blocks import Block
from enduse.model.match import NameMatch

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

Batches = Iterator["pa.RecordBatch"]
NAMED = "number int, name string"
SCREENED = "name string, matches binary"
KNOWN = "known"
"""Column of the names of a chunk with what each matches; null where it matches nothing."""


def with_names(chunks: DataFrame, shipped: Shipped) -> DataFrame:
    """Chunks with the names in them, each of which was screened once for all of these chunks."""
    from pyspark.sql.functions import collect_list, struct

    named = chunks.mapInArrow(naming, NAMED)
    found = named.select("name").distinct().mapInArrow(screening(shipped), SCREENED)
    joined = named.join(found, "name", "left").groupBy("number")
    known = joined.agg(collect_list(struct("name", "matches")).alias(KNOWN))
    return chunks.join(known, "number", "left")


def naming(batches: Batches) -> Batches:
    """The distinct names in each chunk."""
    import pyarrow as pa

    for batch in batches:
        for row in batch.to_pylist():
            task = task_of(row)
            lines = task.lines
            parts = parts_of_block(lines) if isinstance(lines, Block) else lines
            names = [name for name in names_in(parts) if name]
            numbers = pa.array([task.number] * len(names), pa.int32())
            columns = {"number": numbers, "name": pa.array(names, pa.string())}
            yield pa.RecordBatch.from_pydict(columns)


def screening(shipped: Shipped) -> Callable[[Batches], Batches]:
    """The function that Spark maps over distinct names: those that match an entry."""
    import pyarrow as pa

    def run(batches: Batches) -> Batches:
        for batch in batches:
            names = batch.column(0).to_pylist()
            found = [(n, m) for n, m in zip(names, _screened(shipped, names), strict=True) if m]
            columns = {
                "name": pa.array([name for name, _ in found], pa.string()),
                "matches": pa.array([pickle.dumps(some) for _, some in found], pa.binary()),
            }
            yield pa.RecordBatch.from_pydict(columns)

    return run


def _screened(shipped: Shipped, names: Sequence[str]) -> Sequence[tuple[NameMatch, ...]]:
    return plan_of(shipped).checks.parties.screen(names)


def known_names(rows: Sequence[dict[str, Any]]) -> dict[str, tuple[NameMatch, ...]]:
    """Names with their matches, as they were joined to a chunk."""
    return {
        row["name"]: pickle.loads(row["matches"]) if row["matches"] else ()  # noqa: S301 (ours)
        for row in rows
    }
