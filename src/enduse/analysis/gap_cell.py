"""One cell of the gap table, and the words that say why its status is no closer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from enduse.analysis.reach import Near, RuleReach, Status, Subject

WASSENAAR = "wassenaar"
"""The column of the arrangement, which is not law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one jurisdiction reaches one technology, or one item of it, on one day.

    Args:
        entries: codes that reach the goods for what they are.
        decided_by: facts that decide whether they do.
        rules: ids of the rules that reach goods on no list.
        near: entries close by that do not reach them, and why.
        reason: why the status is no closer than it is.
        verified: whether everything the cell rests on was checked against its source.
    """

    technology: str
    item: str | None
    title: str
    jurisdiction: str
    status: Status
    entries: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    reason: str = ""
    verified: bool = True

    @property
    def key(self) -> tuple[str, str, str]:
        """Identity of the cell over days."""
        return self.technology, self.item or "", self.jurisdiction


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that differs between two days, or two jurisdictions."""

    before: Cell
    after: Cell


NOT_DESCRIBED = "Neither an entry nor the absence of one was recorded for this technology."


def cell_of(
    subject: Subject,
    jurisdiction: str,
    status: Status,
    *,
    entries: tuple[str, ...] = (),
    decided_by: tuple[str, ...] = (),
    cite: tuple[str, ...] = (),
    rules: tuple[str, ...] = (),
    near: Sequence[Near] = (),
    reason: str = "",
    verified: bool = True,
) -> Cell:
    """A cell of the subject."""
    return Cell(
        technology=subject.technology,
        item=subject.item.id if subject.item else None,
        title=subject.item.title if subject.item else subject.file.title,
        jurisdiction=jurisdiction,
        status=status,
        entries=entries,
        decided_by=decided_by,
        cite=cite,
        rules=rules,
        near=tuple(near),
        reason=reason,
        verified=verified,
    )


def by_rules(
    subject: Subject,
    jurisdiction: str,
    status: Status,
    rules: Sequence[RuleReach],
    near: Sequence[Near],
) -> Cell:
    """A cell that only rules on use, function or end user reach."""
    return cell_of(
        subject,
        jurisdiction,
        status,
        decided_by=tuple(sorted({fact for one in rules for fact in one.parameters})),
        cite=merged(one.cite for one in rules),
        rules=tuple(one.id for one in rules),
        near=near,
        reason="No entry. Reached only by: " + "; ".join(one.title for one in rules) + ".",
        verified=all(one.verified for one in rules),
    )


def reason_of(subject: Subject, laws: Sequence[str], near: Sequence[Near]) -> str:
    """Why nothing reaches the goods, as the knowledge says; empty where it says nothing."""
    item = subject.item
    stated = {k: v for k, v in item.reasons.items() if k in laws} if item else {}
    if stated:
        return " ".join(stated.values())
    gaps = [gap.reason for gap in subject.file.gaps if gap.jurisdiction in laws]
    if item is None and gaps:
        return " ".join(gaps)
    begins = [f"{one.code} {one.why}" for one in near]
    if begins:
        return "Not on that day: " + "; ".join(begins) + "."
    if item is not None and any(one.jurisdiction in laws for one in subject.file.candidates):
        return "No entry of the list names this kind of goods."
    return " ".join(gaps)


def partly(subject: Subject, laws: Sequence[str]) -> str:
    """What of the technology the entries leave out."""
    gaps = (gap for gap in subject.file.gaps if gap.partly and gap.jurisdiction in laws)
    return " ".join(gap.reason for gap in gaps)


def arrangement(subject: Subject, day: date) -> Cell:
    """The column of the Wassenaar Arrangement: entries of its dual-use list, by year.

    The arrangement's lists are agreed in December: within the year of its first appearance an
    entry cannot be told, so the cell says `not_assessed`.
    """
    coverage, item = subject.coverage, subject.item
    if coverage is None:
        return cell_of(subject, WASSENAAR, Status.NOT_ASSESSED, reason=NOT_DESCRIBED)
    mine = [e for e in coverage.wassenaar if not e.items or (item and item.id in e.items)]
    held = [one for one in mine if one.since < day.year]
    if held:
        return cell_of(
            subject,
            WASSENAAR,
            Status.ENTRY_WITH_PARAMETER,
            entries=tuple(one.entry for one in held),
            cite=tuple(f"Wassenaar list {one.entry} (since {one.since})" for one in held),
            reason="An arrangement between states, not law.",
            verified=all(one.verified for one in held),
        )
    status = Status.NOT_ASSESSED if any(e.since == day.year for e in mine) else Status.NONE
    near = [Near(one.entry, f"agreed in {one.since}") for one in mine]
    reason = "No entry of the arrangement's list was known on that day."
    return cell_of(subject, WASSENAAR, status, near=near, reason=reason)


def merged(cites: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Citations without repetition, in order."""
    return tuple(dict.fromkeys(one for cite in cites for one in cite))
