"""`enduse lists`: take in, show, compare and check official lists."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enduse.cli.settings import KnowledgeOption, OverlayOption, home, knowledge_pack
from enduse.errors import NoInputError, UsageError

if TYPE_CHECKING:
    from enduse.lists.lookup import Found
    from enduse.lists.store import ListStore

app = typer.Typer(help="Take in, show, compare and check official lists.", no_args_is_help=True)

StoreOption = Annotated[
    Path | None, typer.Option("--store", help="The store's folder, instead of the usual one.")
]
FormatOption = Annotated[str, typer.Option("--format", help="text or json.")]


def store_folder(named: Path | None) -> Path:
    """The folder of the store: as named, else in the user's folder."""
    return named or home() / "lists"


def _store(named: Path | None, knowledge: Path | None, overlay: list[Path] | None) -> ListStore:
    from enduse.lists.view import open_store

    return open_store(store_folder(named), knowledge_pack(knowledge, overlay))


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(option, f"{text!r} is not a day", "Write it as 2024-03-05.") from None


@app.command("import")
def import_(
    source: Annotated[str, typer.Argument(help="The source, e.g. us-csl or un-sc.")],
    files: Annotated[list[Path], typer.Argument(help="The file, or the parts of one edition.")],
    date_: Annotated[str, typer.Option("--date", help="Day on which the publisher offered it.")],
    partial: Annotated[
        bool, typer.Option("--partial", help="A part of a list: absence in it says nothing.")
    ] = False,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", help="A new programme that you looked at.")
    ] = None,
    store: StoreOption = None,
    format_: FormatOption = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Take a publisher's file into the store; a file that fails a gate is kept aside."""
    from enduse.lists.store import File

    given = []
    for path in files:
        try:
            given.append(File(path.name, path.read_bytes()))
        except OSError as err:
            raise NoInputError(str(path), f"cannot be read: {err.strerror}", "Check it.") from None
    added = _store(store, knowledge, overlay).add(
        source,
        given,
        _day(date_, "--date"),
        retrieved_at=datetime.now().astimezone(),
        partial=partial,
        accept=accept or (),
    )
    snapshot, log = added.snapshot, added.log
    if format_ == "json":
        report = snapshot.model_dump(mode="json") | {"id": snapshot.id, "new": added.new}
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    state = "held" if added.new else "already held"
    typer.echo(f"{snapshot.source} of {snapshot.day} {state}: {snapshot.id}")
    for list_id, held in snapshot.lists.items():
        typer.echo(f"  {list_id}: {held.entries:,} entries, {held.names:,} names")
    if snapshot.coverage == "partial":
        typer.echo("  a part of the list: absence in it says nothing")
    for reject in log.rejects[:20]:
        typer.echo(f"  not read, line {reject.source.line}: {reject.reason}", err=True)
    if len(log.rejects) > 20:
        typer.echo(f"  and {len(log.rejects) - 20} more rows not read", err=True)
    if log.problems:
        typer.echo(f"  {len(log.problems)} values could not be read, e.g.", err=True)
        for one in log.problems[:3]:
            typer.echo(f"    {one.field} {one.value!r}: {one.reason}", err=True)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A name as a list prints it, or an entry's id.")],
    list_: Annotated[str, typer.Option("--list", help="Only this list.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="The day asked about.")] = "",
    store: StoreOption = None,
    format_: FormatOption = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Show the entries of a name: when listed, under which names and terms, from which files."""
    from enduse.lists.lookup import find
    from enduse.lists.view import open_lists

    pack = knowledge_pack(knowledge, overlay)
    lists = open_lists(store_folder(store), pack, (list_,) if list_ else ())
    day = _day(as_of, "--as-of") if as_of else date.today()  # noqa: DTZ011 - the user's own day
    found = find(lists.entries(), name, list_)
    if format_ == "json":
        searched = [_searched(s) for s in lists.searched()]
        report = {"as_of": day.isoformat(), "entries": [_entry(f, day) for f in found]}
        typer.echo(json.dumps(report | {"searched": searched}, ensure_ascii=False))
        return
    for text in lists.unreadable():
        typer.echo(f"not searched: {text}", err=True)
    for one in found:
        _say(one, day)
    if not found:
        typer.echo(f"No entry bears exactly this name. {_complete(lists.searched(), day)}")


def _searched(one: Any) -> dict[str, object]:
    return {
        "list": one.list,
        "snapshot": one.snapshot,
        "list_date": one.list_date,
        "entries": one.entries,
        "coverage": one.coverage,
        "complete_for": [_period(p) for p in one.complete_for],
    }


def _period(period: Any) -> list[str | None]:
    from datetime import timedelta

    last = period.end - timedelta(days=1) if period.end else None
    return [period.start.isoformat() if period.start else None, last.isoformat() if last else None]


def _interval(period: Any, origin: str) -> dict[str, str | None]:
    return {
        "from": period.start.isoformat() if period.start else None,
        "to": period.end.isoformat() if period.end else None,
        "dates_from": origin,
    }


def _dated(value: Any) -> dict[str, object]:
    text: dict[str, object] = {"value": value.value}
    if value.intervals:
        text["intervals"] = [_interval(p, value.dates_from.value) for p in value.intervals]
    return text


def _entry(found: Found, day: date) -> dict[str, object]:
    entry = found.entry
    names = [
        _dated(n)
        | {"kind": n.kind.value}
        | ({"language": n.language} if n.language else {})
        | ({"ours": True} if n.ours else {})
        for n in entry.names
    ]
    return {
        "list": entry.list,
        "entry": entry.entry,
        "name": entry.name,
        "matched_name": found.name.value,
        "type": entry.type.value,
        "listed_as_of": found.listed_as_of(day),
        "intervals": [_interval(p, entry.dates_from.value) for p in entry.intervals],
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
        "savings": [d.isoformat() for d in entry.savings] if entry.savings else None,
        "cite": list(entry.cite),
        "remarks": entry.remarks,
        "snapshots": list(entry.snapshots),
    }


def _say(found: Found, day: date) -> None:
    entry = found.entry
    words = {True: "listed", False: "not listed", None: "not known whether listed"}
    typer.echo(f"{entry.list} {entry.entry}: {entry.name}")
    typer.echo(f"  on {day}: {words[found.listed_as_of(day)]}")
    for period in entry.intervals:
        end = f", no longer from {period.end}" if period.end else ""
        start = period.start or "a day not known"
        typer.echo(f"  listed from {start}{end} (days from: {entry.dates_from.value})")
    for period in entry.uncertain:
        typer.echo(f"  not known from {period.start or 'the beginning'} to before {period.end}")
    if entry.list_says:
        typer.echo(f"  the list itself says {entry.list_says}; the cited act governs")
    if not entry.verified:
        typer.echo("  these days were not checked in the source: do not quote")
    for other in entry.names[1:8]:
        typer.echo(f"  also: {other.value}" + (" (added by us)" if other.ours else ""))
    for label, values in (("requirement", entry.requirement), ("policy", entry.policy)):
        for value in values:
            typer.echo(f"  {label}: {value.value}")
    if entry.cite:
        typer.echo(f"  cited: {', '.join(entry.cite)}")


def _complete(searched: Any, day: date) -> str:
    texts = []
    for one in searched:
        if any(p.covers(day) for p in one.complete_for):
            texts.append(f"{one.list} is complete for {day}")
        else:
            texts.append(f"{one.list} was searched in the file of {one.list_date}")
    return "; ".join(texts) + ("; removals before cannot be seen." if texts else "")
