"""`enduse rereview RUN`: the lines that a change of lists, or of knowledge, reopens.

In place of a run, a table of parties: the rows whose matches a change of lists alters.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from enduse.cli.settings import KnowledgeOption, OverlayOption, cache_folder
from enduse.cli.terminal import many, say
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.bulk.rereview import Looked
    from enduse.bulk.rereview_knowledge import Asked
    from enduse.bulk.rereview_names import ReopenedName
    from enduse.bulk.run import Run
    from enduse.bulk.said import Reopened
    from enduse.lists.view import Lists

T = TypeVar("T", "Reopened", "ReopenedName")
FORMATS = ("text", "jsonl")
MOST_ITEMS = 50
"""Items of the knowledge that differ and are named; more are counted."""


def rereview(
    run: Annotated[
        Path,
        typer.Argument(
            metavar="RUN",
            help="A run written by `enduse review --out`, or a table of parties as"
            " `enduse screen --file` reads.",
        ),
    ],
    first: Annotated[
        str, typer.Option("--from", help="The snapshot before the change: SOURCE@DAY or a hash.")
    ] = "",
    last: Annotated[str, typer.Option("--to", help="The snapshot after it.")] = "",
    form: Annotated[str, typer.Option("--format", help="text or jsonl.")] = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Name the lines of a run that a change touches materially, and what changed.

    With --from and --to: a change of lists. Without: the knowledge of the run against the one
    installed, or named with --knowledge. A table of parties needs --from and --to.
    """
    from enduse.bulk.run import Run

    if form not in FORMATS:
        raise UsageError("--format", f"{form} is not a format", f"Take one of {FORMATS}.")
    if bool(first) != bool(last):
        missing = "--to" if first else "--from"
        raise UsageError(missing, "is missing", "Name the snapshots before and after the change.")
    if run.is_file():
        if not first:
            raise UsageError("--from", "is missing", "A table of parties needs --from and --to.")
        _table(run, first, last, form, knowledge, overlay)
        return
    opened = Run(run)
    if first:
        if knowledge or overlay:
            raise UsageError(
                "--knowledge",
                "one change at a time",
                "Leave out --from and --to, or the knowledge.",
            )
        _lists(opened, first, last, form)
    else:
        _knowledge(opened, knowledge, overlay, form)


def _lists(run: Run, first: str, last: str, form: str) -> None:
    from enduse.bulk.rereview import Looked, between
    from enduse.bulk.rereview import rereview as reopened_lines
    from enduse.cli.open import open_installed_lists
    from enduse.knowledge.pack import read_pack

    pack = read_pack(run.pack_path)
    old, new = between(open_installed_lists(pack), first, last)
    _all_read(old, new)
    looked = Looked()
    found = reopened_lines(run, pack, old, new, cache_folder(), looked)
    count = _each(found, form, _tell)
    _say_looked(looked, count, "line", form)


def _table(
    path: Path, first: str, last: str, form: str, knowledge: Path | None, overlay: list[Path] | None
) -> None:
    from enduse.bulk.rereview import Looked, between
    from enduse.bulk.rereview_names import rereview_names
    from enduse.cli.open import country_names, open_installed_lists
    from enduse.cli.settings import knowledge_pack
    from enduse.review.parties.name_tables import read_queries

    pack = knowledge_pack(knowledge, overlay)
    read = read_queries(path, country_names(pack))
    say(f"{path.name}: {read.counted()}", err=True)
    for row in read.rejects:
        say(f"rejected, line {row.source.line}: {row.reason}. {row.remedy}", err=True)
    old, new = between(open_installed_lists(pack), first, last)
    _all_read(old, new)
    looked = Looked()
    found = rereview_names(read.queries, pack, old, new, cache_folder(), looked)
    count = _each(found, form, _tell_name)
    _say_looked(looked, count, "row", form)


def _all_read(old: Lists, new: Lists) -> None:
    """A list that cannot be read would look like one whose entries came or went."""
    from enduse.errors import ListStoreError

    told = [{text.partition(": ")[0]: text for text in one.unreadable()} for one in (old, new)]
    for name in sorted({*told[0], *told[1]}):
        text = told[0].get(name) or told[1][name]
        if not (name in told[0] and name in told[1]):
            raise ListStoreError(name, text, "Import it again, then ask again.")
        say(f"not compared: {text}", err=True)


def _say_looked(looked: Looked, count: int, what: str, form: str) -> None:
    say(
        f"{many(looked.entries, 'entry differs', 'entries differ')};"
        f" {looked.matching:,} of {many(looked.names, 'name', 'names')} match one;"
        f" {many(looked.lines, what, what + 's')} looked at;"
        f" {many(count, what, what + 's')} reopened",
        err=form != "text",
    )


def _knowledge(run: Run, knowledge: Path | None, overlay: list[Path] | None, form: str) -> None:
    from enduse.bulk.expand import lists_of, taken_since
    from enduse.bulk.rereview_knowledge import Asked, rereview_knowledge
    from enduse.cli.open import list_store
    from enduse.cli.settings import knowledge_pack
    from enduse.knowledge.pack import read_pack
    from enduse.lists.view import open_lists

    own, other = read_pack(run.pack_path), knowledge_pack(knowledge, overlay)
    lists = lists_of(run, list_store(), own, exact=False)
    kept = list_store() if lists.held() else None
    others = open_lists(kept, other)
    others = others.without(taken_since(run, others))
    noted = Asked()
    found = rereview_knowledge(run, (own, lists), (other, others), cache_folder(), noted)
    count = _each(found, form, _tell)
    _say_asked(noted, count, quiet=form != "text")


def _say_asked(noted: Asked, count: int, *, quiet: bool) -> None:
    items = noted.reached.items if noted.reached else ()
    for item in items[:MOST_ITEMS]:
        say(f"knowledge, {item.section}: {item.id}: {item.what}", err=quiet)
    if len(items) > MOST_ITEMS:
        say(f"knowledge: and {len(items) - MOST_ITEMS:,} more items differ", err=quiet)
    asked = noted.reached.jurisdictions if noted.reached else ()
    law = f"the law of {', '.join(asked)} asked again; " if asked else ""
    answered = sum(n for name, n in noted.keys.items() if name.partition(" ")[0] in asked)
    keys = f"{many(answered, 'key', 'keys')} answered; " if answered else ""
    say(
        f"{many(len(items), 'item differs', 'items differ')}; {law}{keys}"
        f"{many(noted.lines, 'line', 'lines')} looked at;"
        f" {many(count, 'line', 'lines')} reopened",
        err=quiet,
    )


def _each(found: Iterable[T], form: str, tell: Callable[[T], None]) -> int:
    """Write each as a line of JSON, or tell it in words; how many there were."""
    count = 0
    for one in found:
        count += 1
        if form == "jsonl":
            typer.echo(json.dumps(asdict(one), ensure_ascii=False))
        else:
            tell(one)
    return count


def _tell(one: Reopened) -> None:
    turned = f"{one.was} -> {one.now}" if one.was != one.now else f"{one.now} as before"
    say(f"{one.id} (row {one.row}): {turned}")
    for change in one.changes:
        if not change.startswith("outcome: "):  # the first line says it
            say(change, "  ")
    if any(change.startswith(("outcome: ", "reason before: ")) for change in one.changes):
        say(f"now: {one.why}", "  ")


def _tell_name(one: ReopenedName) -> None:
    told = many(one.now, "match", "matches")
    turned = told if one.was == one.now else f"{told}, {one.was:,} before"
    say(f"{one.id} (line {one.line}): {one.name}: {turned}")
    for change in one.changes:
        say(change, "  ")
