"""Re-review after a list change: only lines whose names the changed entries can touch.

Whether a name matches an entry is a function of the two alone, so the names of a run are screened
against the changed entries only; lines are not read for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from enduse.bulk.expand import options_of
from enduse.bulk.run import Run
from enduse.bulk.run_names import RunNames, names_of, transfers_at
from enduse.bulk.said import NONE, Key, Reopened, reopened
from enduse.errors import UsageError
from enduse.knowledge.pack import Pack
from enduse.lists.changes import named
from enduse.lists.view import Lists
from enduse.model.listing import ListEntry
from enduse.model.period import Period, parse_transfer_date
from enduse.model.transfer import Kind
from enduse.review.build import build_reviewer
from enduse.review.engine import Reviewer
from enduse.review.options import ReviewOptions
from enduse.review.parties.build import build_parties
from enduse.screening.index import NameIndex
from enduse.screening.names_kept import Names
from enduse.screening.screen import Screener

BATCH = 100_000
_EVER = Period(start=None, end=None)


def between(lists: Lists, first: str, last: str) -> tuple[Lists, Lists]:
    """The lists as they were with the snapshot `first` as the newest of its list, and with `last`.

    Both are named as `SOURCE@DAY`, or by a hash or its first signs.

    Raises:
        UsageError: where one is not held, they share no list, or `last` is not the later.
    """
    held = lists.held()
    every = {s.id: s for some in held.values() for s in some}
    one, other = (named(every.values(), text).id for text in (first, last))
    old: set[str] = set()
    new: set[str] = set()
    for some in held.values():
        ids = [s.id for s in some]
        if one in ids and other in ids:
            if ids.index(one) >= ids.index(other):
                raise UsageError("--to", f"{last} is not later than {first}", "Name the later.")
            old.update(ids[ids.index(one) + 1 :])
            new.update(ids[ids.index(other) + 1 :])
    if not old:
        raise UsageError("--to", "the two snapshots share no list", "Name two of one list.")
    return lists.without(frozenset(old)), lists.without(frozenset(new))


def became(old: Iterable[ListEntry], new: Iterable[ListEntry]) -> dict[Key, str]:
    """Shipped designations that a list holds now under an id of its own, with that id."""
    before = {(e.list, e.entry) for e in old}
    later = list(new)
    after = {(e.list, e.entry) for e in later}
    found: dict[Key, str] = {}
    for entry in later:
        stood = [(entry.list, i) for i in entry.shipped if (entry.list, i) in before - after]
        if stood and (entry.list, entry.entry) not in before:
            found[stood[0]] = entry.entry
    return found


def changed(old: Iterable[ListEntry], new: Iterable[ListEntry]) -> dict[Key, list[ListEntry]]:
    """Entries that differ in more than the snapshots they were read from, in both versions.

    A shipped designation that a list holds now is one entry, under the list's id.
    """
    earlier, later = list(old), list(new)
    ids = became(earlier, later)
    before = {(e.list, ids.get((e.list, e.entry), e.entry)): e for e in earlier}
    after = {(e.list, e.entry): e for e in later}
    found: dict[Key, list[ListEntry]] = {}
    for key in sorted({*before, *after}):
        one, other = before.get(key), after.get(key)
        if one is None or other is None or _material(one) != _material(other):
            found[key] = [e for e in (one, other) if e is not None]
    return found


def _material(entry: ListEntry) -> ListEntry:
    return replace(entry, snapshots=(), remarks="", shipped=())


@dataclass(slots=True)
class Looked:
    """What a re-review looked at, for a person: entries, names and lines."""

    entries: int = 0
    names: int = 0
    matching: int = 0
    lines: int = 0


def rereview(
    run: Run,
    pack: Pack,
    old: Lists,
    new: Lists,
    cache: Path | None = None,
    looked: Looked | None = None,
) -> Iterator[Reopened]:
    """Yield the lines of a run that come out materially otherwise under the new lists."""
    looked = looked or Looked()
    options = options_of(run)
    names = names_of(run, cache)
    rows = lines_by_name(pack, old, new, names, cache, looked)
    on_day = _by_day(run, old, new, options)
    if not rows and not on_day:
        return
    before = build_reviewer(pack, old, options, cache)
    rows |= on_day & _matching(names, on_day, before)
    looked.lines = len(rows)
    parties = build_parties(pack, new, cache)
    after = Reviewer(replace(before.checks, parties=parties), options)
    now_listed = became(old.entries(), new.entries())
    yield from reviewed_again(run, rows, before, after, now_listed=now_listed)


def reviewed_again(
    run: Run,
    rows: set[int],
    before: Reviewer,
    after: Reviewer,
    *,
    now_listed: Mapping[Key, str] = NONE,
) -> Iterator[Reopened]:
    """Review some lines of a run as before and as now; yield those that differ materially.

    Args:
        now_listed: shipped designations that a list holds now (see `became`).
    """
    chosen = list(transfers_at(run, rows))
    transfers = [transfer for _, transfer in chosen]
    for (row, _), one, other in zip(
        chosen, before.review_all(transfers), after.review_all(transfers), strict=True
    ):
        found = reopened(row, one, other, now_listed)
        if found is not None:
            yield found


def lines_by_name(
    pack: Pack,
    old: Lists,
    new: Lists,
    names: RunNames,
    cache: Path | None,
    looked: Looked | None = None,
) -> set[int]:
    """Rows of the lines with a name that a changed entry matches, as it was or as it is."""
    touched = changed(old.entries(), new.entries())
    looked = looked or Looked()
    looked.entries, looked.names = len(touched), len(names.names)
    if not touched:
        return set()
    entries = [entry for versions in touched.values() for entry in versions]
    screener = Screener(NameIndex.build(entries, Names(pack, cache).knowledge))
    chosen: list[bool] = []
    for start in range(0, len(names.names), BATCH):
        chosen += map(bool, screener.screen(names.names[start : start + BATCH]))
    looked.matching = sum(chosen)
    return names.rows_of(chosen)


def _by_day(run: Run, old: Lists, new: Lists, options: ReviewOptions) -> set[int]:
    """Lines on days for which a list became complete, or is no longer: absence says otherwise."""
    whole = [{s.list: s.complete_for for s in lists.searched()} for lists in (old, new)]
    every = {
        period
        for name in {*whole[0], *whole[1]}
        for period in _turned(whole[0].get(name, ()), whole[1].get(name, ()))
    }
    fixed = [d for d in (options.as_of, *options.also_as_of) if d is not None]
    if any(p.covers(day) for p in every for day in fixed):
        return {line["row"] for line in run.rows("lines", ["row"])}
    known: dict[tuple[str, str | None], bool] = {}
    found: set[int] = set()
    for line in run.rows("lines", ["row", "kind", "date"]) if every else ():
        key = line["kind"], line["date"]
        if key not in known:
            known[key] = any(_meets(_span(*key), period) for period in every)
        if known[key]:
            found.add(line["row"])
    return found


def _matching(names: RunNames, rows: set[int], reviewer: Reviewer) -> set[int]:
    """Rows of the lines among these on which a name matches any entry."""
    if not rows:
        return set()
    parties, own = reviewer.checks.parties, frozenset(names.on(rows))
    parties.prepare(own)
    return names.rows_of(name in own and parties.found(name) for name in names.names)


def _turned(one: Iterable[Period], other: Iterable[Period]) -> list[Period]:
    """Days that are in one set of periods and not in the other."""
    first, second = tuple(one), tuple(other)
    edges = {d for p in (*first, *second) for d in (p.start, p.end) if d is not None}
    if any(p.start is None or p.end is None for p in (*first, *second)):
        return [] if first == second else [_EVER]
    ordered = sorted(edges)
    return [
        Period(start=start, end=end)
        for start, end in pairwise(ordered)
        if any(p.covers(start) for p in first) != any(p.covers(start) for p in second)
    ]


def _span(kind: str, text: str | None) -> Period | None:
    """Days on which a line may be; None where it has none, ever where they are not kept."""
    if kind == Kind.ACQUISITION.value:
        return _EVER
    if text is None:
        return None
    try:
        when = parse_transfer_date(text)
    except ValueError:
        return _EVER
    return Period(start=when.first, end=when.last + timedelta(days=1))


def _meets(one: Period | None, other: Period) -> bool:
    if one is None:
        return False
    latest = max(one.start or date.min, other.start or date.min)
    return latest < min(one.end or date.max, other.end or date.max)
