"""Entries of lists in words and as JSON (contract, section 4)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from enduse.cli.days_held import in_words, listed_beyond, newest_files
from enduse.cli.terminal import many
from enduse.cli.terminal import say as line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from enduse.lists.lookup import Found
    from enduse.lists.store import Added
    from enduse.model.listing import Dated, ListedName
    from enduse.model.match import Searched
    from enduse.model.period import Period


MOST_NAMES, MOST_VALUES = 16, 8
"""Names and values of a kind that are printed; more are counted."""


def searched_json(one: Searched) -> dict[str, object]:
    """A list that was searched, with the days it is complete for (first and last)."""
    return {
        "list": one.list,
        "snapshot": one.snapshot,
        "list_date": one.list_date,
        "entries": one.entries,
        "coverage": one.coverage,
        "complete_for": [_period(p) for p in one.complete_for],
    }


def _period(period: Period) -> list[str | None]:
    last = period.end - timedelta(days=1) if period.end else None
    return [period.start.isoformat() if period.start else None, last.isoformat() if last else None]


def _interval(period: Period, origin: str) -> dict[str, str | None]:
    return {
        "from": period.start.isoformat() if period.start else None,
        "to": period.end.isoformat() if period.end else None,
        "dates_from": origin,
    }


def _dated(value: Dated) -> dict[str, object]:
    text: dict[str, object] = {"value": value.value}
    if value.intervals:
        text["intervals"] = [_interval(p, value.dates_from.value) for p in value.intervals]
    return text


def entry_json(found: Found, day: date, searched: Sequence[Searched]) -> dict[str, object]:
    """An entry as it stood on a day, with all its values and their days."""
    entry = found.entry
    names = [
        _dated(n)
        | {"kind": n.kind.value}
        | ({"language": n.language} if n.language else {})
        | ({"ours": True} if n.ours else {})
        | ({"shipped": True, "cite": list(n.cite)} if n.cite else {})
        for n in entry.names
    ]
    return {
        "list": entry.list,
        "entry": entry.entry,
        "name": entry.name,
        "matched_name": found.name.value,
        "type": entry.type.value,
        "listed_as_of": found.listed_as_of(day, _complete(searched)),
        "intervals": [_interval(p, o.value) for p, o in entry.dated_intervals],
        "not_known": [_interval(p, "snapshots") for p in entry.uncertain],
        "list_says_from": entry.list_says.isoformat() if entry.list_says else None,
        "verified": entry.verified,
        "names": names,
        "countries": [_dated(v) for v in entry.countries],
        "addresses": [_dated(v) for v in entry.addresses],
        "identifiers": [
            {"scheme": i.scheme, "value": i.value, "country": i.country or None}
            for i in entry.identifiers
        ],
        "programmes": [_dated(v) for v in entry.programmes],
        "requirement": [_dated(v) for v in entry.requirement],
        "policy": [_dated(v) for v in entry.policy],
        "profile": entry.profile_on(day),
        "added_by": entry.added_by or None,
        "savings": [d.isoformat() for d in entry.savings] if entry.savings else None,
        "cite": list(entry.cite),
        "remarks": entry.remarks,
        "snapshots": list(entry.snapshots),
    }


def _complete(searched: Sequence[Searched]) -> dict[str, tuple[Period, ...]]:
    return {one.list: one.complete_for for one in searched}


def say(found: Found, day: date, searched: Sequence[Searched]) -> None:
    """Print an entry for a person: what the files held say of the day, and what they do not."""
    entry = found.entry
    words = {True: "listed", False: "not listed", None: "not known whether listed"}
    line(f"{entry.list} {entry.entry}: {entry.name}")
    files = newest_files(searched)
    newest = files.get(entry.snapshots[-1] if entry.snapshots else "") or files.get(entry.list)
    listed = found.listed_as_of(day, _complete(searched))
    beyond = listed_beyond(newest, day) if listed else ""
    line(f"on {day}: {beyond or words[listed]}", "  ")
    for period, origin in entry.dated_intervals:
        line(f"listed {in_words(period, origin, entry.uncertain, newest)}", "  ")
    for period in entry.uncertain:
        line(f"not known from {period.start or 'the beginning'} to before {period.end}", "  ")
    if entry.list_says:
        line(f"the list itself says {entry.list_says}; the cited act governs", "  ")
    if not entry.verified:
        line("these days were not checked in the source: do not quote", "  ")
    for other in entry.names[1:MOST_NAMES]:
        line(f"{_called(other, day)}: {other.value}{_days(other)}{_from(other)}", "  ")
    if len(entry.names) > MOST_NAMES:
        more = len(entry.names) - MOST_NAMES
        line(f"and {more:,} more names: see --format json", "  ")
    groups: tuple[tuple[str, tuple[Dated, ...]], ...] = (
        ("country", entry.countries),
        ("address", entry.addresses),
        ("programme", entry.programmes),
        ("requirement", entry.requirement),
        ("policy", entry.policy),
    )
    for label, values in groups:
        for value in values[:MOST_VALUES]:
            line(f"{label}: {value.value}{_days(value)}", "  ")
        if len(values) > MOST_VALUES:
            more = len(values) - MOST_VALUES
            line(f"and {more:,} more of these: see --format json", "  ")
    for number in entry.identifiers[:MOST_VALUES]:
        line(f"{number.scheme or 'number'}: {number.value}{_days(number)}", "  ")
    if entry.cite:
        line(f"cited: {', '.join(entry.cite)}", "  ")


def _called(name: ListedName, day: date) -> str:
    """Whether the list gave a name on the day, or on other days only."""
    if name.kind.value == "former":
        return "formerly"
    return "also" if name.holds_on(day) else "on other days"


def _from(name: ListedName) -> str:
    """Who gives a name that no file of the list held gives."""
    shipped = f" (shipped designation, not in the files held: {', '.join(name.cite)})"
    return " (added by us)" if name.ours else shipped if name.cite else ""


def _days(value: Dated) -> str:
    """Days of a value that has days of its own."""
    told = [
        f"{p.start or 'a day not known'} to {p.end - timedelta(days=1) if p.end else 'still'}"
        for p in value.intervals
    ]
    return f" ({', '.join(told)})" if told else ""


def completeness(searched: Iterable[Searched], day: date) -> str:
    """Say whether silence means absence on the day."""
    texts = []
    for one in searched:
        if any(p.covers(day) for p in one.complete_for):
            texts.append(f"{one.list} is complete for {day}")
        else:
            texts.append(f"{one.list} was searched in the file of {one.list_date}")
    return "; ".join(texts) + ("; removals before cannot be seen." if texts else "")


def say_added(added: Added, doubts: Iterable[str] = ()) -> None:
    """Print what came of a file: entries by list, and on stderr what could not be read.

    Args:
        doubts: what speaks against the day that was given for it.
    """
    from enduse.lists.formats.us_ofac_parts import parts_missing

    snapshot, log = added.snapshot, added.log
    state = "held" if added.new else "already held"
    line(f"{snapshot.source} of {snapshot.day} {state}: {snapshot.id}")
    for list_id, held in snapshot.lists.items():
        entries, names = many(held.entries, "entry", "entries"), many(held.names, "name", "names")
        line(f"{list_id}: {entries}, {names}", "  ")
    for text in parts_missing(snapshot):
        line(text, "  ", err=True)
    if snapshot.coverage == "partial":
        line("a part of the list: absence in it says nothing", "  ")
    for text in doubts:
        line(f"check the day: {text}", "  ", err=True)
    for reject in log.rejects[:20]:
        line(f"not read, line {reject.source.line}: {reject.reason}", "  ", err=True)
    if len(log.rejects) > 20:
        line(f"and {len(log.rejects) - 20} more rows not read", "  ", err=True)
    if log.problems:
        count = many(len(log.problems), "value", "values")
        line(f"{count} could not be read, e.g.", "  ", err=True)
        for one in log.problems[:3]:
            line(f"{one.field} {one.value!r}: {one.reason}", "    ", err=True)
