"""Canonical rows: one value of one property of one entry, with its days and where they are from.

Rows and entries say the same; a table of rows is what is stored and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

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

VALUES = {
    "country": "countries",
    "address": "addresses",
    "programme": "programmes",
    "requirement": "requirement",
    "policy": "policy",
    "footnote": "footnotes",
    "profile": "profiles",
}
"""Property of a row to the field of an entry that holds its values."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `detail`: language of a name, scheme and country of a number."""

    list: str
    entry: str
    property: str
    value: str
    detail: str = ""
    start: date | None = None
    end: date | None = None
    dates_from: str = DatesFrom.NOT_GIVEN.value


def rows_of(entry: ListEntry) -> Iterator[Row]:
    """Take an entry apart."""

    def dated(what: str, one: Dated, detail: str = "") -> Iterator[Row]:
        for period in one.intervals or (Period(),):
            yield Row(
                entry.list,
                entry.entry,
                what,
                one.value,
                detail,
                period.start,
                period.end,
                one.dates_from.value if one.intervals else DatesFrom.NOT_GIVEN.value,
            )

    key = (entry.list, entry.entry, "entry", entry.type.value, entry.profile)
    for period, origin in entry.dated_intervals:
        yield Row(*key, period.start, period.end, origin.value)
    if not entry.intervals:
        yield Row(*key)
    for period in entry.uncertain:
        yield Row(
            entry.list, entry.entry, "uncertain", "", "", period.start, period.end, "snapshots"
        )
    for name in entry.names:
        ours = "+ours" if name.ours else ""
        yield from dated(f"name.{name.kind.value}{ours}", name, name.language)
    for what, held in VALUES.items():
        for value in getattr(entry, held):
            yield from dated(what, value)
    for number in entry.identifiers:
        yield from dated("identifier", number, f"{number.scheme}\t{number.country}")
    yield from _marks(entry)


def _marks(entry: ListEntry) -> Iterator[Row]:
    key = (entry.list, entry.entry)
    for text in entry.cite:
        yield Row(*key, "cite", text)
    for text in entry.snapshots:
        yield Row(*key, "snapshot", text)
    if entry.remarks:
        yield Row(*key, "remarks", entry.remarks)
    if entry.list_says:
        yield Row(*key, "list_says", "", "", entry.list_says)
    if entry.added_by:
        yield Row(*key, "added_by", entry.added_by)
    if not entry.verified:
        yield Row(*key, "unverified", "")
    if entry.savings:
        yield Row(*key, "savings", "", "", *entry.savings)


def entries_of(rows: Iterable[Row]) -> Iterator[ListEntry]:
    """Put entries together again from rows in the order in which `rows_of` gave them."""
    for (list_id, entry), group in groupby(rows, key=lambda r: (r.list, r.entry)):
        yield _entry(list_id, entry, list(group))


def _entry(list_id: str, entry: str, rows: list[Row]) -> ListEntry:
    by: dict[str, list[Row]] = {}
    names: list[Row] = []
    for row in rows:
        if row.property.startswith("name."):
            names.append(row)
        else:
            by.setdefault(row.property, []).append(row)
    head = by["entry"]
    savings = by["savings"][0] if "savings" in by else None
    return ListEntry(
        list=list_id,
        entry=entry,
        type=_TYPES[head[0].value],
        names=tuple(_name(group) for group in _grouped(names)),
        intervals=_periods(head),
        uncertain=tuple(Period(start=r.start, end=r.end) for r in by.get("uncertain", ())),
        origins=_origins(head),
        dates_from=_ORIGINS[head[-1].dates_from],
        identifiers=tuple(_number(group) for group in _grouped(by.get("identifier", ()))),
        profile=head[0].detail,
        cite=tuple(r.value for r in by.get("cite", ())),
        snapshots=tuple(r.value for r in by.get("snapshot", ())),
        remarks=by["remarks"][0].value if "remarks" in by else "",
        verified="unverified" not in by,
        added_by=by["added_by"][0].value if "added_by" in by else "",
        list_says=by["list_says"][0].start if "list_says" in by else None,
        savings=(savings.start, savings.end)
        if savings is not None and savings.start and savings.end
        else None,
        countries=_plain(by.get("country")),
        addresses=_plain(by.get("address")),
        programmes=_plain(by.get("programme")),
        requirement=_plain(by.get("requirement")),
        policy=_plain(by.get("policy")),
        footnotes=_plain(by.get("footnote")),
        profiles=_plain(by.get("profile")),
    )


_TYPES = {t.value: t for t in EntryType}
_ORIGINS = {o.value: o for o in DatesFrom}
_KINDS = {k.value: k for k in NameKind}
_NO_DATES = DatesFrom.NOT_GIVEN.value


def _periods(rows: Sequence[Row]) -> tuple[Period, ...]:
    if rows[0].dates_from == _NO_DATES:
        return ()
    return tuple(Period(start=r.start, end=r.end) for r in rows)


def _origins(head: Sequence[Row]) -> tuple[DatesFrom, ...]:
    if len({r.dates_from for r in head}) < 2:
        return ()
    return tuple(_ORIGINS[r.dates_from] for r in head)


def _grouped(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows of one value, which stand together."""
    group: list[Row] = []
    for row in rows:
        if group and (
            row.value != group[0].value
            or row.property != group[0].property
            or row.detail != group[0].detail
        ):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _plain(rows: Sequence[Row] | None) -> tuple[Dated, ...]:
    if rows is None:
        return ()
    return tuple(
        Dated(value=g[0].value, intervals=_periods(g), dates_from=_ORIGINS[g[0].dates_from])
        for g in _grouped(rows)
    )


def _name(group: list[Row]) -> ListedName:
    kind = group[0].property.removeprefix("name.")
    return ListedName(
        value=group[0].value,
        intervals=_periods(group),
        dates_from=_ORIGINS[group[0].dates_from],
        kind=_KINDS[kind.removesuffix("+ours")],
        language=group[0].detail,
        ours=kind.endswith("+ours"),
    )


def _number(group: list[Row]) -> Identifier:
    scheme, _, country = group[0].detail.partition("\t")
    return Identifier(
        value=group[0].value,
        intervals=_periods(group),
        dates_from=_ORIGINS[group[0].dates_from],
        scheme=scheme,
        country=country,
    )
