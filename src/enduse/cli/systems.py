"""`enduse systems`: list, filter and show the registry of documented systems."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.review.systems import Registry

NOT_CHECKED = "not checked: do not quote"

app = typer.Typer(help="Documented systems, sales, measures and enforcement actions.")


def registry(knowledge: KnowledgeOption = None, overlay: OverlayOption = None) -> Registry:
    """Open the registry of the pack in use."""
    from enduse.knowledge.schema.systems import SystemFile
    from enduse.review.systems import Registry

    return Registry.build(knowledge_pack(knowledge, overlay).section("systems", SystemFile))


@app.command("list")
def list_systems(
    technology: Annotated[str, typer.Option(help="Only this technology, e.g. imsi_catcher.")] = "",
    country: Annotated[str, typer.Option(help="Only this country (ISO code).")] = "",
    kind: Annotated[str, typer.Option(help="programme, platform, sale, enforcement, ...")] = "",
    seed: Annotated[
        bool, typer.Option("--seed", help="Only those named in the article of 2017.")
    ] = False,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="Also entries that nobody checked.")
    ] = False,
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """List entries, one a line: id, kind, countries, title."""
    found = registry(knowledge, overlay)
    chosen = list(found.select(technology=technology, country=country, kind=kind, seed=seed))
    shown = [s for s in chosen if s.file.verified or unchecked]
    for system in shown:
        mark = "" if system.file.verified else f"  [{NOT_CHECKED}]"
        where = ",".join(system.file.countries) or "-"
        typer.echo(f"{system.id:32} {system.file.kind:14} {where:12} {system.file.title}{mark}")
    left = len(chosen) - len(shown)
    rest = f"; {left} more from memory (--unchecked)" if left else ""
    typer.echo(f"{len(shown)} of {len(found.systems)} entries{rest}")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="An id, a name or an alias.")],
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Show one entry with its sources, replies, court state and corrections."""
    if form not in ("text", "json"):
        raise UsageError(form, "is no form of this command", "Choose text or json.")
    found = registry(knowledge, overlay).find(name)
    if not found:
        raise UsageError(name, "no entry has this id or name", "See `enduse systems list`.")
    if len(found) > 1:
        typer.echo(f"{len(found)} entries are called so:")
        for system in found:
            typer.echo(f"  {system.id:32} {system.file.title}")
        return
    if form == "json":
        data = found[0].file.model_dump(mode="json")
        typer.echo(json.dumps({"id": found[0].id, **data}, ensure_ascii=False, indent=1))
        return
    from enduse.knowledge.schema.technology import TechnologyFile
    from enduse.report.systems import entry_lines

    technology = knowledge_pack(knowledge, overlay).section("technology", TechnologyFile)
    for line in entry_lines(found[0], technology):
        typer.echo(line)
