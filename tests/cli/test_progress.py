"""What a person at a terminal is told of how far a review is."""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.cli.progress import SAMPLE, Telling, expected_lines, progress, rounded, words


def test_rate_and_time_left_are_told() -> None:
    """In seconds, then in minutes."""
    assert words(5_000, 5, 10_000) == "5,000 lines reviewed, 1,000 a second, about 5 s left"
    assert words(5_000, 5, 305_000) == "5,000 lines reviewed, 1,000 a second, about 5 min left"


def test_no_time_is_told_that_is_not_known() -> None:
    """Without an estimate, beyond it, and before anything is done."""
    assert words(5_000, 5, None) == "5,000 lines reviewed, 1,000 a second"
    assert words(5_000, 5, 4_000) == "5,000 lines reviewed, 1,000 a second"
    assert words(0, 0, 100) == "0 lines reviewed"


def test_what_is_being_done_is_told_before_the_first_lines_are() -> None:
    """And lines that an earlier try did are no part of the rate."""
    now, said = [0.0], list[str]()
    tell = Telling(said.append, 300_000, lambda: now[0])
    tell.doing("opening knowledge and lists")
    now[0] = 5.0
    tell.doing("100,000 kept; reviewing, counted by 50,000", 100_000)
    now[0] = 15.0
    tell(150_000)
    now[0] = 15.1
    tell(150_001)
    assert said == [
        "opening knowledge and lists (about 300,000 lines in all)",
        "100,000 kept; reviewing, counted by 50,000 (about 300,000 lines in all)",
        "150,000 lines reviewed, 5,000 a second, about 30 s left",
    ]


@pytest.mark.parametrize(
    ("lines", "said"), [(7, 7), (16, 16), (161, 160), (59_996, 60_000), (19_876_543, 20_000_000)]
)
def test_an_estimate_is_told_to_two_digits(lines: int, said: int) -> None:
    """Ten million lines stay within a terminal of 80 columns."""
    assert rounded(lines) == said
    seen = list[str]()
    Telling(seen.append, lines, lambda: 0.0).doing("10,000,000 kept; reviewing, counted by 50,000")
    assert len(seen[0]) < 78


def test_lines_are_estimated_from_sizes(tmp_path: Path) -> None:
    """A file larger than its sample counts by its size; a packed one tells nothing."""
    small, large, packed = tmp_path / "s.csv", tmp_path / "l.jsonl", tmp_path / "p.csv.gz"
    small.write_bytes(b"1234567\n" * 10)
    large.write_bytes(b"1234567\n" * (SAMPLE // 8 * 3))
    packed.write_bytes(b"1234567\n")
    assert expected_lines([small, large]) == 10 + SAMPLE // 8 * 3
    assert expected_lines([small, packed]) is None
    assert expected_lines(["-"]) is None


def test_nothing_is_shown_in_a_pipe(tmp_path: Path, capfd: object) -> None:
    """Neither on stdout nor on stderr."""
    with progress([tmp_path]) as tell:
        tell(50_000)
    out, err = capfd.readouterr()  # type: ignore[attr-defined]
    assert (out, err) == ("", "")
