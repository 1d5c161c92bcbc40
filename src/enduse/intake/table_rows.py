"""How the rows of one table are read: settled by its head, the same for every row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import uuid4

from enduse.intake.cells import Cell, cell_text
from enduse.intake.countries import CountryNames
from enduse.intake.delimited import Broken, Row
from enduse.intake.groups import Habits
from enduse.intake.lines import LineReader
from enduse.intake.mapping import ColumnMapping
from enduse.model.transfer import Extract, Problem, Reject, Source

_SHIFTED = "A delimiter stands unquoted in a text, or a heading is missing."


class Line(NamedTuple):
    """A row that is a line: as many cells as there are headings, and problems of the row."""

    number: int
    cells: list[Cell]
    problems: tuple[Problem, ...]
    extracted: tuple[Extract, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What the rows of a table are read with; it can be sent to another process.

    Args:
        name, sha256: of the input.
        mapping: which columns feed which fields.
        width: how many headings there are.
        habits: of the columns.
        given: values from the file's name and the command line.
        key: tells this table from any other, also where it was sent to; in no output.
    """

    name: str
    sha256: str
    mapping: ColumnMapping
    width: int
    countries: CountryNames = field(repr=False)
    habits: Habits
    given: dict[str, tuple[str, str]]
    key: str = field(default_factory=lambda: uuid4().hex, repr=False, compare=False)

    def reader(self) -> LineReader:
        """The reader of its lines."""
        return LineReader(self.mapping, self.countries, self.habits, self.given)

    @property
    def columns(self) -> list[int]:
        """The columns that are looked at."""
        return sorted({c for f in self.mapping.fields for c in f.columns})

    @property
    def needed(self) -> int:
        """How many cells a row must have."""
        return 1 + max(self.columns, default=0)

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What the first cell of a row looks like, where the layout says it."""
        said = self.mapping.profile.row_pattern
        return re.compile(said) if said else None

    def source(self, line: int) -> Source:
        """Where a row stands."""
        return Source(file=self.name, line=line, sha256=self.sha256)


class Judge:
    """Tells lines from rows that cannot be read."""

    def __init__(self, table: Table) -> None:
        self._table, self._width, self._needed = table, table.width, table.needed
        self._pattern = table.pattern

    def __call__(self, row: Row | Broken) -> Line | Reject:
        """The line of a row, or why it is none."""
        if isinstance(row, Broken):
            return Reject(
                source=self._table.source(row.line),
                reason=row.reason,
                remedy=row.remedy,
                text=row.text,
            )
        cells = row.cells
        wrong = self._shifted(cells)
        if wrong is not None:
            return Reject(
                source=self._table.source(row.line),
                reason=wrong,
                remedy=_SHIFTED,
                text=" | ".join(cell_text(c) for c in cells[:20])[:200],
            )
        problems = row.problems
        if len(cells) < self._width:
            if len(cells) < self._needed:
                problems += (_short(len(cells), self._width),)
            cells = cells + [""] * (self._width - len(cells))
        return Line(row.line, cells, problems, row.extracted)

    def _shifted(self, cells: list[Cell]) -> str | None:
        if len(cells) > self._width and any(cell_text(c) for c in cells[self._width :]):
            return f"{len(cells)} cells under {self._width} headings: columns have shifted"
        if self._pattern is not None and not self._pattern.match(cell_text(cells[0])):
            return "the row does not begin as rows of this layout do: columns have shifted"
        return None


def _short(found: int, width: int) -> Problem:
    return Problem(
        field="row",
        value=f"{found} cells",
        reason=f"{found} cells under {width} headings: the last are taken as empty",
        remedy="Check that the line is whole.",
    )
