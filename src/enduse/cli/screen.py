"""`enduse screen`: names against the installed lists, or against a list of your own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.lists_options import past_day
from enduse.cli.open import country_names, open_installed_lists
from enduse.cli.settings import KnowledgeOption, OverlayOption, cache_folder, knowledge_pack
from enduse.cli.terminal import say
from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.intake.countries import CountryNames
    from enduse.knowledge.pack import Pack
    from enduse.model.transfer import Reject
    from enduse.review.parties.ask import Asked
    from enduse.screening.names_kept import Names

FORMATS = ("text", "json", "jsonl", "csv")


def screen(
    names: Annotated[list[str] | None, typer.Argument(help="Names to look for.")] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", help="Table (CSV, XLSX) with id and name; optional country, address."
        ),
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
    from enduse.cli.screen_notes import Notes, old_files
    from enduse.cli.screen_out import write_csv, write_json_lines
    from enduse.cli.screen_text import write_text
    from enduse.screening.names_file import Query
    from enduse.screening.names_kept import Names

    if form not in FORMATS:
        raise UsageError("--format", f"{form} is not a format", f"Take one of {FORMATS}.")
    if bool(names) == bool(file):
        raise UsageError("screen", "give names or --file, not both", "See `enduse screen --help`.")
    day = past_day(as_of, "--as-of") if as_of else None
    pack = knowledge_pack(knowledge, overlay)
    countries = country_names(pack)
    where = _country(country, countries)
    numbers = tuple(("", number) for number in identifier or ())
    queries: Sequence[Query | Reject]
    if file:
        from enduse.review.parties.name_tables import read_queries

        read = read_queries(file, countries)
        queries = read.in_order
        say(f"{file.name}: {read.counted()}", err=True)
    else:
        queries = [
            Query(str(i), name, where, address, numbers) for i, name in enumerate(names or (), 1)
        ]
    known = Names(pack, cache_folder())
    asked = [n for q in queries if isinstance(q, Query) for _, n in q.identifiers]
    lists = frozenset(only or ())
    opened, unread = _opened(pack, against, asked, known, lists)
    searched = searched_of(opened.searched, lists, pack)
    if late := old_files(searched, day or date.today()):  # noqa: DTZ011 - the user's own day
        say(late, err=True)
    found = answers(opened, queries, day)
    notes = Notes(known, unread, searched, day)
    for text in notes.silences if form != "text" else ():
        say(text, err=True)
    if form == "text":
        write_text(found, searched, notes, day, explain=explain)
    elif form == "csv":
        write_csv(found, notes, day)
    else:
        write_json_lines(found, notes, None if file else searched)


def _country(text: str, countries: CountryNames) -> str:
    """The code of a country given as a code or a name; unread text would weaken every match."""
    if not text:
        return ""
    code = countries.code(text)
    if code is None:
        raise UsageError("--country", f"{text} is no country", "Write it as CN.")
    return code


def _opened(
    pack: Pack,
    against: Path | None,
    numbers: Sequence[str],
    known: Names,
    only: frozenset[str],
) -> tuple[Asked, tuple[str, ...]]:
    """The installed lists or one's own, to be asked; and a sentence for all that was not read."""
    from enduse.cli.screen_notes import unsearched, unsearched_rows

    if against is not None:
        from enduse.review.parties.ask import asked_of_own
        from enduse.review.parties.name_tables import read_own_list

        own = read_own_list(against, country_names(pack))
        for line, one in own.problems:
            text = f"{against.name}, line {line}: {one.field} {one.value!r}: {one.reason}."
            say(f"{text} {one.remedy}", err=True)
        return asked_of_own(own.entries, known.knowledge, only), unsearched_rows(own.rejects)
    from enduse.review.parties.ask import asked_of
    from enduse.review.parties.build import held_of

    held = held_of(open_installed_lists(pack), known, cache_folder())
    return asked_of(held, numbers, only), unsearched(held.unreadable, only)
