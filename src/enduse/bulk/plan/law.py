"""The law of a jurisdiction over many lines: rules by column, answers per distinct combination.

A line has one position per basis. Every rule is a column of states over the positions; positions
with equal states of all rules, on the same basis, have equal answers, which the single review's
own fold gives once. Lines with several possible days, an hour or a deal are not answered here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from enduse.bulk.plan.classes import Classes
from enduse.bulk.plan.columns import Columns
from enduse.bulk.plan.factor import Codes, Interner, combine_codes
from enduse.bulk.plan.keys import Keys
from enduse.bulk.plan.program import Answers, Combination, Program, combinations, conditions
from enduse.bulk.plan.reads import SENDING, reads_of
from enduse.bulk.plan.rules import Ruled, Rules
from enduse.model.licence import Licence
from enduse.model.outcome import Status
from enduse.model.transfer import Kind
from enduse.review.evaluate.conditions import Facts
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Verdict
from enduse.review.evaluate.line import EntryFacts, Line
from enduse.review.licence.answer import scope_of
from enduse.review.licence.basis import Basis, bases_of
from enduse.review.licence.law import Law, RuleSet
from enduse.review.licence.position import EXPORT, position_of, together
from enduse.review.licence.rules import Rule
from enduse.review.licence.scope import Scoped, beyond, silent

LineOf = Callable[[int, EntryFacts | None], Line]
"""A row of columns as a line on its day, where wanted with the entry of a position."""
REACHED = -1


@dataclass(frozen=True, slots=True)
class _Positions:
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


class LawAnswers:
    """Answers of the export law of a jurisdiction; what was answered once is kept for the run.

    Args:
        law: all law.
        jurisdiction: whose law answers.
        program: the conditions of the run.
    """

    def __init__(self, law: Law, jurisdiction: str, program: Program) -> None:
        self._law = law
        self._name = jurisdiction
        self._program = program
        self._set = law.rule_set(jurisdiction, EXPORT)
        self._rules = Rules(law, self._set)
        nodes = (node for one in self._rules.every() for node in conditions(one.rule))
        beside = law.beside(jurisdiction)
        entries = law.entries
        days = entries.change_days(beside)
        reads = reads_of(entries.conditions(beside), law.facts, law.tables, days)
        classes = Classes(reads, law.facts, law.tables, beside)
        self.able = program.known(nodes) and not classes.whole
        """Whether the plan knows everything that this law reads."""
        self._basis_keys = Keys(classes, days=False)
        sending = reads_of((), law.facts, law.tables, (), SENDING)
        self._sender_keys = Keys(Classes(sending, law.facts, law.tables, ()), days=False)
        self._bases: Interner[tuple[int, ...]] = Interner()
        self._basis: Interner[Basis] = Interner()
        self._bases_of: dict[Combination, int] = {}
        self._senders: dict[Combination, int] = {}
        self._unnamed: Interner[Basis] = Interner()
        self._reach: Interner[Verdict] = Interner()
        self._reaches: dict[Combination, int] = {}
        self._scoped: list[Scoped] = []
        self._named: dict[tuple[int, int], int] = {}
        self._beyond: dict[bytes, int] = {}
        self._answers: dict[bytes, int] = {}
        self._licences: dict[bytes, Licence] = {}
        self.answered = 0
        """How many bases and positions were answered so far."""

    def answers(self, columns: Columns, line_of: LineOf, *, scope: bool) -> list[Licence | None]:
        """Answer lines, each on its one day; with `scope` only those that it does not reach."""
        bases = self._memoised(self._basis_keys, columns, self._bases_of, self._make_bases(line_of))
        wide = [self._bases.values[base] for base in bases.tolist()]
        counts = np.fromiter(map(len, wide), np.int64, len(wide))
        lines = np.repeat(np.arange(len(wide)), counts)
        basis = np.fromiter((one for some in wide for one in some), np.int64, len(lines))
        positions = self._positions(columns, line_of, lines, basis)
        numbers = self._unreached(positions)
        reached = np.flatnonzero(numbers == REACHED)
        if len(reached) and not scope:
            numbers[reached] = self._answered(positions, reached)
        ends = np.cumsum(counts)
        return [
            self._together(some, numbers[end - len(some) : end])
            for some, end in zip(wide, ends.tolist(), strict=True)
        ]

    def _make_bases(self, line_of: LineOf) -> Callable[[int], int]:
        def bases(row: int) -> int:
            self.answered += 1
            found = bases_of(self._law, line_of(row, None), self._name)
            return self._bases(tuple(self._basis(one) for one in found))

        return bases

    def _positions(
        self, columns: Columns, line_of: LineOf, lines: Codes, basis: Codes
    ) -> _Positions:
        entry = columns.numbering.interner("entry")
        known = [entry(one.entry) for one in self._basis.values]
        entries = np.array(known, np.int64)[basis]

        def line_at(position: int) -> Line:
            number = int(basis[position])
            return line_of(int(lines[position]), self._basis.values[number].entry)

        known_facts: dict[int, Facts] = {}

        def facts_of(position: int) -> Facts:
            # The same few rows stand first for most conditions.
            facts = known_facts.get(position)
            if facts is None:
                line = line_at(position)
                facts = LineFacts(self._law.facts, self._law.tables, line)
                known_facts[position] = facts
            return facts

        def sender(row: int) -> int:
            transfer = line_of(row, None).transfer
            return 2 * (transfer.kind is Kind.PROCUREMENT) + silent(transfer)

        senders = self._memoised(self._sender_keys, columns, self._senders, sender)
        answers = self._program.over(columns.take(lines, entries), facts_of)
        return _Positions(answers, basis, senders[lines], self._reached(answers), line_at)

    def _unreached(self, positions: _Positions) -> Codes:
        """Numbers of the answers of positions that the law does not reach; else `REACHED`."""
        if not self._set.duties:
            return np.full(len(positions.basis), REACHED, np.int64)

        def answer(row: int, basis: Basis) -> Scoped | None:
            scope = self._reach.values[int(positions.reach[row])]
            transfer = positions.line_at(row).transfer
            return beyond(scope, transfer, basis.entry.code, basis.basis, Status.NOT_SUBJECT)

        every = positions.answers.rows
        return self._once(positions, every, [positions.reach], self._beyond, answer)

    def _reached(self, answers: Answers) -> Codes:
        """The number of the verdict of the scope, per position."""
        if not len(answers.rows):
            return np.zeros(0, np.int64)
        states = [one.codes(answers, answers.rows) for one in self._rules.scopes]
        numbers, first, keys = combinations(states or [np.zeros(len(answers.rows), np.int64)])
        table = np.empty(len(first), np.int64)
        for n, (row, key) in enumerate(zip(first.tolist(), keys, strict=True)):
            found = self._reaches.get(key)
            if found is None:
                found = self._reach(scope_of(self._set, answers.row(row)))
                self._reaches[key] = found
            table[n] = found
        return table[numbers]

    def _answered(self, positions: _Positions, rows: Codes) -> Codes:
        """Numbers of the answers of positions that the law reaches or may reach."""
        rules, answers = self._rules, positions.answers
        duties = [one.codes(answers, rows) for one in rules.duties]
        some = np.zeros(len(rows), np.bool_)
        for codes in duties:
            some |= codes > 0
        # Exceptions and policies are asked of positions with a duty only.
        with_duty = np.flatnonzero(some)

        def asked(one: Ruled) -> Codes:
            column = np.zeros(len(rows), np.int64)
            if len(with_duty):
                column[with_duty] = one.codes(answers, rows[with_duty])
            return column

        exceptions = [asked(one) for one in rules.exceptions]
        policies = [asked(one) for one in rules.policies]

        def answer(n: int, basis: Basis) -> Scoped:
            row = int(rows[n])
            only = RuleSet(
                self._set.scopes, _alive(rules.duties, duties, n),
                _alive(rules.exceptions, exceptions, n),
            )  # fmt: skip
            transfer, judged = positions.line_at(row).transfer, answers.row(row)
            return position_of(self._law, self._name, EXPORT, judged, transfer, basis, only=only)

        states = [positions.reach[rows], *duties, *exceptions, *policies]
        return self._once(positions, rows, states, self._answers, answer)

    def _once(
        self,
        positions: _Positions,
        rows: Codes,
        states: Sequence[Codes],
        memo: dict[bytes, int],
        answer: Callable[[int, Basis], Scoped | None],
    ) -> Codes:
        """Answer each distinct combination of sender and states; the entry is named afterwards."""
        unnamed = [self._unnamed(_unnamed(basis)) for basis in self._basis.values]
        basis = positions.basis[rows]
        kind = np.array(unnamed, np.int64)[basis]
        columns = [kind, positions.sender[rows], *states]
        sizes = [int(c.max(initial=0)) + 1 for c in columns]
        numbers, first = combine_codes(list(zip(columns, sizes, strict=True)))
        stacked = np.zeros((len(first), len(columns)), np.int32)
        for n, (column, size) in enumerate(zip(columns, sizes, strict=True)):
            if size > 1:
                stacked[:, n] = column[first]
        table = np.empty(len(first), np.int64)
        for n, row in enumerate(first.tolist()):
            key = stacked[n].tobytes()
            found = memo.get(key)
            if found is None:
                scoped = answer(row, self._unnamed.values[int(kind[row])])
                self.answered += 1
                found = memo[key] = REACHED if scoped is None else self._keep(scoped)
            table[n] = found
        return self._with_entries(table[numbers], basis)

    def _with_entries(self, answers: Codes, basis: Codes) -> Codes:
        """Numbers of answers that name the entry of their basis."""
        count = len(self._basis)
        pairs, first = combine_codes([(answers + 1, len(self._scoped) + 1), (basis, count)])
        table = np.empty(len(first), np.int64)
        for n, row in enumerate(first.tolist()):
            pair = int(answers[row]), int(basis[row])
            found = self._named.get(pair)
            if found is None:
                found = self._named[pair] = (
                    REACHED if pair[0] == REACHED else self._keep(self._name_entry(*pair))
                )
            table[n] = found
        return table[pairs]

    def _name_entry(self, answer: int, basis: int) -> Scoped:
        scoped, named = self._scoped[answer], self._basis.values[basis]
        position = replace(scoped.position, entry=named.entry.code, basis=named.basis)
        return replace(scoped, position=position)

    def _keep(self, scoped: Scoped) -> int:
        self._scoped.append(scoped)
        return len(self._scoped) - 1

    @staticmethod
    def _memoised(
        keys: Keys, columns: Columns, memo: dict[Combination, int], function: Callable[[int], int]
    ) -> Codes:
        numbers, first, found = keys.some(columns)
        for row, key in zip(first.tolist(), found, strict=True):
            if key not in memo:
                memo[key] = function(row)
        return np.array([memo[key] for key in found], np.int64)[numbers]

    def _together(self, bases: tuple[int, ...], numbers: Codes) -> Licence | None:
        if (numbers == REACHED).any():
            return None
        # The numbers of the answers say the bases too: no two bases share an answer.
        key = numbers.tobytes()
        found = self._licences.get(key)
        if found is None:
            some = [self._basis.values[one] for one in bases]
            scoped = [self._scoped[one] for one in numbers.tolist()]
            found = self._licences[key] = together(self._law, self._name, EXPORT, some, scoped)
        return found


def _alive(rules: Sequence[Ruled], states: Sequence[Codes], row: int) -> tuple[Rule, ...]:
    """The rules that apply or may apply to a row."""
    return tuple(one.rule for one, codes in zip(rules, states, strict=True) if codes[row])


def _unnamed(basis: Basis) -> Basis:
    """What an answer turns on beside the states of the rules: all but the name of the entry."""
    return Basis(EntryFacts(code="", known=basis.entry.known), "", basis.missing)
