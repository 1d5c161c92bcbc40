"""The local engine: the same review over chunks of lines, in several processes, resumable.

Work stands in a folder beside the run until it is whole. Run again after a crash, finished
parts are kept; the parts do not depend on who made them, so the bytes are the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, process_time
from typing import Any

from enduse.bulk.chunks import CHUNK, chunks
from enduse.bulk.make import Made, RunRequest, answers_of, manifest
from enduse.bulk.memory import peaks, share_of
from enduse.bulk.part_files import write_part
from enduse.bulk.processes import Workers
from enduse.bulk.reviewers import Reviewers
from enduse.bulk.run import FORMAT, MANIFEST, PACK, STAGES, Run
from enduse.bulk.tables import compact, reject_row, schema
from enduse.bulk.workers import TABLES, Done, FileCounts, Pool, Task
from enduse.bulk.write import Counts, Progress, doing
from enduse.errors import OutputError
from enduse.intake.read import knowledge_for_reading, read
from enduse.intake.report import ReadReport
from enduse.knowledge.pack import Pack
from enduse.lists.folder import locked
from enduse.lists.view import Lists
from enduse.model.collector import no_collector
from enduse.model.match import Searched
from enduse.model.outcome import Outcome
from enduse.model.transfer import Reject
from enduse.review.questions import Answers

LOCK = ".lock"


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
    said = [inputs, repr(request), pack.sha256, lists.identity(), repr(searched), size, code]
    return hashlib.sha256(compact(said).encode()).hexdigest()


def folder_of_work(folder: Path) -> Path:
    """Where a run is made until it has its name: beside it."""
    return folder.with_name(f".{folder.name}.work")


def finished(folder: Path) -> tuple[int, int]:
    """How many chunks of a run that is not whole yet are done, and the lines in them."""
    notes = sorted((folder_of_work(folder) / "done").glob("*.json"))
    return len(notes), sum(json.loads(note.read_text())["lines"] for note in notes)


class Work:
    """The folder in which a run is made: finished parts, and a note for each."""

    def __init__(self, folder: Path, identity: str) -> None:
        self.folder = folder
        self.part = folder_of_work(folder)
        self.done: dict[int, Done] = {}
        self.forgot = 0
        self._identity = identity
        self._held = ExitStack()

    def __enter__(self) -> Work:
        try:
            self.part.mkdir(parents=True, exist_ok=True)
            self._held.enter_context(locked(self.part))
        except OSError as err:
            raise OutputError(
                str(self.folder), f"cannot be created: {err.strerror}", "Name another folder."
            ) from None
        note = self.part / "identity"
        if not note.is_file() or note.read_text() != self._identity:
            self._empty()
            note.write_text(self._identity)
        for path in sorted((self.part / "done").glob("*.json")):
            said = json.loads(path.read_text())
            read = said["read"] and FileCounts.from_json(said["read"])
            done = Done(said["number"], said["lines"], said["rows"], said["worst"], read)
            self.done[done.number] = done
        return self

    def lines(self) -> int:
        """Lines of the chunks that are done."""
        return sum(one.lines for one in self.done.values())

    def words(self, size: int) -> str:
        """What is kept of an earlier try, and when lines are told: it fits a terminal."""
        kept = self.lines()
        found = f"{kept:,} kept; " if kept else ""
        return f"{found}reviewing, counted by {size:,}"

    def _empty(self) -> None:
        for path in self.part.iterdir():
            if path.name == LOCK:
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def missing(self, parts: Iterator[Any], answers: Answers | None = None) -> Iterator[Task]:
        """Chunks that are not finished yet, with the answers to lay into them."""
        first = 0
        for number, lines in enumerate(parts):
            if number not in self.done:
                yield Task(number, first, lines, answers)
            first += len(lines)

    def keep_all(
        self,
        found: Iterable[Done],
        stages: dict[str, float],
        cost: Counter[str],
        progress: Progress,
    ) -> None:
        """Note chunks as they are finished, add up what they cost, and say how many lines."""
        for done in found:
            self.keep(done)
            cost.update(done.evaluated)
            self.forgot += done.forgot
            for name, seconds in done.seconds.items():
                stages[name] = stages.get(name, 0.0) + seconds
            progress(self.lines())

    def keep(self, done: Done) -> None:
        """Note that a chunk is finished: its parts stand under their names."""
        note = self.part / "done" / f"{done.number:06d}.json"
        note.parent.mkdir(exist_ok=True)
        partial = note.with_suffix(".part")
        said = {
            "number": done.number,
            "lines": done.lines,
            "rows": done.rows,
            "worst": done.worst,
            "read": done.read and done.read.to_json(),
        }
        partial.write_text(compact(said))
        partial.replace(note)
        self.done[done.number] = done

    def write_rejects(self, rejects: list[Reject]) -> None:
        """Write the rows that could not be read."""
        import pyarrow as pa

        table = pa.Table.from_pylist([reject_row(one) for one in rejects], schema("rejects"))
        write_part(table, self.part / "rejects" / "000000.parquet")

    def count(self, report: ReadReport) -> None:
        """Count the lines that were read by whoever answered them in the reports of their files."""
        for one in self.done.values():
            if one.read is not None:
                report.files[one.read.file].add(one.read.counts)

    def made(
        self, whole: dict[str, Any], rejects: list[Reject], stages: dict[str, Any], pack: bytes
    ) -> Made:
        """Finish a run all of whose chunks are done.

        Args:
            whole: the manifest without the numbers of rows.
            rejects: rows that could not be read.
            stages: what is noted of the making.
        """
        counts, rows = Counts(), Counter[str]()
        for one in self.done.values():
            rows.update(one.rows)
            counts.lines += one.lines
            counts.worst = max(counts.worst, Outcome(one.worst))
        counts.rejects = rows["rejects"] = len(rejects)
        self.write_rejects(rejects)
        numbers = {name: rows[name] for name in (*TABLES, "rejects")}
        whole = {"schema": FORMAT, **whole, "rows": numbers}
        return Made(self.finish(whole, {**stages, "lines": counts.lines}, pack), counts)

    def finish(self, whole: dict[str, Any], stages: dict[str, Any], pack: bytes) -> Run:
        """Write the manifest, and give the run its name."""
        text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        try:
            self._held.close()
            for name in ("identity", LOCK):
                (self.part / name).unlink()
            shutil.rmtree(self.part / "done", ignore_errors=True)
            for left in self.part.rglob("*.part"):
                left.unlink()
            (self.part / PACK).write_bytes(pack)
            (self.part / STAGES).write_text(json.dumps(stages, indent=1, sort_keys=True) + "\n")
            (self.part / MANIFEST).write_text(text, encoding="utf-8")
            if self.folder.exists():
                shutil.rmtree(self.folder)
            self.part.replace(self.folder)
        except OSError as err:
            raise OutputError(
                str(self.folder), f"cannot be written: {err}", "Free space, or name another folder."
            ) from None
        return Run(self.folder)

    def __exit__(self, *_: object) -> None:
        self._held.close()
