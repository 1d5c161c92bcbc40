"""The positions of lines: a line and one basis on which the law of a jurisdiction is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from enduse.bulk.plan.factor import Codes
from enduse.bulk.plan.program import Answers
from enduse.bulk.plan.rules import Ruled
from enduse.review.evaluate.line import EntryFacts, Line
from enduse.review.licence.basis import Basis
from enduse.review.licence.rules import Rule

LineOf = Callable[[int, EntryFacts | None], Line]
"""A row of columns as a line on its day, where wanted with the entry of a position."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions of some lines.

    Args:
        basis: number of the basis.
        sender: number of what the scope asks of who sends.
        reach: number of the verdict of the scope.
        line_at: the line of a position, with its entry.
    """

    answers: Answers
    basis: Codes
    sender: Codes
    reach: Codes
    line_at: Callable[[int], Line]


def applying(rules: Sequence[Ruled], states: Sequence[Codes], row: int) -> tuple[Rule, ...]:
    """The rules that apply or may apply to a row."""
    return tuple(one.rule for one, codes in zip(rules, states, strict=True) if codes[row])


def unnamed(basis: Basis) -> Basis:
    """What an answer turns on beside the states of the rules: all but the name of the entry."""
    return Basis(EntryFacts(code="", known=basis.entry.known), "", basis.missing)
