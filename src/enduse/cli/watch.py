"""`enduse watch`: what was last read of each source text, and what moved since."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from enduse.cli.inputs import day
from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.errors import UsageError

MOVED = 10
"""Exit code where something moved: a person must look."""


def watch(
    verb: Annotated[str, typer.Argument(help="Nothing, or `check`.")] = "",
    file: Annotated[
        Path | None, typer.Argument(help="With check: a text, or sightings as CSV.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="With check: whose text the file is.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", help="Name the sources that are due on this day.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", help="text, csv, html, md, docx or xlsx.")
    ] = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """List watched sources; `check FILE` says what moved and what to read again."""
    from enduse.analysis.watch import Watched
    from enduse.report.document_forms import check_form, write_document
    from enduse.report.watch import moved_document, watched_document

    check_form(format_)
    if verb not in ("", "check"):
        raise UsageError(verb, "is no verb of watch", "Write: enduse watch check FILE.")
    watched = Watched(knowledge_pack(knowledge, overlay))
    if not verb:
        write_document(watched_document(watched, day(at, "--at")), format_, sys.stdout.buffer)
        return
    if file is None:
        raise UsageError("check", "needs a file", "Write: enduse watch check FILE --source ID.")
    found = watched.check(file, source)
    write_document(moved_document(found), format_, sys.stdout.buffer)
    if any(one.state != "as read" for one in found):
        raise typer.Exit(MOVED)
