"""`enduse rereview RUN --from SNAPSHOT --to SNAPSHOT`: the lines that a list change reopens."""

from __future__ import annotations

from typing import Annotated

import typer

from enduse.cli.settings import cache_folder
from enduse.cli.summary import RunArgument


def rereview(
    run: RunArgument,
    first: Annotated[str, typer.Option("--from", help="The snapshot before the change.")],
    last: Annotated[str, typer.Option("--to", help="The snapshot after it.")],
) -> None:
    """Name the lines of a run that a list change touches materially, and what changed."""
    from enduse.bulk.rereview import between
    from enduse.bulk.rereview import rereview as reopened_lines
    from enduse.bulk.run import Run
    from enduse.cli.open import open_installed_lists
    from enduse.knowledge.pack import read_pack

    opened = Run(run)
    pack = read_pack(opened.pack_path)
    old, new = between(open_installed_lists(pack), first, last)
    count = 0
    for one in reopened_lines(opened, pack, old, new, cache_folder()):
        count += 1
        typer.echo(f"{one.id} (row {one.row}): {one.was} -> {one.now}")
        for change in one.changes:
            typer.echo(f"  {change}")
        typer.echo(f"  {one.why}")
    typer.echo(f"{count:,} lines reopened")
