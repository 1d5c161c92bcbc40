"""Make a run of files on a Spark cluster: the folder of the local engine, file for file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from enduse.bulk.chunks import CHUNK
from enduse.bulk.local import make_run_locally
from enduse.bulk.make import Made, RunRequest
from enduse.bulk.spark.executors import Executors
from enduse.bulk.spark.session import start
from enduse.bulk.spark.ship import ship
from enduse.bulk.write import Progress
from enduse.errors import UnavailableError
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_ROOMS: dict[str, tempfile.TemporaryDirectory[str]] = {}
"""Per Spark application, the folder from which files are served to its executors."""


def make_run_on_spark(
    request: RunRequest,
    pack: Pack,
    lists: Lists,
    folder: Path,
    progress: Progress,
    settings: Mapping[str, str] | None = None,
    size: int = CHUNK,
) -> Made:
    """Review the files of a request into a run folder, on the executors of a Spark session.

    Args:
        settings: `spark.*` settings of a session that is started for it.
        size: lines of a chunk.

    Raises:
        UnavailableError: where Spark does not start, or gives up.
    """
    pool = partial(executors_of, start(settings or {}), pack, lists, request)
    with gave_up():
        return make_run_locally(request, pack, lists, folder, progress, size=size, pool=pool)


def executors_of(
    session: SparkSession, pack: Pack, lists: Lists, request: RunRequest, part: Path
) -> Executors:
    """Executors that have what a request is answered with, and answer into a folder."""
    context = session.sparkContext
    room = _ROOMS.get(context.applicationId)
    if room is None:
        room = _ROOMS[context.applicationId] = tempfile.TemporaryDirectory(prefix="enduse-spark-")
    here = Path(room.name)
    cache = request.cache or here / "cache"
    return Executors(session, ship(session, pack, lists, request.options, cache, here), part)


@contextmanager
def gave_up() -> Iterator[None]:
    """What Spark raises as an error that says what to do."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as err:
        said = str(err).strip().splitlines() or [type(err).__name__]
        raise UnavailableError(
            "--engine spark",
            f"the cluster gave up: {said[-1] if len(said) > 1 else said[0]}",
            "Run the same command again: finished waves are kept. Spark's log has the rest.",
        ) from None
