"""Before and after a rule: did the flow stop, and if not, by which route did it go on?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from enduse.analysis.flow_line import FlowLine
from enduse.analysis.flows import NOT_NAMED
from enduse.errors import UsageError
from enduse.review.licence.law import Law


@dataclass(frozen=True, slots=True)
class Turn:
    """A rule and the day on which it begins or changes."""

    rule: str
    title: str
    day: date
    cite: tuple[str, ...]


def turn_of(law: Law, rule: str, at: date | None = None) -> Turn:
    """The first day of a rule, or of the version that begins on `at`.

    Raises:
        UsageError: for a rule that does not exist or whose beginning was not read.
    """
    held = law.rules.get(rule)
    if held is None:
        raise UsageError("--around", f"no rule has the id {rule!r}", "See `enduse law list`.")
    starts = {v.version.start: v.version for v in held.versions if v.version.start}
    if not starts:
        raise UsageError("--around", f"the first day of {rule} was not read", "Name another rule.")
    if at is not None and at not in starts:
        days = ", ".join(str(day) for day in starts)
        raise UsageError("--on", f"no version of {rule} begins on {at}", f"One of: {days}.")
    day = at or min(starts)
    return Turn(rule, held.file.title, day, tuple(str(c) for c in starts[day].cite))


Route = tuple[str, str, str]
"""Supplier, intermediary, end user."""


@dataclass(frozen=True, slots=True)
class Side:
    """One technology to one destination, on both sides of the day.

    Args:
        routes: each route with its lines before and after, largest after first.
        how: `stopped`, `began`, `the same route`, `another route`, `no route told`.
    """

    technology: str
    destination: str
    before: int
    after: int
    how: str
    routes: tuple[tuple[Route, int, int], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """A comparison with the same coverage on both sides.

    Args:
        files: sources with lines on both sides; only they are compared.
        days: length of each side; both are equally long.
        left_out: lines that could not be compared, by reason.
    """

    turn: Turn
    files: tuple[str, ...]
    days: int
    before: int
    after: int
    sides: tuple[Side, ...]
    left_out: tuple[tuple[str, int], ...]


def around(lines: Sequence[FlowLine], turn: Turn, window: int | None = None) -> Around:
    """Compare technology and destination before and after a rule's day.

    The same coverage on both sides: only sources that have lines on both, only as many days on
    each side as the shorter one holds, or `window` where that is less.
    """
    days_of = [(date.fromisoformat(line.day), line) for line in lines if line.day]
    left: Counter[str] = Counter({"without a day": len(lines) - len(days_of)})
    dated = [
        (day, line)
        for day, line in days_of
        if not day < turn.day <= date.fromisoformat(line.until or str(day))
    ]
    left["whose date is a span that holds the day"] = len(days_of) - len(dated)
    sources: dict[str, set[bool]] = defaultdict(set)
    for day, line in dated:
        sources[line.file].add(day >= turn.day)
    both = {file for file, sides in sources.items() if len(sides) == 2}
    kept = [(day, line) for day, line in dated if line.file in both]
    left["from a source with lines on one side only"] = len(dated) - len(kept)
    days = _window(kept, turn.day, window)
    inside = [
        (day, line)
        for day, line in kept
        if turn.day - timedelta(days=days) <= day < turn.day + timedelta(days=days)
    ]
    left["outside the days that both sides cover"] = len(kept) - len(inside)
    sides = tuple(_sides(inside, turn.day))
    return Around(
        turn=turn,
        files=tuple(sorted(both)),
        days=days,
        before=sum(day < turn.day for day, _ in inside),
        after=sum(day >= turn.day for day, _ in inside),
        sides=sides,
        left_out=tuple((reason, n) for reason, n in left.items() if n),
    )


def _window(kept: Sequence[tuple[date, FlowLine]], turn: date, asked: int | None) -> int:
    if not kept:
        return 0
    first, last = min(day for day, _ in kept), max(day for day, _ in kept)
    days = min((turn - first).days, (last - turn).days + 1)
    return max(0, days if asked is None else min(days, asked))


def _sides(inside: Iterable[tuple[date, FlowLine]], turn: date) -> Iterable[Side]:
    routes: dict[tuple[str, str], dict[Route, list[int]]] = defaultdict(dict)
    for day, line in inside:
        route = tuple(p.name if p else NOT_NAMED for p in (line.supplier, line.between, line.user))
        for technology in line.technologies:
            place = (technology, line.destination or "(not told)")
            counts = routes[place].setdefault(route, [0, 0])  # type: ignore[arg-type]
            counts[day >= turn] += 1
    for (technology, destination), held in sorted(routes.items()):
        before, after = (sum(one[n] for one in held.values()) for n in (0, 1))
        ranked = sorted(held.items(), key=lambda one: (-one[1][1], -one[1][0], one[0]))
        found = tuple((route, a, b) for route, (a, b) in ranked)
        yield Side(technology, destination, before, after, _how(before, after, found), found)


def _how(before: int, after: int, routes: Sequence[tuple[Route, int, int]]) -> str:
    if not after:
        return "no line after"
    if not before:
        return "no line before"
    if any(a and b and route[0] != NOT_NAMED for route, a, b in routes):
        return (
            "went on, the same route among others"
            if any(b and not a for _, a, b in routes)
            else "went on by the same route"
        )
    if all(route[0] == NOT_NAMED for route, _, b in routes if b):
        return "went on, no supplier named"
    old = {route[0] for route, a, _ in routes if a}
    new = {route[0] for route, _, b in routes if b}
    return "went on, the same supplier by another route" if old & new else "went on by others"
