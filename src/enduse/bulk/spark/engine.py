"""Make a run on a Spark cluster: the same folder as the local engine's, file for file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from enduse.bulk.chunks import CHUNK
from enduse.bulk.local import make_run_locally
from enduse.bulk.make import Made, RunRequest
from enduse.bulk.spark.executors import Executors
from enduse.bulk.spark.session import start
from enduse.bulk.spark.ship import ship
from enduse.bulk.write import Progress
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists

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
    session = start(settings or {})
    room = _ROOMS.setdefault(
        session.sparkContext.applicationId, tempfile.TemporaryDirectory(prefix="enduse-spark-")
    )
    cache = request.cache or Path(room.name) / "cache"

    def executors(part: Path) -> Executors:
        shipped = ship(session.sparkContext, pack, lists, request.options, cache, Path(room.name))
        return Executors(session, shipped, part)

    return make_run_locally(request, pack, lists, folder, progress, size=size, pool=executors)
