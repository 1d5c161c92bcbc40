"""Answers of `enduse screen` as JSON Lines and CSV: a line for every row that was asked."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

import typer

from enduse.cli.days_held import listed_beyond
from enduse.cli.lists_words import searched_json
from enduse.cli.screen_answer import Answer
from enduse.cli.screen_notes import Notes, listed_periods, newest_of
from enduse.model.match import SCORE_SCALE, Searched
from enduse.model.transfer import Reject

CSV_HEADINGS = (
    "id", "name", "rank", "list", "entry_id", "entry_name", "matched_name", "score", "relation",
    "listed", "as_of", "listed_as_of", "cite", "notes",
)  # fmt: skip


def write_json_lines(
    answers: Iterable[Answer | Reject], notes: Notes, searched: Iterable[Searched] | None = None
) -> None:
    """One line per query: `{"id", "name", "matches": [best first], "notes", "scripts"}`.

    A row that could not be read is a line with `rejected`: line, reason, remedy.

    Args:
        searched: given where each line is to say what was searched.
    """
    from enduse.review.wire import match_json

    said = None if searched is None else [searched_json(one) for one in searched]
    for answer in answers:
        if isinstance(answer, Reject):
            why = {
                "line": answer.source.line,
                "reason": answer.reason,
                "remedy": answer.remedy,
                "text": answer.text,
            }
            none = {"id": None, "name": None, "matches": [], "notes": [rejected(answer)]}
            sys.stdout.write(json.dumps(none | {"rejected": why}, ensure_ascii=False) + "\n")
            continue
        line: dict[str, object] = {
            "id": answer.query.id,
            "name": answer.query.name,
            "matches": [match_json(match) for match in answer.matches],
            "notes": [*notes.of(answer), *notes.unsearched],
            "scripts": [asdict(one) for one in notes.scripts(answer)],
        }
        if answer.query.problems:
            line["problems"] = [asdict(one) for one in answer.query.problems]
        if said is not None:
            line["searched"] = said
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_csv(answers: Iterable[Answer | Reject], notes: Notes, day: date | None) -> None:
    """One row per match, with the notes of its query in the last column.

    A query without a match has a row without a rank; so has a row that could not be read, whose
    notes begin with `rejected`. Lists of which absence says nothing for the day stand in the
    notes of every query.
    """
    writer = csv.DictWriter(sys.stdout, CSV_HEADINGS, restval="", lineterminator="\n")
    writer.writeheader()
    for text in notes.unsearched:
        typer.echo(text, err=True)
    for answer in answers:
        if isinstance(answer, Reject):
            writer.writerow({"notes": rejected(answer)})
            continue
        said = notes.of(answer) if answer.matches else ("no match", *notes.of(answer))
        row = {
            "id": answer.query.id,
            "name": answer.query.name,
            "as_of": day.isoformat() if day else "",
            "notes": "; ".join((*said, *notes.silences)),
        }
        if not answer.matches:
            writer.writerow(row)
        for rank, match in enumerate(answer.matches, 1):
            m = match.name
            on = {True: "true", False: "false", None: "not known"}[match.listed_as_of]
            newest = newest_of(match, notes.files)
            beyond = listed_beyond(newest, day) if day and match.listed_as_of else ""
            writer.writerow(
                row
                | {
                    "rank": rank,
                    "list": m.list,
                    "entry_id": m.entry,
                    "entry_name": m.entry_name,
                    "matched_name": m.matched_name,
                    "score": four(m.score),
                    "relation": m.relation.value,
                    "listed": listed_periods(match, notes.files),
                    "listed_as_of": on if day else "",
                    "cite": "; ".join(match.cite),
                    "notes": "; ".join(text for text in (beyond, row["notes"]) if text),
                }
            )


def rejected(row: Reject) -> str:
    """Why a row was not asked, and what to do."""
    return f"rejected, line {row.source.line}: {row.reason}. {row.remedy}"


def four(value: int) -> str:
    """A score with four places."""
    return f"{value / SCORE_SCALE:.4f}"
