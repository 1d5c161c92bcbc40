"""Tables of one system joined into lines: lookups by key, partner functions pivoted.

Which table is which is told by its headings; how they join is said by a profile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from enduse.intake.cells import Cell, cell_text
from enduse.intake.delimited import Broken, Row
from enduse.intake.mapping import heading_key, map_columns, recognised
from enduse.intake.report import FileReport
from enduse.intake.sources import TableSource
from enduse.intake.tables import HEADER_WITHIN, Headed
from enduse.knowledge.schema.profiles import Joined, JoinStep, ProfileFile
from enduse.model.transfer import Problem

Key = tuple[str, ...]
_BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class JoinSet:
    """Tables that a profile joins: name of each to its sources; `main` gives the lines."""

    profile_id: str
    profile: ProfileFile
    tables: Mapping[str, Sequence[TableSource]]


def headings_of(table: TableSource) -> tuple[str, ...]:
    """The first row of a table, as texts."""
    for row in islice(table.rows(), HEADER_WITHIN):
        if isinstance(row, Row):
            return tuple(cell_text(c) for c in row.cells)
    return ()


def find_set(
    tables: Sequence[TableSource], profiles: Mapping[str, ProfileFile], chosen: str | None
) -> JoinSet | None:
    """Return the tables that belong together, or None: a main table and at least one other."""
    keys = [frozenset(map(heading_key, headings_of(t))) for t in tables]
    best: JoinSet | None = None
    for profile_id, profile in sorted(profiles.items()):
        if not profile.tables or profile.main is None or chosen not in (None, profile_id):
            continue
        found: dict[str, list[TableSource]] = {}
        for table, headings in zip(tables, keys, strict=True):
            for name, known in profile.tables.items():
                if recognised(known, headings, table.name):
                    found.setdefault(name, []).append(table)
                    break
        whole = profile.main in found and (len(found) > 1 or chosen == profile_id)
        if whole and (best is None or len(found) > len(best.tables)):
            best = JoinSet(profile_id, profile, found)
    return best


@dataclass(slots=True)
class Lookup:
    """One loaded table: the wanted cells by key, or by key and pivot value."""

    step: JoinStep
    wanted: tuple[tuple[str, str | None, str], ...]
    rows: dict[Key, dict[str, dict[str, Cell]]] = field(default_factory=dict)
    loaded: int = 0
    other_values: Counter[str] = field(default_factory=Counter)
    _blank: dict[str, Cell] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._blank = {name: "" for name, _, _ in self.wanted}

    def load(self, table: TableSource) -> int:
        """Keep the wanted cells of every row; return how many rows there were."""
        rows = (row for row in table.rows() if isinstance(row, Row))
        headings = next(rows, Row(0, []))
        place = {heading_key(cell_text(c)): i for i, c in enumerate(headings.cells)}
        by = [place.get(heading_key(h)) for h in self.step.on]
        pivot = place.get(heading_key(self.step.pivot)) if self.step.pivot else None
        names = {h: place[heading_key(h)] for _, _, h in self.wanted if heading_key(h) in place}
        known = {value for _, value, _ in self.wanted}
        count = 0
        for row in rows:
            count += 1
            cells = row.cells
            key = tuple(cell_text(cells[i]) if i is not None and i < len(cells) else "" for i in by)
            value = cell_text(cells[pivot]) if pivot is not None and pivot < len(cells) else ""
            if self.step.pivot and value not in known:
                self.other_values[value] += 1
                continue
            kept = {h: cells[i] for h, i in names.items() if i < len(cells)}
            self._keep(self.rows.setdefault(key, {}), value, kept)
        self.loaded += count
        return count

    def _keep(
        self, by_value: dict[str, dict[str, Cell]], value: str, kept: dict[str, Cell]
    ) -> None:
        before = by_value.get(value)
        if before is None:
            by_value[value] = kept
        elif self.step.many == "texts":
            for heading, cell in kept.items():
                said = [*cell_text(before.get(heading)).split(_BETWEEN), cell_text(cell)]
                before[heading] = _BETWEEN.join(dict.fromkeys(t for t in said if t))

    def find(self, line: Mapping[str, Cell]) -> tuple[dict[str, Cell], str | None]:
        """The new columns of a line, and the key that has no row, if any."""
        key = self._key(self.step.on, line)
        found = self.rows.get(key)
        if self.step.or_on is not None:
            general = self.rows.get(self._key(self.step.or_on, line))
            if general is not None:
                found = {**general, **found} if found else general
        if found is None:
            return self._blank, "/".join(key) if any(key) else None
        new: dict[str, Cell] = {}
        for name, value, heading in self.wanted:
            cells = found.get(value or "")
            new[name] = cells.get(heading, "") if cells is not None else ""
        return new, None

    @staticmethod
    def _key(on: Mapping[str, str], line: Mapping[str, Cell]) -> Key:
        return tuple(
            said[1:] if said.startswith("=") else cell_text(line.get(said, ""))
            for said in on.values()
        )


def _virtual_names(profile: ProfileFile) -> list[str]:
    names: dict[str, None] = {}
    for given in profile.columns.values():
        names.update(dict.fromkeys(given.join if isinstance(given, Joined) else given))
    for step in profile.joins:
        for on in (step.on, step.or_on or {}):
            names.update(dict.fromkeys(on.values()))
    return [name for name in names if "." in name]


def lookups_of(joined: JoinSet) -> list[Lookup]:
    """One empty lookup per step whose table is there."""
    names = _virtual_names(joined.profile)
    found: list[Lookup] = []
    for step in joined.profile.joins:
        if step.table not in joined.tables:
            continue
        wanted: list[tuple[str, str | None, str]] = []
        for name in names:
            parts = name.split(".")
            if parts[0] != step.as_:
                continue
            if step.pivot and len(parts) == 3:
                wanted.append((name, parts[1], parts[2]))
            elif not step.pivot and len(parts) == 2:
                wanted.append((name, None, parts[1]))
        found.append(Lookup(step, tuple(wanted)))
    return found


def joined_table(main: TableSource, joined: JoinSet, lookups: Sequence[Lookup]) -> Headed:
    """The rows of a main table with the columns of the others beside them."""
    rows = main.rows()
    first = next((row for row in rows if isinstance(row, Row)), Row(0, []))
    own = tuple(cell_text(c) for c in first.cells)
    added = tuple(name for lookup in lookups for name, _, _ in lookup.wanted)
    headings = own + added
    names = ", ".join(sorted(joined.tables))
    mapping = map_columns(
        joined.profile_id, joined.profile, headings, f"its tables, known by their headings: {names}"
    )
    return Headed(mapping, headings, first.line, _extended(rows, own, lookups))


def _extended(
    rows: Iterator[Row | Broken], own: tuple[str, ...], lookups: Sequence[Lookup]
) -> Iterator[Row | Broken]:
    for row in rows:
        if isinstance(row, Broken) or len(row.cells) > len(own):
            yield row
            continue
        cells = row.cells + [""] * (len(own) - len(row.cells))
        line: dict[str, Cell] = dict(zip(own, cells, strict=True))
        problems: list[Problem] = []
        for lookup in lookups:
            new, missing = lookup.find(line)
            line.update(new)
            if missing is not None and lookup.step.needed:
                problems.append(_no_row(lookup.step.table, missing))
        cells = [*cells, *(line[name] for lookup in lookups for name, _, _ in lookup.wanted)]
        yield Row(row.line, cells, tuple(dict.fromkeys(problems)))


def _no_row(table: str, key: str) -> Problem:
    return Problem(
        field=table,
        value=key,
        reason=f"no row of {table} has this key",
        remedy="Check that the table is whole and its keys kept their zeros.",
    )


def describe_lookups(lookups: Sequence[Lookup], report: FileReport, joined: JoinSet) -> None:
    """Say what was joined, what is missing, and which partner functions nobody reads."""
    names = {lookup.step.table: lookup.loaded for lookup in lookups}
    report.joined = tuple(f"{name}: {count:,} rows" for name, count in sorted(names.items()))
    missing = sorted(set(joined.profile.tables) - set(joined.tables))
    if missing:
        report.remarks.append(f"tables that are not there: {', '.join(missing)}")
    for lookup in lookups:
        if lookup.other_values:
            shown = ", ".join(f"{v} ({n:,})" for v, n in lookup.other_values.most_common(8))
            report.remarks.append(f"values of {lookup.step.pivot} that are not read: {shown}")
