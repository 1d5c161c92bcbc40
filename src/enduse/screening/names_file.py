"""Tables of names: what to look for, and a user's own list (contract, section 4)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from enduse.errors import DataError, NoInputError
from enduse.model.listing import Dated, DatesFrom, EntryType, ListedName, ListEntry, NameKind
from enduse.model.period import Period

_TYPES = {
    "entity": EntryType.ORGANISATION,
    "organisation": EntryType.ORGANISATION,
    "organization": EntryType.ORGANISATION,
    "individual": EntryType.PERSON,
    "person": EntryType.PERSON,
    "vessel": EntryType.VESSEL,
    "aircraft": EntryType.AIRCRAFT,
    "item": EntryType.ITEM,
}
csv.field_size_limit(1 << 24)


@dataclass(frozen=True, slots=True)
class Query:
    """A name to look for. Columns that are not known are taken as identifiers only if named so.

    Args:
        country: as given, and a code of ISO 3166 once it was read.
        unread_country: what stood there, where it names no country or two.
    """

    id: str
    name: str
    country: str = ""
    address: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    unread_country: str = ""


def read_queries(path: Path) -> list[Query]:
    """Read a table with `id` and `name`; `query` is an alias of `name`.

    Optional columns: `country` (or `query_country`), `address`, and `identifier_SCHEME`.
    """
    queries = []
    for line, row in _rows(path):
        name = row.get("name") or row.get("query")
        if name is None:
            raise DataError(f"{path.name}, line {line}", "no column `name`", "Add it, or `query`.")
        queries.append(
            Query(
                id=row.get("id") or str(line),
                name=name,
                country=row.get("country") or row.get("query_country") or "",
                address=row.get("address") or "",
                identifiers=tuple(
                    (column.removeprefix("identifier_"), value)
                    for column, value in row.items()
                    if column.startswith("identifier_") and value
                ),
            )
        )
    return queries


def read_own_list(path: Path) -> list[ListEntry]:
    """Read a user's own list: `entry_id`, `list`, `name`, `aliases` parted by `|`, and options.

    Raises:
        DataError: naming the line, for a row without id or name, or a day that is none.
    """
    entries = []
    for line, row in _rows(path):
        where = f"{path.name}, line {line}"
        if not row.get("entry_id") or not row.get("name"):
            raise DataError(where, "no `entry_id` or no `name`", "Fill both, or drop the row.")
        aliases = [a for a in (row.get("aliases") or "").split("|") if a.strip()]
        listed = dict.fromkeys([row["name"], *aliases])
        period = _period(row, where)
        entries.append(
            ListEntry(
                list=row.get("list") or path.stem,
                entry=row["entry_id"],
                type=_TYPES.get((row.get("type") or "").casefold(), EntryType.UNKNOWN),
                names=tuple(
                    ListedName(value=name, kind=NameKind.ALIAS if i else NameKind.PRIMARY)
                    for i, name in enumerate(listed)
                ),
                intervals=(period,) if period else (),
                dates_from=DatesFrom.LIST if period else DatesFrom.NOT_GIVEN,
                countries=tuple(Dated(value=c) for c in (row.get("country") or "").split("|") if c),
                addresses=tuple(Dated(value=a) for a in (row.get("address") or "",) if a),
                cite=tuple(c for c in (row.get("cite") or "").split("|") if c),
            )
        )
    return entries


def _period(row: Mapping[str, str], where: str) -> Period | None:
    try:
        start = date.fromisoformat(row["from"]) if row.get("from") else None
        end = date.fromisoformat(row["to"]) if row.get("to") else None
        return Period(start=start, end=end) if start or end else None
    except ValueError as err:
        raise DataError(where, f"from or to: {err}", "Write days as 2020-12-31.") from None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            for row in reader:
                if None in row or any(value is None for value in row.values()):
                    raise DataError(
                        f"{path.name}, line {reader.line_num}",
                        "more or fewer cells than headings",
                        "Quote cells that hold a comma.",
                    )
                yield reader.line_num, row
    except OSError as err:
        raise NoInputError(
            str(path), f"cannot be read: {err.strerror}", "Check the path."
        ) from None
    except (UnicodeDecodeError, csv.Error) as err:
        raise DataError(
            str(path), f"not a UTF-8 CSV file: {err}", "Save it as CSV UTF-8."
        ) from None
