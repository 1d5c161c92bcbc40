"""`enduse sample RUN`: a blind labelling sheet, and its answers read back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from enduse.cli.summary import RunArgument


def sample(
    run: RunArgument,
    by: Annotated[
        str, typer.Option("--by", help="Strata: technology, list, relation; with commas.")
    ] = "technology",
    count: Annotated[
        int,
        typer.Option(
            "--n",
            help="About how many findings to label in all, shared out by the size of the strata; "
            "at least 5 of each.",
        ),
    ] = 200,
    seed: Annotated[str, typer.Option("--seed", help="The draw follows from it.")] = "1",
    sheet: Annotated[
        Path | None, typer.Option("--sheet", help="Write the sheet here (CSV); else to stdout.")
    ] = None,
    read: Annotated[
        Path | None, typer.Option("--read", help="Read a filled sheet back; --by as it was drawn.")
    ] = None,
) -> None:
    """Draw findings for a person to label blindly, or read the labels back with intervals."""
    from enduse.bulk.labels import draw, read_labels, units
    from enduse.bulk.labels import sheet as written
    from enduse.bulk.run import Run
    from enduse.report.lines import WIDTH, wrapped

    strata = [name.strip() for name in by.split(",") if name.strip()]
    opened = Run(run)
    if read is not None:
        for one in read_labels(opened, strata, read):
            words = one.words() if one.labelled else f"{one.stratum}: precision not measured"
            for line in wrapped(words, WIDTH, "", "  "):
                typer.echo(line)
        return
    found = list(units(opened, strata))
    chosen = draw(found, count, seed)
    text = written(chosen)
    if sheet is None:
        typer.echo(text, nl=False)
    else:
        sheet.write_text(text, encoding="utf-8")
        of = len(set(found))
        typer.echo(f"{len(chosen):,} of {of:,} findings to label in {sheet}", err=True)
