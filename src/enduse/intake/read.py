"""Files in, transfers and rejects out, with a report of what was read and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from enduse.errors import DataError, EnduseError, UsageError
from enduse.intake.blocks import Block
from enduse.intake.countries import CountryNames
from enduse.intake.encoding import Scan
from enduse.intake.flat_json import flat_rows, is_flat
from enduse.intake.input import Input
from enduse.intake.inputs import InputPath, inputs
from enduse.intake.joins import JoinSet, describe_lookups, find_set, joined_table, lookups_of
from enduse.intake.json_documents import Document, documents
from enduse.intake.json_reader import Seen, is_contract, read_json
from enduse.intake.mapping import best_mapping
from enduse.intake.masters import Masters
from enduse.intake.options import ReadOptions
from enduse.intake.profile_file import with_named
from enduse.intake.report import FileReport, ReadReport
from enduse.intake.sources import TABULAR, Opened, TableSource, opened_input, tables_of
from enduse.intake.table_reader import TableReader
from enduse.intake.tables import Headed, UnknownHeadingsError, describe
from enduse.intake.xml_reader import read_xml
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.profiles import ProfileFile, is_field
from enduse.knowledge.schema.table import Table
from enduse.model.transfer import Reject, Source, Transfer

COUNTRIES_TABLE = "profiles.countries"
_NO_COUNTRIES = CountryNames(())
_JOINABLE = 200
Item = Transfer | Reject
Bulk = Item | Block


def read(
    paths: Sequence[InputPath],
    options: ReadOptions,
    profiles: Mapping[str, ProfileFile],
    countries: CountryNames = _NO_COUNTRIES,
) -> Reading:
    """Read files, folders, archives and standard input (`-`).

    Args:
        paths: what to read, in this order.
        options: what the command line says about it.
        profiles: section `profiles` of the pack, and those of the user.
        countries: names of countries (`knowledge_for_reading(pack)`).

    Raises:
        EnduseError: on iteration, where nothing at all could be read.
    """
    return Reading(paths, options, profiles, countries)


def knowledge_for_reading(pack: Pack) -> tuple[Mapping[str, ProfileFile], CountryNames]:
    """Profiles and names of countries of a pack, as `read` takes them."""
    profiles = pack.section("profiles", ProfileFile)
    known = pack.section("tables", Table).get(COUNTRIES_TABLE)
    return profiles, CountryNames.of_table(known) if known else _NO_COUNTRIES


class Reading:
    """An iterator of transfers and rejects, in file order, with the report of the reading.

    `report` is complete once the iterator is exhausted. A file that cannot be read is one reject
    among those of other files; where no file could be read, its error is raised.
    """

    def __init__(
        self,
        paths: Sequence[InputPath],
        options: ReadOptions,
        profiles: Mapping[str, ProfileFile],
        countries: CountryNames,
    ) -> None:
        self.report = ReadReport()
        for name in options.defaults:
            if not is_field(name):
                raise UsageError("--default", f"no field {name}", "See `enduse columns --help`.")
        self._options, self._countries = options, countries
        self._profiles = with_named(profiles, options.profile)
        self._seen = Seen()
        self._size: int | None = None
        self._items = self._run(list(paths))

    def __iter__(self) -> Iterator[Item]:
        return self

    def __next__(self) -> Item:
        item = next(self._items)
        assert not isinstance(item, Block)
        return item

    def in_blocks(self, size: int) -> Iterator[Bulk]:
        """The same lines and rejects, those of tables in blocks of `size` lines.

        What the lines of a block come to is not in the report: `FileReport.add` it.
        """
        self._size = size
        return self._items

    def _run(self, paths: list[InputPath]) -> Iterator[Bulk]:
        held: list[Bulk] = []
        first: EnduseError | None = None
        started = False
        for item in self._all(paths):
            if isinstance(item, _Failed):
                first = first or item.error
                if not started:
                    held.append(item.reject)
                    continue
                yield item.reject
                continue
            if not started:
                started = True
                yield from held
            yield item
        if not started and first is not None:
            raise first

    def _all(self, paths: list[InputPath]) -> Iterator[Bulk | _Failed]:
        masters = Masters.load(self._options, self._profiles)
        reader = TableReader(self._profiles, self._countries, self._options, masters)
        sources = list(inputs(paths, self._options.limits, self.report.skipped))
        if len(sources) > _JOINABLE:
            for source in sources:
                yield from self._one(opened_input(source, self._options), reader)
            return
        opened = [opened_input(source, self._options) for source in sources]
        joined, used = self._join_set(opened)
        if joined is not None:
            yield from self._joined(joined, reader)
        for one in opened:
            if one.name not in used:
                yield from self._one(one, reader)

    def _join_set(self, opened: list[Opened]) -> tuple[JoinSet | None, set[str]]:
        tables: list[TableSource] = []
        owners: dict[str, str] = {}
        for one in opened:
            if one.source is None or one.scanned is None or one.format not in TABULAR:
                continue
            try:
                of_one = tables_of(one.source, one.scanned, one.format, self._options)
            except EnduseError:
                continue
            tables += of_one
            owners.update({table.name: one.name for table in of_one})
        if len(tables) < 2:
            return None, set()
        joined = find_set(tables, self._profiles, self._options.profile)
        if joined is None:
            return None, set()
        return joined, {owners[t.name] for some in joined.tables.values() for t in some}

    def _joined(self, joined: JoinSet, reader: TableReader) -> Iterator[Bulk | _Failed]:
        lookups = lookups_of(joined)
        for name, tables in joined.tables.items():
            for table in tables:
                if name == joined.profile.main:
                    continue
                report = self._report(table.name, table.scanned, table.format)
                report.profile, report.profile_why = joined.profile_id, f"table {name}"
                try:
                    for lookup in lookups:
                        if lookup.step.table == name:
                            report.set_aside = lookup.load(table)
                except EnduseError as err:
                    yield _failed(report, err)
        for main in joined.tables[joined.profile.main or ""]:
            report = self._report(main.name, main.scanned, main.format)
            report.encoding, report.encoding_how = main.scanned.encoding, main.scanned.how
            report.delimiter = main.delimiter
            try:
                headed = joined_table(main, joined, lookups)
                describe(report, headed.mapping, headed.line)
                report.not_kept = tuple(h for h in report.not_kept if "." not in h)
                describe_lookups(lookups, report, joined)
                yield from self._lines(reader, headed, report)
            except EnduseError as err:
                yield _failed(report, err)

    def _report(self, name: str, scanned: Scan | None, kind: str) -> FileReport:
        report = FileReport(name=name, sha256=scanned.sha256 if scanned else "", format=kind)
        self.report.files.append(report)
        return report

    def _lines(self, reader: TableReader, headed: Headed, report: FileReport) -> Iterator[Bulk]:
        if self._size is None:
            return self._counted(reader.rows(headed, report), report)
        place = next(n for n, one in enumerate(self.report.files) if one is report)
        return self._counted(reader.blocks(headed, report, place, self._size), report)

    @staticmethod
    def _counted(items: Iterator[Bulk], report: FileReport) -> Iterator[Bulk]:
        for item in items:
            if not isinstance(item, Block):
                report.count(item)
            yield item

    def _one(self, one: Opened, reader: TableReader) -> Iterator[Bulk | _Failed]:
        if one.source is None or one.scanned is None:
            yield _failed(self._report(one.name, None, ""), one.error or _not_known(one.name))
            return
        try:
            if one.format in TABULAR:
                yield from self._tables(one.source, one.scanned, one.format, reader)
                return
        except EnduseError as err:
            yield _failed(self._report(one.name, one.scanned, one.format), err)
            return
        report = self._report(one.name, one.scanned, one.format)
        report.encoding, report.encoding_how = one.scanned.encoding, one.scanned.how
        try:
            if one.format == "json" and self._is_table(one.source, one.scanned.encoding):
                rows = flat_rows(one.source, one.scanned.encoding)
                yield from self._lines(reader, reader.headed(rows, report), report)
            else:
                yield from self._counted(self._documents(one.source, one.scanned, report), report)
        except EnduseError as err:
            yield _failed(report, err)

    def _tables(
        self, source: Input, scanned: Scan, kind: str, reader: TableReader
    ) -> Iterator[Bulk | _Failed]:
        tables = tables_of(source, scanned, kind, self._options)
        some = False
        unknown: list[tuple[FileReport, EnduseError]] = []
        for table in tables:
            report = self._report(table.name, scanned, kind)
            if kind == "text":
                report.encoding, report.encoding_how = scanned.encoding, scanned.how
                report.delimiter = table.delimiter
            try:
                yield from self._lines(reader, reader.headed(table.pieces(), report), report)
                some = True
            except UnknownHeadingsError as err:
                report.failed = err.problem
                unknown.append((report, err))
            except EnduseError as err:
                some = True
                yield _failed(report, err)
        # A workbook may have sheets of notes; that none is a table is worth a reject.
        if not some:
            for report, error in unknown:
                yield _failed(report, error)

    def _is_table(self, source: Input, encoding: str) -> bool:
        """Whether JSON objects are flat rows whose keys a profile knows."""
        first = next(documents(source, encoding), None)
        if not isinstance(first, Document) or not is_flat(first):
            return False
        value = first.value[0] if isinstance(first.value, list) else first.value
        keys = [key for key in value if isinstance(key, str)] if isinstance(value, dict) else []
        if is_contract(keys):
            return False
        chosen = self._options.profile
        return best_mapping(keys, source.name, self._profiles, chosen) is not None

    def _documents(self, source: Input, scanned: Scan, report: FileReport) -> Iterator[Item]:
        if report.format == "json":
            return read_json(source, scanned.encoding, report, self._countries, self._seen)
        if report.format == "xml":
            return read_xml(source, report, self._countries, self._seen)
        if report.format == "html":
            problem, remedy = "a web page, not data", "Save the data, not the page that shows it."
        else:
            problem = "neither text nor a spreadsheet"
            remedy = "Give CSV, XLSX, JSON, Parquet or XML; pictures and PDF are not read."
        raise DataError(source.name, problem, remedy)


@dataclass(frozen=True, slots=True)
class _Failed:
    error: EnduseError
    reject: Reject


def _failed(report: FileReport, err: EnduseError) -> _Failed:
    """Turn the error of a whole file into its one reject, and count it."""
    report.failed = err.problem
    source = Source(file=report.name, line=0, sha256=report.sha256)
    reject = Reject(source=source, reason=err.problem, remedy=err.remedy)
    report.count(reject)
    return _Failed(err, reject)


def _not_known(name: str) -> DataError:
    return DataError(name, "no format that is known", "Give CSV, XLSX, JSON, Parquet or XML.")
