"""The red flags over many lines: tests by column, findings per distinct combination.

A flag that is seen says what made its test true: once per distinct projection of lines on what
the test reads, with marks where a line's own words stand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from enduse.bulk.plan.classes import Classes
from enduse.bulk.plan.columns import Columns
from enduse.bulk.plan.decide import FlagAnswer
from enduse.bulk.plan.factor import Codes, Interner
from enduse.bulk.plan.keys import Keys
from enduse.bulk.plan.own import marked
from enduse.bulk.plan.program import Answers, Combination, Program, combinations
from enduse.bulk.plan.reads import reads_of
from enduse.model.citation import Because
from enduse.model.review import FlagFinding
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.line import Line
from enduse.review.flags.check import FlagCheck, FlagTest
from enduse.review.licence.law import Law

LineOf = Callable[[int], Line]
_LEVELS = len(Level)


class _Seen:
    """Evidence of a test that is true, once per projection of lines on what it reads."""

    def __init__(self, check: FlagCheck, test: FlagTest, law: Law) -> None:
        reads = reads_of([test.node], law.facts, law.tables, ())
        classes = Classes(reads, law.facts, law.tables, None, scope=False)
        self._keys = Keys(classes, days=False)
        self._memo: dict[Combination, int] = {}
        self._check, self._test, self._law = check, test, law
        self.because: Interner[tuple[Because, ...]] = Interner()
        self.evaluated = 0

    def codes(self, columns: Columns, line_of: LineOf, rows: Codes) -> Codes:
        """The number of the evidence of every row."""
        numbers, first, keys = self._keys.some(columns, rows)
        table = np.empty(len(first), np.int64)
        for n, (row, key) in enumerate(zip(first.tolist(), keys, strict=True)):
            found = self._memo.get(key)
            if found is None:
                self.evaluated += 1
                line = line_of(int(rows[row]))
                facts = LineFacts(self._law.facts, self._law.tables, line)
                because = marked(self._check.because(self._test, facts), line)
                found = self._memo[key] = self.because(because)
            table[n] = found
        return table[numbers]


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
        self.able = program.known(test.node for day in every for test in check.tests(day))
        """Whether the plan knows everything that the flags read."""
        self._seen: dict[int, _Seen] = {}
        self._findings: dict[tuple[int, int, bool], FlagFinding] = {}
        self._answers: dict[tuple[int, Combination], FlagAnswer] = {}

    @property
    def answered(self) -> int:
        """How often evidence was gathered, and findings were put together, so far."""
        return len(self._answers) + sum(one.evaluated for one in self._seen.values())

    def answers(self, columns: Columns, line_of: LineOf) -> list[FlagAnswer]:
        """Answer lines, each on its one day; marks stand for a line's own words."""
        known: dict[int, LineFacts] = {}

        def facts_of(row: int) -> LineFacts:
            facts = known.get(row)
            if facts is None:
                facts = known[row] = LineFacts(self._law.facts, self._law.tables, line_of(row))
            return facts

        answers = self._program.over(columns, facts_of)
        spans = np.searchsorted(self._turns, answers.days, side="right")
        material = columns.material.astype(np.int64)
        found: list[FlagAnswer] = [((), ())] * len(spans)
        for span in np.unique(spans).tolist():
            rows = np.flatnonzero(spans == span)
            tests = self._check.tests(answers.day(int(rows[0])))
            codes = [self._codes(test, columns, answers, line_of, rows) for test in tests]
            numbers, _, keys = combinations([material[rows], *codes])
            table = [self._answer(span, key, tests) for key in keys]
            for row, number in zip(rows.tolist(), numbers.tolist(), strict=True):
                found[row] = table[number]
        return found

    def _codes(
        self, test: FlagTest, columns: Columns, answers: Answers, line_of: LineOf, rows: Codes
    ) -> Codes:
        """What a test came to: a level, or beyond the levels a number of its evidence."""
        levels = answers.levels(test.node, rows)
        seen = np.flatnonzero(levels == Level.TRUE) if test.seen(Level.TRUE) else ()
        if len(seen):
            known = self._seen.get(id(test.node))
            if known is None:
                known = self._seen[id(test.node)] = _Seen(self._check, test, self._law)
            levels[seen] = _LEVELS + known.codes(columns, line_of, rows[seen])
        return levels

    def _answer(self, span: int, key: Combination, tests: tuple[FlagTest, ...]) -> FlagAnswer:
        found = self._answers.get((span, key))
        if found is None:
            flags: list[FlagFinding] = []
            routes: list[FlagFinding] = []
            material = bool(key[0])
            for test, code in zip(tests, key[1:], strict=True):
                one = self._finding(test, code, material)
                (routes if test.route else flags).append(one)
            found = self._answers[span, key] = tuple(flags), tuple(routes)
        return found

    def _finding(self, test: FlagTest, code: int, material: bool) -> FlagFinding:
        key = id(test.node), code, material
        found = self._findings.get(key)
        if found is None:
            seen = code >= _LEVELS
            because = self._seen[id(test.node)].because.values[code - _LEVELS] if seen else ()
            level = Level.TRUE if seen else Level(code)
            found = self._findings[key] = test.finding(level, because, material)
        return found
