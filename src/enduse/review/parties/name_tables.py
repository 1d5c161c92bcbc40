"""Files of names to look for, and of a user's own list: read, read with problems, or rejected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from enduse.errors import DataError
from enduse.intake.countries import CountryNames
from enduse.intake.named_rows import NamedRow, named_rows
from enduse.lists.own_columns import WHAT_TO_DO, known
from enduse.model.listing import ListEntry
from enduse.model.transfer import Problem, Reject, Source
from enduse.screening.names_file import NAME_HEADINGS, Query, joined, own_entry, query_of

_FILL = "Fill it, or drop the row."


@dataclass(frozen=True, slots=True)
class Queries:
    """What a file asks for. Rows in are `queries` and `rejects`; `in_order` holds both."""

    in_order: tuple[Query | Reject, ...]

    @property
    def queries(self) -> list[Query]:
        """The rows that could be read."""
        return [one for one in self.in_order if isinstance(one, Query)]

    @property
    def rejects(self) -> list[Reject]:
        """The rows that could not be read at all."""
        return [one for one in self.in_order if isinstance(one, Reject)]

    def counted(self) -> str:
        """How many rows came in, and what became of them."""
        odd = sum(bool(query.problems) for query in self.queries)
        total, read = len(self.in_order), len(self.queries) - odd
        return (
            f"{total:,} rows in: {read:,} read, {odd:,} read with problems,"
            f" {len(self.rejects):,} rejected"
        )


@dataclass(frozen=True, slots=True)
class OwnList:
    """A user's own list: its entries, values with problems by line, rows that were rejected."""

    entries: tuple[ListEntry, ...]
    problems: tuple[tuple[int, Problem], ...]
    rejects: tuple[Reject, ...]


def read_queries(path: Path, countries: CountryNames) -> Queries:
    """Read a table with `id` and `name` (or `query`), countries as codes.

    Raises:
        DataError: where it is no table of names, or no row of it can be read.
    """
    found: list[Query | Reject] = []
    for row in named_rows(path, NAME_HEADINGS):
        found.append(row if isinstance(row, Reject) else _query(row, path.name, countries))
    read = Queries(tuple(found))
    if found and not read.queries:
        _nothing(path, read.rejects)
    return read


def _query(row: NamedRow, file: str, countries: CountryNames) -> Query | Reject:
    query = query_of(row.cells, row.line)
    if query is None:
        return _reject(row, file, "no name and no number to look for")
    return placed(replace(query, problems=row.problems), countries)


def placed(query: Query, countries: CountryNames) -> Query:
    """A query with its country as a code; one that is not read is said, not compared."""
    text = query.country.strip()
    code = countries.code(text) if text else ""
    if code or not text:
        return replace(query, country=code or "")
    said = Problem(field="country", value=text, reason="names no country", remedy="Write it as CN.")
    return replace(query, country="", unread_country=text, problems=(*query.problems, said))


def read_own_list(path: Path, countries: CountryNames | None = None) -> OwnList:
    """Read a user's own list; rows of one id are one entry. A column not known is a problem once.

    Args:
        countries: names of countries, where those of the list are to become codes.

    Raises:
        DataError: where it is no list, or no row of it can be read.
    """
    entries: list[ListEntry] = []
    problems: list[tuple[int, Problem]] = []
    rejects: list[Reject] = []
    unknown: set[str] = set()
    for row in named_rows(path, ("entry_id",)):
        if isinstance(row, Reject):
            rejects.append(row)
            continue
        for column in row.cells:
            if not known(column) and column not in unknown:
                unknown.add(column)
                problems.append((row.line, _not_read(column)))
        made = own_entry(row.cells, path.stem)
        if made is None:
            rejects.append(_reject(row, path.name, "no `entry_id` or no `name`"))
            continue
        entry, odd = made
        if countries is not None:
            entry, unread = _placed(entry, countries)
            odd += unread
        entries.append(entry)
        problems += [(row.line, one) for one in (*row.problems, *odd)]
    if not entries:
        _nothing(path, rejects)
    return OwnList(tuple(joined(entries)), tuple(problems), tuple(rejects))


def _not_read(column: str) -> Problem:
    reason = "not known: nothing in this column is read"
    return Problem(field="column", value=column, reason=reason, remedy=WHAT_TO_DO)


def _placed(entry: ListEntry, countries: CountryNames) -> tuple[ListEntry, tuple[Problem, ...]]:
    codes = [(one, countries.code(one.value)) for one in entry.countries]
    unread = tuple(
        Problem(
            field="country",
            value=one.value,
            reason="names no country: not compared",
            remedy="Write it as CN.",
        )
        for one, code in codes
        if code is None
    )
    return replace(entry, countries=tuple(replace(one, value=c) for one, c in codes if c)), unread


def _reject(row: NamedRow, file: str, reason: str) -> Reject:
    text = " | ".join(row.cells.values())[:200]
    return Reject(source=Source(file=file, line=row.line), reason=reason, remedy=_FILL, text=text)


def _nothing(path: Path, rejects: list[Reject]) -> None:
    if not rejects:
        raise DataError(path.name, "no row below its headings", "Name a file with rows.")
    first = rejects[0]
    raise DataError(
        f"{path.name}, line {first.source.line}",
        f"no row can be read: {first.reason}",
        first.remedy,
    )
