"""`enduse gaps`: which law reaches which technology on a day, and what a run shows in the gaps."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.inputs import day
from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.analysis.gap_cell import Cell
    from enduse.analysis.gaps import GapTable
    from enduse.report.gaps import Comparison


def gaps(
    run: Annotated[
        Path | None, typer.Argument(help="A kept run: its lines are laid into the cells.")
    ] = None,
    at: Annotated[
        list[str] | None, typer.Option("--at", help="The day; repeatable: side by side.")
    ] = None,
    compare: Annotated[
        list[str] | None,
        typer.Option("--compare", help="A second day, or two jurisdictions: us,eu."),
    ] = None,
    jurisdiction: Annotated[
        list[str] | None, typer.Option("--jurisdiction", help="us, eu, ..., wassenaar; repeatable.")
    ] = None,
    technology: Annotated[
        list[str] | None, typer.Option("--technology", help="Only these; repeatable.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", help="text, json, csv, html, md, docx or xlsx.")
    ] = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Technology by jurisdiction on a day: entry, parameter, catch-all, end user, none."""
    from enduse.analysis.gap_run import observe
    from enduse.analysis.gaps import GapTable
    from enduse.bulk.run import Run
    from enduse.report.document_forms import check_form, write_document
    from enduse.report.gaps import gaps_document, gaps_json

    check_form(format_, "json")
    # The only clock: a question without a day is asked of today, and the answer names it.
    days = [d for text in at or () if (d := day(text, "--at"))] or [date.today()]  # noqa: DTZ011
    table = GapTable(knowledge_pack(knowledge, overlay))
    places = _places(table, jurisdiction)
    compared: Comparison | None = None
    for text in compare or ():
        if "," not in text and (second := day(text, "--compare")):
            days.append(second)
    held = {one: _cells(table, one, places, technology) for one in dict.fromkeys(days)}
    for text in compare or ():
        compared = _compare(table, text, days, held)
    first = days[0]
    if format_ == "json":
        typer.echo(gaps_json(first, held[first], compared))
        return
    observed = observe(Run(run), table) if run is not None else None
    document = gaps_document(table, held, compared, observed)
    write_document(document, format_, sys.stdout.buffer)


def _places(table: GapTable, named: Sequence[str] | None) -> tuple[str, ...]:
    from enduse.analysis.gap_cell import WASSENAAR

    known = (*table.law.jurisdictions, WASSENAAR)
    for one in named or ():
        if one not in known:
            raise UsageError("--jurisdiction", f"no law of {one!r} is held", f"{', '.join(known)}.")
    return tuple(named or known)


def _cells(
    table: GapTable, at: date, places: Sequence[str], technologies: Sequence[str] | None
) -> list[Cell]:
    known = {subject.technology for subject in table.subjects}
    for one in technologies or ():
        if one not in known:
            raise UsageError(
                "--technology", f"{one!r} is not described", f"One of: {', '.join(sorted(known))}."
            )
    return [c for c in table.cells(at, places) if not technologies or c.technology in technologies]


def _compare(
    table: GapTable, text: str, days: Sequence[date], held: dict[date, list[Cell]]
) -> Comparison:
    from enduse.report.gaps import across, differing

    if "," in text:
        one, _, other = text.partition(",")
        _places(table, (one, other))
        return f"{one} and {other} on {days[0]}", across(held[days[0]], one, other)
    second = day(text, "--compare") or days[0]
    early, late = sorted((days[0], second))
    return f"From {early} to {late}", differing(held[early], held[late])
