"""What the kill test calls kept, made twice, and passed."""

from __future__ import annotations

from pathlib import Path

from benchmarks.kill import TABLES, kept, passed, twice


def test_a_chunk_that_is_made_again_is_found(tmp_path: Path) -> None:
    """By the time at which one of its parts was written; a chunk without a note is not kept."""
    work = tmp_path / ".killed.work"
    for folder in ("done", *TABLES):
        (work / folder).mkdir(parents=True)
    for number in ("000000", "000001", "000002"):
        for name in TABLES:
            (work / name / f"{number}.parquet").write_text("x")
    for number in ("000000", "000001"):
        (work / "done" / f"{number}.json").write_text("{}")
    before = kept(tmp_path)
    assert len(before) == 2 * len(TABLES)
    assert twice(before, work) == 0
    again = work / "lines" / "000001.parquet"
    again.unlink()
    again.write_text("x")
    assert twice(before, work) == 1
    (work / "matches" / "000000.parquet").unlink()
    assert twice(before, work) == 2


def test_a_test_that_kept_nothing_has_not_passed() -> None:
    """Nor one with other bytes, or with work done twice."""
    good = {"same_bytes": True, "chunks_made_twice": 0, "kills": [{"chunks_kept": 0}]}
    assert not passed(good)
    good["kills"] = [{"chunks_kept": 0}, {"chunks_kept": 3}]
    assert passed(good)
    assert not passed(good | {"same_bytes": False})
    assert not passed(good | {"chunks_made_twice": 1})
