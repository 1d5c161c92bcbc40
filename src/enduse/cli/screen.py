"""`enduse screen`: names against the installed lists, or against a list of your own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.open import open_installed_lists
from enduse.cli.settings import KnowledgeOption, OverlayOption, cache_folder, knowledge_pack
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.knowledge.pack import Pack
    from enduse.review.parties.check import PartyCheck

FORMATS = ("text", "json", "jsonl", "csv")


def screen(
    names: Annotated[list[str] | None, typer.Argument(help="Names to look for.")] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", help="CSV with id and name (or query); optional country, address."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", help="Your own list as CSV: entry_id, list, name, aliases parted by |."
        ),
    ] = None,
    country: Annotated[str, typer.Option(help="Country of the party, ISO 3166.")] = "",
    address: Annotated[str, typer.Option(help="Address of the party.")] = "",
    identifier: Annotated[
        list[str] | None,
        typer.Option("--identifier", help="A registration, tax, IMO or SWIFT number; repeatable."),
    ] = None,
    as_of: Annotated[
        str, typer.Option("--as-of", help="Say who was listed on this day, e.g. 2021-03-04.")
    ] = "",
    only: Annotated[
        list[str] | None, typer.Option("--list", help="Only this list; repeatable.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show every word.")] = False,
    form: Annotated[str, typer.Option("--format", help="text, json, jsonl or csv.")] = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Look for names on lists; say which words met, and how. A match is not an identification."""
    from enduse.cli.screen_answer import answers, searched_of
    from enduse.cli.screen_out import write_csv, write_json_lines, write_text
    from enduse.screening.names_file import Query, read_queries

    if form not in FORMATS:
        raise UsageError("--format", f"{form} is not a format", f"Take one of {FORMATS}.")
    if bool(names) == bool(file):
        raise UsageError("screen", "give names or --file, not both", "See `enduse screen --help`.")
    pack = knowledge_pack(knowledge, overlay)
    where = _country(country, pack)
    numbers = tuple(("", number) for number in identifier or ())
    queries = (
        read_queries(file)
        if file
        else [Query(str(i), name, where, address, numbers) for i, name in enumerate(names or (), 1)]
    )
    check, by_number = _checks(pack, against, any(query.identifiers for query in queries))
    lists = frozenset(only or ())
    searched = searched_of(check.searched, lists, pack)
    found = answers(check, by_number, queries, _day(as_of), lists)
    if form == "text":
        write_text(found, searched, pack, explain=explain)
    elif form == "csv":
        write_csv(found)
    else:
        write_json_lines(found)


def _country(text: str, pack: Pack) -> str:
    """The code of a country given as a code or a name; unread text would weaken every match."""
    from enduse.intake.countries import CountryNames
    from enduse.knowledge.schema.table import Table

    if not text:
        return ""
    code = CountryNames.of_table(pack.section("tables", Table)["profiles.countries"]).code(text)
    if code is None:
        raise UsageError("--country", f"{text} is no country", "Write it as CN.")
    return code


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("--as-of", f"{text} is not a day", "Write it as 2021-03-04.") from None


def _checks(
    pack: Pack, against: Path | None, identifiers: bool
) -> tuple[PartyCheck, PartyCheck | None]:
    """The parties check of a review, over the installed lists or one's own; and by identifier."""
    from enduse.cli.screen_answer import identifier_check, names_knowledge, own_list_check

    if against is not None:
        from enduse.screening.names_file import read_own_list

        entries = read_own_list(against)
        check = own_list_check(entries, names_knowledge(pack))
        return check, identifier_check(entries) if identifiers else None
    from enduse.review.build import build_parties

    lists = open_installed_lists(pack)
    check = build_parties(pack, lists, cache_folder())
    return check, identifier_check(lists.entries()) if identifiers else None
