"""What answering a chunk takes and gives: its lines, its parts on disk, what is noted of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Protocol

from enduse.bulk.part_files import write_part
from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.output import tables_of
from enduse.bulk.plan.parts import Parts, with_answers
from enduse.bulk.reading import counts_of, parts_of_block
from enduse.intake.blocks import Block
from enduse.intake.report import Coverage, LineCounts
from enduse.model.collector import no_collector
from enduse.review.questions import Answers

TABLES = ("transfers", "lines", "findings", "matches")


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk: its place among the chunks, the number of its first line, its lines.

    `offset` counts the lines of the same input before it.

    A block is read by whoever answers it, and answers of persons are laid into the lines there.
    """

    number: int
    first: int
    lines: Parts | Block
    answers: Answers | None = None
    offset: int = 0

    @property
    def input(self) -> tuple[str, str]:
        """What the lines are of: its name and the hash of its bytes."""
        if isinstance(self.lines, Block):
            return self.lines.table.name, self.lines.table.sha256
        return self.lines.file, self.lines.sha256

    @property
    def source(self) -> str:
        """Which lines these are: of which bytes, where in them, where in the run."""
        return ":".join((*self.input, str(self.offset), str(self.first)))


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

    `forgot` is 1 where the process forgot all that it remembered after the chunk; `source` is the
    input that the lines are of.
    """

    number: int
    lines: int
    rows: dict[str, int]
    worst: int
    read: FileCounts | None = None
    evaluated: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    forgot: int = 0
    source: str = ""


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
        source=task.source,
    )


class Pool(Protocol):
    """Whoever answers chunks."""

    def run(self, tasks: Iterator[Task]) -> Iterator[Done]:
        """Answer chunks as they come; what is done comes in any order."""
        ...

    def close(self) -> None:
        """End what is under way."""
        ...
