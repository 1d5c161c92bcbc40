"""Generated lines that are kept are the lines that would be made."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import generated as module
from benchmarks.generate import write
from benchmarks.generated import generated

LISTED = ("Amber Harbour Works", "Basalt Meadow Foundry")


def test_the_same_lines_are_not_made_twice(tmp_path: Path) -> None:
    """Seed, lines, entries, names of lists and generator are all in the name of the file."""
    first = generated(tmp_path, 60, 7, 0, LISTED)
    plain = tmp_path / "plain.csv"
    write(plain, 60, 7, LISTED)
    assert first.read_bytes() == plain.read_bytes()
    written = first.stat().st_mtime_ns
    assert generated(tmp_path, 60, 7, 0, LISTED) == first
    assert first.stat().st_mtime_ns == written
    others = {
        generated(tmp_path, 61, 7, 0, LISTED),
        generated(tmp_path, 60, 8, 0, LISTED),
        generated(tmp_path, 60, 7, 5, LISTED),
        generated(tmp_path, 60, 7, 0, LISTED[:1]),
    }
    assert len(others | {first}) == 5
    assert not list(tmp_path.glob("*.part*"))


def test_another_generator_makes_other_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an older generator made is not taken for what this one would make."""
    first = generated(tmp_path, 20, 7, 0, LISTED)
    other = tmp_path / "generate.py"
    other.write_text("changed = True\n")
    monkeypatch.setattr(module.generate, "__file__", str(other))
    assert generated(tmp_path, 20, 7, 0, LISTED) != first
