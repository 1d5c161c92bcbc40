"""The executors of a cluster as the workers of a run: chunks go out in waves, parts come back."""

from __future__ import annotations

import pickle
import shutil
import uuid
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enduse.bulk.spark.answer import CHUNKS, PARTS, TOKEN, Place, answering, received
from enduse.bulk.spark.ship import Shipped
from enduse.bulk.workers import Done, Task
from enduse.errors import UnavailableError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SEND = "spark.enduse.sendParts"
"""Setting of the session: `true` where executors must not write into the run's folder."""
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
        self._threads = ThreadPoolExecutor(AHEAD)
        self._wave = ROUNDS * max(1, self._context.defaultParallelism)

    def run(self, tasks: Iterator[Task]) -> Iterator[Done]:
        """Answer chunks as they come; what is done comes wave by wave."""
        running: deque[Future[list[Any]]] = deque()
        for wave in self._waves(tasks):
            if len(running) == AHEAD:
                yield from self._received(running.popleft())
            running.append(self._threads.submit(self._answer, wave))
        while running:
            yield from self._received(running.popleft())

    def _waves(self, tasks: Iterator[Task]) -> Iterator[list[bytes]]:
        wave: list[bytes] = []
        for task in tasks:
            wave.append(pickle.dumps(task))
            if len(wave) >= self._wave or sum(map(len, wave)) >= WAVE_BYTES:
                yield wave
                wave = []
        if wave:
            yield wave

    def _answer(self, wave: list[bytes]) -> list[Any]:
        # One chunk a partition: a chunk that is lost is answered again alone.
        rows = self._context.parallelize([(bytearray(one),) for one in wave], len(wave))
        chunks = self._session.createDataFrame(rows, CHUNKS, verifySchema=False)
        return list(chunks.mapInArrow(answering(self._shipped, self._place), PARTS).collect())

    def _received(self, wave: Future[list[Any]]) -> Iterator[Done]:
        from pyspark.errors import PySparkException

        try:
            rows = wave.result()
        except PySparkException as err:
            said = str(err).strip().splitlines() or [type(err).__name__]
            raise UnavailableError(
                "--engine spark",
                f"the cluster gave up: {said[-1] if len(said) > 1 else said[0]}",
                "Run the same command again: finished waves are kept. Spark's log has the rest.",
            ) from None
        for row in rows:
            yield received(tuple(row), self._folder)

    def close(self) -> None:
        """End what is under way, and take away what only the making needed."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        (self._folder / TOKEN).unlink(missing_ok=True)
        shutil.rmtree(self._folder / "attempts", ignore_errors=True)
