"""The gap table as a picture: a letter a cell, days side by side, each opening its citation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from enduse.analysis.gap_cell import Cell
from enduse.analysis.reach import Status
from enduse.report.document import Picture, svg_open
from enduse.report.lines import cut

LETTERS: Mapping[Status, str] = {
    Status.ENTRY: "E",
    Status.ENTRY_WITH_PARAMETER: "P",
    Status.CATCH_ALL_ONLY: "C",
    Status.END_USER_ONLY: "U",
    Status.NONE: "–",
    Status.NOT_ASSESSED: "?",
}
LEFT, TOP, WIDE, TALL = 290, 44, 34, 22


def gap_picture(days: Mapping[date, Sequence[Cell]], table: str) -> Picture:
    """Rows are technologies or their items, columns jurisdictions, within each the days.

    Args:
        table: the table whose row n is the n-th cell, days in order; the cells link to it.
    """
    order = sorted(days)
    places = list(dict.fromkeys(c.jurisdiction for held in days.values() for c in held))
    rows = list(dict.fromkeys((c.technology, c.item, c.title) for c in days[order[0]]))
    at = {row: n for n, row in enumerate(rows)}
    width = LEFT + len(places) * (len(order) * WIDE + 10)
    parts = [svg_open(width, TOP + len(rows) * TALL, "Technology by jurisdiction")]
    for n, place in enumerate(places):
        x = LEFT + n * (len(order) * WIDE + 10)
        parts.append(f'<text x="{x}" y="14">{escape(place)}</text>')
        if len(order) > 1:
            parts.extend(
                f'<text x="{x + d * WIDE}" y="32">{day.year}</text>' for d, day in enumerate(order)
            )
    for n, (technology, item, title) in enumerate(rows):
        words = f"{technology}: {title}" if item else technology
        y = TOP + n * TALL + 15
        parts.append(f'<text x="0" y="{y}">{escape(cut(words.replace("_", " "), 44))}</text>')
    number = 0
    for d, day in enumerate(order):
        for cell in days[day]:
            number += 1
            x = LEFT + places.index(cell.jurisdiction) * (len(order) * WIDE + 10) + d * WIDE
            y = TOP + at[cell.technology, cell.item, cell.title] * TALL
            parts.append(_cell(cell, day, x, y, f"{table}-{number}"))
    parts.append("</svg>")
    return Picture(
        title="Technology by jurisdiction",
        svg="".join(parts),
        words="; ".join(f"{letter} {status.words}" for status, letter in LETTERS.items())
        + ". Choose a cell to see its citation.",
    )


def _cell(cell: Cell, day: date, x: int, y: int, target: str) -> str:
    words = f"{cell.title}, {cell.jurisdiction}, {day}: {cell.status.words}"
    if cell.entries:
        words += f" ({', '.join(cell.entries)})"
    return (
        f'<a href="#{target}" aria-label="{escape(words)}"><title>{escape(words)}</title>'
        f'<rect class="s-{cell.status.value}" x="{x}" y="{y}" width="{WIDE - 3}" '
        f'height="{TALL - 3}"/><text x="{x + WIDE / 2 - 6:.0f}" y="{y + 15}" aria-hidden="true">'
        f"{LETTERS[cell.status]}</text></a>"
    )
