"""`enduse systems`: list, filter and show the registry of documented systems."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.knowledge.schema.systems import Stated
    from enduse.review.systems import Registry, System

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
    for line in entry_lines(found[0]):
        typer.echo(line)


def entry_lines(system: System) -> Iterator[str]:
    """The entry as lines of text; what nobody checked stands last, under its own heading."""
    file = system.file
    native = f" ({file.native})" if file.native else ""
    yield f"{file.title}{native}"
    yield f"  {system.id}; {file.kind.replace('_', ' ')}; {file.period}"
    for label, values in (
        ("also called", file.aliases),
        ("where", (*file.countries, *file.place_names)),
        ("technologies", file.technologies),
        ("suppliers", [_actor(a.name, a.note) for a in file.suppliers]),
        ("through", [_actor(a.name, a.note) for a in file.intermediaries]),
        ("end users", [_actor(a.name, a.note) for a in file.end_users]),
        ("rights", file.rights),
    ):
        if values:
            yield f"  {label}: {', '.join(values)}"
    yield from _statements(system, verified=True)
    stated: tuple[Stated, ...] = (*file.claims, *file.replies, *file.court)
    if not all(one.verified for one in stated):
        yield f"  {NOT_CHECKED.upper()}"
        yield from _statements(system, verified=False)
    for question in file.open_questions:
        yield f"  open: {question}"
    for source in file.sources:
        where = source.url or source.citation
        read = "" if source.read else f" [{NOT_CHECKED}]"
        yield f"  [{source.key}] {source.title}, {source.date}: {where}{read}"
    for correction in file.corrections:
        yield f"  corrected {correction.date}: {correction.what} ({correction.why})"
    yield f"  to report an error: {file.report_errors}"


def _actor(name: str, note: str) -> str:
    return f"{name} ({note})" if note else name


def _statements(system: System, *, verified: bool) -> Iterator[str]:
    file = system.file
    for claim in file.claims:
        if claim.verified is verified:
            kind = claim.evidence.replace("_", " ")
            yield f"    - {claim.text} [{kind}: {', '.join(claim.sources)}]"
    for reply in file.replies:
        if reply.verified is verified:
            yield f"    - reply of {reply.by}: {reply.text} [{', '.join(reply.sources)}]"
    for court in file.court:
        if court.verified is verified:
            state = f"{court.state} as of {court.as_of}"
            yield f"    - {court.authority}, {court.rule}: {state}. {court.text}"
