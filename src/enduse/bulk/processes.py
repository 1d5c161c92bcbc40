"""Processes that answer chunks: the checks are built once and shared, answers are kept by key."""

from __future__ import annotations

import gc
import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import process_time
from typing import Any

from enduse.bulk.memory import Allowance
from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.output import tables_of
from enduse.bulk.reading import parts_of_block
from enduse.bulk.workers import Done, Task, answer
from enduse.errors import EnduseError, OutputError
from enduse.intake.blocks import Block
from enduse.model.collector import no_collector

WARM = 4_000  # lines that are answered before the processes part


class Workers:
    """Answers chunks in `count` processes, or in this one where there can be none.

    Args:
        make: makes a plan; this process makes another where its memory is used up.
        share: bytes of memory that each process may take; None: as many as it likes. One that
            takes more ends after its chunk and another takes its place, which begins with what
            was known when the processes parted: so all of its memory is given back.
    """

    def __init__(
        self, make: Callable[[], Plan], count: int, folder: Path, share: int | None = None
    ) -> None:
        self._folder = folder
        self._answerer = _Answerer(make, folder, share)
        self._count = count if "fork" in multiprocessing.get_all_start_methods() else 0
        self._idle: list[Connection[Any, Any]] = []
        self._busy: list[Connection[Any, Any]] = []
        self._processes: dict[Connection[Any, Any], BaseProcess] = {}

    def _start(self) -> None:
        """Start a process; what it inherits it does not look at."""
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve,
            args=(self._answerer, theirs, (*self._processes, ours)),
            daemon=True,
        )
        process.start()
        theirs.close()
        self._processes[ours] = process
        self._idle.append(ours)

    def run(self, tasks: Iterator[Task]) -> Iterator[Done]:
        """Answer chunks as they come; what is done comes in any order."""
        first = list(islice(tasks, 2))
        if self._count and len(first) > 1:
            # What every process would work out by itself is worked out once, before they part.
            self._answerer.warm(first[0])
        for _ in range(self._count if first else 0):
            self._start()
        for task in chain(first, tasks):
            if not self._processes:
                found = self._answerer.answer(task)
                if found.forgot:
                    self._answerer.forget()
                yield found
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
            if found.forgot:
                ready.close()
                self._processes.pop(ready).join()
                self._start()
            else:
                self._idle.append(ready)
            found.evaluated.update(self._answerer.uncounted)
            self._answerer.uncounted.clear()
            yield found

    @property
    def warming(self) -> float:
        """Seconds of CPU of the lines that were answered before the processes parted."""
        return self._answerer.warming

    def close(self) -> None:
        """End the processes."""
        for connection in (*self._idle, *self._busy):
            with suppress(OSError):
                connection.send(None)
            connection.close()
        for process in self._processes.values():
            process.join(timeout=5)
            if process.is_alive():
                process.terminate()


class _Answerer:
    """Answers chunks in one process, and tells where what it remembers has grown too large."""

    def __init__(self, make: Callable[[], Plan], folder: Path, share: int | None) -> None:
        self._make = make
        self._folder = folder
        self._allowance = None if share is None else Allowance(share)
        self._plan: Plan | None = None
        self.uncounted: Counter[str] = Counter()
        """What was evaluated before the processes parted."""
        self.warming = 0.0
        """Seconds of CPU of the lines that were answered before the processes parted."""

    def warm(self, task: Task) -> None:
        """Remember the answers of some lines of a chunk."""
        head = task.lines.some(WARM) if isinstance(task.lines, Block) else None
        if head is None:
            return
        begun = process_time()
        with no_collector():
            self._plan = self._make()
            tables_of(self._plan, self._plan.answer(parts_of_block(head)), 0)
        self.warming = process_time() - begun
        self.uncounted.update(self._plan.cost.evaluated)

    def answer(self, task: Task) -> Done:
        """Answer a chunk; where `forgot` is 1, what is remembered is to be forgotten now."""
        self._plan = self._plan or self._make()
        done = answer(self._plan, task, self._folder)
        if self._allowance is not None and self._allowance.used_up():
            done.forgot = 1
        return done

    def forget(self) -> None:
        """Forget what is remembered."""
        self._plan = None
        gc.collect()


def _fault(task: Task, err: Exception) -> EnduseError:
    """What a person is told of a fault of the program in a chunk."""
    last = task.first + len(task.lines)
    return EnduseError(
        task.input[0],
        f"lines {task.first + 1:,} to {last:,} met a fault of the program: {err!r}",
        "Report it with these lines; what is finished is kept, and the other lines can be "
        "reviewed without them.",
    )


def _serve(
    answerer: _Answerer,
    connection: Connection[Any, Any],
    inherited: Sequence[Connection[Any, Any]],
) -> None:
    """Answer until nothing more comes, the memory is used up, or whoever sends is gone.

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
                done = answerer.answer(task)
                connection.send(done)
            except EnduseError as err:
                connection.send(err)
                continue
            except Exception as err:
                connection.send(_fault(task, err))
                continue
            if done.forgot:
                return
