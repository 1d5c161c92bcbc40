"""The law of a jurisdiction over many lines: rules by column, answers per distinct combination.

A line has one position per basis. Every rule is a column of states over the positions; positions
with equal states of all rules, on the same basis, have equal answers, which the single review's
own fold gives once. Lines with several possible days, an hour or a deal are not answered here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from enduse.bulk.plan.classes import Classes
from enduse.bulk.plan.columns import Columns
from enduse.bulk.plan.factor import Codes, Interner, combine_codes, once
from enduse.bulk.plan.keys import Keys
from enduse.bulk.plan.positions import LineOf, Positions, applying, unnamed
from enduse.bulk.plan.program import Answers, Combination, Program, combinations, conditions
from enduse.bulk.plan.reads import SENDING, reads_of
from enduse.bulk.plan.rules import Ruled, Rules
from enduse.model.licence import Licence, Position
from enduse.model.outcome import Status
from enduse.model.transfer import Kind, Transfer
from enduse.review.evaluate.conditions import Facts
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Verdict
from enduse.review.evaluate.line import Line
from enduse.review.licence.answer import scope_of
from enduse.review.licence.basis import Basis, bases_of
from enduse.review.licence.law import Law, RuleSet
from enduse.review.licence.position import EXPORT, position_of, together, within
from enduse.review.licence.scope import Scoped, apply_scope, beyond, silent

REACHED = -1


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
        self._entries: list[int] = []
        self._kinds: list[int] = []
        self._reach: Interner[Verdict] = Interner()
        self._reaches: dict[Combination, int] = {}
        self._scoped: list[Scoped] = []
        self._named: dict[tuple[int, int], int] = {}
        self._beyond: dict[bytes, int] = {}
        self._answers: dict[bytes, int] = {}
        self._inside: list[Position] = []
        self._insides: dict[bytes, int] = {}
        self._licences: dict[tuple[int, ...], Licence] = {}
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
        ends, said = np.cumsum(counts).tolist(), numbers.tolist()
        return [
            self._together(some, tuple(said[end - len(some) : end]))
            for some, end in zip(wide, ends, strict=True)
        ]

    def _make_bases(self, line_of: LineOf) -> Callable[[int], int]:
        def bases(row: int) -> int:
            self.answered += 1
            found = bases_of(self._law, line_of(row, None), self._name)
            return self._bases(tuple(self._basis(one) for one in found))

        return bases

    def _positions(
        self, columns: Columns, line_of: LineOf, lines: Codes, basis: Codes
    ) -> Positions:
        entry = columns.numbering.interner("entry")
        self._entries += [entry(one.entry) for one in self._basis.values[len(self._entries) :]]
        entries = np.array(self._entries, np.int64)[basis]

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
        return Positions(answers, basis, senders[lines], self._reached(answers), line_at)

    def _unreached(self, positions: Positions) -> Codes:
        """Numbers of the answers of positions that the law does not reach; else `REACHED`."""
        if not self._set.duties:
            return np.full(len(positions.basis), REACHED, np.int64)
        kind = self._kind(positions.basis)

        def answer(row: int) -> int:
            self.answered += 1
            scope, basis = self._reach.values[int(positions.reach[row])], self._of_kind(kind[row])
            transfer = positions.line_at(row).transfer
            found = beyond(scope, transfer, basis.entry.code, basis.basis, Status.NOT_SUBJECT)
            return REACHED if found is None else self._keep(found)

        columns = [kind, positions.sender, positions.reach]
        return self._with_entries(once(columns, self._beyond, answer), positions.basis)

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

    def _answered(self, positions: Positions, rows: Codes) -> Codes:
        """Numbers of the answers of positions that the law reaches or may reach."""
        kind, basis = self._kind(positions.basis[rows]), positions.basis[rows]
        sender, reach = positions.sender[rows], positions.reach[rows]
        inside = self._within(positions.answers, kind, rows)

        def answer(n: int) -> int:
            transfer = positions.line_at(int(rows[n])).transfer
            position, scope = self._inside[inside[n]], self._reach.values[int(reach[n])]
            if not self._set.duties:
                return self._keep(Scoped(position))
            out = Status.NOT_SUBJECT
            return self._keep(apply_scope(position, scope, self._set, transfer, out))

        return self._with_entries(once([inside, sender, reach], self._answers, answer), basis)

    def _within(self, answers: Answers, kind: Codes, rows: Codes) -> Codes:
        """Numbers of the answers of positions as if the law reached them."""
        rules = self._rules
        duties = [one.codes(answers, rows) for one in rules.duties]
        alive = [codes > 0 for codes in duties]

        def asked(one: Ruled, about: Sequence[int]) -> Codes:
            """An exception or a policy decides only where a duty that it is about may apply."""
            column, some = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.bool_)
            for duty in about:
                some |= alive[duty]
            here = np.flatnonzero(some)
            if len(here):
                column[here] = one.codes(answers, rows[here])
            return column

        exceptions = list(map(asked, rules.exceptions, rules.lifting))
        policies = list(map(asked, rules.policies, rules.judging))

        def answer(n: int) -> int:
            self.answered += 1
            judged, basis = answers.row(int(rows[n])), self._of_kind(kind[n])
            if not self._set.duties:
                transfer = Transfer(id="")
                found = position_of(self._law, self._name, EXPORT, judged, transfer, basis).position
            else:
                some = applying(rules.duties, duties, n), applying(rules.exceptions, exceptions, n)
                only = RuleSet(self._set.scopes, *some)
                found = within(self._law, only, EXPORT, judged, basis)
            self._inside.append(found)
            return len(self._inside) - 1

        return once([kind, *duties, *exceptions, *policies], self._insides, answer)

    def _kind(self, basis: Codes) -> Codes:
        """What an answer turns on of each basis: all but the name of its entry."""
        new = self._basis.values[len(self._kinds) :]
        self._kinds += [self._unnamed(unnamed(one)) for one in new]
        return np.array(self._kinds, np.int64)[basis]

    def _of_kind(self, kind: int) -> Basis:
        return self._unnamed.values[int(kind)]

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

    def _together(self, bases: tuple[int, ...], numbers: tuple[int, ...]) -> Licence | None:
        if REACHED in numbers:
            return None
        # The numbers of the answers say the bases too: no two bases share an answer.
        found = self._licences.get(numbers)
        if found is None:
            some = [self._basis.values[one] for one in bases]
            scoped = [self._scoped[one] for one in numbers]
            found = self._licences[numbers] = together(self._law, self._name, EXPORT, some, scoped)
        return found
