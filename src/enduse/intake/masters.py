"""Product and customer masters: what a line leaves open is taken from them, by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from enduse.errors import DataError
from enduse.intake.cells import Cell, cell_text
from enduse.intake.delimited import Broken, Row
from enduse.intake.input import Input
from enduse.intake.inputs import inputs
from enduse.intake.mapping import ColumnMapping, FieldSource
from enduse.intake.options import ReadOptions
from enduse.intake.pieces import rows_of
from enduse.intake.report import FileReport
from enduse.intake.sources import TABULAR, scanned_input, tables_of
from enduse.intake.tables import Headed, find_headings
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.transfer import Problem, Role

_GOODS_KEY = "goods_number"
_HOLDER = Role.CONSIGNEE.value
_SUFFIXES = ("", "_also", "_country", "_address", "_owners", "_type")


@dataclass(slots=True)
class Master:
    """One master: fields by key, as cells of its own file."""

    name: str
    fields: tuple[str, ...]
    rows: dict[str, tuple[Cell, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Masters:
    """The masters of a reading, either of which may be missing."""

    items: Master | None = None
    partners: Master | None = None

    @classmethod
    def load(cls, options: ReadOptions, profiles: Mapping[str, ProfileFile]) -> Masters:
        """Read the files named by `--items` and `--partners`.

        Raises:
            DataError: where one cannot be read, or has no key.
        """
        items = partners = None
        if options.items is not None:
            items = _load(options.items, "items", _GOODS_KEY, options, profiles)
        if options.partners is not None:
            partners = _load(options.partners, "partners", f"{_HOLDER}_number", options, profiles)
        return cls(items, partners)

    def applied(self, headed: Headed, report: FileReport) -> Headed:
        """Lay the masters' columns behind those of a table; the line's own values go first."""
        for master, key_field, names in self._uses(headed.mapping):
            headed = _laid(headed, master, key_field, names, report)
        return headed

    def _uses(self, mapping: ColumnMapping) -> Iterator[tuple[Master, str, dict[str, str]]]:
        keys = {f.field for f in mapping.fields}
        if self.items is not None and _GOODS_KEY in keys:
            yield self.items, _GOODS_KEY, {f: f for f in self.items.fields}
        if self.partners is not None:
            for role in Role:
                if f"{role.value}_number" in keys:
                    names = {
                        f"{role.value}{s}": f"{_HOLDER}{s}"
                        for s in _SUFFIXES
                        if f"{_HOLDER}{s}" in self.partners.fields
                    }
                    yield self.partners, f"{role.value}_number", names


def _load(
    path: Path,
    kind: str,
    key_field: str,
    options: ReadOptions,
    profiles: Mapping[str, ProfileFile],
) -> Master:
    plain = replace(options, profile=None, encoding=None, delimiter=None, sheet=None)
    opened = next(iter(inputs([path], options.limits, [])))
    if not isinstance(opened, Input):
        raise opened.error
    scanned, found = scanned_input(opened, plain)
    if found not in TABULAR:
        raise DataError(opened.name, "not a table", f"Give --{kind} a CSV, XLSX or Parquet file.")
    table = tables_of(opened, scanned, found, plain)[0]
    headed = find_headings(table.rows(), opened.name, profiles, plain, (kind,))
    sources = {f.field: f for f in headed.mapping.fields}
    key = sources.pop(key_field, None)
    if key is None:
        raise DataError(opened.name, "no column with the key", f"See the profiles of kind {kind}.")
    master = Master(opened.name, tuple(sources))
    for row in rows_of(headed.rows):
        if isinstance(row, Row):
            cells = row.cells + [""] * (len(headed.headings) - len(row.cells))
            text = _first_text(key, cells)
            if text:
                values = tuple(_first(source, cells) for source in sources.values())
                master.rows.setdefault(text, values)
    return master


def _first(source: FieldSource, cells: Sequence[Cell]) -> Cell:
    for column in source.columns:
        if cell_text(cells[column]):
            return cells[column]
    return ""


def _first_text(source: FieldSource, cells: Sequence[Cell]) -> str:
    return cell_text(_first(source, cells))


def _laid(
    headed: Headed, master: Master, key_field: str, names: Mapping[str, str], report: FileReport
) -> Headed:
    mapping = headed.mapping
    key = next(f for f in mapping.fields if f.field == key_field)
    width = len(headed.headings)
    added = list(names)
    places = {name: width + i for i, name in enumerate(added)}
    fields: list[FieldSource] = []
    for source in mapping.fields:
        place = places.pop(source.field, None)
        if place is None:
            fields.append(source)
        else:
            heading = f"{master.name}: {names[source.field]}"
            fields.append(
                replace(
                    source,
                    columns=(*source.columns, place),
                    headings=(*source.headings, heading),
                    between=None,
                )
            )
    for name, place in places.items():
        heading = f"{master.name}: {names[name]}"
        fields.append(FieldSource(field=name, columns=(place,), headings=(heading,)))
    report.joined = (*report.joined, f"{master.name} by {key_field}: {len(master.rows):,} keys")
    headings = (*headed.headings, *(f"{master.name}: {names[n]}" for n in added))
    order = [master.fields.index(names[name]) for name in added]
    return Headed(
        replace(mapping, fields=tuple(fields)),
        headings,
        headed.line,
        _rows(rows_of(headed.rows), key, width, master, order),
    )


def _rows(
    rows: Iterator[Row | Broken], key: FieldSource, width: int, master: Master, order: list[int]
) -> Iterator[Row | Broken]:
    nothing: list[Cell] = [""] * len(order)
    for row in rows:
        if isinstance(row, Broken) or len(row.cells) > width:
            yield row
            continue
        cells = row.cells + [""] * (width - len(row.cells))
        text = _first_text(key, cells)
        found = master.rows.get(text)
        problems = row.problems
        if text and found is None:
            problems += (
                Problem(
                    field=key.field,
                    value=text,
                    reason=f"not in {master.name}",
                    remedy="Check that the master is whole and its keys kept their zeros.",
                ),
            )
        new = [found[i] for i in order] if found else nothing
        yield Row(row.line, [*cells, *new], problems, row.extracted)
