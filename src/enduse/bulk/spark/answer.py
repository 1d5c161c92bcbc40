"""What a Python worker of an executor does: chunks in, the parts of a run out (`mapInArrow`)."""

from __future__ import annotations

import pickle
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enduse.bulk.plan.answers import Plan
from enduse.bulk.spark.names import KNOWN, Batches, known_names
from enduse.bulk.spark.ship import Shipped, forgotten, plan_of
from enduse.bulk.spark.tasks import task_of
from enduse.bulk.workers import TABLES, Done, Task, answer
from enduse.errors import EnduseError

if TYPE_CHECKING:
    import pyarrow as pa

CHUNKS = "number int, task binary"
"""Columns of the chunks: a pickled task each."""
PARTS = ", ".join(["done binary", *(f"{name} binary" for name in TABLES)])
"""Columns of the answers: what a chunk came to, and its parts where they are not in place yet."""
TOKEN = "here"  # noqa: S105 (a file that says which folder this is, not a secret)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the parts of a run belong, and what stands there to tell it from another folder."""

    folder: str
    token: str
    send: bool = False
    """Whether parts go to the driver even where the folder is seen."""

    def write_token(self) -> None:
        """Mark the folder, so that whoever sees the mark can write there."""
        (Path(self.folder) / TOKEN).write_text(self.token)

    def seen(self) -> bool:
        """Whether this process writes into the folder: it sees the one that the driver does."""
        if self.send:
            return False
        try:
            return (Path(self.folder) / TOKEN).read_text() == self.token
        except OSError:
            return False


def answering(shipped: Shipped, place: Place) -> Callable[[Batches], Batches]:
    """The function that Spark maps over the chunks."""

    def run(batches: Batches) -> Batches:
        for batch in batches:
            for row in batch.to_pylist():
                yield _answered(shipped, place, row)

    return run


def _answered(shipped: Shipped, place: Place, row: dict[str, Any]) -> pa.RecordBatch:
    """Answer a chunk; an error that a person can put right is an answer, not a crash."""
    try:
        task = task_of(row)
        plan = plan_of(shipped)
        if row.get(KNOWN):
            plan.checks.parties.take(known_names(row[KNOWN]))
        if place.seen():
            attempt = Path(place.folder) / "attempts" / uuid.uuid4().hex
            done = _done(shipped, plan, task, attempt)
            _put(attempt, Path(place.folder))
            return _batch(done, {})
        with tempfile.TemporaryDirectory(prefix="enduse-") as room:
            done = _done(shipped, plan, task, Path(room))
            return _batch(done, {n: _part(Path(room), n, task.number).read_bytes() for n in TABLES})
    except EnduseError as err:
        return _batch(err, {})


def _done(shipped: Shipped, plan: Plan, task: Task, folder: Path) -> Done:
    done = answer(plan, task, folder)
    done.forgot = int(forgotten(shipped))
    return done


def _put(attempt: Path, folder: Path) -> None:
    """Give whole parts their names; a second attempt at a chunk replaces the same bytes."""
    for path in sorted(attempt.rglob("*.parquet")):
        final = folder / path.relative_to(attempt)
        final.parent.mkdir(parents=True, exist_ok=True)
        path.replace(final)


def _part(folder: Path, table: str, number: int) -> Path:
    return folder / table / f"{number:06d}.parquet"


def _batch(done: Done | EnduseError, parts: dict[str, bytes]) -> pa.RecordBatch:
    import pyarrow as pa

    columns = {"done": pickle.dumps(done), **{name: parts.get(name) for name in TABLES}}
    return pa.RecordBatch.from_pydict(
        {name: pa.array([value], pa.binary()) for name, value in columns.items()}
    )


def received(row: tuple[bytes, ...], folder: Path) -> Done:
    """What the driver makes of an answer: the parts in their place, and the note.

    Raises:
        EnduseError: what the worker met.
    """
    done = pickle.loads(bytes(row[0]))  # noqa: S301 (written by our own worker)
    if isinstance(done, EnduseError):
        raise done
    assert isinstance(done, Done)
    for name, data in zip(TABLES, row[1:], strict=True):
        if data is not None:
            path = _part(folder, name, done.number)
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".part")
            partial.write_bytes(data)
            partial.replace(path)
    return done
