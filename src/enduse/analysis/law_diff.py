"""The law of two days side by side: rules, entries and tables added, removed, changed, by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.base import Version
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.law import RuleFile
from enduse.knowledge.schema.table import Table
from enduse.knowledge.table_cells import cell_day

BESIDE = frozenset({"from_", "to", "read_from", "gap", "cite", "verified", "note", "published"})
"""Fields of a version that say nothing about what the law is."""


class Versioned(Protocol):
    """Something that is read in dated versions."""

    @property
    def versions(self) -> Sequence[Version]:
        """Its versions in order."""
        ...


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, as it was and as it is; a condition in the words of its file."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One rule, entry or row that differs between two days.

    Args:
        kind: `rule`, `entry` or `table`.
        what: `added`, `removed` or `changed`.
        days: the days between the two on which it changed.
        acts: what the versions that begin between the two days cite, else the last one's.
        verified: whether every version that is compared was checked.
    """

    kind: str
    id: str
    title: str
    what: str
    fields: tuple[FieldChange, ...] = ()
    days: tuple[date, ...] = ()
    acts: tuple[str, ...] = ()
    verified: bool = True


def differences(pack: Pack, first: date, second: date) -> Iterator[Difference]:
    """Everything that differs, rules first, then entries, then tables, each by id.

    `first` may be the later day: the comparison then runs backwards.
    """
    for key, rule in sorted(pack.section("law", RuleFile).items()):
        yield from _compared("rule", key, rule.title, rule, first, second)
    for _, entry in sorted(pack.section("controls", EntryFile).items()):
        name = f"{entry.jurisdiction} {entry.code}"
        yield from _compared("entry", name, entry.title, entry, first, second)
    for name, table in sorted(pack.section("tables", Table).items()):
        if {"from", "to"} <= set(table.card.columns):
            yield from _rows(name, table, first, second)


def _compared(
    kind: str, id_: str, title: str, held: Versioned, first: date, second: date
) -> Iterator[Difference]:
    before, after = _held(held.versions, first), _held(held.versions, second)
    if before is after:
        return
    turning = _between(held.versions, first, second)
    begun = [v for v in held.versions if v.start in turning] or [v for v in (after, before) if v]
    fields = tuple(_fields(before, after)) if before and after else ()
    if before and after and not fields:
        return
    yield Difference(
        kind=kind,
        id=id_,
        title=title,
        what="changed" if before and after else "added" if after else "removed",
        fields=fields,
        days=turning,
        acts=tuple(dict.fromkeys(str(cite) for version in begun for cite in version.cite)),
        verified=all(version.verified for version in (before, after) if version),
    )


def _held(versions: Iterable[Version], day: date) -> Version | None:
    return next((v for v in versions if v.period.covers(day)), None)


def _between(versions: Iterable[Version], first: date, second: date) -> tuple[date, ...]:
    low, high = sorted((first, second))
    days = {day for v in versions for day in (v.start, v.to) if day and low < day <= high}
    return tuple(sorted(days))


def _fields(before: Version, after: Version) -> Iterator[FieldChange]:
    old, new = (v.model_dump(mode="json", by_alias=True) for v in (before, after))
    beside = BESIDE | {"from"}
    for name in sorted({*old, *new} - beside):
        if old.get(name) != new.get(name):
            yield FieldChange(name, plain(old.get(name)), plain(new.get(name)))


def plain(value: Any) -> str:
    """A part of a knowledge file in one line, without the keys that say nothing."""
    if value is None or value in ((), [], ""):
        return "-"
    if isinstance(value, Mapping):
        parts = (f"{key}: {plain(one)}" for key, one in value.items() if _says(one))
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(plain(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _says(value: Any) -> bool:
    return value is not None and value not in ((), [], "", {})


def _rows(name: str, table: Table, first: date, second: date) -> Iterator[Difference]:
    """Rows of a dated table that hold on one of the days only."""
    for row in table.rows:
        start, end = cell_day(row["from"]), cell_day(row["to"])
        held = [
            (start is None or start <= day) and (end is None or day < end)
            for day in (first, second)
        ]
        if held[0] == held[1]:
            continue
        words = [v for k, v in row.items() if k not in ("from", "to", "read_from", "cite", "note")]
        turn = start if held[1] == (first < second) else end
        yield Difference(
            kind="table",
            id=name,
            title=" · ".join(word for word in words[:4] if word),
            what="added" if held[1] else "removed",
            days=(turn,) if turn else (),
            acts=tuple(filter(None, [row.get("cite", "")])) or tuple(map(str, table.card.cite)),
            verified=table.card.verified,
        )
