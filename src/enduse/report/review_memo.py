"""A run as a memo in Markdown and DOCX: the numbers of the terminal report, for who writes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import BinaryIO

from enduse.bulk.run import Run
from enduse.bulk.summary import OUTCOMES, Amounts, Summary, summarise_lines
from enduse.report.document import Cell, Document, Section, Sheet
from enduse.report.document_forms import write_document
from enduse.report.selection import Selection
from enduse.report.unread import of_run

NOT_AN_IDENTIFICATION = "A match of names is not an identification. A person decides."
SUBSET = (
    "Names were compared with designations that ship with enduse: a chosen subset, not the full "
    "official lists."
)
MOST_GROUPS = 100
MOST_QUESTIONS = 25


def write_memo(run: Run, selection: Selection, out: BinaryIO, form: str) -> None:
    """Write the memo of a run, or of the lines of a selection."""
    summary = summarise_lines(selection.lines(run))
    write_document(review_document(run, summary), form, out)


def review_document(run: Run, summary: Summary) -> Document:
    """Outcomes, causes, questions, what was seen, what was searched, what is not held."""
    manifest = run.manifest
    full = [one["list"] for one in manifest["searched"] if one["coverage"] == "complete"]
    through = ", ".join(f"{j.upper()} {day}" for j, day in manifest["law_read_through"].items())
    return Document(
        title=f"What was found in {summary.lines:,} lines",
        lead=(
            f"Names were compared with {', '.join(full)} and designations." if full else SUBSET,
            NOT_AN_IDENTIFICATION,
            *(f"{sentence[0].upper()}{sentence[1:]}." for sentence in of_run(manifest)),
            manifest["coverage"],
            f"Law as of each line's own date, read through {through}.",
        ),
        sections=(
            Section(title="Outcomes", sheets=(_outcomes(summary),)),
            Section(title="Lines with one cause", words=_more(summary), sheets=(_groups(summary),)),
            Section(title="Questions that would settle most", sheets=(_questions(summary),)),
            Section(
                title="What was seen",
                sheets=(
                    _counts("technologies", "technology", summary.technologies),
                    _counts("organs", "security organ", summary.organs),
                    _counts("destinations", "destination", summary.destinations),
                    _counts("years", "year", summary.years),
                    _counts("listed-later", "listed after the day", summary.listed_later),
                ),
            ),
            Section(title="What it rests on", sheets=(_searched(manifest), _missing(manifest))),
        ),
        sources=(
            *(f"{one['name']} sha256:{one['sha256']}" for one in manifest["inputs"]),
            f"Knowledge {manifest['knowledge']['version']}, {manifest['knowledge']['sha256']}",
            f"Run {run.id}",
        ),
    )


def _more(summary: Summary) -> tuple[str, ...]:
    groups = len(summary.groups)
    return (f"The first {MOST_GROUPS} of {groups:,} groups.",) if groups > MOST_GROUPS else ()


def _sums(amounts: Amounts) -> list[tuple[str, Decimal | None]]:
    found: list[tuple[str, Decimal | None]] = [*sorted(amounts.sums.items())]
    return found or [("", None)]


def _outcomes(summary: Summary) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for outcome in OUTCOMES:
        for n, (currency, amount) in enumerate(_sums(summary.amounts[outcome])):
            lines = summary.outcomes[outcome] if n == 0 else None
            rows.append((outcome.replace("_", " "), lines, currency, amount))
    return Sheet(
        name="outcomes",
        title="Lines by outcome, worst first",
        headings=("outcome", "lines", "currency", "amount"),
        rows=tuple(rows),
    )


def _groups(summary: Summary) -> Sheet:
    return Sheet(
        name="groups",
        title="Groups, worst first",
        headings=("outcome", "lines", "why", "end users", "destinations", "amounts", "first lines"),
        rows=tuple(
            (
                group.outcome.replace("_", " "),
                group.lines,
                group.sentence,
                "; ".join(name for name, _ in group.parties.most_common(3)),
                ", ".join(name for name, _ in group.destinations.most_common(6)),
                group.amounts.words(),
                ", ".join(group.first),
            )
            for group in summary.groups[:MOST_GROUPS]
        ),
    )


def _questions(summary: Summary) -> Sheet:
    return Sheet(
        name="questions",
        title="Questions, the most asked first",
        headings=("lines", "about", "question"),
        rows=tuple(
            (lines, question.subject, question.question)
            for question, lines in summary.questions.ordered()[:MOST_QUESTIONS]
        ),
    )


def _counts(name: str, heading: str, counts: Counter[str]) -> Sheet:
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return Sheet(
        name=name, title=f"Lines by {heading}", headings=(heading, "lines"), rows=tuple(ranked)
    )


def _searched(manifest: Mapping[str, Sequence[Mapping[str, str | int]]]) -> Sheet:
    return Sheet(
        name="searched",
        title="Lists",
        headings=("list", "list date", "entries", "coverage"),
        rows=tuple(
            (str(one["list"]), str(one["list_date"]), int(one["entries"]), str(one["coverage"]))
            for one in manifest["searched"]
        ),
    )


def _missing(manifest: Mapping[str, Mapping[str, Sequence[str]]]) -> Sheet:
    return Sheet(
        name="not-held",
        title="What this knowledge does not hold",
        headings=("jurisdiction", "what"),
        rows=tuple(
            (place, words) for place, held in manifest["not_modelled"].items() for words in held
        ),
    )
