"""The red flags over many lines: each test by column, findings per distinct combination.

A flag that is seen quotes the line, so a line with one is answered by itself; all others are
answered once per combination of what their tests came to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from enduse.bulk.plan.columns import Bits, Columns
from enduse.bulk.plan.decide import FlagAnswer
from enduse.bulk.plan.factor import Codes, combine_codes
from enduse.bulk.plan.program import Answers, Program
from enduse.review.evaluate.conditions import Facts
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.line import Line
from enduse.review.flags.check import FlagCheck
from enduse.review.licence.law import Law


class FlagAnswers:
    """Answers of the red flags; what was answered once is kept for the run.

    Args:
        check: the flags.
        law: the facts and tables that their tests read.
        program: the conditions of the run.
    """

    def __init__(self, check: FlagCheck, law: Law, program: Program) -> None:
        self._check = check
        self._law = law
        self._program = program
        days = [day.toordinal() for day in check.change_days]
        self._turns = np.array(days, np.int64)
        every = (date.min, *check.change_days)
        self.able = program.known(test for day in every for test in check.tests(day))
        """Whether the plan knows everything that the flags read."""
        self._answers: dict[tuple[int, bytes], FlagAnswer] = {}
        self.answered = 0
        """How many lines were answered so far."""

    def answers(self, columns: Columns, line_of: Callable[[int], Line]) -> list[FlagAnswer]:
        """Answer lines, each on its one day."""

        known: dict[int, Facts] = {}

        def facts_of(row: int) -> Facts:
            facts = known.get(row)
            if facts is None:
                facts = known[row] = LineFacts(self._law.facts, self._law.tables, line_of(row))
            return facts

        lines = _Lines(self._program.over(columns, facts_of), columns.material, line_of)
        days = lines.answers.days
        spans = np.searchsorted(self._turns, days, side="right")
        found: list[FlagAnswer] = [((), ())] * len(spans)
        for span in np.unique(spans).tolist():
            rows = np.flatnonzero(spans == span)
            for row, answer in zip(rows.tolist(), self._span(lines, span, rows), strict=True):
                found[row] = answer
        return found

    def _span(self, lines: _Lines, span: int, rows: Codes) -> list[FlagAnswer]:
        """Answer lines between two change days of the flags."""
        tests = self._check.tests(date.fromordinal(int(lines.answers.days[rows[0]])))
        levels = [lines.answers.levels(test, rows) for test in tests]
        seen = np.zeros(len(rows), np.int64)
        for one in levels:
            seen |= one == Level.TRUE
        own = np.where(seen, np.arange(1, len(rows) + 1), 0)
        material = lines.material[rows].astype(np.int64)
        parts = [(own, len(rows) + 1), (material, 2), *((one, len(Level)) for one in levels)]
        numbers, first = combine_codes(parts)
        stacked = np.stack([codes[first] for codes, _ in parts[1:]], axis=1).astype(np.int8)
        table = []
        for n, at in enumerate(first.tolist()):
            row = int(rows[at])
            key = None if seen[at] else (span, stacked[n].tobytes())
            known = self._answers.get(key) if key is not None else None
            if known is None:
                known = self._one(lines, row)
                if key is not None:
                    self._answers[key] = known
            table.append(known)
        return [table[number] for number in numbers.tolist()]

    def _one(self, lines: _Lines, row: int) -> FlagAnswer:
        self.answered += 1
        return self._check(lines.line_of(row), bool(lines.material[row]), lines.answers.row(row))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines to answer: what the tests came to, whether they are material, the lines."""

    answers: Answers
    material: Bits
    line_of: Callable[[int], Line]
