"""The licence check: every jurisdiction, every position, on the day or days of the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from enduse.model.licence import Licence, Position
from enduse.model.outcome import Range, Status
from enduse.model.transfer import Kind
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.line import EntryFacts, Line
from enduse.review.evaluate.values import Value
from enduse.review.licence.answer import answer, scope_of
from enduse.review.licence.deal import deal_facts
from enduse.review.licence.law import Law
from enduse.review.licence.scope import Scoped, apply_scope, beyond

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
    # An acquisition has one position: its rules read the deal, not an entry.
    bases = [_DEAL] if deal else _bases(law, line, jurisdiction)
    line = replace(line, computed=_computed(law, line)) if deal else line
    run = _Run(law, line, jurisdiction, "acquisition" if deal else "export", explain)
    scoped = [run.position(basis) for basis in bases]
    positions = tuple(one.position for one in scoped)
    status, could_be = _together(positions, declared=not deal and len(bases) == 1)
    undeclared = not deal and any(basis.basis != "declared" for basis in bases)
    missing = {fact for one in positions for fact in one.missing}
    if undeclared and Status.NOT_SUBJECT is not status:
        missing.add(f"goods.entries.{jurisdiction}")
        status, could_be = _undeclared(status, could_be)
    return Licence(
        jurisdiction=jurisdiction,
        regime=run.regime,
        status=status,
        could_be=could_be,
        positions=positions,
        conditional_on=tuple(dict.fromkeys(w for one in scoped for w in one.conditional_on)),
        missing=tuple(sorted(missing)),
        law_read_through=law.read_through(jurisdiction),
        not_modelled=law.card.not_modelled.get(jurisdiction, ()),
    )


def _computed(law: Law, line: Line) -> dict[str, Value]:
    """Facts of an acquisition that export law answers."""

    def entry(jurisdiction: str, code: str) -> EntryFacts | None:
        at = law.entry_at(jurisdiction, law.entries.canonical(jurisdiction, code), line.day)
        return None if at is None else at.facts

    def answer_for(export: Line, jurisdiction: str) -> Licence:
        return licence(law, export, jurisdiction, explain=False)

    return deal_facts(law.facts, line, entry, answer_for)


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a position rests on: a declared entry, a candidate, or none of these."""

    entry: EntryFacts
    basis: str
    missing: tuple[str, ...] = ()


_DEAL = _Basis(EntryFacts(code="none"), "acquisition")


def _bases(law: Law, line: Line, jurisdiction: str) -> list[_Basis]:
    declared = dict(line.transfer.goods.entries)
    code = declared.get(jurisdiction)
    beside = law.card.adds_to.get(jurisdiction)
    if code is None and beside is not None and declared.get(beside, "none") != "none":
        code = declared[beside]
    if code is not None:
        code = law.entries.canonical(jurisdiction, code)
        children = law.entries.children(jurisdiction, code)
        if not children:
            at = law.entry_at(jurisdiction, code, line.day)
            # A declared entry that was not on the list on that day controls nothing then.
            facts = at.facts if at else EntryFacts(code=code, family=frozenset({code}))
            return [_Basis(facts, "declared")]
        split = _candidates(law, line, jurisdiction, children)
        return split or [_Basis(EntryFacts(code=code, family=frozenset({code})), "declared")]
    codes = [c.entry for c in line.goods.candidates if c.jurisdiction == jurisdiction]
    found = _candidates(law, line, jurisdiction, codes)
    found.append(_Basis(EntryFacts(code=law.unlisted(jurisdiction)), "none_of_these"))
    return found


def _candidates(law: Law, line: Line, jurisdiction: str, codes: Sequence[str]) -> list[_Basis]:
    found = []
    named = (law.entries.canonical(jurisdiction, code) for code in codes)
    leaves = (
        leaf for code in named for leaf in law.entries.children(jurisdiction, code) or (code,)
    )
    for code in dict.fromkeys(leaves):
        at = law.entry_at(jurisdiction, code, line.day)
        if at is None or code == law.unlisted(jurisdiction):
            continue
        missing: tuple[str, ...] = ()
        if at.when is not None:
            facts = LineFacts(law.facts, law.tables, replace(line, entry=at.facts))
            verdict = at.when.evaluate(facts)
            if verdict.level is Level.FALSE:
                continue
            missing = tuple(sorted({ask.fact for ask in verdict.asks}))
        found.append(_Basis(at.facts, "candidate", missing))
    return found


@dataclass(frozen=True, slots=True)
class _Run:
    law: Law
    line: Line
    jurisdiction: str
    regime: str
    explain: bool

    def position(self, basis: _Basis) -> Scoped:
        """Answer one basis within the scope of the law."""
        rules = self.law.rule_set(self.jurisdiction, self.regime)
        if not rules.duties:
            status = Status.NOT_MODELLED
            wide = Range(best=Status.NOT_SUBJECT, worst=Status.PROHIBITED)
            return Scoped(
                Position(entry=basis.entry.code, basis=basis.basis, status=status, could_be=wide)
            )
        export = self.regime == "export"
        nothing = Status.NO_REQUIREMENT_FOUND if export else Status.NOT_COVERED
        facts = LineFacts(self.law.facts, self.law.tables, replace(self.line, entry=basis.entry))
        out = Status.NOT_SUBJECT if export else Status.NOT_COVERED
        scope = scope_of(rules, facts)
        entry = basis.entry.code
        if (not_reached := beyond(scope, self.line.transfer, entry, basis.basis, out)) is not None:
            return not_reached
        position = answer(
            self.law,
            rules,
            facts,
            entry,
            basis.basis,
            nothing=nothing,
            explain=self.explain,
        )
        if basis.missing:
            missing = tuple(sorted({*position.missing, *basis.missing}))
            asks = tuple(sorted({*position.asks, *((fact, "") for fact in basis.missing)}))
            position = replace(position, missing=missing, asks=asks)
        if not basis.entry.known and position.status is Status.INSUFFICIENT:
            # The pack does not hold the declared code: its columns cannot be answered.
            position = replace(position, status=Status.NOT_MODELLED)
        return apply_scope(position, scope, rules, self.line.transfer, out)


def _together(positions: Sequence[Position], *, declared: bool) -> tuple[Status, Range]:
    """The status on which all positions agree; where they do not, it cannot be told."""
    wide = positions[0].could_be
    for one in positions[1:]:
        wide = wide.widened(one.could_be)
    statuses = {one.status for one in positions}
    if len(statuses) == 1 or declared:
        return positions[0].status, wide
    if all(status.is_requirement for status in statuses):
        return min(statuses), wide
    return Status.INSUFFICIENT, wide


def _undeclared(status: Status, could_be: Range) -> tuple[Status, Range]:
    """Goods that nobody classified: "no requirement" cannot be said (contract 2.1)."""
    if not status.is_requirement:
        status = max(status, Status.INSUFFICIENT)
    return status, Range(best=could_be.best, worst=max(could_be.worst, Status.LICENCE_REQUIRED))
