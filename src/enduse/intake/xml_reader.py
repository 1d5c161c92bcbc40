"""Procurement notices in XML: EU eForms, and Spain's CODICE in its ATOM feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from enduse.errors import DataError
from enduse.intake import eforms, placsp
from enduse.intake.contract_json import transfer_from_json
from enduse.intake.countries import CountryNames
from enduse.intake.input import Input
from enduse.intake.json_reader import Seen
from enduse.intake.report import FileReport
from enduse.intake.xml_elements import elements, kid, root_name, text
from enduse.model.transfer import Reject, Source, Transfer

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_xml(
    source: Input, report: FileReport, countries: CountryNames, seen: Seen
) -> Iterator[Transfer | Reject]:
    """Yield one transfer per lot or result of a notice.

    Raises:
        DataError: for XML that is damaged, or of a kind that is not known.
    """
    root = root_name(source)
    if root in eforms.ROOTS:
        report.format, report.profile, report.profile_why = "eforms", "eforms", f"its root: {root}"
        for notice in elements(source, (root,)):
            lines, without = eforms.lines_of(notice)
            if without:
                report.set_aside += without
                report.remarks.append(f"{without:,} lots without a winner")
            yield from _transfers(lines, report, countries, seen)
        return
    if root == "feed":
        report.format, report.profile, report.profile_why = "placsp", "placsp", "its root: feed"
        yield from _read_feed(source, report, countries, seen)
        return
    raise DataError(
        source.name,
        f"XML of a kind that is not known (its root is {root or 'missing'})",
        "Notices of EU eForms and of Spain's feed are read; give others as a table.",
    )


def _read_feed(
    source: Input, report: FileReport, countries: CountryNames, seen: Seen
) -> Iterator[Transfer | Reject]:
    """Two passes: the first finds the last state of each folder."""
    last: dict[str, str] = {}
    for entry in elements(source, ("entry",)):
        key, updated = text(entry, "id"), text(entry, "updated")
        last[key] = max(last.get(key, ""), updated)
    if not last:
        raise DataError(source.name, "a feed without entries", "Give a feed of contract folders.")
    earlier = 0
    done: set[str] = set()
    for number, entry in enumerate(elements(source, ("entry",)), 1):
        key = text(entry, "id")
        if text(entry, "updated") != last[key] or (key and key in done):
            earlier += 1
            continue
        done.add(key)
        if kid(entry, placsp.STATUS) is None:
            where = Source(file=report.name, line=number, sha256=report.sha256)
            yield Reject(
                source=where,
                reason="an entry without a contract folder",
                remedy="Give a feed of contract folders (CODICE).",
                text=_title(entry),
            )
            continue
        yield from _transfers(placsp.lines_of(entry), report, countries, seen, number)
    if earlier:
        report.set_aside += earlier
        report.remarks.append(f"{earlier:,} earlier states of folders, set aside")


def _title(entry: _Element) -> str:
    return text(entry, "title")[:200]


def _transfers(
    lines: Sequence[dict[str, object]],
    report: FileReport,
    countries: CountryNames,
    seen: Seen,
    number: int = 1,
) -> Iterator[Transfer]:
    again = 0
    for line in lines:
        if seen.again(line):
            again += 1
            continue
        where = Source(file=report.name, line=number, sha256=report.sha256)
        yield transfer_from_json(line, countries, where, f"{where.file}:{number}")
    if again:
        report.set_aside += again
        report.remarks.append(f"{again:,} lines that were read before, unchanged, set aside")
