"""How far a review is: on a terminal only, on stderr, without names of parties or files."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SAMPLE = 1 << 20
"""Bytes of a file by which its lines are estimated."""
_LINED = frozenset({".csv", ".tsv", ".txt", ".jsonl", ".ndjson"})
_OFTEN = 0.2


class Telling:
    """Tells what is being done, then how many lines are; `show` puts it before the person.

    Args:
        expected: estimate of all lines.
        clock: seconds that only ever grow.
    """

    def __init__(
        self, show: Callable[[str], object], expected: int | None, clock: Callable[[], float]
    ) -> None:
        self._show = show
        self._expected = expected
        self._clock = clock
        self._begun = self._last = clock()
        self._before = 0

    def doing(self, what: str, done: int = 0) -> None:
        """Say what is being done; lines are counted from here on, beyond those done before."""
        self._before = done
        about = self._expected and f" (about {rounded(self._expected):,} lines in all)"
        self._begun = self._last = self._clock()
        self._show(f"{what}{about or ''}")

    def __call__(self, lines: int) -> None:
        """Say how many lines are done."""
        now = self._clock()
        if now - self._last >= _OFTEN:
            self._last = now
            self._show(words(lines, now - self._begun, self._expected, self._before))


def rounded(lines: int) -> int:
    """An estimate to its two first digits: more would say what nobody knows."""
    return round(lines, min(0, 2 - len(str(lines))))


@contextmanager
def progress(paths: Sequence[Path | str]) -> Iterator[Callable[[int], None]]:
    """A function that is told how many lines are done; it says nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.status import Status

    with Status("starting", console=Console(stderr=True)) as status:
        yield Telling(status.update, expected_lines(paths), time.monotonic)


def words(lines: int, seconds: float, expected: int | None, before: int = 0) -> str:
    """`50,000 lines reviewed, 9,800 a second, about 2 min left`.

    Args:
        expected: estimate of all lines; None where there is none, and then no time left is told.
        before: lines that an earlier try did.
    """
    rate = (lines - before) / seconds if seconds > 0 else 0.0
    said = f"{lines:,} lines reviewed"
    if rate < 1:
        return said
    said += f", {rate:,.0f} a second"
    if expected is None or expected <= lines:
        return said
    left = (expected - lines) / rate
    return f"{said}, about {f'{left / 60:.0f} min' if left >= 90 else f'{left:.0f} s'} left"


def expected_lines(paths: Sequence[Path | str]) -> int | None:
    """About how many lines the files have, by their sizes; None where that cannot be told."""
    found = [_of_file(one) for path in paths for one in _files(path)]
    if not found or any(one is None for one in found):
        return None
    return sum(one or 0 for one in found)


def _files(path: Path | str) -> list[Path]:
    here = Path(path)
    return [one for one in here.rglob("*") if one.is_file()] if here.is_dir() else [here]


def _of_file(path: Path) -> int | None:
    if path.suffix.lower() not in _LINED or not path.is_file():
        return None
    with path.open("rb") as handle:
        sample = handle.read(SAMPLE)
    size = path.stat().st_size
    return round(sample.count(b"\n") * size / len(sample)) if sample else 0
