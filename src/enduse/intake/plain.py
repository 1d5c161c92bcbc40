"""Whole records of delimited text in one piece, and what a record of text is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from enduse.intake.delimited import Row

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_LONG_RECORD = 1 << 16


class Plain(NamedTuple):
    """Whole records that keep the rules of CSV, in UTF-8.

    Args:
        lines: the line on which each record begins; lines without anything are no records.
        data: their text.
        delimiter: between cells.
    """

    lines: npt.NDArray[np.int64]
    data: bytes
    delimiter: str

    @property
    def several(self) -> bool:
        """Whether a record may stand on several lines."""
        return self.data.count(b"\n") > len(self.lines)

    @property
    def width(self) -> int:
        """How many cells the first record has, or fewer where it is long."""
        text = io.StringIO(text_of(self.data[:_LONG_RECORD]).lstrip("\r\n"), newline="")
        return len(next(csv.reader(text, delimiter=self.delimiter), ()))

    def rows(self) -> Iterator[Row]:
        """Its rows; those that are blank are left out."""
        text = io.StringIO(text_of(self.data), newline="")
        numbers = iter(self.lines.tolist())
        for cells in csv.reader(text, delimiter=self.delimiter):
            if cells:
                line = next(numbers)
                if not blank(cells):
                    yield Row(line, cells)  # type: ignore[arg-type]


def blank(cells: list[str]) -> bool:
    """Whether a record says nothing: no cell, or one of blanks."""
    return not any(cells) or (len(cells) == 1 and not cells[0].strip())


def text_of(data: bytes) -> str:
    """The text of bytes in UTF-8; what is none is replaced, never an error."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")
