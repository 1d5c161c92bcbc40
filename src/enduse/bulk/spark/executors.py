"""The executors of a cluster as the workers of a run: chunks go out in waves, parts come back."""

from __future__ import annotations

import pickle
import shutil
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enduse.bulk.spark.answer import CHUNKS, PARTS, TOKEN, Place, answering, received
from enduse.bulk.spark.names import with_names
from enduse.bulk.spark.ship import Shipped
from enduse.bulk.workers import Done, Task

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    Frame = Callable[[], DataFrame]

SEND = "spark.enduse.sendParts"
"""Setting of the session: `true` where executors must not write into the run's folder."""
NAMES_ONCE = "spark.enduse.namesOnce"
"""Setting of the session: `true` screens each distinct name of a wave once over the cluster."""
ROUNDS = 4
"""Chunks of a wave for every processor of the cluster."""
WAVE_BYTES = 256 << 20
"""Bytes of lines after which a wave is full; the driver holds two waves."""
AHEAD = 2
"""Waves under way at once, so that no processor waits for the last chunk of a wave."""


class Executors:
    """Answers chunks on a cluster; what was lost with a worker, Spark answers again.

    Args:
        session: where to answer.
        shipped: what the executors have.
        folder: where the parts of the run belong; executors that see it write there.
    """

    def __init__(self, session: SparkSession, shipped: Shipped, folder: Path) -> None:
        self._context = session.sparkContext
        self._session = session
        self._shipped = shipped
        self._folder = folder.absolute()
        send = session.conf.get(SEND, "false") == "true"
        self._place = Place(str(self._folder), uuid.uuid4().hex, send)
        self._place.write_token()
        self._names = session.conf.get(NAMES_ONCE, "false") == "true"
        self._threads = ThreadPoolExecutor(AHEAD)
        self.wave = ROUNDS * max(1, self._context.defaultParallelism)

    def run(self, tasks: Iterator[Task]) -> Iterator[Done]:
        """Answer chunks as they come; what is done comes wave by wave."""
        return self.answers(self._frames(tasks))

    def answers(self, frames: Iterator[Frame]) -> Iterator[Done]:
        """Answer the chunks of each frame, a row each; two frames are under way at once."""
        running: deque[Future[list[Any]]] = deque()
        for frame in frames:
            if len(running) == AHEAD:
                yield from self._received(running.popleft())
            running.append(self._threads.submit(self._answer, frame))
        while running:
            yield from self._received(running.popleft())

    def _frames(self, tasks: Iterator[Task]) -> Iterator[Frame]:
        wave: list[tuple[int, bytearray]] = []
        size = 0
        for task in tasks:
            wave.append((task.number, bytearray(pickle.dumps(task))))
            size += len(wave[-1][1])
            if len(wave) >= self.wave or size >= WAVE_BYTES:
                yield partial(self._frame, wave)
                wave, size = [], 0
        if wave:
            yield partial(self._frame, wave)

    def _frame(self, wave: list[tuple[int, bytearray]]) -> DataFrame:
        # One chunk a partition: a chunk that is lost is answered again alone.
        rows = self._context.parallelize(wave, len(wave))
        return self._session.createDataFrame(rows, CHUNKS, verifySchema=False)

    def _answer(self, frame: Frame) -> list[Any]:
        chunks = with_names(frame(), self._shipped) if self._names else frame()
        answers = chunks.mapInArrow(answering(self._shipped, self._place), PARTS)
        return list(answers.collect())

    def _received(self, wave: Future[list[Any]]) -> Iterator[Done]:
        for row in wave.result():
            yield received(tuple(row), self._folder)

    def close(self) -> None:
        """End what is under way, and take away what only the making needed."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        (self._folder / TOKEN).unlink(missing_ok=True)
        shutil.rmtree(self._folder / "attempts", ignore_errors=True)
