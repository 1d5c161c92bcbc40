"""Rows of delimited text: any delimiter, quotes, and lines that break the rules.

Nothing is lost: what an unclosed quote has swallowed is given back and read as lines.
"""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from enduse.intake.cells import Cell
from enduse.intake.encoding import open_text
from enduse.intake.inputs import Input, Limits
from enduse.model.transfer import Extract, Problem

_DELIMITERS = (",", ";", "\t", "|", "^", "\x1f")
_SAMPLE_CHARS = 1 << 16
_MOST_LINES = 500


class Row(NamedTuple):
    """The cells of a row, the number of its first line; what joining and extracting it gave."""

    line: int
    cells: list[Cell]
    problems: tuple[Problem, ...] = ()
    extracted: tuple[Extract, ...] = ()


class Broken(NamedTuple):
    """A row that cannot be read, with the reason and the remedy."""

    line: int
    reason: str
    remedy: str
    text: str


class _RowTooLongError(Exception):
    pass


class _Lines:
    """Feeds lines to the CSV reader, knows their numbers, and takes lines back."""

    def __init__(self, handle: TextIO, limits: Limits) -> None:
        self._read = handle.readline
        self._limit = limits.cell_chars
        self._back: deque[tuple[int, str]] = deque()
        self._number = 0
        self.taken: list[tuple[int, str]] = []
        self._chars = 0

    def begin(self) -> None:
        """A new row starts with the next line."""
        self.taken = []
        self._chars = 0

    def give_back(self) -> None:
        """Take back all lines of this row but its first."""
        self._back.extendleft(reversed(self.taken[1:]))
        self.taken = self.taken[:1]

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._back:
            number, text = self._back.popleft()
        else:
            text = self._read(self._limit)
            if not text:
                raise StopIteration
            self._number += 1
            number = self._number
            if len(text) >= self._limit and text[-1] not in "\r\n":
                self.taken.append((number, text[:200]))
                while (more := self._read(self._limit)) and more[-1] not in "\r\n":
                    pass
                raise _RowTooLongError
        self.taken.append((number, text))
        self._chars += len(text)
        if self._chars > self._limit or len(self.taken) > _MOST_LINES:
            raise _RowTooLongError
        return text


def delimiter_of(sample: str) -> str:
    """Return the delimiter that cuts most lines of the sample into the same number of cells."""
    best, best_score = ",", 0.0
    lines = [line for line in sample.splitlines() if line.strip()][:100]
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda one: (one[1] * min(one[0], 20), one[0]))
        score = count / len(rows) * min(width, 20)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def sample_of(source: Input, encoding: str) -> str:
    """The first characters of a text input."""
    with open_text(source, encoding, "") as handle:
        return handle.read(_SAMPLE_CHARS)


def rows(source: Input, encoding: str, delimiter: str, limits: Limits) -> Iterator[Row | Broken]:
    """Yield every row that is not blank; a row that cannot be read is `Broken`."""
    with open_text(source, encoding, "") as handle:
        lines = _Lines(handle, limits)
        # One limit for the whole process: raised and never lowered, as readings may overlap.
        if csv.field_size_limit() <= limits.cell_chars:
            csv.field_size_limit(limits.cell_chars + 1)
        yield from _rows(lines, csv.reader(lines, delimiter=delimiter))


def _rows(lines: _Lines, reader: Iterator[list[str]]) -> Iterator[Row | Broken]:
    width = 0
    while True:
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_RowTooLongError, csv.Error) as err:
            if not lines.taken:
                return
            line, text = lines.taken[0]
            swallowed = len(lines.taken) > 1
            lines.give_back()
            reason = "a quote is opened and not closed" if swallowed else "the line is too long"
            if isinstance(err, csv.Error):
                reason = f"{reason}: {err}"
            yield Broken(line, reason, "Correct the line; others are read.", text[:200])
            continue
        taken = lines.taken
        if len(taken) > 1 and _swallowed(cells, width, taken):
            line, text = taken[0]
            lines.give_back()
            yield Broken(
                line, "a quote is opened and not closed", "Correct the line; others are read.",
                text[:200],
            )  # fmt: skip
            continue
        if cells and any(cells) and (len(cells) > 1 or cells[0].strip()):
            width = max(width, len(cells))
            yield Row(taken[0][0], cells)  # type: ignore[arg-type]


def _swallowed(cells: list[str], width: int, taken: list[tuple[int, str]]) -> bool:
    """Whether a row of several lines is really several rows behind a quote without its pair."""
    text = "".join(text for _, text in taken)
    return text.count('"') % 2 == 1 or (width > 0 and len(cells) != width)
