"""Tables to transfers and rejects, row by row; or to blocks of lines, for bulk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from enduse.errors import DataError
from enduse.intake.blocks import Block, blocks
from enduse.intake.countries import CountryNames
from enduse.intake.masters import Masters
from enduse.intake.notices import with_extracts
from enduse.intake.options import ReadOptions
from enduse.intake.pieces import Piece, first_rows, rows_of
from enduse.intake.report import FileReport
from enduse.intake.table_rows import Judge, Table
from enduse.intake.tables import Headed, describe, find_headings, given_values, habits_of
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.transfer import Reject, Transfer

LEARN_FROM = 5_000


@dataclass(frozen=True, slots=True)
class TableReader:
    """What all tables of a reading are read with."""

    profiles: Mapping[str, ProfileFile]
    countries: CountryNames
    options: ReadOptions
    masters: Masters

    def headed(self, pieces: Iterator[Piece], report: FileReport) -> Headed:
        """Find the headings of a table that has them in it.

        Raises:
            DataError: for a table that is not one of transfers.
        """
        headed = find_headings(pieces, report.name, self.profiles, self.options)
        mapping = headed.mapping
        describe(report, mapping, headed.line)
        if mapping.profile.kind == "not_transfers":
            raise DataError(report.name, mapping.profile.title, mapping.profile.because)
        return headed

    def rows(self, headed: Headed, report: FileReport) -> Iterator[Transfer | Reject]:
        """Read the rows of a table whose mapping is known, one by one."""
        table, headed = self.settled(headed, report)
        judge, reader = Judge(table), table.reader()
        for row in rows_of(headed.rows):
            found = judge(row)
            if isinstance(found, Reject):
                yield found
            else:
                source = table.source(found.number)
                yield reader.read(found.cells, source, found.problems, found.extracted)

    def blocks(
        self, headed: Headed, report: FileReport, file: int, size: int
    ) -> Iterator[Block | Reject]:
        """Cut the lines of a table whose mapping is known into blocks of `size`.

        Args:
            file: place of the report among those of the reading.
        """
        table, headed = self.settled(headed, report)
        yield from blocks(table, headed.rows, headed.records, file, size)

    def settled(self, headed: Headed, report: FileReport) -> tuple[Table, Headed]:
        """How rows are read, from masters, labels and the first rows."""
        headed = self.completed(headed, report)
        mapping = headed.mapping
        held, sample = first_rows(headed.rows, LEARN_FROM)
        table = Table(
            name=report.name,
            sha256=report.sha256,
            mapping=mapping,
            width=len(headed.headings),
            countries=self.countries,
            habits=habits_of(mapping, sample),
            given=given_values(mapping, report.name, self.countries, self.options),
        )
        rows = chain(held, headed.rows)
        return table, Headed(mapping, headed.headings, headed.line, rows, headed.records)

    def completed(self, headed: Headed, report: FileReport) -> Headed:
        """Lay what masters and labels in long texts give behind the columns of the rows."""
        return with_extracts(self.masters.applied(headed, report))
