"""`enduse lists`: take in, show, compare and check official lists."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.lists_options import FormatOption, StoreOption, past_day, store_folder, store_of
from enduse.cli.lists_status import status
from enduse.cli.lists_words import completeness, entry_json, say, say_added, searched_json
from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.cli.terminal import say as line
from enduse.errors import NoInputError, UsageError

if TYPE_CHECKING:
    from enduse.knowledge.pack import Pack

app = typer.Typer(help="Take in, show, compare and check official lists.", no_args_is_help=True)
app.command()(status)


@app.command("import")
def import_(
    source: Annotated[str, typer.Argument(help="The source, e.g. us-csl or un-sc.")],
    files: Annotated[list[Path], typer.Argument(help="The file, or the parts of one edition.")],
    date_: Annotated[
        str,
        typer.Option(
            "--date", help="Required, save for a bundle: the day on which it was offered."
        ),
    ] = "",
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
    """Take a publisher's file into the store; a file that fails a gate is kept aside.

    `import bundle FILE` takes in what `export` wrote.
    """
    from enduse.lists.gates import doubts
    from enduse.lists.store import File

    opened = store_of(store, knowledge, overlay)
    if source == "bundle":
        from enduse.lists.upkeep import read_bundle

        for path in files:
            typer.echo(f"{path.name}: {read_bundle(opened, path)} snapshots taken in")
        return
    if not date_:
        raise UsageError("--date", "is missing", "Say on which day the publisher offered the file.")

    day = past_day(date_, "--date")
    given = []
    for path in files:
        try:
            given.append(File(path.name, path.read_bytes()))
        except OSError as err:
            raise NoInputError(str(path), f"cannot be read: {err.strerror}", "Check it.") from None
    added = opened.add(
        source,
        given,
        day,
        retrieved_at=datetime.now().astimezone(),
        partial=partial,
        accept=accept or (),
    )
    snapshot = added.snapshot
    warnings = tuple(doubts(snapshot, added.log, opened.reference))
    if format_ == "json":
        report = snapshot.model_dump(mode="json") | {"id": snapshot.id, "new": added.new}
        report |= {"check_the_day": list(warnings)}
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    say_added(added, warnings)


def _known_list(list_id: str, pack: Pack) -> None:
    """A list nobody knows is a slip of the pen; one that is not installed is told as such."""
    from enduse.cli.list_ids import no_such_list
    from enduse.lists.view import reference

    known = reference(pack).lists
    if list_id not in known:
        raise no_such_list(list_id, pack, known)
    line(f"{list_id} is not installed: nothing was searched. Import a file of it.", err=True)


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
    day = past_day(as_of, "--as-of") if as_of else date.today()  # noqa: DTZ011 - the user's own day
    found, asked = find(lists.entries(), name, list_), lists.searched()
    if list_ and not lists.entries():
        _known_list(list_, pack)
    if format_ == "json":
        searched = [searched_json(s) for s in asked]
        report = {"as_of": day.isoformat(), "entries": [entry_json(f, day, asked) for f in found]}
        typer.echo(json.dumps(report | {"searched": searched}, ensure_ascii=False))
        return
    for text in lists.unreadable():
        line(f"not searched: {text}", err=True)
    for one in found:
        say(one, day, asked)
    if not found:
        line(f"No entry bears exactly this name. {completeness(asked, day)}")
        line("For names that are merely alike: enduse screen")


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="SOURCE@DAY, or the first signs of a hash.")],
    new: Annotated[str, typer.Argument(help="SOURCE@DAY, or the first signs of a hash.")],
    list_: Annotated[str, typer.Option("--list", help="Only this list.")] = "",
    format_: Annotated[str, typer.Option("--format", help="text, json or html.")] = "text",
    store: StoreOption = None,
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Say which entries came, went and changed between two files, value by value."""
    from enduse.lists.changes import differences, named
    from enduse.lists.changes_text import as_json, html_page, missing_lines, text_lines

    opened = store_of(store, knowledge, overlay)
    held = opened.snapshots()
    first, last = named(held, old), named(held, new)
    both = sorted({*first.lists, *last.lists})
    if list_ and list_ not in both:
        raise UsageError("--list", f"{list_} is in neither file", f"Take one of: {', '.join(both)}")
    found = [d for d in differences(opened, first, last) if not list_ or d.list == list_]
    missing = [m for m in missing_lines(first, last) if not list_ or m.startswith(f"{list_}:")]
    if format_ == "html":
        typer.echo(html_page(found, missing), nl=False)
        return
    for text in missing:
        line(text, err=format_ == "json")
    if format_ == "json":
        typer.echo(json.dumps(as_json(found), ensure_ascii=False))
    for text in text_lines(found) if format_ == "text" else ():
        within = len(text) - len(text.lstrip())
        line(text, text[:within], further=4)


@app.command()
def verify(
    store: StoreOption = None,
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Check every byte of every file held against its hash; exit code 76 where one is wrong."""
    from enduse.errors import ListStoreError
    from enduse.lists.upkeep import verify as problems

    opened = store_of(store, knowledge, overlay)
    found = list(problems(opened))
    for text in found:
        line(text)
    if found:
        raise typer.Exit(ListStoreError.exit_code)
    typer.echo(f"{len(opened.snapshots())} snapshots: every byte agrees with its hash")


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="The bundle to write.")],
    source: Annotated[str, typer.Option("--source", help="Only this source.")] = "",
    store: StoreOption = None,
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Write the store as one file, to carry into a network without a connection."""
    from enduse.lists.upkeep import write_bundle

    count = write_bundle(store_of(store, knowledge, overlay), out, source)
    typer.echo(f"{out.name}: {count} snapshots; take it in with: enduse lists import bundle FILE")


@app.command()
def update(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources; default: all.")] = None,
    store: StoreOption = None,
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Fetch present editions from the official addresses; a refused one leaves the old serving."""
    from enduse.errors import UnavailableError
    from enduse.fetch import HttpFetcher
    from enduse.lists.update import update as fetch_all

    opened = store_of(store, knowledge, overlay)
    told: dict[str, int] = {}

    def progress(url: str, done: int, total: int | None) -> None:
        step = done // 1_000_000
        if told.get(url) != step:
            told[url] = step
            of = f" of {total / 1e6:.1f}" if total else ""
            typer.echo(f"  {url.rpartition('/')[2]}: {done / 1e6:.1f}{of} MB", err=True)

    now = datetime.now().astimezone()
    fetcher = HttpFetcher(opened.root / "incoming")
    outcomes = fetch_all(opened, fetcher, now, sources or (), progress)
    for one in outcomes:
        line(f"{one.source}: {one.state}: {one.detail}")
    if outcomes and all(o.state in ("refused", "unreachable") for o in outcomes):
        raise typer.Exit(UnavailableError.exit_code)
