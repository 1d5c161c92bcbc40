"""Rows of names: what to look for, and a user's own list (contract, section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from enduse.lists.own_columns import IDENTIFIER
from enduse.model.listing import (
    Dated,
    DatesFrom,
    EntryType,
    Identifier,
    ListedName,
    ListEntry,
    NameKind,
)
from enduse.model.period import Period
from enduse.model.transfer import Problem

_TYPES = {
    "entity": EntryType.ORGANISATION,
    "organisation": EntryType.ORGANISATION,
    "organization": EntryType.ORGANISATION,
    "individual": EntryType.PERSON,
    "person": EntryType.PERSON,
    "vessel": EntryType.VESSEL,
    "aircraft": EntryType.AIRCRAFT,
    "item": EntryType.ITEM,
    "unknown": EntryType.UNKNOWN,
    "": EntryType.UNKNOWN,
}
NAME_HEADINGS = ("name", "query")


@dataclass(frozen=True, slots=True)
class Query:
    """A name to look for. Columns that are not known are taken as identifiers only if named so.

    Args:
        country: as given, and a code of ISO 3166 once it was read.
        unread_country: what stood there, where it names no country or two.
        line: of the file, 0 where it comes from none.
        problems: what could not be read of its row.
    """

    id: str
    name: str
    country: str = ""
    address: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    unread_country: str = ""
    line: int = 0
    problems: tuple[Problem, ...] = ()


def query_of(cells: Mapping[str, str], line: int) -> Query | None:
    """A row with `id` and `name`; `query` is an alias of `name`. None without name and number.

    Optional cells: `country` (or `query_country`), `address`, and `identifier_SCHEME`.
    """
    numbers = _numbers(cells)
    name = cells.get("name") or cells.get("query") or ""
    if not name and not numbers:
        return None
    return Query(
        id=cells.get("id") or str(line),
        name=name,
        country=cells.get("country") or cells.get("query_country") or "",
        address=cells.get("address") or "",
        identifiers=numbers,
        line=line,
    )


def _numbers(cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (column.removeprefix(IDENTIFIER), value)
        for column, value in cells.items()
        if column.startswith(IDENTIFIER) and value
    )


def own_entry(cells: Mapping[str, str], stem: str) -> tuple[ListEntry, tuple[Problem, ...]] | None:
    """An entry of a user's own list; None without `entry_id` or `name`.

    Cells: `entry_id`, `list` (else `stem`), `name`, `aliases` parted by `|`, and the optional
    `country`, `type`, `from`, `to`, `address`, `programme`, `cite`, `identifier_SCHEME` (and
    `remarks`, which nothing here reads). A value that cannot be read is a problem.
    """
    if not cells.get("entry_id") or not cells.get("name"):
        return None
    problems: list[Problem] = []
    listed = [cells["name"], *_parted(cells.get("aliases"))]
    kind = (cells.get("type") or "").casefold()
    if kind not in _TYPES:
        words = ", ".join(sorted(t for t in _TYPES if t))
        problems.append(_problem("type", kind, "not a type", f"Take one of: {words}."))
    period = _period(cells, problems)
    entry = ListEntry(
        list=cells.get("list") or stem,
        entry=cells["entry_id"],
        type=_TYPES.get(kind, EntryType.UNKNOWN),
        names=tuple(
            ListedName(value=name, kind=NameKind.ALIAS if i else NameKind.PRIMARY)
            for i, name in enumerate(dict.fromkeys(listed))
        ),
        intervals=(period,) if period else (),
        dates_from=DatesFrom.LIST if period else DatesFrom.NOT_GIVEN,
        countries=tuple(Dated(value=c) for c in _parted(cells.get("country"))),
        addresses=tuple(Dated(value=a) for a in (cells.get("address") or "",) if a),
        identifiers=tuple(Identifier(value=v, scheme=scheme) for scheme, v in _numbers(cells)),
        programmes=tuple(Dated(value=p) for p in (cells.get("programme") or "",) if p),
        cite=tuple(_parted(cells.get("cite"))),
    )
    return entry, tuple(problems)


def joined(entries: Iterable[ListEntry]) -> list[ListEntry]:
    """Rows of one id of one list as one entry: further names are aliases, nothing is lost."""
    found: dict[tuple[str, str], ListEntry] = {}
    for entry in entries:
        key = entry.list, entry.entry
        held = found.get(key)
        found[key] = entry if held is None else _both(held, entry)
    return list(found.values())


def _both(one: ListEntry, other: ListEntry) -> ListEntry:
    known = {name.value for name in one.names}
    more = (replace(n, kind=NameKind.ALIAS) for n in other.names if n.value not in known)
    intervals = tuple(dict.fromkeys((*one.intervals, *other.intervals)))
    return replace(
        one,
        names=(*one.names, *more),
        intervals=intervals,
        dates_from=DatesFrom.LIST if intervals else DatesFrom.NOT_GIVEN,
        countries=tuple(dict.fromkeys((*one.countries, *other.countries))),
        addresses=tuple(dict.fromkeys((*one.addresses, *other.addresses))),
        identifiers=tuple(dict.fromkeys((*one.identifiers, *other.identifiers))),
        programmes=tuple(dict.fromkeys((*one.programmes, *other.programmes))),
        cite=tuple(dict.fromkeys((*one.cite, *other.cite))),
    )


def _parted(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split("|") if part.strip()]


def _period(cells: Mapping[str, str], problems: list[Problem]) -> Period | None:
    start, end = (_day(cells, name, problems) for name in ("from", "to"))
    if start and end and end <= start:
        problems.append(_problem("to", str(end), f"not later than {start}", "Correct the days."))
        return Period(start=start, end=None)
    return Period(start=start, end=end) if start or end else None


def _day(cells: Mapping[str, str], name: str, problems: list[Problem]) -> date | None:
    text = cells.get(name) or ""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(_problem(name, text, "not a day", "Write days as 2020-12-31."))
        return None


def _problem(field: str, value: str, reason: str, remedy: str) -> Problem:
    return Problem(field=field, value=value[:80], reason=reason, remedy=remedy)
