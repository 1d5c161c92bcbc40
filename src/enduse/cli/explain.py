"""`enduse explain`: what an id of any report means."""

from __future__ import annotations

from typing import Annotated

import typer

from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.errors import UsageError


def explain(
    name: Annotated[
        str, typer.Argument(help="A rule, fact, entry, technology, organ, flag, list or system.")
    ],
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Explain a rule, fact, entry, technology, organ, flag, list or documented system."""
    from enduse.report.explain import explain as lines

    found = lines(knowledge_pack(knowledge, overlay), name)
    if not found:
        raise UsageError(
            name,
            "nothing is called so",
            "See `enduse law list`, `enduse systems list`, `lists status`.",
        )
    for line in found:
        typer.echo(line)
