"""Tables that say by their headings what a column holds: rows as mappings, or rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from enduse.errors import DataError
from enduse.intake.cells import cell_text
from enduse.intake.delimited import Broken, Row
from enduse.intake.input import Input, Unopened
from enduse.intake.inputs import inputs
from enduse.intake.options import ReadOptions
from enduse.intake.sources import TABULAR, TableSource, scanned_input, tables_of
from enduse.model.transfer import Problem, Reject, Source

HEADINGS_WITHIN = 30
LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class NamedRow:
    """The cells of a row by their headings; `problems` name what could not be read of it."""

    line: int
    cells: dict[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    """The headings of a table, in its order; empty where a column is not wanted."""

    line: int
    names: tuple[str, ...]


def named_rows(path: Path, needed: Iterable[str]) -> Iterator[NamedRow | Reject]:
    """Yield every row of a table under a heading that is one of `needed`.

    Text in any encoding and with any usual delimiter, workbooks and Parquet, packed or not, are
    read as files of transfers are. Headings lose their case; blanks become low lines. Of several
    tables, sheets or files of an archive, one without such a heading has all its rows rejected.

    Raises:
        NoInputError: where there is nothing to open.
        DataError: where it is no table, or one without such a heading.
    """
    wanted = frozenset(needed)
    options = ReadOptions()
    one = " or ".join(f"`{name}`" for name in sorted(wanted))
    found = False
    headless: list[TableSource] = []
    for source in inputs([path], options.limits, []):
        if isinstance(source, Unopened):
            raise source.error
        for table in _tables(source, options):
            head, rows = _head(table.rows(), wanted)
            if head is None:
                headless.append(table)
                continue
            found = True
            yield from _unread(headless, one)
            headless.clear()
            yield from _below(head, rows, table)
    if not found:
        raise DataError(path.name, f"no column {one}", "Name the column of names so.")
    yield from _unread(headless, one)


def _unread(tables: Iterable[TableSource], one: str) -> Iterator[Reject]:
    """Every filled row of tables of which nobody knows which column to read."""
    for table in tables:
        place = Source(file=table.name, sha256=table.scanned.sha256)
        for row in table.rows():
            source = replace(place, line=row.line)
            if isinstance(row, Broken):
                yield _broken(row, source)
            elif any(texts := [cell_text(cell) for cell in row.cells]):
                yield Reject(
                    source=source,
                    reason=f"{table.name} has no heading {one} in its first {HEADINGS_WITHIN} rows",
                    remedy="Name the column so, or leave this table out.",
                    text=" | ".join(texts)[:200],
                )


def _tables(source: Input, options: ReadOptions) -> list[TableSource]:
    scanned, kind = scanned_input(source, options)
    if kind not in TABULAR:
        raise DataError(source.name, f"{kind}, no table", "Save it as CSV or XLSX.")
    return tables_of(source, scanned, kind, options)


def _head(
    rows: Iterator[Row | Broken], wanted: frozenset[str]
) -> tuple[_Head | None, Iterator[Row | Broken]]:
    """The headings, and the rows below; a title of one word gives way to headings below it."""
    seen: list[Row | Broken] = []
    best: tuple[int, _Head] | None = None
    for row in rows:
        seen.append(row)
        if isinstance(row, Row):
            names = tuple(_heading(cell_text(cell)) for cell in row.cells)
            alone = sum(map(bool, names)) == 1
            if not wanted.isdisjoint(names) and not (alone and best):
                best = len(seen), _Head(row.line, names)
                if not alone:
                    break
        if len(seen) >= HEADINGS_WITHIN:
            break
    if best is None:
        return None, rows
    return best[1], chain(seen[best[0] :], rows)


def _heading(text: str) -> str:
    """A heading; what stands behind the first low line of an identifier keeps its case."""
    name = "_".join(text.lstrip("\ufeff").split())
    first, mark, rest = name.partition("_")
    if first.casefold() == "identifier":
        return first.casefold() + mark + rest
    return name.casefold()


def _below(
    head: _Head, rows: Iterator[Row | Broken], table: TableSource
) -> Iterator[NamedRow | Reject]:
    place = Source(file=table.name, sha256=table.scanned.sha256)
    doubled = {name for name in head.names if name and head.names.count(name) > 1}
    if doubled:
        raise DataError(
            f"{table.name}, line {head.line}",
            f"two columns are called {min(doubled)}",
            "Give each column a name of its own.",
        )
    width = len(head.names)
    for row in rows:
        source = replace(place, line=row.line)
        if isinstance(row, Broken):
            yield _broken(row, source)
            continue
        texts = [cell_text(cell) for cell in row.cells]
        if any(texts[width:]):
            yield Reject(
                source=source,
                reason=f"{len(texts)} cells under {width} headings: columns have shifted",
                remedy="Quote cells that hold the delimiter.",
                text=" | ".join(texts)[:200],
            )
            continue
        if any(texts):
            yield NamedRow(row.line, *_read(head, texts))


def _broken(row: Broken, source: Source) -> Reject:
    return Reject(source=source, reason=row.reason, remedy=row.remedy, text=row.text)


def _read(head: _Head, texts: list[str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    problems = []
    width = len(head.names)
    if len(texts) < width:
        problems.append(
            Problem(
                field="row",
                value=f"{len(texts)} cells",
                reason=f"{len(texts)} cells under {width} headings: the last are taken as empty",
                remedy="Check that the line is whole.",
            )
        )
        texts = texts + [""] * (width - len(texts))
    cells = {name: text for name, text in zip(head.names, texts, strict=False) if name}
    problems += [
        Problem(
            field=name,
            value=text[:80],
            reason="a character in it cannot be read",
            remedy="Save the file as UTF-8.",
        )
        for name, text in cells.items()
        if LOST in text
    ]
    return cells, tuple(problems)
