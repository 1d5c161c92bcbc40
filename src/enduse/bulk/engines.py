"""Which engine makes a run: line by line, or in bulk; both give the same tables."""

from __future__ import annotations

from pathlib import Path

from enduse.bulk.make import Made, RunRequest, make_run
from enduse.bulk.write import Progress
from enduse.errors import UsageError
from enduse.intake.inputs import InputPath
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists

ENGINES = ("auto", "line", "local")
LARGE = 4 << 20
"""Bytes of input from which bulk pays: some 20,000 lines of a plain export."""


def check_engine(name: str) -> None:
    """Refuse an unknown engine before any work is done."""
    if name not in ENGINES:
        raise UsageError("--engine", f"{name!r} is no engine", f"Use one of {', '.join(ENGINES)}.")


def make_with(
    engine: str,
    request: RunRequest,
    pack: Pack,
    lists: Lists,
    folder: Path,
    progress: Progress,
) -> Made:
    """Make a run with the named engine; `auto` takes bulk for large inputs."""
    if engine == "local" or (engine == "auto" and sum(map(_size, request.paths)) >= LARGE):
        from enduse.bulk.local import make_run_locally

        return make_run_locally(request, pack, lists, folder, progress)
    return make_run(request, pack, lists, folder, progress)


def _size(path: InputPath) -> int:
    """Bytes of a file, or of all files of a folder; 0 for standard input."""
    here = Path(path)
    if here.is_dir():
        return sum(one.stat().st_size for one in here.rglob("*") if one.is_file())
    return here.stat().st_size if here.is_file() else 0
