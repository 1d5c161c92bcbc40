"""How much memory bulk may take, and that forgetting changes nothing but the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.bulk.local import make_run_locally
from enduse.bulk.make import RunRequest
from enduse.bulk.memory import Allowance, read_size, share_of
from enduse.bulk.run import Run
from enduse.errors import UsageError
from enduse.intake.options import ReadOptions
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.review.options import ReviewOptions
from tests.bulk.test_local import bytes_of


@pytest.mark.parametrize(
    ("text", "size"),
    [("2G", 2 << 30), ("800M", 800 << 20), ("1.5 GB", 3 << 29), ("512MiB", 512 << 20)],
)
def test_a_size_is_read_as_a_person_writes_it(text: str, size: int) -> None:
    """With or without B, a blank, a fraction."""
    assert read_size(text) == size


@pytest.mark.parametrize("text", ["", "two gigabytes", "100M", "-2G", "12"])
def test_what_is_no_size_or_too_little_is_refused(text: str) -> None:
    """With what to write instead."""
    with pytest.raises(UsageError, match="--memory"):
        read_size(text)


def test_what_is_given_is_shared_by_all_processes() -> None:
    """And no process takes more than helps it."""
    assert share_of(900 << 20, 3) == 300 << 20
    assert share_of(64 << 30, 3) < 1 << 30


def test_a_process_that_is_too_large_forgets_now_and_then_only() -> None:
    """Else little memory would mean that nothing is ever remembered."""
    small = Allowance(1)
    assert [small.used_up() for _ in range(9)].count(True) == 2
    assert not any(Allowance(1 << 50).used_up() for _ in range(9))


def test_a_run_that_forgets_again_and_again_is_the_same_run(
    root: Path, pack: Pack, lists: Lists, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, whether checks are kept or made anew, by this process or by others."""
    paths = (root / "examples/transfers.csv", root / "examples/notices.jsonl")

    def run(name: str, cache: Path | None, memory: int | None, workers: int = 0) -> tuple[Run, int]:
        request = RunRequest(
            paths=paths, reading=ReadOptions(), options=ReviewOptions(), cache=cache
        )
        folder = tmp_path / name
        made = make_run_locally(
            request, pack, lists, folder, lambda _: None, workers, 5, memory=memory
        ).run
        stages = (folder / "stages.json").read_text()
        return made, int(stages.split('"forgot": ')[1].split(",")[0])

    plain, never = run("plain", tmp_path / "cache", None)
    monkeypatch.setattr("enduse.bulk.memory.REST", 1)
    anew, often = run("anew", tmp_path / "cache", 1)
    kept, too = run("kept", None, 1)
    taken, turns = run("taken", tmp_path / "cache", 1, 2)
    assert never == 0
    assert often > 1
    assert too > 1
    assert turns > 1, "a process that is too large ends, and another takes its place"
    assert bytes_of(anew.folder) == bytes_of(plain.folder) == bytes_of(kept.folder)
    assert bytes_of(taken.folder) == bytes_of(plain.folder)
