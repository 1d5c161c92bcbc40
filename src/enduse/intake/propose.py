"""A mapping proposed for a table, with samples of its columns, and a profile made from it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from enduse.errors import DataError
from enduse.intake.cells import cell_text
from enduse.intake.delimited import Row
from enduse.intake.input import Input
from enduse.intake.inputs import InputPath, inputs
from enduse.intake.joins import JoinSet, find_set
from enduse.intake.mapping import ColumnMapping, heading_key
from enduse.intake.options import ReadOptions
from enduse.intake.pieces import rows_of
from enduse.intake.sources import TABULAR, TableSource, scanned_input, tables_of
from enduse.intake.tables import UnknownHeadingsError, find_headings, habits_of
from enduse.knowledge.schema.profiles import Joined, ProfileFile

_SAMPLED = 200
_SHOWN = 3
_CLOSE = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, the field it feeds, samples, and a field it might feed."""

    heading: str
    field: str | None
    samples: tuple[str, ...]
    perhaps: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """How one table would be read."""

    table: TableSource
    line: int
    profile_id: str | None
    why: str
    columns: tuple[Column, ...]
    day_order: str | None
    decimal_mark: str | None
    mapping: ColumnMapping | None


def propose(
    path: InputPath, options: ReadOptions, profiles: Mapping[str, ProfileFile]
) -> list[Proposal]:
    """Propose a mapping for every table of an input.

    Raises:
        EnduseError: where it cannot be read, or is of a format whose fields are fixed.
    """
    tables: list[TableSource] = []
    for source in inputs([path], options.limits, []):
        if not isinstance(source, Input):
            raise source.error
        scanned, kind = scanned_input(source, options)
        if kind not in TABULAR:
            raise DataError(
                source.name,
                f"{kind} has no columns to map",
                "Review it as it is: fields of notices and of the contract's JSON are known.",
            )
        tables += tables_of(source, scanned, kind, options)
    joined = find_set(tables, profiles, options.profile) if len(tables) > 1 else None
    if joined is None:
        return [_proposal(table, options, profiles) for table in tables]
    names = {t.name: name for name, some in joined.tables.items() for t in some}
    return [
        _of_set(table, joined, names[table.name])
        if table.name in names
        else _proposal(table, options, profiles)
        for table in tables
    ]


def _of_set(table: TableSource, joined: JoinSet, name: str) -> Proposal:
    """How one table of several that belong together is read."""
    rows = [row for row in islice(table.rows(), _SAMPLED) if isinstance(row, Row)]
    headings = tuple(cell_text(c) for c in rows[0].cells) if rows else ()
    profile = joined.profile
    prefixes = [f"{step.as_}." for step in profile.joins if step.table == name]
    keys = _keys(profile, name, prefixes)
    feeds: dict[str, str] = {}
    for field, given in profile.columns.items():
        for said in given.join if isinstance(given, Joined) else given:
            prefix, _, last = said.rpartition(".")
            if (not prefix and name == profile.main) or any(said.startswith(p) for p in prefixes):
                feeds.setdefault(heading_key(last), field)
    fields = {
        i: feeds.get(heading_key(h)) or ("key" if heading_key(h) in keys else "")
        for i, h in enumerate(headings)
    }
    role = "its rows are the lines" if name == profile.main else "joined to the lines by key"
    return Proposal(
        table=table,
        line=rows[0].line if rows else 0,
        profile_id=joined.profile_id,
        why=f"table {name}: {role}",
        columns=_columns(headings, rows[1:], {i: f for i, f in fields.items() if f}, {}),
        day_order=None,
        decimal_mark=None,
        mapping=None,
    )


def _keys(profile: ProfileFile, name: str, prefixes: Sequence[str]) -> set[str]:
    """Columns of a table by which rows are found: its own, and those that lead on from it."""
    keys: set[str] = set()
    for step in profile.joins:
        if step.table == name:
            keys.update(map(heading_key, step.on))
            keys.update([heading_key(step.pivot)] if step.pivot else [])
        for said in step.on.values():
            own = "." not in said and name == profile.main
            if own or any(said.startswith(p) for p in prefixes):
                keys.add(heading_key(said.rpartition(".")[2]))
    return keys


def _proposal(
    table: TableSource, options: ReadOptions, profiles: Mapping[str, ProfileFile]
) -> Proposal:
    try:
        headed = find_headings(table.rows(), table.name, profiles, options)
    except UnknownHeadingsError:
        return _unknown(table, profiles)
    mapping = headed.mapping
    rows = [row for row in islice(rows_of(headed.rows), _SAMPLED) if isinstance(row, Row)]
    fields = {column: source.field for source in mapping.fields for column in source.columns}
    columns = _columns(headed.headings, rows, fields, profiles)
    habits = habits_of(mapping, rows)
    marks = [habits.decimal_mark(name) for name in ("value", "quantity")]
    return Proposal(
        table=table,
        line=headed.line,
        profile_id=mapping.profile_id,
        why=mapping.why,
        columns=columns,
        day_order=habits.day_order("date"),
        decimal_mark=next((m for m in marks if m), None),
        mapping=mapping,
    )


def _unknown(table: TableSource, profiles: Mapping[str, ProfileFile]) -> Proposal:
    rows = [row for row in islice(table.rows(), _SAMPLED) if isinstance(row, Row)]
    headings = tuple(cell_text(c) for c in rows[0].cells) if rows else ()
    return Proposal(
        table=table,
        line=rows[0].line if rows else 0,
        profile_id=None,
        why="none of its headings is known",
        columns=_columns(headings, rows[1:], {}, profiles),
        day_order=None,
        decimal_mark=None,
        mapping=None,
    )


def _columns(
    headings: Sequence[str],
    rows: Sequence[Row],
    fields: Mapping[int, str],
    profiles: Mapping[str, ProfileFile],
) -> tuple[Column, ...]:
    known = _synonyms(profiles)
    taken = set(fields.values())
    found: list[Column] = []
    for i, heading in enumerate(headings):
        cells = (cell_text(row.cells[i]) for row in rows if i < len(row.cells))
        samples = tuple(islice(dict.fromkeys(text for text in cells if text), _SHOWN))
        field = fields.get(i)
        perhaps = None if field or not samples else _perhaps(heading, known, taken)
        found.append(Column(heading=heading, field=field, samples=samples, perhaps=perhaps))
    return tuple(found)


def _synonyms(profiles: Mapping[str, ProfileFile]) -> dict[str, str]:
    """Folded heading to field, from all profiles; generic ones have the last word."""
    known: dict[str, str] = {}
    for profile in sorted(profiles.values(), key=lambda p: p.generic):
        for field, given in profile.columns.items():
            for heading in given.join if isinstance(given, Joined) else given:
                known[heading_key(heading)] = field
    return known


def _perhaps(heading: str, known: Mapping[str, str], taken: set[str]) -> str | None:
    from rapidfuzz import fuzz, process

    key = heading_key(heading)
    if key in known and known[key] not in taken:
        return known[key]
    if not known:
        return None
    best = process.extractOne(key, list(known), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return known[best[0]] if best and known[best[0]] not in taken else None


def profile_text(proposal: Proposal, command: str) -> str:
    """Write a profile to edit: mapped columns, columns not kept as comments, habits found."""
    name = Path(proposal.table.name).name
    by_field: dict[str, list[Column]] = {}
    for column in proposal.columns:
        field = column.field or column.perhaps
        if field:
            by_field.setdefault(field, []).append(column)
    mapped = [c.heading for c in proposal.columns if c.field or c.perhaps]
    lines = [
        f"title: {_quoted(f'Headings of {name}')}",
        f"about: {_quoted(f'Written by `{command}` to be edited; use it with --profile FILE.')}",
        "recognise:",
        f"  all: [{', '.join(_quoted(h) for h in mapped[:4])}]",
        "columns:",
    ]
    if not by_field:
        lines[-1] = "columns: {}"
    for field, columns in by_field.items():
        heads = ", ".join(_quoted(c.heading) for c in columns)
        lines.append(f"  {field}: [{heads}]{_comment(columns[0])}")
    left = [c for c in proposal.columns if not c.field and not c.perhaps and c.heading]
    if left:
        lines.append("  # Not kept. To keep one, take the mark away and name a field:")
        lines += [f"  # FIELD: [{_quoted(c.heading)}]{_comment(c)}" for c in left]
    lines += [
        "# What the date is the date of: export, ship, customs, invoice, order, award,",
        "# publication, or unknown.",
        f"date_basis: {_basis(proposal)}",
        f"day_order: {proposal.day_order or 'null'}  # dmy, mdy or ymd; null: only what is plain",
        f"decimal_mark: {json.dumps(proposal.decimal_mark)}",
        'null_words: []  # for example ["NULL", "N/A"]',
        "defaults: {}  # for example {kind: export, exporter_country: DE}; shown as assumed",
        "cite:",
        f"  - {{instrument: {_quoted(name)}, pinpoint: its headings}}",
        "verified: false",
    ]
    return "\n".join(lines) + "\n"


def _basis(proposal: Proposal) -> str:
    return proposal.mapping.profile.date_basis.value if proposal.mapping else "unknown"


def _quoted(text: str) -> str:
    """A text as a double-quoted YAML scalar, which JSON's form is."""
    return json.dumps(text, ensure_ascii=False)


def _comment(column: Column) -> str:
    shown = ", ".join(" ".join(s.split())[:30] for s in column.samples)
    return f"  # {shown}" if shown else ""
