"""The tables of a chunk of lines, made from its answers; the same rows as line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from enduse.bulk.findings import context_rows, goods_rows, organ_rows
from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.blocks import Blocks, cells_of
from enduse.bulk.plan.decide import Answered
from enduse.bulk.plan.factor import Codes, distinct
from enduse.bulk.plan.line_table import lines_table
from enduse.bulk.plan.line_texts import line_texts
from enduse.bulk.plan.look import Looked
from enduse.bulk.plan.own_words import few
from enduse.bulk.plan.transfers import transfer_texts
from enduse.bulk.tables import match_rows_of, schema
from enduse.model.transfer import Transfer

if TYPE_CHECKING:
    import pyarrow as pa

Tables = dict[str, "pa.Table"]


def tables_of(plan: Plan, answered: Sequence[Answered], first: int) -> Tables:
    """The tables of answered lines; `first` is the number of the first line in the run."""
    import pyarrow as pa

    one = answered[0]
    parts = one.looked.parts
    parties = {
        row: plan.decider.parties(one.looked, row)
        for row in np.flatnonzero(one.looked.matched).tolist()
    }
    rows, told = np.arange(first, first + len(parts)), line_texts(parts)
    matches = [m for row in sorted(parties) for m in match_rows_of(first + row, parties[row])]
    return {
        "transfers": pa.table({"row": pa.array(rows), "transfer": transfer_texts(parts, told)}),
        "lines": lines_table(plan.book, answered, rows, told, parties),
        "findings": _findings(plan, one, first),
        "matches": pa.Table.from_pylist(matches, schema("matches")),
    }


def _findings(plan: Plan, one: Answered, first: int) -> pa.Table:
    looked, blocks = one.looked, Blocks()
    columns = [_goods(looked, blocks)]
    for slot in looked.slots:
        found = {
            code: blocks.block(cells_of(r for o in organs for r in organ_rows(0, o)))
            for code, organs in slot.organs.items()
        }
        columns.append(few(slot.parties.codes, len(slot.parties.values), found))
    for jurisdiction, licence in enumerate(one.licences):
        numbers, rows = distinct(licence.codes)
        codes = licence.codes[rows].tolist()
        made = [
            blocks.block(plan.book.rows(jurisdiction, code, licence.values[code])) for code in codes
        ]
        columns.append(np.array(made, np.int64)[numbers])
    columns += plan.book.flags.columns(one.flags, looked.parts, blocks)
    return blocks.table(first, [*columns, _context(plan, looked, blocks)])


def _goods(looked: Looked, blocks: Blocks) -> Codes:
    """Technologies and gaps; a finding that goods share is looked at once."""
    known: dict[int, int] = {}
    table = np.zeros(len(looked.goods.values), np.int64)
    for n, (_, finding) in enumerate(looked.goods.values):
        found = known.get(id(finding))
        if found is None:
            found = known[id(finding)] = blocks.block(cells_of(goods_rows(0, finding)))
        table[n] = found
    return table[looked.goods.codes]


def _context(plan: Plan, looked: Looked, blocks: Blocks) -> Codes:
    """Documented systems that a line resembles."""
    parts = looked.parts
    context = np.zeros(len(parts), np.int64)
    for row in np.flatnonzero(looked.found).tolist():
        goods, finding = looked.goods.at(row)
        line = Transfer(
            id="",
            goods=goods,
            destination=parts.destination.at(row),
            parties=parts.parties(row),
        )
        found = plan.checks.context(line, finding)
        if found:
            context[row] = blocks.block(cells_of(context_rows(0, found)))
    return context
