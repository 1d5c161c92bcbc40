"""A block of lines to parts: what each line says, read once per distinct cell of its columns.

The same parts and wholes that a row is read with (`intake.lines`), so that a block says what its
rows say one by one: a test compares them line for line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from enduse.bulk.block_columns import Cells, Column
from enduse.bulk.plan.factor import Codes, Factor, combine, constant
from enduse.bulk.plan.parts import NO_REST, Pairs, Parts, Rest
from enduse.intake.blocks import Block
from enduse.intake.cells import cell_text
from enduse.intake.compose import NO_NOTES, Notes, together
from enduse.intake.lines import ENDS, LineReader, destination_of, first_text, with_place
from enduse.intake.mapping import FieldSource
from enduse.intake.report import LineCounts, receives
from enduse.model.transfer import Role

_READERS: dict[str, LineReader] = {}
"""The reader of the table that this process read last."""


def parts_of_block(block: Block) -> Parts:
    """Read the lines of a block. A pure function: any process may do it."""
    cells = Cells(block)
    reader = _reader(block)
    when, kind, dispatched_from, transit, stated, end_use, statements = heads = [
        cells.part(part) for part in reader.heads
    ]
    goods, amounts = cells.whole(reader.goods), cells.whole(reader.amounts)
    roles = [role for role, _ in reader.parties]
    parties = [cells.whole(whole) for _, whole in reader.parties]
    destination, parties = _destination(stated.values, roles, parties)
    deal = cells.part(reader.deal)
    slots = [one.values.each(lambda named: named.parties) for one in parties]
    numbers = cells.numbers
    return Parts(
        file=block.table.name,
        sha256=block.table.sha256,
        numbers=numbers,
        ids=_ids(cells, reader.id, f"{block.table.name}:", numbers),
        groups=_rowwise(_texts(cells, reader.group).each(lambda text: text or None)),
        keys=_rowwise(_keys(cells, reader.keys)),
        when=when.values,
        kind=kind.values,
        dispatched_from=dispatched_from.values,
        transit=transit.values,
        destination=destination,
        end_use=end_use.values,
        statements=statements.values,
        goods=goods.values,
        amounts=amounts.values,
        slots=tuple(slot for slot in slots if any(slot.values)),
        rest=_rest(cells, [*heads, goods, amounts, *parties, deal], deal.values),
    )


def counts_of(parts: Parts) -> LineCounts:
    """What the lines come to, as the report of their file counts them."""
    rows = len(parts)
    counts = LineCounts(with_problems=int(parts.rest.flags(lambda rest: rest.problems).sum()))
    counts.read = rows - counts.with_problems
    coverage = counts.coverage
    named, ends = np.zeros(rows, np.bool_), np.zeros(rows, np.bool_)
    for slot in parts.slots:
        there = np.fromiter(map(len, slot.values), np.int64, len(slot.values))
        named |= (there > 0)[slot.codes]
        times = np.repeat(_times(slot), there)
        parties = [party for some in slot.values for party in some]
        coverage.add_names([party.name for party in parties], times.tolist())
        ends |= slot.flags(lambda some: any(map(receives, some)))
    coverage.parties, coverage.end_user_or_consignee = int(named.sum()), int(ends.sum())
    coverage.add_goods(parts.goods.values, _times(parts.goods).tolist())
    coverage.date = int(parts.when.flags(lambda when: when[0] is not None).sum())
    coverage.destination = int(parts.destination.flags(lambda code: code is not None).sum())
    return counts


def _reader(block: Block) -> LineReader:
    key = block.table.key
    found = _READERS.get(key)
    if found is None:
        _READERS.clear()
        found = _READERS[key] = block.table.reader()
    return found


def _times(factor: Factor[Any]) -> Codes:
    return np.bincount(factor.codes, minlength=len(factor.values)).astype(np.int64, copy=False)


def _rowwise(factor: Factor[Any]) -> list[Any]:
    values = factor.values
    if len(values) == 1:
        return list(values) * len(factor)
    return [values[code] for code in factor.codes.tolist()]


def _texts(cells: Cells, sources: Sequence[FieldSource]) -> Factor[str]:
    """The text of the first of some columns that says anything."""
    columns = tuple(dict.fromkeys(c for source in sources for c in source.columns))
    if not columns:
        return constant("", cells.rows)
    if len(columns) == 1:
        return cells.column(columns[0]).each(cell_text)
    return cells.tuples(columns).each(
        lambda some: first_text(sources, dict(zip(columns, some, strict=True)))
    )


def _ids(cells: Cells, sources: Sequence[FieldSource], file: str, numbers: Codes) -> list[str]:
    """The id of each line; its place in the file where it has none."""
    texts = _texts(cells, sources)
    ids: list[str] = _rowwise(texts)
    if all(texts.values):
        return ids
    return [id_ or f"{file}{n}" for id_, n in zip(ids, numbers.tolist(), strict=True)]


def _keys(cells: Cells, keys: Sequence[tuple[str, int]]) -> Factor[Pairs]:
    if not keys:
        return constant((), cells.rows)
    names = [name for name, _ in keys]
    columns = [cells.column(place).each(cell_text) for _, place in keys]
    return combine(*columns).each(
        lambda texts: tuple((n, t) for n, t in zip(names, texts, strict=True) if t)
    )


def _destination(
    stated: Factor[str | None], roles: Sequence[Role], parties: list[Column]
) -> tuple[Factor[str | None], list[Column]]:
    """The destination, as stated or the country of a receiver without a name, who then says so."""
    ends = [n for n, role in enumerate(roles) if role in ENDS]
    alone = [parties[n].values.map(lambda named: named.country_alone) for n in ends]
    if all(code is not None for code in stated.values) or not any(
        code for one in alone for code in one.values
    ):
        return stated, parties
    names = [roles[n] for n in ends]
    found = combine(stated, *alone).each(
        lambda some: destination_of(some[0], list(zip(names, some[1:], strict=True)))
    )
    parties = list(parties)
    for k, n in enumerate(ends):
        values, notes = parties[n]
        there = found.map(lambda one, k=k: one[0] if one[1] == k else None)  # type: ignore[misc]
        if any(there.values):
            noted = combine(notes or constant(NO_NOTES, len(stated)), there).each(
                lambda some, role=roles[n]: (  # type: ignore[misc]
                    some[0] if some[1] is None else with_place(some[0], role, some[1])
                )
            )
            parties[n] = Column(values, noted)
    return found.map(lambda one: one[0]), parties


def _rest(cells: Cells, columns: Sequence[Column], deals: Factor[Any]) -> Factor[Rest]:
    """What few lines have: notes in the order of the line, and a deal."""
    noted = [one.notes for one in columns if one.notes is not None]
    odd = cells.odd()
    if not noted and not odd and not any(deals.values):
        return constant(NO_REST, cells.rows)
    own = [NO_NOTES, *(Notes(problems, ()) for problems, _ in odd.values())]
    extracts = [(), *(extracted for _, extracted in odd.values())]
    codes = np.zeros(cells.rows, np.int64)
    codes[list(odd)] = np.arange(1, len(own))

    def rest(some: tuple[Any, ...]) -> Rest:
        deal, extracted, *notes = some
        said = together(notes)
        return Rest(said.problems, said.assumed, (), extracted, deal)

    return combine(deals, Factor(codes, extracts), Factor(codes, own), *noted).map(rest)
