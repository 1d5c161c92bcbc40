"""`enduse screen`: names against lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.model.listing import ListEntry
    from enduse.screening.index import NameIndex

FORMATS = ("text", "json", "jsonl", "csv")


def screen(
    names: Annotated[list[str] | None, typer.Argument(help="Names to look for.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="CSV with `id` and `name` (or `query`).")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="CSV of your own list: entry_id, list, name, aliases."),
    ] = None,
    country: Annotated[str, typer.Option(help="Country of the party, ISO 3166.")] = "",
    address: Annotated[str, typer.Option(help="Address of the party.")] = "",
    only: Annotated[
        list[str] | None, typer.Option("--list", help="Only this list; repeatable.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show every word.")] = False,
    form: Annotated[str, typer.Option("--format", help="text, json, jsonl or csv.")] = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Look for names on lists; say which words met, and how. A match is not an identification."""
    from enduse.cli.screen_out import write_csv, write_json_lines, write_text
    from enduse.screening.names_file import Query, read_queries
    from enduse.screening.run import screen_queries

    if form not in FORMATS:
        raise UsageError("--format", f"{form} is not a format", f"Take one of {FORMATS}.")
    if bool(names) == bool(file):
        raise UsageError("screen", "give names or --file, not both", "See `enduse screen --help`.")
    queries = (
        read_queries(file)
        if file
        else [
            Query(id=str(i), name=name, country=country, address=address)
            for i, name in enumerate(names or (), 1)
        ]
    )
    index, entries = _index(against, knowledge, overlay)
    answers = screen_queries(queries, index, entries, frozenset(only or ()))
    if form == "text":
        write_text(answers, explain=explain)
    elif form == "csv":
        write_csv(answers)
    else:
        write_json_lines(answers)


def _index(
    against: Path | None, knowledge: Path | None, overlay: list[Path] | None
) -> tuple[NameIndex, dict[tuple[str, str], ListEntry]]:
    from enduse.knowledge.schema.names import NamesFile
    from enduse.screening.index import NameIndex
    from enduse.screening.names_file import read_own_list
    from enduse.screening.vocabulary import build_names_knowledge

    if against is None:
        raise UsageError("screen", "no list named", "Name your own list with --against LIST.csv.")
    names = build_names_knowledge(knowledge_pack(knowledge, overlay).section("names", NamesFile))
    entries = read_own_list(against)
    return NameIndex.build(entries, names), {(e.list, e.entry): e for e in entries}
