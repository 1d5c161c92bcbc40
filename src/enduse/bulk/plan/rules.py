"""What rules come to per row: a small number for each rule, folded from its conditions.

The number stands for all that an answer needs of the rule: the version that holds, how surely,
and what is still asked. Zero: the rule does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from enduse.bulk.plan.factor import Codes, Interner
from enduse.bulk.plan.program import IS_FALSE, Answers, Combination, Row, combinations
from enduse.model.licence import PolicyUse
from enduse.review.evaluate.conditions import Node
from enduse.review.evaluate.level import Level
from enduse.review.licence.answer import Duty, duty_of, reach_of
from enduse.review.licence.exceptions import lifted, state_of
from enduse.review.licence.law import Law, RuleSet
from enduse.review.licence.policies import policy_of
from enduse.review.licence.rules import CompiledVersion, Rule

State = Callable[[Row], Hashable]


class Ruled:
    """A rule, the conditions of a version that decide, and what a row makes of it.

    Args:
        nodes: the conditions; where the first is false, a version with `when` does not apply.
        state: what a row makes of the rule; nothing but their answers and the day decides it.
    """

    def __init__(
        self, rule: Rule, nodes: Callable[[CompiledVersion], Iterable[Node]], state: State
    ) -> None:
        self.rule = rule
        self._nodes = nodes
        self._state = state
        self.states: Interner[Any] = Interner()
        self.states(None)
        self._known: dict[Combination, int] = {}
        self._versions: dict[int, tuple[int, CompiledVersion | None]] = {}
        self._holding: Interner[Hashable] = Interner()

    def codes(self, answers: Answers, rows: Codes) -> Codes:
        """The number of the state of the rule, for some rows."""
        found = np.zeros(len(rows), np.int64)
        if not len(rows):
            return found
        spans = answers.span(self.rule, rows)
        place = np.full(int(spans.max()) + 1, -1, np.int64)
        versions: dict[int, CompiledVersion] = {}
        for span in np.flatnonzero(np.bincount(spans)).tolist():
            known = self._versions.get(span)
            if known is None:
                row = int(rows[int(np.argmax(spans == span))])
                known = self._versions[span] = self._version(answers.day(row))
            if known[1] is not None:
                place[span] = known[0]
                versions[known[0]] = known[1]
        holding = place[spans]
        for number, version in versions.items():
            here = np.flatnonzero(holding == number)
            found[here] = self._holds(answers, rows[here], number, version)
        return found

    def _version(self, day: date) -> tuple[int, CompiledVersion | None]:
        """A number for what holds of the rule on a day, and the version; None: not in force."""
        at = self.rule.at(day, None)
        if at is None:
            return self._holding(None), None
        return self._holding((id(at[0]), at[1].level, at[1].asks)), at[0]

    def _holds(
        self, answers: Answers, rows: Codes, holding: int, version: CompiledVersion
    ) -> Codes:
        nodes = list(self._nodes(version))
        if version.when is None or not nodes:
            return self._folded(answers, rows, holding, [answers.at(node, rows) for node in nodes])
        first = answers.at(nodes[0], rows)
        may = np.flatnonzero(first != IS_FALSE)
        found = np.zeros(len(rows), np.int64)
        if len(may) < len(rows):
            no = int(np.argmin(first != IS_FALSE))
            found[:] = self._folded(answers, rows[[no]], holding, [first[[no]]])[0]
        if len(may):
            some = rows[may]
            rest = [answers.at(node, some) for node in nodes[1:]]
            found[may] = self._folded(answers, some, holding, [first[may], *rest])
        return found

    def _folded(self, answers: Answers, rows: Codes, holding: int, parts: Sequence[Codes]) -> Codes:
        """The state of each row, worked out once per combination of answers."""
        numbers, first, keys = combinations([np.full(len(rows), holding), *parts])
        table = np.empty(len(first), np.int64)
        for n, (row, key) in enumerate(zip(first.tolist(), keys, strict=True)):
            found = self._known.get(key)
            if found is None:
                state = self._state(answers.row(int(rows[row])))
                found = self._known[key] = self.states(state)
            table[n] = found
        return table[numbers]


class Rules:
    """The rules of the export law of a jurisdiction, as columns of states."""

    def __init__(self, law: Law, rules: RuleSet) -> None:
        self.scopes = tuple(_scope(rule) for rule in rules.scopes)
        self.duties = tuple(_duty(rule) for rule in rules.duties)
        self.exceptions = tuple(_exception(rule) for rule in rules.exceptions)
        named = {policy for rule in rules.duties for policy in _policies(rule)}
        policies = (law.policy(name) for name in sorted(named))
        self.policies = tuple(_policy(rule) for rule in policies if rule is not None)
        self.lifting = tuple(
            tuple(n for n, duty in enumerate(rules.duties) if _may_lift(one, duty))
            for one in rules.exceptions
        )
        """Per exception, the duties that one of its versions could lift."""
        self.judging = tuple(
            tuple(n for n, duty in enumerate(rules.duties) if one.rule.id in _policies(duty))
            for one in self.policies
        )
        """Per policy, the duties that name it."""

    def every(self) -> Iterable[Ruled]:
        """All of them."""
        return (*self.scopes, *self.duties, *self.exceptions, *self.policies)


def _policies(duty: Rule) -> frozenset[str]:
    """The review policies that some version of a duty names."""
    each = (one.version.then for one in duty.versions)
    return frozenset(name for then in each if then is not None for name in then.review_policies)


def _may_lift(exception: Rule, duty: Rule) -> bool:
    """Whether some version of an exception could lift some version of a duty."""
    then = (one.version.then for one in duty.versions)
    pairs = [(duty.id, one.reason) for one in then if one is not None]
    return any(lifted(version, pairs) for version in exception.versions)


def _scope(rule: Rule) -> Ruled:
    def state(row: Row) -> Hashable:
        return reach_of(rule, row)

    return Ruled(rule, _when_unless, state)


def _duty(rule: Rule) -> Ruled:
    def state(row: Row) -> Hashable:
        found = duty_of(rule, row)
        if not isinstance(found, Duty):
            return None
        return id(found.version), found.level, found.certain, found.asks

    return Ruled(rule, _when_unless, state)


def _exception(rule: Rule) -> Ruled:
    def state(row: Row) -> Hashable:
        found = state_of(rule, row)
        return None if found is None else (id(found[0]), found[1])

    return Ruled(rule, CompiledVersion.nodes, state)


def _policy(rule: Rule) -> Ruled:
    def state(row: Row) -> tuple[PolicyUse, Level] | None:
        return policy_of(rule, row)

    return Ruled(rule, _when_unless, state)


def _when_unless(version: CompiledVersion) -> Iterable[Node]:
    if version.when is not None:
        yield version.when
    yield from (test.node for test in version.unless)
