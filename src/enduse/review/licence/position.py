"""The answer for one basis, and what all positions of a jurisdiction come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from enduse.model.licence import Licence, Position
from enduse.model.outcome import Range, Status
from enduse.model.transfer import Transfer
from enduse.review.evaluate.conditions import Facts, Judged
from enduse.review.licence.answer import answer, scope_of
from enduse.review.licence.basis import Basis
from enduse.review.licence.law import Law, RuleSet
from enduse.review.licence.scope import Scoped, apply_scope, beyond

EXPORT = "export"
ACQUISITION = "acquisition"


def position_of(
    law: Law,
    jurisdiction: str,
    regime: str,
    facts: Judged,
    transfer: Transfer,
    basis: Basis,
    *,
    explain: Facts | None = None,
) -> Scoped:
    """Answer one basis within the scope of the law.

    Args:
        facts: the day of the line and the answer of every condition.
        transfer: the line, of which its kind counts and whether it tells who sends.
        explain: the facts by which rules that do not apply are explained; None: they are not.
    """
    rules = law.rule_set(jurisdiction, regime)
    if not rules.duties:
        status = Status.NOT_MODELLED
        wide = Range(best=Status.NOT_SUBJECT, worst=Status.PROHIBITED)
        return Scoped(
            Position(entry=basis.entry.code, basis=basis.basis, status=status, could_be=wide)
        )
    out = Status.NOT_SUBJECT if regime == EXPORT else Status.NOT_COVERED
    scope = scope_of(rules, facts)
    entry = basis.entry.code
    if (not_reached := beyond(scope, transfer, entry, basis.basis, out)) is not None:
        return not_reached
    position = within(law, rules, regime, facts, basis, explain=explain)
    return apply_scope(position, scope, rules, transfer, out)


def within(
    law: Law,
    rules: RuleSet,
    regime: str,
    facts: Judged,
    basis: Basis,
    *,
    explain: Facts | None = None,
) -> Position:
    """Answer one basis as if the law reached it.

    Args:
        rules: the rules that are asked; those that are known not to apply may be left out.
        facts, explain: as `position_of` takes them.
    """
    nothing = Status.NO_REQUIREMENT_FOUND if regime == EXPORT else Status.NOT_COVERED
    entry = basis.entry.code
    position = answer(law, rules, facts, entry, basis.basis, nothing=nothing, explain=explain)
    if basis.missing:
        missing = tuple(sorted({*position.missing, *basis.missing}))
        asks = tuple(sorted({*position.asks, *((fact, "") for fact in basis.missing)}))
        position = replace(position, missing=missing, asks=asks)
    if not basis.entry.known and position.status is Status.INSUFFICIENT:
        # The pack does not hold the declared code: its columns cannot be answered.
        position = replace(position, status=Status.NOT_MODELLED)
    return position


def together(
    law: Law, jurisdiction: str, regime: str, bases: Sequence[Basis], scoped: Sequence[Scoped]
) -> Licence:
    """What the positions of a line come to in a jurisdiction."""
    export = regime == EXPORT
    positions = tuple(one.position for one in scoped)
    status, could_be = _agreed(positions, declared=export and len(bases) == 1)
    undeclared = export and any(basis.basis != "declared" for basis in bases)
    missing = {fact for one in positions for fact in one.missing}
    if undeclared and Status.NOT_SUBJECT is not status:
        missing.add(f"goods.entries.{jurisdiction}")
        status, could_be = _undeclared(status, could_be)
    return Licence(
        jurisdiction=jurisdiction,
        regime=regime,
        status=status,
        could_be=could_be,
        positions=positions,
        conditional_on=tuple(dict.fromkeys(w for one in scoped for w in one.conditional_on)),
        missing=tuple(sorted(missing)),
        law_read_through=law.read_through(jurisdiction),
        not_modelled=law.card.not_modelled.get(jurisdiction, ()),
    )


def _agreed(positions: Sequence[Position], *, declared: bool) -> tuple[Status, Range]:
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
