"""`enduse summary RUN` and `enduse replay RUN`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from enduse.cli.settings import cache_folder

RunArgument = Annotated[Path, typer.Argument(help="A run written by `enduse review --out`.")]
DIFFERS = 1


def summary(
    run: RunArgument,
    format_: Annotated[str, typer.Option("--format", help="text, json or html.")] = "text",
) -> None:
    """Count a run: outcomes, technologies, organs, lists, destinations, years; with handles."""
    from enduse.bulk.run import Run
    from enduse.report.run_summary import summary_text

    typer.echo(summary_text(Run(run), format_), nl=False)


def replay(run: RunArgument) -> None:
    """Review a run's transfers again with its own knowledge and lists; say what differs."""
    from enduse.bulk.replay import replay as replayed
    from enduse.bulk.run import Run
    from enduse.cli.open import list_store

    opened = Run(run)
    found = replayed(opened, list_store(), cache_folder(), lambda _: None)
    if found.same:
        typer.echo(f"The same: {found.lines:,} lines, every row of every table. {opened.id}")
        return
    for table, rows in found.differing.items():
        typer.echo(f"{table}: {rows:,} rows differ")
    for one in found.first:
        typer.echo(f"  {one.table}, line {one.row}:")
        for column, (kept, came) in one.columns.items():
            typer.echo(f"    {column}: kept {str(kept)[:300]}")
            typer.echo(f"    {' ' * len(column)}  now  {str(came)[:300]}")
    typer.echo("Knowledge and lists are those of the run: the program reviews otherwise than then.")
    raise typer.Exit(DIFFERS)
