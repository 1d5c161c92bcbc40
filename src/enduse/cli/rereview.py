"""`enduse rereview RUN`: the lines that a change of lists, or of knowledge, reopens."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.settings import KnowledgeOption, OverlayOption, cache_folder
from enduse.cli.summary import RunArgument
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.bulk.rereview_knowledge import Asked
    from enduse.bulk.run import Run
    from enduse.bulk.said import Reopened

FORMATS = ("text", "jsonl")
MOST_ITEMS = 50
"""Items of the knowledge that differ and are named; more are counted."""


def rereview(
    run: RunArgument,
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
    installed, or named with --knowledge.
    """
    from enduse.bulk.run import Run

    if form not in FORMATS:
        raise UsageError("--format", f"{form} is not a format", f"Take one of {FORMATS}.")
    if bool(first) != bool(last):
        missing = "--to" if first else "--from"
        raise UsageError(missing, "is missing", "Name the snapshots before and after the change.")
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
    looked = Looked()
    count = _say(reopened_lines(run, pack, old, new, cache_folder(), looked), form)
    typer.echo(
        f"{looked.entries:,} entries differ; {looked.matching:,} of {looked.names:,} names match"
        f" one; {looked.lines:,} lines looked at; {count:,} lines reopened",
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
    count = _say(found, form)
    _say_asked(noted, count, quiet=form != "text")


def _say_asked(noted: Asked, count: int, *, quiet: bool) -> None:
    items = noted.reached.items if noted.reached else ()
    for item in items[:MOST_ITEMS]:
        typer.echo(f"knowledge, {item.section}: {item.id}: {item.what}", err=quiet)
    if len(items) > MOST_ITEMS:
        typer.echo(f"knowledge: and {len(items) - MOST_ITEMS:,} more items differ", err=quiet)
    asked = noted.reached.jurisdictions if noted.reached else ()
    law = f"the law of {', '.join(asked)} asked again; " if asked else ""
    answered = sum(n for name, n in noted.keys.items() if name.partition(" ")[0] in asked)
    keys = f"{answered:,} keys answered; " if answered else ""
    typer.echo(
        f"{len(items):,} items differ; {law}{keys}{noted.lines:,} lines looked at;"
        f" {count:,} lines reopened",
        err=quiet,
    )


def _say(found: Iterable[Reopened], form: str) -> int:
    count = 0
    for one in found:
        count += 1
        if form == "jsonl":
            typer.echo(json.dumps(asdict(one), ensure_ascii=False))
            continue
        typer.echo(f"{one.id} (row {one.row}): {one.was} -> {one.now}")
        for change in one.changes:
            typer.echo(f"  {change}")
        typer.echo(f"  {one.why}")
    return count
