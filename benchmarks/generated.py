"""Generated lines that are kept: the same seed, lines, entries and generator are not made twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from benchmarks import generate, generated_list
from benchmarks.generate import write


def generated(folder: Path, lines: int, seed: int, entries: int, listed: Sequence[str]) -> Path:
    """The file of these lines in a folder, written where it is not there yet.

    Args:
        entries: of the generated list; its names are among `listed`.
        listed: names of lists that stand on lines.
    """
    name = f"lines-{lines}-seed-{seed}-entries-{entries}-{version(listed)}.csv"
    path = folder / name
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.csv")
        write(part, lines, seed, listed)
        part.replace(path)
    return path


def version(listed: Sequence[str]) -> str:
    """Hash of what makes the lines beside their seed and number: the generators and the names."""
    found = hashlib.sha256()
    for module in (generate, generated_list):
        assert module.__file__
        found.update(Path(module.__file__).read_bytes())
    found.update("\0".join(listed).encode())
    return found.hexdigest()[:12]
