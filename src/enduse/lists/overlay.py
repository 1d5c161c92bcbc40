"""Shipped designations laid over full lists: days of the cited act, our names, savings days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from enduse.lists.identity import name_key
from enduse.model.listing import Dated, DatesFrom, ListEntry, NameKind
from enduse.model.period import Period


def overlaid(
    full: Mapping[str, Sequence[ListEntry]],
    complete: Mapping[str, tuple[Period, ...]],
    curated: Iterable[ListEntry],
) -> list[ListEntry]:
    """Return all entries of full lists, and shipped ones that no file can have shown.

    A designation whose name a full list holds gives that entry its days, its terms over time, the
    names we added, and those that its act gives and the files do not (a file may carry no aliases):
    a name that found the body before the list came finds it after. One that no file holds stays
    only where no complete file of its list is of a day on which it says that it was listed: a
    complete file knows better.
    """
    index: dict[tuple[str, str], list[int]] = {}
    result: list[ListEntry] = []
    for entries in full.values():
        for entry in entries:
            for key in dict.fromkeys(name_key(n.value) for n in entry.names):
                index.setdefault((entry.list, key), []).append(len(result))
            result.append(entry)
    for one in curated:
        at = _same(one, index, result)
        if at is not None:
            result[at] = _enriched(result[at], one)
        elif one.list not in full or not _contradicted(one, complete.get(one.list, ())):
            result.append(one)
    return result


def _same(
    one: ListEntry, index: Mapping[tuple[str, str], list[int]], entries: Sequence[ListEntry]
) -> int | None:
    countries = {c.value for c in one.countries}
    printed = [n.value for n in one.names if not n.ours]
    for name in printed:
        for at in index.get((one.list, name_key(name)), ()):
            other = {c.value for c in entries[at].countries}
            terms = not one.cite or not entries[at].cite or set(one.cite) & set(entries[at].cite)
            if (not other or not countries or other & countries) and terms:
                return at
    return None


def _contradicted(one: ListEntry, complete: Iterable[Period]) -> bool:
    return any(
        p.start is not None and any(i.covers(p.start) for i in one.intervals) for p in complete
    )


def _enriched(entry: ListEntry, one: ListEntry) -> ListEntry:
    entry = replace(_named(entry, one), shipped=(*entry.shipped, one.entry))
    start, end = one.intervals[0].start, one.intervals[0].end
    if start is None or len(entry.intervals) != 1 or not _better(entry, one, start):
        return entry
    held = entry.intervals[0]
    stop = end if held.end is not None and end is not None else held.end
    if stop is not None and stop <= start:
        return entry
    terms = _terms(entry, one, stop)
    says = held.start if held.start != start and entry.dates_from is DatesFrom.LIST else None
    return replace(
        entry,
        intervals=(Period(start=start, end=stop),),
        origins=(),
        uncertain=_after(entry.uncertain, start, stop if end is not None else None),
        dates_from=one.dates_from,
        requirement=entry.requirement or one.requirement,
        policy=entry.policy or one.policy,
        profile=terms[-1].value if terms else entry.profile,
        profiles=terms,
        verified=one.verified,
        added_by=one.added_by or entry.added_by,
        savings=one.savings or entry.savings,
        list_says=says or one.list_says or entry.list_says,
        cite=tuple(dict.fromkeys((*one.cite, *entry.cite))),
    )


def _named(entry: ListEntry, one: ListEntry) -> ListEntry:
    """The entry with the names it lacks, each with its own days and act; the list's come first."""
    have = {name_key(n.value) for n in entry.names}
    lacking = [n for n in one.names if name_key(n.value) not in have]
    printed = [
        replace(n, kind=NameKind.ALIAS if n.kind is NameKind.PRIMARY else n.kind, cite=one.cite)
        for n in lacking
        if not n.ours
    ]
    ours = [replace(n, intervals=(), dates_from=DatesFrom.NOT_GIVEN) for n in lacking if n.ours]
    cite = (*entry.cite, *one.cite) if printed else entry.cite
    return replace(entry, names=(*entry.names, *printed, *ours), cite=tuple(dict.fromkeys(cite)))


def _better(entry: ListEntry, one: ListEntry, start: date) -> bool:
    """An act's day governs; a publisher's day fills in where files alone left it open."""
    if one.dates_from is DatesFrom.CITED_ACT:
        return True
    left_open = any(p.covers(start) for p in entry.uncertain) or entry.intervals[0].start == start
    files_alone = entry.dates_from is DatesFrom.SNAPSHOTS
    return one.dates_from is DatesFrom.LIST and files_alone and left_open


def _after(uncertain: Iterable[Period], start: date, known_end: date | None) -> tuple[Period, ...]:
    """Days that stay unsure once the start, and perhaps the end, are known from the act."""
    result = []
    for one in uncertain:
        if known_end and one.start and one.start >= known_end - timedelta(days=1):
            continue
        if one.end is not None and one.end > start:
            begin = max(d for d in (one.start, start) if d)
            if begin < one.end:
                result.append(Period(start=begin, end=one.end))
    return tuple(result)


def _terms(entry: ListEntry, one: ListEntry, stop: date | None) -> tuple[Dated, ...]:
    if not one.profiles:
        return entry.profiles
    last = one.profiles[-1]
    final = last.intervals[0]
    if stop is not None and final.end is None and (final.start is None or final.start < stop):
        last = replace(last, intervals=(Period(start=final.start, end=stop),))
    return (*one.profiles[:-1], last)
