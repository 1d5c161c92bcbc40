"""`enduse simulate`: what a proposal would change over the lines of a run."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from enduse.errors import NoInputError, UsageError

NEW = "new"


def simulate(
    proposal: Annotated[str, typer.Argument(help="The folder of a proposal; or `new`.")],
    name: Annotated[str, typer.Argument(help="With `new`: the name of the folder.")] = "",
    over: Annotated[Path | None, typer.Option("--over", help="A kept run.")] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Fold natural persons and untyped names.")
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", help="text, csv, html, md, docx or xlsx.")
    ] = "text",
) -> None:
    """Lines newly caught: certainly, if a parameter says so, or not; `simulate new NAME` begins."""
    from enduse.report.document_forms import check_form, write_document

    if proposal == NEW:
        _new(name)
        return
    check_form(format_)
    if over is None:
        raise UsageError("--over", "is missing", "Name a run written by `enduse review --out`.")
    if name:
        raise UsageError(name, "is one argument too many", "Name one proposal.")
    folder = Path(proposal)
    if not folder.is_dir():
        raise NoInputError(proposal, "no such folder", "Write one with `enduse simulate new NAME`.")
    from enduse.analysis.proposal import lay
    from enduse.analysis.public import PublicNames
    from enduse.analysis.simulate import simulate as simulated
    from enduse.bulk.run import Run
    from enduse.cli.open import list_store
    from enduse.knowledge.schema.names import NamesFile
    from enduse.report.simulation import simulation_document

    run = Run(over)
    laid = lay(folder, run.pack_path)
    names = PublicNames(laid.pack.section("names", NamesFile)) if public else None
    document = simulation_document(simulated(laid, run, list_store(), names))
    write_document(document, format_, sys.stdout.buffer)


def _new(name: str) -> None:
    from enduse.analysis.new_proposal import write_new

    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        raise UsageError(name or NEW, "is no name of a proposal", "Letters, digits, - and _.")
    for path in write_new(name, Path.cwd()):
        typer.echo(f"written: {path}")
