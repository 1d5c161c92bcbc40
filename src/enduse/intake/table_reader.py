"""Rows below their headings, one by one, to transfers and rejects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from enduse.errors import DataError
from enduse.intake.cells import Cell, cell_text
from enduse.intake.countries import CountryNames
from enduse.intake.delimited import Broken, Row
from enduse.intake.lines import LineReader
from enduse.intake.mapping import ColumnMapping
from enduse.intake.masters import Masters
from enduse.intake.notices import with_extracts
from enduse.intake.options import ReadOptions
from enduse.intake.report import FileReport
from enduse.intake.tables import Headed, describe, find_headings, given_values, habits_of
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.transfer import Problem, Reject, Source, Transfer

LEARN_FROM = 5_000


@dataclass(frozen=True, slots=True)
class TableReader:
    """What all tables of a reading are read with."""

    profiles: Mapping[str, ProfileFile]
    countries: CountryNames
    options: ReadOptions
    masters: Masters

    def table(
        self, rows: Iterator[Row | Broken], report: FileReport
    ) -> Iterator[Transfer | Reject]:
        """Read one table whose headings are in it.

        Raises:
            DataError: for a table that is not one of transfers.
        """
        headed = find_headings(rows, report.name, self.profiles, self.options)
        mapping = headed.mapping
        describe(report, mapping, headed.line)
        if mapping.profile.kind == "not_transfers":
            raise DataError(report.name, mapping.profile.title, mapping.profile.because)
        yield from self.rows(headed, report)

    def rows(self, headed: Headed, report: FileReport) -> Iterator[Transfer | Reject]:
        """Read the rows of a table whose mapping is known."""
        headed = with_extracts(self.masters.applied(headed, report))
        mapping = headed.mapping
        given = given_values(mapping, report.name, self.countries, self.options)
        sample = list(islice(headed.rows, LEARN_FROM))
        habits = habits_of(mapping, sample)
        reader = LineReader(mapping, self.countries, habits, given)
        width, needed = len(headed.headings), _needed(mapping)
        pattern = mapping.profile.row_pattern
        fits = re.compile(pattern).match if pattern else None
        name, sha256 = report.name, report.sha256
        for one in chain(sample, headed.rows):
            source = Source(file=name, line=one.line, sha256=sha256)
            if isinstance(one, Broken):
                yield Reject(source=source, reason=one.reason, remedy=one.remedy, text=one.text)
                continue
            cells = one.cells
            wrong = _shifted(cells, width, fits)
            if wrong is not None:
                remedy = "A delimiter stands unquoted in a text, or a heading is missing."
                yield Reject(source=source, reason=wrong, remedy=remedy, text=_shown(cells))
                continue
            problems = one.problems
            if len(cells) < width:
                if len(cells) < needed:
                    problems += (_short(len(cells), width),)
                cells = cells + [""] * (width - len(cells))
            yield reader.read(cells, source, problems, one.extracted)


def _shifted(cells: list[Cell], width: int, fits: object) -> str | None:
    if len(cells) > width and any(cell_text(c) for c in cells[width:]):
        return f"{len(cells)} cells under {width} headings: columns have shifted"
    if callable(fits) and not fits(cell_text(cells[0])):
        return "the row does not begin as rows of this layout do: columns have shifted"
    return None


def _needed(mapping: ColumnMapping) -> int:
    return 1 + max((c for f in mapping.fields for c in f.columns), default=0)


def _short(found: int, width: int) -> Problem:
    return Problem(
        field="row",
        value=f"{found} cells",
        reason=f"{found} cells under {width} headings: the last are taken as empty",
        remedy="Check that the line is whole.",
    )


def _shown(cells: list[Cell]) -> str:
    return " | ".join(cell_text(c) for c in cells[:20])[:200]
