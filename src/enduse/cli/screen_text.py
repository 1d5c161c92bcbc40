"""Answers of `enduse screen` for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from enduse.cli.days_held import Newest, covers, listed_beyond
from enduse.cli.screen_answer import Answer
from enduse.cli.screen_notes import Notes, listed_periods, newest_of
from enduse.cli.screen_out import four, rejected
from enduse.cli.terminal import many, say
from enduse.model.match import PartyMatch, Searched
from enduse.model.transfer import Reject
from enduse.screening.relation import POSSIBLE, SAME
from enduse.screening.support import STRONGER, WEAKER

LISTED = {True: "listed on that day", False: "not listed on that day"}
IN = " " * 6


def write_text(
    answers: Iterable[Answer | Reject],
    searched: Iterable[Searched],
    notes: Notes,
    day: date | None,
    *,
    explain: bool,
) -> None:
    """For reading: the entry, since when, the words, the citation, and what was searched."""
    for answer in answers:
        if isinstance(answer, Reject):
            say(rejected(answer))
            continue
        count = len(answer.matches)
        told = many(count, "match", "matches") if count else "no matches"
        say(f"{answer.query.name}: {told}")
        for note in notes.of(answer):
            say(note, "  ")
        for match in answer.matches:
            _write_match(match, day, notes.files, explain=explain)
    say(
        f"Names alike are possible from {four(POSSIBLE)}, same from {four(SAME)} if most of the"
        f" listed name met; after that an"
        f" equal country or address adds {four(STRONGER)}, another country takes {four(WEAKER)}"
        " and leaves none the same."
    )
    for one in searched:
        say(_searched(one, day))
    for text in (*notes.silences, *notes.unsearched):
        say(text)
    say("A match of names is not an identification.")


def _searched(one: Searched, day: date | None) -> str:
    dated = f" of {one.list_date}" if one.list_date else ""
    told = f"searched {one.list}{dated}: {many(one.entries, 'entry', 'entries')}"
    if one.newest:
        told += f" of all files held, {one.newest:,} in the newest"
    whole = one.coverage
    if day is not None and one.complete_for:
        whole = f"complete for {day}" if covers(one, day) else f"not complete for {day}"
    if one.missing:
        whole = "not whole"
    return f"{told}, {whole}"


def _write_match(
    match: PartyMatch, day: date | None, files: Mapping[str, Newest], *, explain: bool
) -> None:
    m = match.name
    say(m.entry_name, f"  {m.relation.value:8} {four(m.score)}  ", further=4)
    if m.matched_name != m.entry_name:
        say(f"by its name {m.matched_name}", IN)
    periods = listed_periods(match, files)
    say(f"{m.list} {m.entry}" + (f", listed {periods}" if periods else ""), IN)
    beyond = listed_beyond(newest_of(match, files), day) if day is not None else ""
    if match.listed_as_of and beyond:
        say(beyond, IN)
    elif match.listed_as_of is not None:
        say(LISTED[match.listed_as_of], IN)
    elif day is not None:
        say(f"not known whether listed on {day}", IN)
    say(f"compared: {', '.join(m.compared)}", IN)
    for line in (*m.because, *match.cite):
        say(line, IN)
    for w in m.words if explain else ():
        say(f"{w.query} | {w.entry}", f"{IN}{four(w.weight)} {w.how:15} ")
