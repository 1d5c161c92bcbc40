"""Answers of `enduse screen` as text, JSON Lines and CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable

import typer

from enduse.model.listing import ListEntry
from enduse.model.match import SCORE_SCALE, NameMatch
from enduse.screening.relation import POSSIBLE, SAME
from enduse.screening.run import Answer


def match_fields(match: NameMatch, entry: ListEntry) -> dict[str, object]:
    """Return a match in the fields of the contract (section 2)."""
    return {
        "list": match.list,
        "entry": match.entry,
        "entry_id": match.entry,
        "entry_name": match.entry_name,
        "matched_name": match.matched_name,
        "relation": match.relation.value,
        "score": match.score / SCORE_SCALE,
        "intervals": [
            {
                "from": period.start.isoformat() if period.start else None,
                "to": period.end.isoformat() if period.end else None,
                "dates_from": entry.dates_from.value,
            }
            for period in entry.intervals
        ],
        "compared": list(match.compared),
        "because": list(match.because),
        "words": [
            {"query": w.query, "entry": w.entry, "how": w.how, "weight": w.weight / SCORE_SCALE}
            for w in match.words
        ],
        "cite": list(entry.cite),
    }


def write_json_lines(answers: Iterable[Answer]) -> None:
    """One line per query: `{"id", "name", "matches": [best first]}`."""
    for answer in answers:
        line = {
            "id": answer.query.id,
            "name": answer.query.name,
            "matches": [match_fields(match, entry) for match, entry in answer.matches],
        }
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_csv(answers: Iterable[Answer]) -> None:
    """One row per match: id, rank, list, entry_id, entry_name, matched_name, score, relation."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        ["id", "rank", "list", "entry_id", "entry_name", "matched_name", "score", "relation"]
    )
    for answer in answers:
        for rank, (m, _) in enumerate(answer.matches, 1):
            score = f"{m.score / SCORE_SCALE:.4f}"
            writer.writerow(
                [answer.query.id, rank, m.list, m.entry, m.entry_name, m.matched_name, score,
                 m.relation.value]
            )  # fmt: skip


def write_text(answers: Iterable[Answer], *, explain: bool) -> None:
    """For reading: the entry, since when, the words, the citation."""
    for answer in answers:
        typer.echo(f"{answer.query.name}: {len(answer.matches) or 'no'} matches")
        for match, entry in answer.matches:
            _write_match(match, entry, explain=explain)
        if explain and answer.matches:
            typer.echo(f"  possible from {_four(POSSIBLE)}, same from {_four(SAME)}")
    typer.echo("A match of names is not an identification.")


def _write_match(match: NameMatch, entry: ListEntry, *, explain: bool) -> None:
    typer.echo(f"  {match.relation.value:8} {_four(match.score)}  {match.entry_name}")
    if match.matched_name != match.entry_name:
        typer.echo(f"      as {match.matched_name}")
    since = ", ".join(str(period.start or "not given") for period in entry.intervals)
    listed = f", listed from {since}" if since else ""
    typer.echo(f"      {match.list} {match.entry}{listed}")
    typer.echo(f"      compared: {', '.join(match.compared)}")
    for line in (*match.because, *entry.cite):
        typer.echo(f"      {line}")
    for w in match.words if explain else ():
        typer.echo(f"      {_four(w.weight)} {w.how:15} {w.query} | {w.entry}")


def _four(value: int) -> str:
    return f"{value / SCORE_SCALE:.4f}"
