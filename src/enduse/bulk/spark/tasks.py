"""The rows that executors are given: chunks cut by the driver, or numbered blocks of a table."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

from enduse.bulk.workers import Task
from enduse.errors import DataError
from enduse.intake.blocks import Block


def task_of(row: dict[str, Any]) -> Task:
    """The chunk of a row: as the driver cut it, or a block of a table with its number.

    Raises:
        DataError: where the rows of a block are others than when they were counted.
    """
    if "task" in row:
        task = pickle.loads(row["task"])  # noqa: S301 (written by our own driver)
        assert isinstance(task, Task)
        return task
    note = pickle.loads(row["note"])  # noqa: S301 (written by our own worker)
    if note.sha256 != row["rows_sha256"]:
        raise stands_still(note.table)
    lines = pickle.loads(row["lines"])  # noqa: S301 (written by our own worker)
    sha256 = row["sha256"]
    if isinstance(lines, Block):
        lines = replace(lines, table=replace(lines.table, sha256=sha256))
    else:
        lines = replace(lines, sha256=sha256)
    return Task(row["number"], row["first"], lines)


def stands_still(table: str) -> DataError:
    """The error where a table gives other rows when it is read again."""
    return DataError(
        table,
        "has other rows, or another order, than when it was read a moment ago",
        "Review a table that stands still: a snapshot, or a copy written to Parquet.",
    )
