"""The licence check: every jurisdiction, every position, on the day or days of the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from enduse.model.licence import Licence
from enduse.model.outcome import Range, Status
from enduse.model.transfer import Kind
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.line import EntryFacts, Line
from enduse.review.evaluate.values import Value
from enduse.review.licence.basis import DEAL, Basis, bases_of
from enduse.review.licence.deal import deal_facts
from enduse.review.licence.law import Law
from enduse.review.licence.position import ACQUISITION, EXPORT, position_of, together
from enduse.review.licence.scope import Scoped

LineAt = Callable[[date], Line]
"""The line as other checks saw it on a day (lists and organs depend on the day)."""


def licences(
    law: Law, line_at: LineAt, days: Sequence[date], jurisdictions: Sequence[str], *, explain: bool
) -> tuple[Licence, ...]:
    """Answer every jurisdiction over the possible days of a line.

    `days` holds the first possible day and every change day after it up to the last: the answer
    is given where it is the same on all of them, else it is `insufficient` and the days are named.
    """
    return tuple(_over_days(law, line_at, days, name, explain) for name in jurisdictions)


def _over_days(
    law: Law, line_at: LineAt, days: Sequence[date], jurisdiction: str, explain: bool
) -> Licence:
    first = licence(law, line_at(days[0]), jurisdiction, explain=explain)
    turns: list[str] = []
    worst, best, last = first.could_be.worst, first.could_be.best, first.status
    for day in days[1:]:
        other = licence(law, line_at(day), jurisdiction, explain=explain)
        worst, best = max(worst, other.could_be.worst), min(best, other.could_be.best)
        if other.status is not last:
            turns.append(f"{day}")
            last = other.status
    wide = Range(best=best, worst=worst)
    if not turns:
        return replace(first, could_be=wide)
    return replace(
        first,
        status=Status.INSUFFICIENT,
        could_be=wide,
        missing=tuple(dict.fromkeys([*first.missing, *(f"date (changes on {t})" for t in turns)])),
    )


def licence(law: Law, line: Line, jurisdiction: str, *, explain: bool) -> Licence:
    """Answer one jurisdiction on one day."""
    deal = line.transfer.kind is Kind.ACQUISITION
    regime = ACQUISITION if deal else EXPORT
    # An acquisition has one position: its rules read the deal, not an entry.
    bases = [DEAL] if deal else bases_of(law, line, jurisdiction)
    line = replace(line, computed=_computed(law, line)) if deal else line

    def position(basis: Basis) -> Scoped:
        facts = LineFacts(law.facts, law.tables, replace(line, entry=basis.entry))
        why = facts if explain else None
        return position_of(law, jurisdiction, regime, facts, line.transfer, basis, explain=why)

    return together(law, jurisdiction, regime, bases, [position(basis) for basis in bases])


def _computed(law: Law, line: Line) -> dict[str, Value]:
    """Facts of an acquisition that export law answers."""

    def entry(jurisdiction: str, code: str) -> EntryFacts | None:
        at = law.entry_at(jurisdiction, law.entries.canonical(jurisdiction, code), line.day)
        return None if at is None else at.facts

    def answer_for(export: Line, jurisdiction: str) -> Licence:
        return licence(law, export, jurisdiction, explain=False)

    return deal_facts(law.facts, line, entry, answer_for)
