"""From a record of editions to an entry with days: cited act, list, snapshots, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from enduse.lists.acts import Act, Acts
from enduse.lists.history import Fold, Held, Record, property_of
from enduse.lists.periods import union
from enduse.lists.profiles import Profiles
from enduse.model.listing import Dated, DatesFrom, Identifier, ListedName, ListEntry, NameKind
from enduse.model.period import Period

ONE_DAY = timedelta(days=1)
NEAR = timedelta(days=60)
"""An act and the list's own day speak of one event when they lie no further apart."""


@dataclass(frozen=True, slots=True)
class Listed:
    """When an entry was listed, on which days nobody can say, and what else was said."""

    periods: tuple[Period, ...]
    origins: tuple[DatesFrom, ...]
    uncertain: tuple[Period, ...]
    dates_from: DatesFrom
    list_says: date | None = None
    act: Act | None = None


def entry_of(record: Record, fold: Fold, acts: Acts, profiles: Profiles) -> ListEntry:
    """Build the entry, as of all editions."""
    last = record.last
    listed = _listed(record, fold, acts)
    by: dict[str, list[tuple[Held, Dated]]] = {}
    for key, held in record.values.items():
        value = _dated(key[0], held, record, fold, acts)
        by.setdefault(key[0], []).append((held, value))

    def plain(what: str) -> tuple[Dated, ...]:
        return tuple(value for _, value in by.get(what, ()))

    requirement, policy = _terms(plain("requirement"), listed), _terms(plain("policy"), listed)
    timeline = _profiles(last, requirement, policy, plain("programmes"), listed, profiles)
    return replace(
        last,
        entry=record.id,
        type=record.type,
        names=_names(by.get("names", ()), last.name, record),
        intervals=listed.periods,
        origins=listed.origins if len(set(listed.origins)) > 1 else (),
        uncertain=listed.uncertain,
        dates_from=listed.dates_from,
        countries=plain("countries"),
        addresses=plain("addresses"),
        identifiers=tuple(v for v in plain("identifiers") if isinstance(v, Identifier)),
        programmes=plain("programmes"),
        requirement=requirement,
        policy=policy,
        footnotes=plain("footnotes"),
        profile=timeline[-1].value if timeline else "",
        profiles=timeline,
        cite=tuple(record.cite),
        snapshots=(record.snapshots[0], *record.snapshots[-1:])
        if len(record.snapshots) > 1
        else tuple(record.snapshots),
        list_says=listed.list_says,
        verified=listed.act.verified if listed.act else True,
        added_by=listed.act.act if listed.act else "",
        savings=listed.act.savings if listed.act else None,
    )


def _listed(record: Record, fold: Fold, acts: Acts) -> Listed:
    cited = _adding(record, acts)
    runs: list[tuple[Period, DatesFrom]] = []
    uncertain: list[Period] = []
    says: date | None = None
    found: Act | None = None
    for first, last in record.runs:
        seen, absent = fold.editions[first].day, fold.before(first)
        stated = record.stated.get(last) or record.stated.get(first) or ()
        own = next((p.start for p in stated if p.start), None)
        act = _act(cited, absent, seen, own)
        start: date | None
        if act is not None:
            start, origin = act.effective, DatesFrom.CITED_ACT
            found = found or act
            if own is not None and own != start:
                says = own
        elif own is not None and (absent is None or own > absent):
            start, origin = own, DatesFrom.LIST
        else:
            start, origin = seen, DatesFrom.SNAPSHOTS
            _gap(uncertain, None if absent is None else absent + ONE_DAY, seen)
        end, sure = _end(stated, fold.after(last), fold.editions[last].day)
        _gap(uncertain, sure, end) if sure is not None else None
        run = _run(stated, start, sure if sure is not None else end)
        runs.extend((period, origin) for period in run)
    periods = union(period for period, _ in runs)
    origins = tuple(
        next(origin for one, origin in runs if one.start == period.start) for period in periods
    )
    latest = origins[-1] if origins else DatesFrom.SNAPSHOTS
    return Listed(periods, origins, union(uncertain), latest, says, found)


def _run(stated: Sequence[Period], start: date | None, end: date | None) -> list[Period]:
    """Periods of one run; those that the list itself gives stay apart."""
    if len(stated) < 2:
        return [] if start and end and end <= start else [Period(start=start, end=end)]
    result = []
    for one in stated:
        stop = min((d for d in (one.end, end) if d), default=None)
        if one.start is None or stop is None or one.start < stop:
            result.append(Period(start=one.start, end=stop))
    return result


def _end(
    stated: Sequence[Period], absent: date | None, seen: date
) -> tuple[date | None, date | None]:
    """Return the first day it was surely off, and the first day on which that is not sure."""
    own = None if not stated or any(p.end is None for p in stated) else stated[-1].end
    if own is not None and (absent is None or own <= absent):
        return own, None
    if absent is None:
        return None, None
    return absent, seen + ONE_DAY


def _gap(uncertain: list[Period], start: date | None, end: date | None) -> None:
    if start is None or end is None or start < end:
        uncertain.append(Period(start=start, end=end))


def _adding(record: Record, acts: Acts) -> list[Act]:
    """Acts that may have put the entry on the list.

    The one of its first page, and those whose pages it cites only in later files: an act in the
    middle of its citations revised it.
    """
    pages = sorted(record.cite, key=_page)
    first = acts.of(pages[0]) if pages else None
    later = [acts.of(c) for c, at in record.cite.items() if at > record.runs[0][1]]
    found = {a.act: a for a in (first, *later) if a is not None and a.does == "adds"}
    return sorted(found.values(), key=lambda a: a.effective)


def _page(citation: str) -> tuple[int, int]:
    volume, _, page = citation.partition(" FR ")
    return (int(volume), int(page)) if volume.isdecimal() and page.isdecimal() else (0, 0)


def _act(cited: Sequence[Act], absent: date | None, seen: date, own: date | None) -> Act | None:
    """The act that can have brought this run: after the last absence, by its start.

    Where the list's own day is well before the act, or long after it, the act is not the one that
    put the entry there.
    """
    for act in cited:
        near = own is None or -NEAR <= act.effective - own <= NEAR
        if near and act.effective <= seen and (absent is None or act.effective > absent):
            return act
    return None


def _dated(what: str, held: Held, record: Record, fold: Fold, acts: Acts) -> Dated:
    """Days of a value; none where it held as long as the entry did."""
    name = property_of((what, "", ""), held.value)
    entry_first, entry_last = record.runs[0][0], record.runs[-1][1]
    periods: list[Period] = []
    origin = held.value.dates_from
    own = next((p.start for p in held.value.intervals if p.start), None)
    whole = True
    for first, last in held.runs:
        before = fold.before(first, name, held.sources) if first > entry_first else None
        after = fold.after(last, name, held.sources) if last < entry_last else None
        start: date | None = own
        if before is not None and (own is None or own <= before):
            start, origin = fold.editions[first].day, DatesFrom.SNAPSHOTS
            brought = _brought(record, first, before, acts)
            if brought is not None:
                start, origin = brought.effective, DatesFrom.CITED_ACT
        end = None if after is None else fold.editions[last].day + ONE_DAY
        if end is not None and origin is DatesFrom.NOT_GIVEN:
            origin = DatesFrom.SNAPSHOTS
        whole = whole and start is None and end is None
        if start is None or end is None or start < end:
            periods.append(Period(start=start, end=end))
    if whole:
        return replace(held.value, intervals=(), dates_from=DatesFrom.NOT_GIVEN)
    return replace(held.value, intervals=union(periods), dates_from=origin)


def _brought(record: Record, first: int, before: date, acts: Acts) -> Act | None:
    """The act that brought a new value: first cited in the same file, effective since the last."""
    new = [c for c, at in record.cite.items() if at == first]
    for act in acts.cited(new):
        if act.does != "removes" and act.effective > before:
            return act
    return None


def _terms(values: tuple[Dated, ...], listed: Listed) -> tuple[Dated, ...]:
    """Requirements follow one another: each holds until the next is known to hold."""
    if len(values) < 2:
        return values
    start = listed.periods[0].start if listed.periods else None
    ordered = sorted(values, key=lambda d: _first(d) or date.min)
    if len({_first(d) for d in ordered}) < len(ordered):
        return values
    result = []
    for one, following in pairwise((*ordered, None)):
        assert one is not None
        begin = _first(one) or start
        end = _first(following) if following is not None else None
        period = Period(start=begin, end=end) if not (begin and end and end <= begin) else Period()
        origin = one.dates_from
        origin = DatesFrom.SNAPSHOTS if origin is DatesFrom.NOT_GIVEN else origin
        result.append(replace(one, intervals=(period,), dates_from=origin))
    return tuple(result)


def _first(value: Dated) -> date | None:
    return value.intervals[0].start if value.intervals else None


def _profiles(
    last: ListEntry,
    requirement: tuple[Dated, ...],
    policy: tuple[Dated, ...],
    programmes: tuple[Dated, ...],
    listed: Listed,
    profiles: Profiles,
) -> tuple[Dated, ...]:
    """The profile for each stretch of days on which terms stay the same."""
    codes = [d.value for d in programmes]
    days = sorted(
        {d for v in (*requirement, *policy) for p in v.intervals for d in (p.start,) if d}
    )
    start = listed.periods[0].start if listed.periods else None
    edges: list[date | None] = [start, *(d for d in days if start is None or d > start), None]
    result: list[Dated] = []
    for begin, end in pairwise(edges):
        probe = begin or (end - ONE_DAY if end else None)
        needed, judged = _on(requirement, probe), _on(policy, probe)
        name = profiles.profile(last.list, needed, judged, codes)
        if result and result[-1].value == name:
            old = result[-1].intervals[0]
            merged = Period(start=old.start, end=end)
            result[-1] = replace(result[-1], intervals=(merged,))
        else:
            period = Period(start=begin, end=end)
            result.append(Dated(value=name, intervals=(period,), dates_from=listed.dates_from))
    return tuple(result)


def _on(values: tuple[Dated, ...], day: date | None) -> str:
    for one in reversed(values):
        if day is None or not one.intervals or any(p.covers(day) for p in one.intervals):
            return one.value
    return values[-1].value if values else ""


def _names(
    names: Sequence[tuple[Held, Dated]], primary: str, record: Record
) -> tuple[ListedName, ...]:
    """Names, the present primary one first; a primary name of before is a former one."""
    newest = record.runs[-1][1]
    result: list[ListedName] = []
    for held, value in names:
        assert isinstance(value, ListedName)
        if value.kind is NameKind.PRIMARY and held.runs[-1][1] < newest and value.intervals:
            value = replace(value, kind=NameKind.FORMER)
        result.append(value)
    result.sort(key=lambda n: (n.value != primary, n.kind is not NameKind.PRIMARY))
    return tuple(result)
