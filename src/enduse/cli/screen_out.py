"""Answers of `enduse screen` as text, JSON Lines and CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable

import typer

from enduse.cli.screen_answer import Answer, names_knowledge
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.names import NamesFile
from enduse.model.match import SCORE_SCALE, PartyMatch, Searched
from enduse.review.wire import match_json
from enduse.screening.canon import MOST_WORDS, readings
from enduse.screening.relation import POSSIBLE, SAME
from enduse.screening.script import clean, latin, runs
from enduse.screening.vocabulary import NamesKnowledge
from enduse.screening.word import CARRIES

SHORT = 3
"""Letters below which a name is said to be too short to tell."""

LISTED = {True: "listed on that day", False: "not listed on that day", None: ""}


def write_json_lines(answers: Iterable[Answer]) -> None:
    """One line per query: `{"id", "name", "matches": [best first]}`."""
    for answer in answers:
        line = {
            "id": answer.query.id,
            "name": answer.query.name,
            "matches": [match_json(match) for match in answer.matches],
        }
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_csv(answers: Iterable[Answer]) -> None:
    """One row per match: id, rank, list, entry_id, entry_name, matched_name, score, relation."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        ["id", "rank", "list", "entry_id", "entry_name", "matched_name", "score", "relation"]
    )
    for answer in answers:
        for rank, match in enumerate(answer.matches, 1):
            m = match.name
            writer.writerow(
                [answer.query.id, rank, m.list, m.entry, m.entry_name, m.matched_name,
                 _four(m.score), m.relation.value]
            )  # fmt: skip


def write_text(
    answers: Iterable[Answer], searched: Iterable[Searched], pack: Pack, *, explain: bool
) -> None:
    """For reading: the entry, since when, the words, the citation, and what was searched."""
    weak = {
        script: share
        for item in pack.section("names", NamesFile).values()
        for script, share in item.found.items()
    }
    known = names_knowledge(pack)
    for answer in answers:
        name = answer.query.name
        typer.echo(f"{name}: {len(answer.matches) or 'no'} matches")
        if not answer.matches:
            _write_open(name, known)
        _write_script(name, weak)
        for match in answer.matches:
            _write_match(match, explain=explain)
    typer.echo(f"possible from {_four(POSSIBLE)}, same from {_four(SAME)}")
    for one in searched:
        dated = f" of {one.list_date}" if one.list_date else ""
        typer.echo(f"searched {one.list}{dated}: {one.entries:,} entries, {one.coverage}")
    typer.echo("A match of names is not an identification.")


def _write_open(name: str, known: NamesKnowledge) -> None:
    """Say of a name that could match nothing that its silence means nothing."""
    found = readings(name, known)
    if not found:
        typer.echo("  no letter or digit to compare: no match says nothing")
    elif not any(word.kind in CARRIES and len(word.key) > 1 for one in found for word in one):
        typer.echo("  only words that many bodies bear: no match says little; add to the name")
    elif sum(len(word.text) for word in found[0]) < SHORT:
        typer.echo("  too short to tell one body from others: no match says little")
    if len(name.split()) > MOST_WORDS:
        typer.echo(f"  only the first {MOST_WORDS} words were compared")


def _write_script(name: str, weak: dict[str, str]) -> None:
    found = runs(clean(name))
    for script in dict.fromkeys(script for script, _ in found):
        if script in weak:
            spelt = " ".join(latin(word) for _, word in found)
            typer.echo(
                f"  read as (our romanisation): {spelt}\n  names in this script find their entry "
                f"in {weak[script]} of 100 cases of our test: no match says little"
            )


def _write_match(match: PartyMatch, *, explain: bool) -> None:
    m = match.name
    typer.echo(f"  {m.relation.value:8} {_four(m.score)}  {m.entry_name}")
    if m.matched_name != m.entry_name:
        typer.echo(f"      by its name {m.matched_name}")
    periods = "; ".join(
        f"{period.start or 'start not given'} to {period.end or 'still'} ({dates.value})"
        for period, dates in match.intervals
    )
    typer.echo(f"      {m.list} {m.entry}" + (f", listed {periods}" if periods else ""))
    if LISTED[match.listed_as_of]:
        typer.echo(f"      {LISTED[match.listed_as_of]}")
    typer.echo(f"      compared: {', '.join(m.compared)}")
    for line in (*m.because, *match.cite):
        typer.echo(f"      {line}")
    for w in m.words if explain else ():
        typer.echo(f"      {_four(w.weight)} {w.how:15} {w.query} | {w.entry}")


def _four(value: int) -> str:
    return f"{value / SCORE_SCALE:.4f}"
