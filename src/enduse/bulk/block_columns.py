"""The cells of a block by column, and parts of lines read from them: once per distinct cell."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa

from enduse.bulk.plan.factor import Codes, Factor, combine, combine_codes, constant, encode
from enduse.intake.blocks import Block, Columns
from enduse.intake.cells import Cell
from enduse.intake.compose import NO_NOTES, Notes, Part, Whole
from enduse.intake.parquet import plain_cell
from enduse.intake.remembered import key_of
from enduse.intake.row_columns import Rows, coded, numbered
from enduse.model.transfer import Extract, Problem

T = TypeVar("T")


class Column(NamedTuple):
    """A value of every line, and its notes; None where no line has any."""

    values: Factor[Any]
    notes: Factor[Notes] | None


Run = Rows | tuple[Columns, ...]
"""Segments of one kind that stand together."""


class Cells:
    """The cells of a block."""

    def __init__(self, block: Block) -> None:
        self.rows = len(block)
        self._runs = list(_runs(block))
        self._columns: dict[int, Factor[Cell]] = {}

    @property
    def numbers(self) -> Codes:
        """The number of each line in its file."""
        found = [
            run.numbers if isinstance(run, Rows) else np.concatenate([one.numbers for one in run])
            for run in self._runs
        ]
        return np.concatenate(found)

    def odd(self) -> dict[int, tuple[tuple[Problem, ...], tuple[Extract, ...]]]:
        """Lines with problems of the row as a whole, or extracts, by their place in the block."""
        found, place = {}, 0
        for run in self._runs:
            if isinstance(run, Rows):
                found.update({place + n: said for n, said in run.odd.items()})
                place += len(run.numbers)
            else:
                place += sum(len(one.numbers) for one in run)
        return found

    def column(self, place: int) -> Factor[Cell]:
        """The cells of a column of the table."""
        found = self._columns.get(place)
        if found is None:
            parts = [_column(run, place) for run in self._runs]
            found = self._columns[place] = parts[0] if len(parts) == 1 else _joined(parts)
        return found

    def tuples(self, places: Sequence[int]) -> Factor[tuple[Cell, ...]]:
        """The cells of several columns."""
        return combine(*(self.column(place) for place in places))

    def part(self, part: Part[T]) -> Column:
        """Read a part of every line."""
        if part.constant is not None:
            value, notes = part.constant
            noted = None if notes is NO_NOTES else constant(notes, self.rows)
            return Column(constant(value, self.rows), noted)
        if len(part.columns) == 1:
            return _read_one(part, self.column(part.columns[0]))
        return _read_many(part, self.tuples(part.columns))

    def whole(self, whole: Whole[T]) -> Column:
        """Build a whole of every line from its parts."""
        parts = [self.part(part) for part in whole.parts]
        values, notes = [p.values for p in parts], [p.notes for p in parts]
        noted = any(one is not None for one in notes)
        if noted:
            values += [constant(NO_NOTES, self.rows) if one is None else one for one in notes]
        numbers, first = combine_codes([(one.codes, len(one.values)) for one in values])
        columns = [_at(one, first) for one in values]
        if not noted:
            return Column(Factor(numbers, whole.build_all(*columns)), None)
        count = len(parts)
        built = whole.build_all(*columns[:count])
        tuples = zip(*columns, strict=True)
        said = [whole.notes(some[:count], some[count:]) for some in tuples]
        return Column(Factor(numbers, built), Factor(numbers, said))


def _runs(block: Block) -> Iterator[Run]:
    held: list[Columns] = []
    for segment in block.segments:
        if isinstance(segment, Columns):
            held.append(segment)
            continue
        if held:
            yield tuple(held)
            held = []
        yield segment
    if held:
        yield tuple(held)


def _column(run: Run, place: int) -> Factor[Cell]:
    if isinstance(run, Rows):
        return Factor(*run.columns[place])
    whole = pa.chunked_array([one.columns[place] for one in run])
    if not _can_benumbered(whole.type):
        return Factor(*coded([plain_cell(value) for value in whole.to_pylist()]))
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    array = whole.unify_dictionaries().combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0)
    values: list[Cell] = array.dictionary.to_pylist()
    if not pa.types.is_string(array.dictionary.type):
        values = [plain_cell(value) for value in values]
    indices = array.indices
    if indices.null_count:
        indices = indices.fill_null(len(values))
        values.append(None)
    codes = indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return _held(Factor(codes, values))


def _can_benumbered(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _can_benumbered(kind.value_type)
    return not pa.types.is_nested(kind) and not pa.types.is_null(kind)


def _held(factor: Factor[Cell]) -> Factor[Cell]:
    """Only values that a line has: a part of a column may hold the values of all of it."""
    there = np.zeros(len(factor.values), np.bool_)
    there[factor.codes] = True
    if there.all():
        return factor
    numbers = np.cumsum(there) - 1
    values = [v for v, held in zip(factor.values, there.tolist(), strict=True) if held]
    return Factor(numbers[factor.codes], values)


def _joined(parts: Sequence[Factor[Cell]]) -> Factor[Cell]:
    """Columns one below the other; the one of most values gives the numbers, to be quick."""
    most = max(parts, key=lambda part: len(part.values))
    values = list(most.values)
    keys = values if all(type(value) is str for value in values) else map(key_of, values)
    numbers: dict[Hashable, int] = dict(zip(keys, range(len(values)), strict=True))
    codes = [
        part.codes if part is most else numbered(part.values, numbers, values)[part.codes]
        for part in parts
    ]
    return Factor(np.concatenate(codes), values)


def _at(factor: Factor[Any], rows: Codes) -> list[Any]:
    values = factor.values
    if len(values) == 1:
        return list(values) * len(rows)
    return [values[code] for code in factor.codes[rows].tolist()]


def _read_one(part: Part[Any], cells: Factor[Cell]) -> Column:
    values: list[Any] = []
    noted: dict[int, Notes] = {}
    plain, read = part.plain, part.read
    together = _read_all(part, cells.values)
    if together is not None:
        said = {n: notes for n, notes in together.blank.items() if notes is not NO_NOTES}
        return Column(
            Factor(cells.codes, together.values), _notes(cells.codes, said, len(cells.values))
        )
    for n, cell in enumerate(cells.values):
        value = plain(cell) if plain is not None and type(cell) is str else None
        if value is None:
            value, notes = read((cell,))
            if notes is not NO_NOTES:
                noted[n] = notes
        values.append(value)
    return Column(Factor(cells.codes, values), _notes(cells.codes, noted, len(values)))


class _Plainly(NamedTuple):
    """Values of cells, and the notes of the one that is blank by its place."""

    values: list[Any]
    blank: dict[int, Notes]


def _read_all(part: Part[Any], cells: Sequence[Cell]) -> _Plainly | None:
    """Read cells that are all written plainly but for a blank one; None where others are not."""
    if part.plain_all is None or not set(map(type, cells)) <= {str}:
        return None
    at = cells.index("") if "" in cells else len(cells)
    found = part.plain_all([*cells[:at], *cells[at + 1 :]])  # type: ignore[list-item]
    if found is None:
        return None
    values = list(found)
    if at == len(cells):
        return _Plainly(values, {})
    value, notes = part.read(("",))
    return _Plainly([*values[:at], value, *values[at:]], {at: notes})


def _read_many(part: Part[Any], cells: Factor[tuple[Cell, ...]]) -> Column:
    reads = [part.read(some) for some in cells.values]
    noted = {n: one.notes for n, one in enumerate(reads) if one.notes is not NO_NOTES}
    values = [one.value for one in reads]
    return Column(Factor(cells.codes, values), _notes(cells.codes, noted, len(values)))


def _notes(codes: Codes, noted: dict[int, Notes], count: int) -> Factor[Notes] | None:
    if not noted:
        return None
    return encode(noted.get(n, NO_NOTES) for n in range(count)).rows(codes)
