"""What a person asks of a review: days, jurisdictions, rules, answers for the whole file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOptions:
    """Options of a review.

    Args:
        as_of: the day whose law and lists answer; None for each line's own date.
        also_as_of: further days, each reviewed beside it.
        jurisdictions: which law; empty for all that the knowledge holds.
        rules: ids of rules or folders; empty for all.
        statements: standing questions answered for every line that does not answer them itself.
        explain: also list the rules that did not apply, and why.
    """

    as_of: date | None = None
    also_as_of: tuple[date, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    statements: tuple[tuple[str, str], ...] = ()
    explain: bool = False
