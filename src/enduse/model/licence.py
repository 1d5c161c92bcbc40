"""What the law says about a line: positions per legal basis, per jurisdiction (contract 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from enduse.model.outcome import Range, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """A rule that applied (or decided that a duty may apply), in the version that was used."""

    id: str
    title: str
    version_from: date | None
    verified: bool
    text_status: str
    enforcement: str
    status: Status
    reason: str
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionUse:
    """An exception that was considered. `state`: lifts, to_check, excluded, not_tested.

    `not_tested`: it exists only upon a statement that nobody made, e.g. a savings clause.
    """

    id: str
    title: str
    state: str
    because: tuple[str, ...]
    missing: tuple[str, ...]
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyUse:
    """How an application would be judged."""

    id: str
    text: str
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplied:
    """A rule that did not apply, and the condition that failed; filled when asked to explain."""

    id: str
    title: str
    failed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The answer for one legal basis: a declared entry, a candidate, or none of these.

    `missing` names facts; `asks` names each with whose fact it is (`parties[1]`,
    or empty); `standing` does so for the facts of rules that were not tested.
    """

    entry: str
    basis: str
    status: Status
    could_be: Range
    reason: str = ""
    rules: tuple[RuleUse, ...] = ()
    exceptions: tuple[ExceptionUse, ...] = ()
    review_policies: tuple[PolicyUse, ...] = ()
    authorisation: str | None = None
    refuse_if: str | None = None
    missing: tuple[str, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()
    standing: tuple[tuple[str, str], ...] = ()
    not_tested: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()

    def __post_init__(self) -> None:
        if not self.could_be.best <= self.status <= self.could_be.worst and self.status not in (
            Status.INSUFFICIENT,
            Status.UNCONFIRMED,
        ):
            raise ValueError(f"status {self.status.word} lies outside its range")
        if self.status.is_requirement and not self.rules:
            raise ValueError("a requirement names its rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """All positions of one jurisdiction and regime, and what follows from them."""

    jurisdiction: str
    regime: str
    status: Status
    could_be: Range
    positions: tuple[Position, ...]
    conditional_on: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    law_read_through: date | None = None
    not_modelled: tuple[str, ...] = ()
