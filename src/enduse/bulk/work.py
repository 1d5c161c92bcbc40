"""The folder in which a run is made until it has its name: finished chunks, a note for each."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from enduse.bulk.make import Made
from enduse.bulk.part_files import write_part
from enduse.bulk.run import FORMAT, MANIFEST, PACK, STAGES, Run
from enduse.bulk.tables import compact, reject_row, schema
from enduse.bulk.workers import TABLES, Done, FileCounts, Task
from enduse.bulk.write import Counts, Progress
from enduse.errors import OutputError
from enduse.intake.report import ReadReport
from enduse.lists.folder import locked
from enduse.model.outcome import Outcome
from enduse.model.transfer import Reject
from enduse.review.questions import Answers

LOCK = ".lock"


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
            done.source = said["source"]
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
        """Chunks that are not finished yet, with the answers to lay into them.

        A chunk that was finished from other bytes, or as other lines, is not finished.
        """
        first, offset, last, before = 0, 0, -1, None
        for number, lines in enumerate(parts):
            last = number
            task, done = Task(number, first, lines, answers), self.done.get(number)
            offset = offset if task.input == before else 0
            task, before = replace(task, offset=offset), task.input
            if done is None or (done.source, done.lines) != (task.source, len(lines)):
                self._drop(number)
                yield task
            first += len(lines)
            offset += len(lines)
        for number in [n for n in self.done if n > last]:
            self._drop(number)

    def _drop(self, number: int) -> None:
        """Forget a chunk; its note goes first, so that half of its parts never count."""
        self.done.pop(number, None)
        (self.part / "done" / f"{number:06d}.json").unlink(missing_ok=True)
        for name in TABLES:
            (self.part / name / f"{number:06d}.parquet").unlink(missing_ok=True)

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
            "source": done.source,
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
        old = self.part.with_suffix(".old")
        try:
            (self.part / PACK).write_bytes(pack)
            (self.part / STAGES).write_text(json.dumps(stages, indent=1, sort_keys=True) + "\n")
            (self.part / MANIFEST).write_text(text, encoding="utf-8")
            for left in self.part.rglob("*.part"):
                left.unlink()
            if os.name == "nt":  # a folder with an open file has no other name there
                self._held.close()
            # Whoever is killed between any two of these loses neither the work nor the old run.
            if self.folder.exists():
                shutil.rmtree(old, ignore_errors=True)
                self.folder.replace(old)
            self.part.replace(self.folder)
            shutil.rmtree(old, ignore_errors=True)
            shutil.rmtree(self.folder / "done", ignore_errors=True)
            for name in ("identity", LOCK):
                (self.folder / name).unlink()
            self._held.close()
        except OSError as err:
            raise OutputError(
                str(self.folder), f"cannot be written: {err}", "Free space, or name another folder."
            ) from None
        return Run(self.folder)

    def __exit__(self, *_: object) -> None:
        self._held.close()
