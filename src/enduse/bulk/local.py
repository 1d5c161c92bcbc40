"""The local engine: the same review over chunks of lines, in several processes, resumable.

Work stands in a folder beside the run until it is whole. Run again after a crash, finished
parts are kept; the parts do not depend on who made them, so the bytes are the same.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic, process_time

from enduse.bulk.chunks import CHUNK, chunks
from enduse.bulk.make import Made, RunRequest, answers_of, manifest
from enduse.bulk.memory import peaks, share_of
from enduse.bulk.processes import Workers
from enduse.bulk.reviewers import Reviewers
from enduse.bulk.run import MANIFEST
from enduse.bulk.tables import compact
from enduse.bulk.work import Work
from enduse.bulk.workers import Pool
from enduse.bulk.write import Progress, doing
from enduse.errors import OutputError
from enduse.intake.read import knowledge_for_reading, read
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.collector import no_collector
from enduse.model.match import Searched
from enduse.model.transfer import Reject


def make_run_locally(
    request: RunRequest,
    pack: Pack,
    lists: Lists,
    folder: Path,
    progress: Progress,
    workers: int | None = None,
    size: int = CHUNK,
    pool: Callable[[Path], Pool] | None = None,
    memory: int | None = None,
) -> Made:
    """Review the files of a request into a run folder, in several processes.

    Args:
        workers: processes besides this one; None: as many as there are processors.
        size: lines of a chunk.
        pool: who answers chunks into a folder, instead of processes of this machine.
        memory: bytes that all processes together may take; None: half of what is free.
    """
    refuse_other(folder)
    start, clock = process_time(), monotonic()
    doing(progress, "opening knowledge and lists")
    with no_collector():
        reviewers = Reviewers(request, pack, lists)
    profiles, countries = knowledge_for_reading(pack)
    reading = read(request.paths, request.reading, profiles, countries)
    searched = reviewers.one().searched
    work = Work(folder, identity(request, pack, lists, searched, size))
    rejects: list[Reject] = []
    stages: dict[str, float] = {"build": process_time() - start}
    cost: Counter[str] = Counter()
    count = (os.cpu_count() or 1) if workers is None else workers
    with work:
        workers_ = (
            Workers(reviewers.plan, count, work.part, share_of(memory, count + 1))
            if pool is None
            else pool(work.part)
        )
        doing(progress, work.words(size), work.lines())
        try:
            answers = answers_of(request, reviewers.one()) if request.answers else None
            tasks = work.missing(chunks(reading.in_blocks(size), rejects, size), answers)
            work.keep_all(workers_.run(tasks), stages, cost, progress)
        finally:
            workers_.close()
        doing(progress, "writing the manifest")
        work.count(reading.report)
        stages["warm"] = workers_.warming if isinstance(workers_, Workers) else 0.0
        stages["cut"] = process_time() - start - stages["build"] - stages["warm"]
        whole = manifest(request, reading.report, reviewers.one(), pack, lists)
        said = {
            "cpu_seconds": stages,
            "keys_evaluated": cost,
            "seconds": monotonic() - clock,
            "peak_mb": peaks(),
            "forgot": work.forgot,
        }
        return work.made(whole, rejects, said, pack.data)


def refuse_other(folder: Path) -> None:
    """A folder that is no run is not replaced by one.

    Raises:
        OutputError: for such a folder.
    """
    if folder.exists() and not (folder / MANIFEST).is_file():
        raise OutputError(
            str(folder), "exists and is not a run", "Name a folder that does not exist."
        )


def identity(
    request: RunRequest, pack: Pack, lists: Lists, searched: Sequence[Searched], size: int
) -> str:
    """Hash of what a run is made from and of the code that makes it; the same goes on.

    What a folder holds, or what a pipe brings, is not known here: each finished chunk notes the
    hash of the input that its lines are of.

    Args:
        searched: an installed list that cannot be read is not among them.
    """
    import enduse

    root = Path(enduse.__file__).parent
    code = sorted((str(p.relative_to(root)), p.stat().st_size) for p in root.rglob("*.py"))
    inputs = [
        [str(path), *([p.stat().st_size, p.stat().st_mtime_ns] if p.exists() else [])]
        for path in request.paths
        for p in [Path(path)]
    ]
    reading = request.reading
    beside = [p for p in (reading.items, reading.partners, reading.profile) if p is not None]
    inputs += [[sha256_of(p)] for p in map(Path, beside) if p.is_file()]
    said = [inputs, repr(request), pack.sha256, lists.identity(), repr(searched), size, code]
    return hashlib.sha256(compact(said).encode()).hexdigest()


def sha256_of(path: Path) -> str:
    """Hash of the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
