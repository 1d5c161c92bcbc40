"""Whether the law of a jurisdiction reaches a line, and under which assumption it is answered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from enduse.model.licence import Position
from enduse.model.outcome import Range, Status
from enduse.model.transfer import Kind, Role, Transfer
from enduse.review.evaluate.level import Level, Verdict
from enduse.review.licence.law import RuleSet


@dataclass(frozen=True, slots=True)
class Scoped:
    """A position after the scope was applied, and what it was assumed on."""

    position: Position
    conditional_on: tuple[str, ...] = ()


def silent(transfer: Transfer) -> bool:
    """Whether the line is a purchase notice, or tells neither origin, dispatch nor exporter."""
    if transfer.kind is Kind.PROCUREMENT:
        return True
    roles = (Role.EXPORTER, Role.SUPPLIER)
    sent_by = any(party.country for party in transfer.parties if party.role in roles)
    return not (transfer.dispatched_from or transfer.goods.origin or sent_by)


def beyond(
    scope: Verdict, transfer: Transfer, entry: str, basis: str, out: Status
) -> Scoped | None:
    """The answer for a line that the law certainly does not reach, `out`; else None.

    Asked before the duties: most lines are beyond the law of most jurisdictions.
    """
    if scope.level is not Level.FALSE or _assumable(scope, transfer):
        return None
    wide = Range(best=out, worst=out)
    return Scoped(Position(entry=entry, basis=basis, status=out, could_be=wide))


def apply_scope(
    position: Position, scope: Verdict, rules: RuleSet, transfer: Transfer, out: Status
) -> Scoped:
    """Apply the verdict of a scope that may hold; `out` is the status where it does not.

    A silent line is answered under the stated assumption of each scope rule that could hold.
    Elsewhere an open scope makes a requirement `insufficient` (or `unconfirmed`).
    """
    if scope.level is Level.TRUE and transfer.kind is not Kind.PROCUREMENT:
        return Scoped(position)
    wide = Range(best=min(out, position.could_be.best), worst=position.could_be.worst)
    if silent(transfer):
        words = tuple(dict.fromkeys(r.file.assumption for r in rules.scopes if r.file.assumption))
        return Scoped(replace(position, could_be=wide), words)
    missing = tuple(sorted({*position.missing, *(ask.fact for ask in scope.asks)}))
    asks = tuple(sorted({*position.asks, *((ask.fact, ask.subject) for ask in scope.asks)}))
    position = replace(position, could_be=wide, missing=missing, asks=asks)
    if position.status <= Status.INSUFFICIENT:
        return Scoped(position)
    status = Status.UNCONFIRMED if scope.level is Level.UNCONFIRMED else Status.INSUFFICIENT
    return Scoped(replace(position, status=status))


def _assumable(scope: Verdict, transfer: Transfer) -> bool:
    """A purchase notice is answered under the assumption although nothing is sent yet."""
    return transfer.kind is Kind.PROCUREMENT and scope.level is not Level.TRUE
