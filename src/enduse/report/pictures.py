"""Pictures of a report as SVG, each computed from counts and paired with a table by its caller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

NOT_NAMED = "(not named)"
Flow = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """A party in one column of the flow picture."""

    name: str
    column: int
    lines: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Lines that go from one box to another, as an SVG path of constant thickness."""

    path: str
    width: float
    lines: int
    title: str
    column: int = 0
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """Boxes and ribbons within `width` x `height`."""

    boxes: tuple[Box, ...]
    ribbons: tuple[Ribbon, ...]
    width: int
    height: int
    left_out: int


COLUMN_X = (0, 330, 660)
BOX_WIDTH = 14
PICTURE_WIDTH = 900
GAP = 8
MOST_FLOWS = 18


def flow_picture(flows: Mapping[Flow, int], height: int = 420) -> FlowPicture:
    """Lay out supplier, intermediary and end user in three columns; unknown legs are drawn.

    Only the largest flows are drawn; `left_out` says how many lines are not.
    """
    ranked = sorted(flows.items(), key=lambda one: (-one[1], one[0]))
    shown, rest = ranked[:MOST_FLOWS], ranked[MOST_FLOWS:]
    totals: list[Counter[str]] = [Counter(), Counter(), Counter()]
    links: Counter[tuple[int, str, str]] = Counter()
    for flow, lines in shown:
        for column, name in enumerate(flow):
            totals[column][name] += lines
        links[0, flow[0], flow[1]] += lines
        links[1, flow[1], flow[2]] += lines
    total = sum(lines for _, lines in shown) or 1
    most = max((len(one) for one in totals), default=1)
    scale = max(1.0, height - GAP * most) / total
    boxes = {
        (column, box.name): box
        for column, counts in enumerate(totals)
        for box in _column(counts, column, scale)
    }
    out = dict.fromkeys(boxes, 0.0)
    into = dict.fromkeys(boxes, 0.0)
    ribbons = []
    for (column, start, end), lines in sorted(links.items(), key=lambda one: (one[0][0], -one[1])):
        a, b, width = boxes[column, start], boxes[column + 1, end], lines * scale
        y1 = a.y + out[column, start] + width / 2
        y2 = b.y + into[column + 1, end] + width / 2
        out[column, start] += width
        into[column + 1, end] += width
        x1, x2 = COLUMN_X[column] + BOX_WIDTH, COLUMN_X[column + 1]
        middle = (x1 + x2) / 2
        path = f"M{x1} {y1:.1f}C{middle} {y1:.1f} {middle} {y2:.1f} {x2} {y2:.1f}"
        title = f"{start} to {end}: {lines:,} lines"
        ribbons.append(Ribbon(path, round(max(1.0, width), 1), lines, title, column, start, end))
    return FlowPicture(
        boxes=tuple(boxes.values()),
        ribbons=tuple(ribbons),
        width=PICTURE_WIDTH,
        height=height + 10,
        left_out=sum(lines for _, lines in rest),
    )


def _column(counts: Counter[str], column: int, scale: float) -> Iterable[Box]:
    y = 5.0
    for name, lines in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        tall = lines * scale
        yield Box(name, column, lines, round(y, 1), round(max(2.0, tall), 1))
        y += tall + GAP


@dataclass(frozen=True, slots=True)
class Bar:
    """When an entry was listed, and the days of the lines that its name matches."""

    name: str
    bars: tuple[tuple[float, float], ...]
    ticks: tuple[tuple[float, bool], ...]
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars over the years; positions are shares of the width, in percent."""

    years: tuple[tuple[int, float], ...]
    bars: tuple[Bar, ...]


MOST_BARS = 24


def timeline(
    listings: Mapping[str, Sequence[tuple[str | None, str | None]]],
    days: Mapping[str, Sequence[tuple[str, bool]]],
) -> Timeline | None:
    """Lay listings and transfer days on one scale of years.

    Args:
        listings: entry to its half-open periods, as ISO days.
        days: entry to days of lines, and whether the entry was listed on that day.
    """
    every = [day for one in days.values() for day, _ in one]
    every += [day for one in listings.values() for period in one for day in period if day]
    if not every:
        return None
    first, last = int(min(every)[:4]), int(max(every)[:4]) + 1
    begin, end = date(first, 1, 1).toordinal(), date(last, 1, 1).toordinal()

    def place(day: str | None, otherwise: float) -> float:
        if day is None:
            return otherwise
        return round((date.fromisoformat(day).toordinal() - begin) * 100 / (end - begin), 2)

    bars = []
    ranked = sorted(days, key=lambda name: (-len(days[name]), name))[:MOST_BARS]
    for name in ranked:
        spans = tuple((place(a, 0.0), place(b, 100.0)) for a, b in listings[name])
        ticks = tuple(dict.fromkeys((place(day, 0.0), listed) for day, listed in days[name]))
        said = "; ".join(
            f"listed from {a or 'a day not given'} {'on' if b is None else f'to {b}'}"
            for a, b in listings[name]
        )
        bars.append(Bar(name, spans, ticks, f"{said}; {len(days[name]):,} lines"))
    step = max(1, (last - first) // 10)
    years = tuple((y, place(f"{y}-01-01", 0.0)) for y in range(first, last + 1, step))
    return Timeline(years, tuple(bars))
