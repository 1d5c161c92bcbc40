"""The gap table in every form: matrix, cells with citations, what changed, what was observed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from enduse.analysis.gap_cell import WASSENAAR, Cell
from enduse.analysis.gap_run import ObservedGaps
from enduse.analysis.gaps import GapTable
from enduse.analysis.reach import Status
from enduse.bulk.summary import Amounts
from enduse.report.document import Document, Section, Sheet
from enduse.report.gap_picture import gap_picture

DECIDES = "A person decides what follows from it."
ANY_GOODS = (
    "Named bodies, embargoed places and military use: such rules say nothing about a technology "
    "and are not counted in the table."
)
OBSERVED_HOW = (
    "A line stands in the cell of its own day, whichever country it left; `in scope` counts those "
    "that the law of the column reaches or may reach. Amounts stand in their own currency, and a "
    "shared total is counted once."
)
NOT_LAW = "The Wassenaar column is an arrangement between states, not law."
OPEN = (Status.NONE, Status.END_USER_ONLY, Status.CATCH_ALL_ONLY)

MEANS = (
    "entry: a control entry takes all such goods",
    "entry with parameter: an entry takes them where the named fact decides so",
    "catch all only: no entry, but a rule on use or function may reach them",
    "end user only: no entry, but a rule reaches them for a kind of end user",
    "none: neither",
    "not assessed: nothing was recorded, or not for that day",
)


def gaps_json(day: date, cells: Sequence[Cell], compare: Comparison | None = None) -> str:
    """The cells of a day as JSON."""
    whole: dict[str, Any] = {"at": day.isoformat(), "cells": [cell_json(one) for one in cells]}
    if compare is not None:
        whole["compare"] = compare[0]
        whole["changes"] = [{"before": cell_json(a), "after": cell_json(b)} for a, b in compare[1]]
    return json.dumps(whole, ensure_ascii=False, indent=1)


Comparison = tuple[str, list[tuple[Cell, Cell]]]
"""What is compared with, and the cells that differ."""


def cell_json(cell: Cell) -> dict[str, Any]:
    """One cell."""
    return {
        "technology": cell.technology,
        "item": cell.item,
        "jurisdiction": cell.jurisdiction,
        "status": cell.status.value,
        "entries": list(cell.entries),
        "decided_by": list(cell.decided_by),
        "cite": list(cell.cite),
        "rules": list(cell.rules),
        "near": [{"entry": n.code, "why": n.why, "cite": list(n.cite)} for n in cell.near],
        "reason": cell.reason,
        "verified": cell.verified,
    }


def differing(before: Iterable[Cell], after: Iterable[Cell]) -> list[tuple[Cell, Cell]]:
    """Cells of two days that differ in status, entries, rules or parameters."""
    old = {cell.key: cell for cell in before}
    return [(old[b.key], b) for b in after if b.key in old and _said(old[b.key]) != _said(b)]


def across(cells: Sequence[Cell], one: str, other: str) -> list[tuple[Cell, Cell]]:
    """Cells of two jurisdictions on one day whose status differs."""
    by = {(c.technology, c.item, c.jurisdiction): c for c in cells}
    pairs = ((c, by.get((c.technology, c.item, other))) for c in cells if c.jurisdiction == one)
    return [(a, b) for a, b in pairs if b is not None and a.status is not b.status]


def _said(cell: Cell) -> tuple[object, ...]:
    return cell.status, cell.entries, cell.rules, cell.decided_by


def gaps_document(
    table: GapTable,
    days: Mapping[date, Sequence[Cell]],
    compare: Comparison | None = None,
    observed: ObservedGaps | None = None,
) -> Document:
    """A memo of the gap table: a matrix a day, open cells with reasons, all cells, observations."""
    last = max(days)
    cells = days[last]
    sections = [
        *([_compared(compare)] if compare else []),
        Section(
            title="Matrix",
            words=(*MEANS, NOT_LAW),
            pictures=(gap_picture(days, "cells"),),
            sheets=(_matrix(days),),
        ),
        *([observed_section(observed)] if observed else []),
        Section(
            title=f"No entry on {last}",
            words=("What no control entry names, why, and the entries close by.",),
            sheets=(_open(cells),),
        ),
        Section(title="Every cell with its citation", sheets=(_all(days),)),
        Section(
            title="Rules that reach any goods",
            words=(ANY_GOODS,),
            sheets=(_any_goods(table, last),),
        ),
    ]
    cites = dict.fromkeys(c for held in days.values() for cell in held for c in cell.cite)
    read = ", ".join(
        f"{j.upper()} {table.law.read_through(j)}"
        for j in table.law.jurisdictions
        if table.law.read_through(j)
    )
    named = " and ".join(str(day) for day in sorted(days))
    return Document(
        title=f"Which law reaches which technology on {named}",
        lead=(f"Computed from control entries and rules. Law read through: {read}.", DECIDES),
        sections=tuple(sections),
        sources=tuple(cites),
    )


def _matrix(days: Mapping[date, Sequence[Cell]]) -> Sheet:
    """One row a technology or item; a column a jurisdiction and day, days side by side."""
    order = sorted(days)
    places = list(dict.fromkeys(cell.jurisdiction for held in days.values() for cell in held))
    columns = [(place, day) for place in places for day in order]
    rows: dict[tuple[str, str | None, str], dict[tuple[str, date], str]] = {}
    for day in order:
        for cell in days[day]:
            place = (cell.technology, cell.item, cell.title)
            rows.setdefault(place, {})[cell.jurisdiction, day] = cell.status.words
    several = len(order) > 1
    return Sheet(
        name="matrix",
        title="Status by jurisdiction" + (" and day" if several else f" on {order[0]}"),
        headings=(
            "technology",
            "item",
            *(f"{place} {day}" if several else place for place, day in columns),
        ),
        rows=tuple(
            (technology, title if item else "", *(found.get(c, "") for c in columns))
            for (technology, item, title), found in rows.items()
        ),
    )


def _open(cells: Sequence[Cell]) -> Sheet:
    held = [c for c in cells if c.status in OPEN and c.jurisdiction != WASSENAAR]
    return Sheet(
        name="open",
        title="Cells without an entry",
        headings=("technology", "item", "jurisdiction", "status", "reason", "close by", "cite"),
        rows=tuple(
            (
                c.technology,
                c.title if c.item else "",
                c.jurisdiction,
                c.status.words,
                c.reason,
                "; ".join(f"{n.code}: {n.why}" for n in c.near),
                "; ".join(c.cite or tuple(s for n in c.near for s in n.cite)),
            )
            for c in held
        ),
        marks=tuple(c.status.value for c in held),
    )


def _all(days: Mapping[date, Sequence[Cell]]) -> Sheet:
    rows = [(day, c) for day, held in sorted(days.items()) for c in held]
    return Sheet(
        name="cells",
        title="Cells",
        headings=("day", "technology", "item", "jurisdiction", "status", "entries", "decided by",
                  "rules", "cite", "checked"),
        rows=tuple(
            (
                day.isoformat(),
                c.technology,
                c.item or "",
                c.jurisdiction,
                c.status.value,
                "; ".join(c.entries),
                "; ".join(c.decided_by),
                "; ".join(c.rules),
                "; ".join(c.cite),
                "yes" if c.verified else "not all of it",
            )
            for day, c in rows
        ),
        marks=tuple(c.status.value for _, c in rows),
    )  # fmt: skip


def _compared(compare: Comparison) -> Section:
    title, pairs = compare
    rows = tuple(
        (b.technology, b.title if b.item else "", f"{a.jurisdiction}", a.status.words,
         "; ".join(a.entries or a.rules), b.jurisdiction, b.status.words,
         "; ".join(b.entries or b.rules), "; ".join(b.cite))
        for a, b in pairs
    )  # fmt: skip
    sheet = Sheet(
        name="changes",
        title=title,
        headings=("technology", "item", "first", "status", "by", "second", "status then", "by then",
                  "cite"),
        rows=rows,
        marks=tuple(b.status.value for _, b in pairs),
    )  # fmt: skip
    return Section(title="What differs", sheets=(sheet,))


def observed_section(observed: ObservedGaps) -> Section:
    """What was observed in a run, cell by cell."""
    rows = []
    for (technology, item, jurisdiction, status), seen in observed.ordered():
        for currency, amount in _amounts(seen.amounts):
            rows.append(
                (technology, item, jurisdiction, status.value, seen.lines, seen.in_scope,
                 seen.exports, currency, amount, _top(seen.organs), ", ".join(seen.first))
            )  # fmt: skip
    words = [
        f"{observed.lines:,} lines; a technology was recognised in {observed.with_technology:,}.",
        OBSERVED_HOW,
    ]
    if observed.no_day:
        words.append(f"{observed.no_day:,} of them give no day and stand in no cell.")
    for technology, lines in observed.no_item.most_common():
        words.append(f"{lines:,} lines of {technology} name no single item and stand in no cell.")
    sheet = Sheet(
        name="observed",
        title="Observed lines by cell",
        headings=("technology", "item", "jurisdiction", "status", "lines", "in scope", "exports",
                  "currency", "amount", "organs", "first lines"),
        rows=tuple(rows),
        marks=tuple(str(row[3]) for row in rows),
    )  # fmt: skip
    return Section(title="What was observed", words=tuple(words), sheets=(sheet,))


def _amounts(amounts: Amounts) -> list[tuple[str, Decimal | None]]:
    found: list[tuple[str, Decimal | None]] = [*sorted(amounts.sums.items())]
    return found or [("", None)]


def _top(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {lines:,}" for name, lines in counts.most_common(4))


def _any_goods(table: GapTable, day: date) -> Sheet:
    rows = [
        (place, rule.id, rule.title, "; ".join(rule.cite), "yes" if rule.verified else "no")
        for place in table.law.jurisdictions
        for rule in table.any_goods(place, day)
        if rule.id.partition(".")[0] == place
    ]
    return Sheet(
        name="any-goods",
        title=f"In force on {day}",
        headings=("jurisdiction", "rule", "title", "cite", "checked"),
        rows=tuple(rows),
    )
