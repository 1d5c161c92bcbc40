"""Answers of `enduse screen` as text, JSON Lines and CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

import typer

from enduse.cli.lists_words import searched_json
from enduse.cli.screen_answer import Answer
from enduse.cli.screen_notes import Notes
from enduse.model.match import SCORE_SCALE, PartyMatch, Searched
from enduse.screening.relation import POSSIBLE, SAME

MOST_SAID = 20
"""Queries without a match that CSV speaks of on stderr."""

LISTED = {True: "listed on that day", False: "not listed on that day"}


def write_json_lines(
    answers: Iterable[Answer], notes: Notes, searched: Iterable[Searched] | None = None
) -> None:
    """One line per query: `{"id", "name", "matches": [best first], "notes", "scripts"}`.

    Args:
        searched: given where each line is to say what was searched.
    """
    from enduse.review.wire import match_json

    said = None if searched is None else [searched_json(one) for one in searched]
    for answer in answers:
        line: dict[str, object] = {
            "id": answer.query.id,
            "name": answer.query.name,
            "matches": [match_json(match) for match in answer.matches],
            "notes": [*notes.of(answer), *notes.unsearched],
            "scripts": [asdict(one) for one in notes.scripts(answer)],
        }
        if said is not None:
            line["searched"] = said
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_csv(answers: Iterable[Answer], notes: Notes) -> None:
    """One row per match, with the notes of its query in the last column.

    A query without a match has no row: what is to be said of it goes to stderr.
    """
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        ["id", "rank", "list", "entry_id", "entry_name", "matched_name", "score", "relation",
         "notes"]
    )  # fmt: skip
    for text in notes.unsearched:
        typer.echo(text, err=True)
    unsaid: list[str] = []
    for answer in answers:
        said = "; ".join(notes.of(answer))
        if said and not answer.matches:
            unsaid.append(f"{answer.query.id}: no match, and {said}")
        for rank, match in enumerate(answer.matches, 1):
            m = match.name
            writer.writerow(
                [answer.query.id, rank, m.list, m.entry, m.entry_name, m.matched_name,
                 _four(m.score), m.relation.value, said]
            )  # fmt: skip
    for text in unsaid[:MOST_SAID]:
        typer.echo(text, err=True)
    if len(unsaid) > MOST_SAID:
        left = len(unsaid) - MOST_SAID
        typer.echo(f"and {left:,} more without a match; --format jsonl says each", err=True)


def write_text(
    answers: Iterable[Answer],
    searched: Iterable[Searched],
    notes: Notes,
    day: date | None,
    *,
    explain: bool,
) -> None:
    """For reading: the entry, since when, the words, the citation, and what was searched."""
    for answer in answers:
        typer.echo(f"{answer.query.name}: {len(answer.matches) or 'no'} matches")
        for note in notes.of(answer):
            typer.echo(f"  {note}")
        for match in answer.matches:
            _write_match(match, day, explain=explain)
    typer.echo(f"possible from {_four(POSSIBLE)}, same from {_four(SAME)}")
    for one in searched:
        dated = f" of {one.list_date}" if one.list_date else ""
        typer.echo(f"searched {one.list}{dated}: {one.entries:,} entries, {one.coverage}")
    for text in notes.unsearched:
        typer.echo(text)
    typer.echo("A match of names is not an identification.")


def _write_match(match: PartyMatch, day: date | None, *, explain: bool) -> None:
    m = match.name
    typer.echo(f"  {m.relation.value:8} {_four(m.score)}  {m.entry_name}")
    if m.matched_name != m.entry_name:
        typer.echo(f"      by its name {m.matched_name}")
    periods = "; ".join(
        f"{period.start or 'start not given'} to {period.end or 'still'} ({dates.value})"
        for period, dates in match.intervals
    )
    typer.echo(f"      {m.list} {m.entry}" + (f", listed {periods}" if periods else ""))
    if match.listed_as_of is not None:
        typer.echo(f"      {LISTED[match.listed_as_of]}")
    elif day is not None:
        typer.echo(f"      not known whether listed on {day}")
    typer.echo(f"      compared: {', '.join(m.compared)}")
    for line in (*m.because, *match.cite):
        typer.echo(f"      {line}")
    for w in m.words if explain else ():
        typer.echo(f"      {_four(w.weight)} {w.how:15} {w.query} | {w.entry}")


def _four(value: int) -> str:
    return f"{value / SCORE_SCALE:.4f}"
