"""Processes that answer chunks: the checks are built once and shared, answers are kept by key."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from enduse.bulk.memory import Allowance
from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.output import tables_of
from enduse.bulk.plan.parts import Parts, with_answers
from enduse.bulk.reading import counts_of, parts_of_block
from enduse.errors import EnduseError, OutputError
from enduse.intake.blocks import Block
from enduse.intake.report import Coverage, LineCounts
from enduse.model.collector import no_collector
from enduse.review.questions import Answers

if TYPE_CHECKING:
    import pyarrow as pa

WARM = 4_000  # lines that are answered before the processes part
TABLES = ("transfers", "lines", "findings", "matches")


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk: its place among the chunks, the number of its first line, its lines.

    A block is read by whoever answers it, and answers of persons are laid into the lines there.
    """

    number: int
    first: int
    lines: Parts | Block
    answers: Answers | None = None


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What lines of a file come to; `file` is its place in the report of the reading."""

    file: int
    counts: LineCounts

    def to_json(self) -> dict[str, Any]:
        """As it stands in the note of a finished chunk."""
        counts, coverage = self.counts, self.counts.coverage
        seen = {one.name: getattr(coverage, one.name) for one in fields(coverage)}
        said = {"read": counts.read, "with_problems": counts.with_problems, "coverage": seen}
        return {"file": self.file, **said}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> FileCounts:
        """As it was noted."""
        coverage = Coverage(**said["coverage"])
        coverage.name_scripts = Counter(coverage.name_scripts)
        coverage.text_scripts = Counter(coverage.text_scripts)
        counts = LineCounts(said["read"], said["with_problems"], coverage)
        return cls(said["file"], counts)


@dataclass(slots=True)
class Done:
    """What a chunk came to; `read` counts the lines of a block in the report of its file.

    `forgot` is 1 where the process forgot all that it remembered after the chunk.
    """

    number: int
    lines: int
    rows: dict[str, int]
    worst: int
    read: FileCounts | None = None
    evaluated: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    forgot: int = 0


def answer(plan: Plan, task: Task, folder: Path) -> Done:
    """Answer a chunk and write its parts; a part is whole once it has its name."""
    with no_collector():
        return _answer(plan, task, folder)


def _answer(plan: Plan, task: Task, folder: Path) -> Done:
    from time import process_time

    before, begun = Counter(plan.cost.evaluated), process_time()
    steps = dict(plan.cost.seconds)
    parts, read = task.lines, None
    if isinstance(parts, Block):
        block, parts = parts, parts_of_block(parts)
        read = FileCounts(block.file, counts_of(parts))
    if task.answers is not None:
        parts = with_answers(parts, task.answers)
    start = process_time()
    answered = plan.answer(parts)
    middle = process_time()
    tables = tables_of(plan, answered, task.first)
    made = process_time()
    for name in TABLES:
        write_part(tables[name], folder / name / f"{task.number:06d}.parquet")
    end = process_time()
    decided = answered[0].decided
    worst = max((decided.values[code].outcome for code in set(decided.codes.tolist())), default=0)
    seconds = {
        "read": start - begun,
        **{name: seconds - steps[name] for name, seconds in plan.cost.seconds.items()},
        "tables": made - middle,
        "write": end - made,
    }
    return Done(
        task.number,
        len(parts),
        {name: tables[name].num_rows for name in TABLES},
        int(worst),
        read,
        plan.cost.evaluated - before,
        seconds,
    )


def write_part(table: pa.Table, path: Path) -> None:
    """Write a table beside its name, and give it the name when it is whole.

    Raises:
        OutputError: where it cannot be written.
    """
    import pyarrow.parquet as pq

    partial = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, partial, compression="zstd", store_schema=False)
        partial.replace(path)
    except OSError as err:
        raise OutputError(
            str(path.parent), f"cannot be written: {err}", "Free space, or name another folder."
        ) from None


class Pool(Protocol):
    """Whoever answers chunks."""

    def run(self, tasks: Iterator[Task]) -> Iterator[Done]:
        """Answer chunks as they come; what is done comes in any order."""
        ...

    def close(self) -> None:
        """End what is under way."""
        ...


class Workers:
    """Answers chunks in `count` processes, or in this one where there can be none.

    Args:
        make: makes a plan; a process whose memory is used up makes another.
        share: bytes of memory that each process may take; None: as many as it likes.
    """

    def __init__(
        self, make: Callable[[], Plan], count: int, folder: Path, share: int | None = None
    ) -> None:
        self._folder = folder
        self._answerer = _Answerer(make, folder, share)
        self._count = count if "fork" in multiprocessing.get_all_start_methods() else 0
        self._idle: list[Connection[Any, Any]] = []
        self._busy: list[Connection[Any, Any]] = []
        self._processes: list[BaseProcess] = []

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")
        for _ in range(self._count):
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_serve,
                args=(self._answerer, theirs, (*self._idle, ours)),
                daemon=True,
            )
            process.start()
            theirs.close()
            self._processes.append(process)
            self._idle.append(ours)

    def run(self, tasks: Iterator[Task]) -> Iterator[Done]:
        """Answer chunks as they come; what is done comes in any order."""
        first = list(islice(tasks, 2))
        if self._count and len(first) > 1:
            # What every process would work out by itself is worked out once, before they part.
            self._answerer.warm(first[0])
        if self._count and first:
            self._start()
        for task in chain(first, tasks):
            if not self._processes:
                yield self._answerer.answer(task)
                continue
            if not self._idle:
                yield from self._wait()
            connection = self._idle.pop()
            connection.send(task)
            self._busy.append(connection)
        while self._busy:
            yield from self._wait()

    def _wait(self) -> Iterator[Done]:
        for ready in wait(self._busy):
            assert isinstance(ready, Connection)
            try:
                found = ready.recv()
            except EOFError:
                raise OutputError(
                    str(self._folder),
                    "a process of this review was ended from outside",
                    "Run the same command again: it goes on from the last finished part.",
                ) from None
            if isinstance(found, BaseException):
                raise found
            self._busy.remove(ready)
            self._idle.append(ready)
            found.evaluated.update(self._answerer.uncounted)
            self._answerer.uncounted.clear()
            yield found

    def close(self) -> None:
        """End the processes."""
        for connection in (*self._idle, *self._busy):
            with suppress(OSError):
                connection.send(None)
            connection.close()
        for process in self._processes:
            process.join(timeout=5)
            if process.is_alive():
                process.terminate()


class _Answerer:
    """Answers chunks in one process, and forgets what it remembers where that grows too large."""

    def __init__(self, make: Callable[[], Plan], folder: Path, share: int | None) -> None:
        self._make = make
        self._folder = folder
        self._allowance = None if share is None else Allowance(share)
        self._plan: Plan | None = None
        self.uncounted: Counter[str] = Counter()
        """What was evaluated before the processes parted."""

    def warm(self, task: Task) -> None:
        """Remember the answers of some lines of a chunk."""
        head = task.lines.some(WARM) if isinstance(task.lines, Block) else None
        if head is None:
            return
        self._plan = self._make()
        with no_collector():
            tables_of(self._plan, self._plan.answer(parts_of_block(head)), 0)
        self.uncounted.update(self._plan.cost.evaluated)

    def answer(self, task: Task) -> Done:
        """Answer a chunk."""
        self._plan = self._plan or self._make()
        done = answer(self._plan, task, self._folder)
        if self._allowance is not None and self._allowance.used_up():
            self._plan = None
            gc.collect()
            done.forgot = 1
        return done


def _serve(
    answerer: _Answerer,
    connection: Connection[Any, Any],
    inherited: Sequence[Connection[Any, Any]],
) -> None:
    """Answer until nothing more comes, or until whoever sends is gone.

    The sender's ends were inherited: while one is open here, the sender's death is not seen.
    """
    for other in inherited:
        other.close()
    # What was built before the processes parted is never garbage, and a look through it would
    # copy its pages. What is remembered is none either, and a chunk makes none that hangs together
    # in circles (a test holds it).
    gc.freeze()
    gc.disable()
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while (task := connection.recv()) is not None:
            try:
                connection.send(answerer.answer(task))
            except EnduseError as err:
                connection.send(err)
