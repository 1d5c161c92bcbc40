"""`enduse screen`: names against the installed lists, or against a list of your own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.open import country_names, open_installed_lists
from enduse.cli.settings import KnowledgeOption, OverlayOption, cache_folder, knowledge_pack
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.intake.countries import CountryNames
    from enduse.knowledge.pack import Pack
    from enduse.model.listing import ListEntry
    from enduse.review.parties.check import PartyCheck
    from enduse.screening.names_file import Query
    from enduse.screening.names_kept import Names

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
    from enduse.cli.screen_notes import Notes, unsearched
    from enduse.cli.screen_out import write_csv, write_json_lines, write_text
    from enduse.screening.names_file import Query, read_queries
    from enduse.screening.names_kept import Names

    if form not in FORMATS:
        raise UsageError("--format", f"{form} is not a format", f"Take one of {FORMATS}.")
    if bool(names) == bool(file):
        raise UsageError("screen", "give names or --file, not both", "See `enduse screen --help`.")
    pack = knowledge_pack(knowledge, overlay)
    countries = country_names(pack)
    where = _country(country, countries)
    numbers = tuple(("", number) for number in identifier or ())
    queries = (
        [_placed(query, countries) for query in read_queries(file)]
        if file
        else [Query(str(i), name, where, address, numbers) for i, name in enumerate(names or (), 1)]
    )
    known = Names(pack, cache_folder())
    asked = [number for query in queries for _, number in query.identifiers]
    check, by_number, unread = _checks(pack, against, asked, countries, known)
    lists = frozenset(only or ())
    searched = searched_of(check.searched, lists, pack)
    day = _day(as_of)
    found = answers(check, by_number, queries, day, lists)
    notes = Notes(known, unsearched(unread, lists))
    if form == "text":
        write_text(found, searched, notes, day, explain=explain)
    elif form == "csv":
        write_csv(found, notes)
    else:
        write_json_lines(found, notes, None if file else searched)


def _placed(query: Query, countries: CountryNames) -> Query:
    """A row of a file with its country as a code; one that is not read is said, not compared."""
    text = query.country.strip()
    code = countries.code(text) if text else ""
    return replace(query, country=code or "", unread_country="" if code or not text else text)


def _placed_entry(entry: ListEntry, countries: CountryNames) -> ListEntry:
    """An entry of a list of one's own with its countries as codes."""
    codes = [(one, countries.code(one.value)) for one in entry.countries]
    for one, code in codes:
        if code is None:
            said = f"{entry.entry}: the country {one.value!r} is not read: not compared"
            typer.echo(said, err=True)
    return replace(entry, countries=tuple(replace(one, value=c) for one, c in codes if c))


def _country(text: str, countries: CountryNames) -> str:
    """The code of a country given as a code or a name; unread text would weaken every match."""
    if not text:
        return ""
    code = countries.code(text)
    if code is None:
        raise UsageError("--country", f"{text} is no country", "Write it as CN.")
    return code


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("--as-of", f"{text} is not a day", "Write it as 2021-03-04.") from None


def _checks(
    pack: Pack, against: Path | None, numbers: Sequence[str], countries: CountryNames, known: Names
) -> tuple[PartyCheck, PartyCheck | None, tuple[str, ...]]:
    """The parties check of a review, over the installed lists or one's own; and by identifier.

    And the installed lists that could not be read, each with the reason.
    """
    from enduse.cli.screen_answer import identifier_check, own_list_check

    if against is not None:
        from enduse.screening.names_file import read_own_list

        entries = [_placed_entry(entry, countries) for entry in read_own_list(against)]
        check = own_list_check(entries, known.knowledge)
        return check, identifier_check(entries) if numbers else None, ()
    from enduse.review.parties.build import check_of, held_of

    held = held_of(open_installed_lists(pack), known, cache_folder())
    by_number = identifier_check(held.numbered(numbers)) if numbers else None
    return check_of(held), by_number, held.unreadable
