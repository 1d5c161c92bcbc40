"""Files in, transfers and rejects out, with a report of what was read and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from enduse.errors import DataError, EnduseError
from enduse.intake.countries import CountryNames
from enduse.intake.delimited import delimiter_of, rows, sample_of
from enduse.intake.encoding import Scan, scan
from enduse.intake.inputs import Input, InputPath, Unopened, inputs
from enduse.intake.json_reader import read_json
from enduse.intake.options import ReadOptions
from enduse.intake.report import FileReport, ReadReport
from enduse.intake.sheets import parquet_rows, sheet_rows
from enduse.intake.tables import read_table
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.knowledge.schema.table import Table
from enduse.model.transfer import Reject, Source, Transfer

COUNTRIES_TABLE = "profiles.countries"
_NO_COUNTRIES = CountryNames(())
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ", b"Rar!", b"7z\xbc\xaf",
           b"BZh", b"\xfd7zXZ", b"SQLite", b"\x28\xb5\x2f\xfd")  # fmt: skip


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
        self._items = self._run(list(paths), options, profiles, countries)

    def __iter__(self) -> Iterator[Transfer | Reject]:
        return self

    def __next__(self) -> Transfer | Reject:
        return next(self._items)

    def _run(
        self,
        paths: list[InputPath],
        options: ReadOptions,
        profiles: Mapping[str, ProfileFile],
        countries: CountryNames,
    ) -> Iterator[Transfer | Reject]:
        held: list[Reject] = []
        first: EnduseError | None = None
        started = False
        for source in inputs(paths, options.limits):
            report = FileReport(name=source.name)
            self.report.files.append(report)
            try:
                if isinstance(source, Unopened):
                    raise source.error
                for item in read_input(source, report, options, profiles, countries):
                    report.count(item)
                    if not started:
                        started = True
                        yield from held
                    yield item
            except EnduseError as err:
                report.failed = err.problem
                first = first or err
                reject = Reject(
                    source=Source(file=source.name, line=0, sha256=report.sha256),
                    reason=err.problem,
                    remedy=err.remedy,
                )
                report.count(reject)
                if started:
                    yield reject
                else:
                    held.append(reject)
        if not started and first is not None:
            raise first


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
        countries: names of countries (`country_names(pack)`).

    Raises:
        EnduseError: on iteration, where nothing at all could be read.
    """
    return Reading(paths, options, profiles, countries)


def knowledge_for_reading(pack: Pack) -> tuple[Mapping[str, ProfileFile], CountryNames]:
    """Profiles and names of countries of a pack, as `read` takes them."""
    profiles = pack.section("profiles", ProfileFile)
    tables = pack.section("tables", Table)
    known = tables.get(COUNTRIES_TABLE)
    return profiles, CountryNames.of_table(known) if known else _NO_COUNTRIES


def read_input(
    source: Input,
    report: FileReport,
    options: ReadOptions,
    profiles: Mapping[str, ProfileFile],
    countries: CountryNames,
) -> Iterator[Transfer | Reject]:
    """Read one input in the format its first bytes show.

    Raises:
        EnduseError: where it is empty, binary, damaged, or of no known format.
    """
    head = source.head()
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise DataError(source.name, "the file is empty", "Name a file with rows in it.")
    scanned = scan(source, options.encoding)
    report.sha256 = scanned.sha256
    report.format = format_of(head, scanned)
    if report.format == "binary":
        raise DataError(
            source.name,
            "neither text nor a spreadsheet",
            "Give CSV, XLSX, JSON, Parquet or XML; pictures and PDF are not read.",
        )
    if report.format in ("spreadsheet", "parquet"):
        table = (
            parquet_rows(source)
            if report.format == "parquet"
            else sheet_rows(source, options.sheet)
        )
        yield from read_table(iter(table), report, profiles, countries, options)
        return
    report.encoding, report.encoding_how = scanned.encoding, scanned.how
    if report.format == "json":
        yield from read_json(source, scanned.encoding, report, countries)
    elif report.format == "html":
        raise DataError(
            source.name, "a web page, not data", "Save the data itself, not the page that shows it."
        )
    else:
        report.delimiter = options.delimiter or delimiter_of(sample_of(source, scanned.encoding))
        found = rows(source, scanned.encoding, report.delimiter, options.limits)
        yield from read_table(found, report, profiles, countries, options)


def format_of(head: bytes, scanned: Scan) -> str:
    """Tell the format from the first bytes: parquet, spreadsheet, json, xml, html, text, binary."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "spreadsheet"
    if head.startswith(_BINARY):
        return "binary"
    text = head.decode(scanned.encoding, "replace").lstrip("\ufeff \t\r\n")
    if scanned.encoding.startswith(("utf-8", "cp")) and _mostly_control(text[:4096]):
        return "binary"
    if text.startswith(("{", "[")):
        return "json"
    if re.match(r"<(!doctype html|html)\b", text, re.IGNORECASE):
        return "html"
    return "xml" if text.startswith(("<?xml", "<")) else "text"


def _mostly_control(text: str) -> bool:
    odd = sum(1 for c in text if c == "\ufffd" or (c < " " and c not in "\t\r\n\x1f"))
    return odd > 0.1 * max(len(text), 1)


__all__ = ["Path", "Reading", "format_of", "knowledge_for_reading", "read", "read_input"]
