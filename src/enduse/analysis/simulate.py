"""What a proposal would change: the lines of a run, reviewed again with it and without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from enduse.analysis.proposal import Proposal
from enduse.analysis.public import PublicNames
from enduse.bulk.expand import Expander, options_of
from enduse.bulk.run import Run
from enduse.bulk.tables import Row, line_row
from enduse.lists.view import open_lists
from enduse.model.licence import Licence, Position
from enduse.model.outcome import Status
from enduse.model.review import Review
from enduse.model.transfer import Kind, Party, Role, Transfer
from enduse.review.build import build_reviewer
from enduse.review.casebook import run_cases
from enduse.review.licence.law import within

USERS = (Role.END_USER, Role.CONSIGNEE, Role.PURCHASER)


class Caught(IntEnum):
    """How surely a line is caught."""

    NOT = 0
    IF = 1
    CERTAINLY = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """How a line stands in one jurisdiction.

    Args:
        parameters: facts on which it turns, where it is caught only if they say so.
    """

    caught: Caught
    parameters: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """One line under one jurisdiction, without and with the proposal.

    Args:
        assumed: what the answer is conditional on; such lines are counted apart.
        user: `security organ`, `other body named`, or `nobody named`.
        head: the line's headline, as runs keep it.
    """

    row: int
    jurisdiction: str
    before: Answer
    after: Answer
    assumed: tuple[str, ...]
    exported: bool
    user: str
    end_user: str
    words: str
    head: Row

    @property
    def newly(self) -> bool:
        """Whether the proposal catches it more surely than the law does."""
        return self.after.caught > self.before.caught


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A worked case whose answer the proposal changes."""

    id: str
    name: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """All lines that the proposal may touch, and the worked cases that it changes."""

    proposal: Proposal
    lines: tuple[Simulated, ...]
    total: int
    untouched: int
    no_day: int
    cases: tuple[CaseChange, ...]
    cases_run: int


def simulate(
    proposal: Proposal, run: Run, store: Path | None, public: PublicNames | None = None
) -> Simulation:
    """Review the lines a proposal may touch, with the run's own knowledge and with it."""
    expander = Expander(run, store)
    lists = open_lists(store, proposal.pack)
    after = build_reviewer(proposal.pack, lists, options_of(run))
    rows = frozenset(_rows(run, proposal))
    numbers = sorted(rows)
    transfers: list[Transfer] = []
    befores: list[Review] = []
    for review in expander.reviews(rows):
        transfers.append(review.transfer)
        befores.append(review)
    found: list[Simulated] = []
    no_day = 0
    for row, old, new in zip(numbers, befores, after.review_all(transfers), strict=True):
        if new.as_of is None:
            no_day += 1
            continue
        found.extend(_compared(row, old, new, proposal, public))
    cases, run_ = _cases(expander, proposal)
    total = int(run.manifest["rows"]["lines"])
    return Simulation(proposal, tuple(found), total, total - len(rows), no_day, cases, run_)


def _rows(run: Run, proposal: Proposal) -> Iterator[int]:
    """Lines of its technologies, and those that declare one of its entries; or all."""
    codes = {code for _, code in proposal.entries}
    if proposal.touches_all:
        yield from (line["row"] for line in run.rows("lines", ("row",)))
        return
    named = {
        line["row"]
        for line in run.rows("lines", ("row", "technologies"))
        if proposal.technologies & set(line["technologies"])
    }
    for line in run.rows("transfers"):
        declared = '"entries"' in line["transfer"] and any(
            f'"{code}"' in line["transfer"] for code in codes
        )
        if line["row"] in named or declared:
            yield line["row"]


def _compared(
    row: int, old: Review, new: Review, proposal: Proposal, public: PublicNames | None
) -> Iterator[Simulated]:
    without = {one.jurisdiction: one for one in old.licence}
    for licence in new.licence:
        place = licence.jurisdiction
        if not _concerns(proposal, place):
            continue
        after = _answer(licence, proposal)
        before = _answer(without[place], proposal)
        if without[place].status.is_requirement:
            before = Answer(Caught.CERTAINLY, cite=before.cite)
        yield Simulated(
            row=row,
            jurisdiction=place,
            before=before,
            after=after,
            assumed=licence.conditional_on,
            exported=new.transfer.kind is not Kind.PROCUREMENT and not licence.conditional_on,
            user=_user(new),
            end_user=_name(new, public),
            words="; ".join(
                dict.fromkeys(
                    because.text
                    for technology in new.goods.technologies
                    for because in technology.because
                    if because.field.startswith("goods")
                )
            ),
            head=line_row(row, new),
        )


def _concerns(proposal: Proposal, place: str) -> bool:
    if proposal.elsewhere:
        return True
    return any(j == place for j, _ in proposal.entries) or any(
        within(rule, place) for rule in proposal.rules
    )


def _answer(licence: Licence, proposal: Proposal) -> Answer:
    """The surest of the positions that the proposal touches."""
    touched = [p for p in licence.positions if _touched(p, licence.jurisdiction, proposal)]
    levels = [(_level(position), position) for position in touched]
    best = max((level for level, _ in levels), default=Caught.NOT)
    held = [position for level, position in levels if level is best and best is not Caught.NOT]
    asked = {f for p in held for f in (p.missing or p.not_tested)} if best is Caught.IF else set()
    return Answer(
        caught=best,
        parameters=tuple(sorted(asked - {f"goods.entries.{licence.jurisdiction}"})),
        entries=tuple(dict.fromkeys(p.entry for p in held)),
        rules=tuple(dict.fromkeys(rule.id for p in held for rule in p.rules)),
        cite=tuple(dict.fromkeys(cite for p in held for cite in p.cite)),
    )


def _touched(position: Position, place: str, proposal: Proposal) -> bool:
    if proposal.elsewhere or (place, position.entry) in proposal.entries:
        return True
    return any(rule.id in proposal.rules for rule in position.rules)


def _level(position: Position) -> Caught:
    open_item = any(fact.startswith("item.") for fact in position.missing)
    if position.status.is_requirement and not (open_item and position.basis == "candidate"):
        return Caught.CERTAINLY
    if position.could_be.worst.is_requirement and position.status is not Status.NOT_SUBJECT:
        return Caught.IF
    return Caught.NOT


def _party(review: Review) -> Party | None:
    return review.transfer.party(*USERS)


def _user(review: Review) -> str:
    if any(f.organ and f.organ.state == "organ" for f in review.parties if f.party.role in USERS):
        return "security organ"
    party = _party(review)
    return "other body named" if party and party.name else "nobody named"


def _name(review: Review, public: PublicNames | None) -> str:
    party = _party(review)
    if party is None or not party.name:
        return ""
    if public is None:
        return party.name
    organ = any(f.organ is not None for f in review.parties if f.party is party)
    return public.shown(party.name, party.type.value, organ=organ)


def _cases(expander: Expander, proposal: Proposal) -> tuple[tuple[CaseChange, ...], int]:
    """Worked cases that are answered as expected without the proposal, and not with it."""
    before = {one.id: one for one in run_cases(expander.pack)}
    after = run_cases(proposal.pack)
    changed = tuple(
        CaseChange(one.id, one.name, one.problems)
        for one in after
        if one.problems and not before[one.id].problems
    )
    return changed, len(after)
