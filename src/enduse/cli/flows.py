"""`enduse flows`: who supplied what to whom in a reviewed run, and whether a rule changed it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.inputs import day
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.analysis.around import Around
    from enduse.analysis.flow_line import FlowLine
    from enduse.bulk.run import Run


def flows(
    run: Annotated[Path, typer.Argument(help="A run written by `enduse review --out`.")],
    technology: Annotated[
        list[str] | None, typer.Option("--technology", help="Only these; repeatable.")
    ] = None,
    around: Annotated[
        str | None, typer.Option("--around", help="A rule: compare before and after its first day.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="With --around: the version that begins this day.")
    ] = None,
    days: Annotated[
        int | None, typer.Option("--days", help="With --around: at most so many days a side.")
    ] = None,
    rates: Annotated[
        Path | None, typer.Option("--rates", help="Dated rates: from,currency,rate.")
    ] = None,
    into: Annotated[str, typer.Option("--into", help="With --rates: the currency of sums.")] = "",
    public: Annotated[
        bool, typer.Option("--public", help="Fold natural persons and untyped names; cut quotes.")
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", help="text, csv, parquet, html, md, docx or xlsx.")
    ] = "text",
) -> None:
    """Flows by technology, supplier, intermediary, organ, destination and year."""
    from enduse.analysis.flow_line import flow_lines
    from enduse.analysis.public import PublicNames
    from enduse.analysis.rates import read_rates
    from enduse.bulk.run import Run
    from enduse.knowledge.pack import read_pack
    from enduse.knowledge.schema.names import NamesFile
    from enduse.report.document_forms import check_form, write_document
    from enduse.report.flows import Flows, flows_document
    from enduse.report.flows_parquet import write_flows_parquet

    check_form(format_, "parquet")
    if bool(rates) != bool(into):
        raise UsageError("--rates", "needs --into, and --into needs --rates", "Give both.")
    opened = Run(run)
    folded = None
    if public:
        folded = PublicNames(read_pack(opened.pack_path).section("names", NamesFile))
    lines = list(flow_lines(opened, technology or (), folded))
    if format_ == "parquet":
        write_flows_parquet(lines, sys.stdout.buffer)
        return
    document = flows_document(
        Flows(
            run=opened,
            lines=lines,
            rates=read_rates(rates, into) if rates else None,
            around=_around(opened, lines, around, on, days) if around else None,
            public=public,
        )
    )
    write_document(document, format_, sys.stdout.buffer)


def _around(run: Run, lines: list[FlowLine], rule: str, on: str | None, days: int | None) -> Around:
    from enduse.analysis.around import around, turn_of
    from enduse.knowledge.pack import read_pack
    from enduse.review.licence.law import law_of

    return around(lines, turn_of(law_of(read_pack(run.pack_path)), rule, day(on, "--on")), days)
