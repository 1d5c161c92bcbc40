"""`enduse law`: the rules, their history, what changed, what is covered, what is stale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.inputs import day
from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from enduse.review.licence.law import Law

app = typer.Typer(help="Rules, their history, changes, coverage.", no_args_is_help=True)


def _law(knowledge: Path | None, overlay: list[Path] | None) -> Law:
    from enduse.review.licence.law import law_of

    return law_of(knowledge_pack(knowledge, overlay))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _day(text: str, option: str) -> date:
    found = day(text, option)
    assert found is not None, "a required option has a value"
    return found


@app.command("list")
def list_(
    prefix: Annotated[str, typer.Argument(help="Ids that begin so, e.g. us.ear.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="requirement, exception, ...")] = "",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """List rules."""
    from enduse.report.law import rule_list

    _print(rule_list(_law(knowledge, overlay), prefix, kind))


@app.command()
def show(
    rule: Annotated[str, typer.Argument(help="The id of a rule.")],
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Show a rule with every version."""
    from enduse.report.law import rule_history

    law = _law(knowledge, overlay)
    if rule not in law.rules:
        raise UsageError(rule, "no rule has this id", "See `enduse law list`.")
    _print(rule_history(law, rule))


@app.command()
def changes(
    from_: Annotated[str, typer.Option("--from", help="First day.")],
    to: Annotated[str, typer.Option("--to", help="Last day.")],
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Say what begins, changes and ends between two days."""
    from enduse.report.law import changes as lines

    _print(lines(_law(knowledge, overlay), _day(from_, "--from"), _day(to, "--to")))


@app.command()
def coverage(knowledge: KnowledgeOption = None, overlay: OverlayOption = None) -> None:
    """Say what is modelled, what is checked, what is not held, and read through when."""
    from enduse.report.law import coverage as lines

    _print(lines(_law(knowledge, overlay)))


@app.command()
def stale(
    at: Annotated[str, typer.Option("--at", help="The day to look from.")],
    days: Annotated[int, typer.Option("--days", help="How old a reading may be.")] = 180,
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """List rules whose reading is old, versions that are due, stays that ended."""
    from enduse.report.law import stale as lines

    _print(lines(_law(knowledge, overlay), _day(at, "--at"), days))


@app.command()
def diff(
    first: Annotated[str, typer.Argument(help="A day, e.g. 2020-10-01.")],
    second: Annotated[str, typer.Argument(help="Another day.")],
    only: Annotated[str, typer.Option("--only", help="Ids that begin so, e.g. us.ear.")] = "",
    format_: Annotated[
        str, typer.Option("--format", help="text, csv, html, md, docx or xlsx.")
    ] = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Say what is added, removed and changed between two days, by field, with the act."""
    import sys

    from enduse.analysis.law_diff import differences
    from enduse.report.document_forms import check_form, write_document
    from enduse.report.law_diff import law_diff_document

    check_form(format_)
    days = _day(first, "DAY1"), _day(second, "DAY2")
    pack = knowledge_pack(knowledge, overlay)
    found = [one for one in differences(pack, *days) if one.id.startswith(only)]
    write_document(law_diff_document(found, *days), format_, sys.stdout.buffer)
