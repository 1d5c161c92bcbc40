"""Tables (delimited text, sheets, Parquet): find the headings, learn the habits, read the rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from enduse.errors import DataError
from enduse.intake.cells import (
    DayOrder,
    DecimalMark,
    cell_text,
    day_order_of,
    decimal_mark_of,
)
from enduse.intake.countries import CountryNames
from enduse.intake.delimited import Broken, Row
from enduse.intake.groups import Habits
from enduse.intake.input import Limits
from enduse.intake.mapping import ColumnMapping, best_mapping, map_columns
from enduse.intake.options import ReadOptions
from enduse.intake.pieces import Piece, first_rows, without
from enduse.intake.records import Records
from enduse.intake.report import FileReport
from enduse.knowledge.schema.profiles import ProfileFile


class UnknownHeadingsError(DataError):
    """A table of whose headings none is known."""


HEADER_WITHIN = 30
_NUMBERS, _DAYS = ("value", "quantity"), ("date",)


@dataclass(frozen=True, slots=True)
class Headed:
    """A table whose headings were found: its mapping, and the rows below them.

    Args:
        records: where the rows come from, if they are those of a text.
    """

    mapping: ColumnMapping
    headings: tuple[str, ...]
    line: int
    rows: Iterator[Piece]
    records: Records | None = None


def find_headings(
    rows: Iterator[Piece],
    name: str,
    profiles: Mapping[str, ProfileFile],
    options: ReadOptions,
    kinds: tuple[str, ...] = ("transfers", "not_transfers"),
) -> Headed:
    """Find the row of headings among the first rows, and the profile that fits it best.

    Raises:
        DataError: for an empty table, and one of whose headings none is known.
    """
    held, start = first_rows(rows, HEADER_WITHIN)
    records = rows if isinstance(rows, Records) else None
    if not start:
        raise DataError(name, "there is no row in it", "Name a file with headings and rows.")
    for one in start:
        if isinstance(one, Row):
            _check_width(one, name, options.limits)
    fixed = _headerless(start, name, profiles, options)
    if fixed is not None:
        return Headed(fixed, fixed_headings(fixed), 0, chain(held, rows), records)
    best: tuple[int, int, ColumnMapping, Row] | None = None
    for i, one in enumerate(start):
        if isinstance(one, Broken) or (best is not None and not _headings_like(one)):
            continue
        texts = [cell_text(c) for c in one.cells]
        mapping = best_mapping(texts, name, profiles, options.profile, kinds)
        if mapping is not None and (best is None or mapping.columns_used > best[2].columns_used):
            best = (i, one.line, mapping, one)
    if best is None or not (best[2].columns_used or best[2].profile.kind == "not_transfers"):
        raise UnknownHeadingsError(
            name,
            "none of its headings is known",
            f"See them with `enduse columns {name}`, and write a profile with --write.",
        )
    headings = tuple(cell_text(c) for c in best[3].cells)
    return Headed(best[2], headings, best[1], chain(without(held, best[0] + 1), rows), records)


def _headings_like(row: Row) -> bool:
    return sum(isinstance(c, str) and bool(c.strip()) for c in row.cells) > 1


def _check_width(row: Row, name: str, limits: Limits) -> None:
    if len(row.cells) > limits.columns:
        raise DataError(
            name,
            f"{len(row.cells):,} columns; no more than {limits.columns:,} are read",
            "Check the delimiter (--delimiter), or keep the columns that matter.",
        )


def _headerless(
    start: list[Row | Broken],
    name: str,
    profiles: Mapping[str, ProfileFile],
    options: ReadOptions,
) -> ColumnMapping | None:
    for profile_id, profile in sorted(profiles.items()):
        known = profile.headerless
        if known is None or options.profile not in (None, profile_id):
            continue
        widths = {len(row.cells) for row in start if isinstance(row, Row)}
        fits = re.search(known.file_name, name, re.IGNORECASE) and widths == {len(known.headings)}
        if fits or options.profile == profile_id:
            why = f"the file's name and its {len(known.headings)} columns; it has no headings"
            return map_columns(profile_id, profile, known.headings, why)
    return None


def fixed_headings(mapping: ColumnMapping) -> tuple[str, ...]:
    """The headings that a profile gives to a layout without any."""
    known = mapping.profile.headerless
    return known.headings if known else ()


def given_values(
    mapping: ColumnMapping, file_name: str, countries: CountryNames, options: ReadOptions
) -> dict[str, tuple[str, str]]:
    """Values that hold for every line: from the file's name and from the command line."""
    given: dict[str, tuple[str, str]] = {}
    for rule in mapping.profile.from_file_name:
        match = re.search(rule.pattern, file_name.rsplit("/", 1)[-1], re.IGNORECASE)
        text = match[1].replace("_", " ").strip() if match else ""
        text = rule.words.get(text, text)
        if text and countries.code(text):
            given[rule.field] = (text, f"file name {file_name}")
    given.update({f: (v, "the command line") for f, v in options.defaults.items()})
    return given


def habits_of(mapping: ColumnMapping, sample: Iterable[Row | Broken]) -> Habits:
    """Learn decimal marks and day orders of the columns that the profile leaves open.

    A column proves a habit where one of its cells has one reading only and none contradicts it.
    """
    profile = mapping.profile
    cells: dict[str, list[str]] = {name: [] for name in (*_NUMBERS, *_DAYS)}
    places = {f.field: f.columns for f in mapping.fields if f.field in cells}
    if places:
        for row in sample:
            if isinstance(row, Row):
                for name, columns in places.items():
                    cells[name] += [
                        c
                        for i in columns
                        if i < len(row.cells) and isinstance(c := row.cells[i], str)
                    ]
    marks: dict[str, DecimalMark | None] = {}
    for name in _NUMBERS:
        marks[name] = profile.decimal_mark or _only(decimal_mark_of(t) for t in cells[name])
    orders: dict[str, DayOrder | None] = {}
    for name in _DAYS:
        orders[name] = profile.day_order or _only(day_order_of(t) for t in cells[name])
    return Habits(marks, orders)


def _only(found: Iterable[str | None]):  # type: ignore[no-untyped-def]
    proven = set(found) - {None}
    return proven.pop() if len(proven) == 1 else None


def describe(report: FileReport, mapping: ColumnMapping, line: int) -> None:
    """Write into the report how the table is read."""
    report.header_line = line or None
    report.profile, report.profile_why = mapping.profile_id, mapping.why
    report.mapping = tuple((f.field, f.headings) for f in mapping.fields)
    report.not_kept = mapping.not_kept
    if mapping.repeated:
        shown = ", ".join(mapping.repeated[:5])
        report.remarks.append(f"headings that stand twice, of which the first is read: {shown}")
