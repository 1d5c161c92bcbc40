"""Which engine makes a run: line by line, in bulk, or on a cluster; all give the same tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from enduse.bulk.make import Made, RunRequest, make_run
from enduse.bulk.write import Progress
from enduse.errors import UsageError
from enduse.intake.inputs import InputPath
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists

ENGINES = ("auto", "line", "local", "spark")
LARGE = 4 << 20
"""Bytes of input from which bulk pays: some 20,000 lines of a plain export."""


@dataclass(frozen=True, slots=True)
class OnSpark:
    """What only engine `spark` takes.

    Args:
        settings: `spark.*` settings of the session.
        table: a table of its catalogue, or the address of a folder of Parquet files, instead of
            the files of a request.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    table: str | None = None


def check_memory(engine: str, said: str | None) -> None:
    """Refuse the memory of engine `local` with engine `spark`, which has settings of its own."""
    if engine == "spark" and said is not None:
        from enduse.bulk.spark.gaps import GAPS

        raise GAPS["memory"].refuse()


def bulk_engine(name: str, table: str | None) -> str:
    """The engine of a review that is to be made in bulk: as named, else one that fits its input.

    Raises:
        UsageError: for the engine that reviews line by line.
    """
    if name == "line":
        raise UsageError(
            "--bulk", "the engine is line, which is not bulk", "Leave one of the two out."
        )
    if name != "auto":
        return name
    return "spark" if table else "local"


def check_engine(name: str, paths: Sequence[InputPath], spark: OnSpark) -> None:
    """Refuse an unknown engine, and what it does not take, before any work is done."""
    if name not in ENGINES:
        raise UsageError("--engine", f"{name!r} is no engine", f"Use one of {', '.join(ENGINES)}.")
    if name != "spark":
        for option, given in (("--spark", spark.settings), ("--table", spark.table)):
            if given:
                raise UsageError(option, f"the engine is {name}", "Add --engine spark.")
    if bool(paths) == bool(spark.table):
        problem = "a table beside files" if paths else "no file and no table"
        raise UsageError("FILES", problem, "Name files, or one table with --table.")


def make_with(
    engine: str,
    request: RunRequest,
    pack: Pack,
    lists: Lists,
    folder: Path,
    progress: Progress,
    spark: OnSpark | None = None,
    memory: int | None = None,
) -> Made:
    """Make a run with the named engine; `auto` takes bulk for large inputs.

    Args:
        memory: bytes that engine `local` may take; None: half of what is free.
    """
    if engine == "spark":
        return _make_on_spark(request, pack, lists, folder, progress, spark or OnSpark())
    if engine == "local" or (engine == "auto" and sum(map(_size, request.paths)) >= LARGE):
        from enduse.bulk.local import make_run_locally

        return make_run_locally(request, pack, lists, folder, progress, memory=memory)
    return make_run(request, pack, lists, folder, progress)


def _make_on_spark(
    request: RunRequest, pack: Pack, lists: Lists, folder: Path, progress: Progress, spark: OnSpark
) -> Made:
    if spark.table is None:
        from enduse.bulk.spark.engine import make_run_on_spark

        return make_run_on_spark(request, pack, lists, folder, progress, spark.settings)
    from enduse.bulk.spark.session import start
    from enduse.bulk.spark.table import make_run_of_table, table_named

    table = table_named(start(spark.settings), spark.table)
    return make_run_of_table(table, spark.table, request, pack, lists, folder, progress)


def _size(path: InputPath) -> int:
    """Bytes of a file, or of all files of a folder; 0 for standard input."""
    here = Path(path)
    if here.is_dir():
        return sum(one.stat().st_size for one in here.rglob("*") if one.is_file())
    return here.stat().st_size if here.is_file() else 0
