"""Pictures of flows as SVG: who to whom, technology by destination over time, lines by year."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from enduse.analysis.flow_line import FlowLine
from enduse.analysis.flows import NOT_NAMED, SIDES
from enduse.report.document import Picture, svg_open
from enduse.report.lines import cut
from enduse.report.pictures import BOX_WIDTH, COLUMN_X, Flow, flow_picture

MOST_DESTINATIONS = 14
MOST_TECHNOLOGIES = 20
LABEL = 34
LAST_LABEL = 120
Arc = tuple[int, str, str]
"""Column, from, to."""


def flow_of(line: FlowLine) -> Flow:
    """A line as supplier, intermediary and end user; a leg nobody names says so."""
    return SIDES["supplier"](line), SIDES["intermediary"](line), SIDES["end_user"](line)


def sankey(lines: Sequence[FlowLine]) -> tuple[Picture, list[Arc]]:
    """Supplier, intermediary, end user. Each arc opens its lines; unknown legs are dashed.

    Returns:
        The picture, and its arcs in order: arc n opens the block `arc-n`.
    """
    counts: Counter[Flow] = Counter(flow_of(line) for line in lines)
    laid = flow_picture(counts)
    arcs: list[Arc] = []
    parts = [svg_open(laid.width + LAST_LABEL, laid.height, "Who supplied whom, through whom")]
    for ribbon in laid.ribbons:
        arcs.append((ribbon.column, ribbon.start, ribbon.end))
        unknown = " unknown" if NOT_NAMED in (ribbon.start, ribbon.end) else ""
        parts.append(
            f'<a href="#arc-{len(arcs)}" aria-label="{escape(ribbon.title)}: open its lines">'
            f'<path class="ribbon{unknown}" d="{ribbon.path}" stroke-width="{ribbon.width}">'
            f"<title>{escape(ribbon.title)}</title></path></a>"
        )
    for box in laid.boxes:
        x = COLUMN_X[box.column]
        unknown = " unknown" if box.name == NOT_NAMED else ""
        parts.append(
            f'<rect class="box{unknown}" x="{x}" y="{box.y}" width="{BOX_WIDTH}" '
            f'height="{box.height}"><title>{escape(box.name)}: {box.lines:,} lines</title></rect>'
            f'<text x="{x + BOX_WIDTH + 4}" y="{box.y + min(box.height, 14) / 2 + 4:.1f}">'
            f"{escape(cut(box.name, LABEL))} ({box.lines:,})</text>"
        )
    parts.append("</svg>")
    words = (
        "Columns: supplier, intermediary, end user; width: number of lines. Dashed: nobody is "
        "named on that leg. Choose an arc to open its lines."
    )
    if laid.left_out:
        words += f" {laid.left_out:,} lines of smaller flows stand in the tables only."
    return Picture(title="Who supplied whom", svg="".join(parts), words=words), arcs


def matrix(lines: Sequence[FlowLine]) -> Picture:
    """Technology by destination; in each cell one bar a year."""
    cells: dict[tuple[str, str], Counter[str]] = {}
    for line in lines:
        for technology in line.technologies:
            place = (technology, SIDES["destination"](line))
            cells.setdefault(place, Counter())[line.year] += 1
    rows = _largest(cells, 0, MOST_TECHNOLOGIES)
    columns = _largest(cells, 1, MOST_DESTINATIONS)
    years = _years(year for one in cells.values() for year in one)
    most = max((max(one.values()) for one in cells.values()), default=1)
    left, top, wide, tall = 210, 30, 60, 30
    parts = [
        svg_open(
            left + wide * len(columns) + 10, top + tall * len(rows) + 10, "Technology, place, year"
        )
    ]
    for n, name in enumerate(columns):
        parts.append(f'<text x="{left + n * wide + 4}" y="20">{escape(cut(name, 8))}</text>')
    for r, technology in enumerate(rows):
        y = top + r * tall
        parts.append(f'<text x="0" y="{y + 19}">{escape(cut(_plain(technology), 30))}</text>')
        for c, name in enumerate(columns):
            x = left + c * wide
            held = cells.get((technology, name), Counter())
            parts.append(
                f'<rect class="empty" x="{x}" y="{y + 2}" width="{wide - 4}" height="{tall - 4}"/>'
            )
            parts.extend(_bars(held, years, x + 1, y + tall - 2, wide - 6, tall - 6, most))
            if held:
                total = f"{_plain(technology)} to {name}: {held.total():,} lines"
                parts.append(
                    f'<rect x="{x}" y="{y + 2}" width="{wide - 4}" height="{tall - 4}" '
                    f'fill-opacity="0"><title>{escape(total)}</title></rect>'
                )
    parts.append("</svg>")
    span = f"{years[0]} to {years[-1]}" if years else "no year"
    return Picture(
        title="Technology by destination over time",
        svg="".join(parts),
        words=f"One bar a year, {span}; heights are roots, the tallest bar is {most:,} lines. "
        "The table below holds every number.",
    )


def _bars(
    held: Mapping[str, int],
    years: Sequence[str],
    x: int,
    base: int,
    wide: int,
    tall: int,
    most: int,
) -> list[str]:
    step = wide / max(1, len(years))
    found = []
    for n, year in enumerate(years):
        if held.get(year):
            # Roots: a cell of one line stays visible beside one of thousands.
            height = max(3.0, math.sqrt(held[year] / most) * tall)
            found.append(
                f'<rect class="cell" x="{x + n * step:.1f}" y="{base - height:.1f}" '
                f'width="{max(1.0, step - 0.5):.1f}" height="{height:.1f}"/>'
            )
    return found


def time_strip(lines: Sequence[FlowLine]) -> Picture:
    """Lines by year, those with a listed party darker."""
    all_, listed = Counter(line.year for line in lines), Counter[str]()
    for line in lines:
        if line.listed:
            listed[line.year] += 1
    years = _years(all_)
    most = max((all_[year] for year in years), default=1)
    wide, tall = 900, 120
    step = wide / max(1, len(years))
    parts = [svg_open(wide, tall + 30, "Lines by year")]
    for n, year in enumerate(years):
        height = all_[year] * tall / most
        named = listed[year] * tall / most
        x = n * step
        parts.append(
            f'<rect class="cell" x="{x:.1f}" y="{tall - height:.1f}" width="{step - 1:.1f}" '
            f'height="{height:.1f}"><title>{year}: {all_[year]:,} lines</title></rect>'
            f'<rect class="box" x="{x:.1f}" y="{tall - named:.1f}" width="{step - 1:.1f}" '
            f'height="{named:.1f}"/>'
        )
        if n % max(1, len(years) // 12) == 0:
            parts.append(f'<text x="{x:.1f}" y="{tall + 18}">{year}</text>')
    parts.append("</svg>")
    words = "Lines by year; the dark part had a party that a list named on that day."
    if all_["?"]:
        words += f" {all_['?']:,} lines give no date."
    return Picture(title="Time strip", svg="".join(parts), words=words)


def _largest(cells: Mapping[tuple[str, str], Counter[str]], side: int, most: int) -> list[str]:
    totals: Counter[str] = Counter()
    for place, counts in cells.items():
        totals[place[side]] += counts.total()
    return [name for name, _ in sorted(totals.items(), key=lambda o: (-o[1], o[0]))[:most]]


def _years(found: Iterable[str]) -> list[str]:
    known = sorted({int(year) for year in found if year != "?"})
    return [str(year) for year in range(known[0], known[-1] + 1)] if known else []


def _plain(technology: str) -> str:
    return technology.replace("_", " ")
