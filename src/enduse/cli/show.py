"""`enduse show RUN`: any view of a kept run, the rows that could not be read, how it was made."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.inputs import pairs
from enduse.cli.settings import cache_folder
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.bulk.run import Run

FormatOption = Annotated[
    str, typer.Option("--format", help="text, jsonl, csv, xlsx, html, md, docx or blocks.")
]
REJECTED = "rejected="


def show(
    run: Annotated[Path, typer.Argument(help="A run written by `enduse review --out`.")],
    format_: FormatOption = "text",
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            help="Only lines with outcome=stop, another column, a handle of the summary, or "
            "problems=any (read with problems); repeatable.",
        ),
    ] = None,
    cell: Annotated[
        str | None, typer.Option("--cell", help="Only the lines behind a number of the summary.")
    ] = None,
    rejects: Annotated[
        bool,
        typer.Option("--rejects", help="The rows that could not be read: text, jsonl or csv."),
    ] = False,
    made: Annotated[
        bool,
        typer.Option("--made", help="From what the run was made, and how long each stage took."),
    ] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", help="Explain the line with this id, rule by rule.")
    ] = None,
) -> None:
    """Make any view of a kept run."""
    from enduse.bulk.run import Run
    from enduse.cli.open import selection
    from enduse.report.views import check_format, write_view

    check_format(format_)
    of_rejects = rejects or (cell or "").startswith(REJECTED)
    asked = {"--rejects": of_rejects, "--made": made, "--explain": explain is not None,
             "--where": bool(where), "--cell": cell is not None and not of_rejects}  # fmt: skip
    _alone({name for name, given in asked.items() if given})
    opened = Run(run)
    if of_rejects:
        from enduse.report.rejected import write_rejected

        reason = cell.removeprefix(REJECTED) if cell else None
        write_rejected(opened, format_, sys.stdout.buffer, reason)
    elif made:
        from enduse.report.made import made_lines

        for line in made_lines(opened):
            typer.echo(line)
    elif explain is not None:
        explain_one(opened, explain)
    else:
        from enduse.bulk.cells import TITLES, rows_of_cell
        from enduse.bulk.tables import COLUMNS

        columns, handles = [], [] if cell is None else [cell]
        for name, value in pairs(where, "--where"):
            if name in TITLES and name not in COLUMNS["lines"]:
                handles.append(f"{name}={value}")
            else:
                columns.append((name, value))
        chosen = selection(columns)
        if handles:
            only = frozenset.intersection(*(rows_of_cell(opened, one) for one in handles))
            chosen = replace(chosen, only=only, cell=" and ".join(handles))
        write_view(opened, format_, sys.stdout.buffer, chosen)


def _alone(given: set[str]) -> None:
    """Refuse views that do not go together: only a selection of lines has several options."""
    if len(given) > 1 and given != {"--where", "--cell"}:
        raise UsageError(" ".join(sorted(given)), "are different views", "Ask for one at a time.")


def explain_one(run: Run, id_: str) -> None:
    """Print what rule by rule led to the outcome of a line."""
    from enduse.cli.open import list_store
    from enduse.report.explain_line import explain_line

    for line in explain_line(run, id_, list_store(), cache_folder()):
        typer.echo(line)
