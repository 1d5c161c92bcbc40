"""Rows as a table gives them, and which delimiter cuts a text into them."""

from __future__ import annotations

import csv
from collections import Counter
from typing import NamedTuple

from enduse.intake.cells import Cell
from enduse.intake.encoding import open_text
from enduse.intake.input import Input
from enduse.model.transfer import Extract, Problem

_DELIMITERS = (",", ";", "\t", "|", "^", "\x1f")
_SAMPLE_CHARS = 1 << 16


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
