"""What rules come to per row: a small number for each rule, folded from its conditions.

The number stands for all that an answer needs of the rule: the version that holds, how surely,
and what is still asked. Zero: the rule does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from enduse.bulk.plan.factor import Codes, Interner, combine_codes
from enduse.bulk.plan.program import Answers, Row
from enduse.model.licence import PolicyUse
from enduse.review.evaluate.conditions import Node
from enduse.review.evaluate.level import Level
from enduse.review.licence.answer import Duty, duty_of, reach_of
from enduse.review.licence.exceptions import state_of
from enduse.review.licence.law import Law, RuleSet
from enduse.review.licence.policies import policy_of
from enduse.review.licence.rules import CompiledVersion, Rule

State = Callable[[Row], Hashable]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule, the conditions of a version that decide, and what a row makes of it."""

    rule: Rule
    nodes: Callable[[CompiledVersion], Iterable[Node]]
    state: State
    states: Interner[Any]

    def codes(self, answers: Answers) -> Codes:
        """The number of the state of the rule, per row."""
        spans, count = answers.span(self.rule)
        versions = self._versions(answers, spans, count)
        parts = [(versions[0], len(versions[1]))]
        for n, version in enumerate(versions[1]):
            if version is None:
                continue
            here = versions[0] == n
            for node in self.nodes(version):
                parts.append((np.where(here, answers.codes(node) + 1, 0), answers.count + 1))
        numbers, first = combine_codes(parts)
        table = [self.states(self.state(answers.row(row))) for row in first.tolist()]
        return np.array(table, np.int64)[numbers]

    def _versions(
        self, answers: Answers, spans: Codes, count: int
    ) -> tuple[Codes, list[CompiledVersion | None]]:
        """What holds of the rule, per row, and the versions behind it; None: not in force."""
        found: Interner[Any] = Interner()
        table = np.zeros(count, np.int64)
        for span in np.unique(spans).tolist():
            day = int(answers.days[int(np.argmax(spans == span))])
            at = self.rule.at(date.fromordinal(day), None)
            table[span] = found(None if at is None else (id(at[0]), at[1].level, at[1].asks))
        versions = {id(one): one for one in self.rule.versions}
        return table[spans], [None if key is None else versions[key[0]] for key in found.values]


class Rules:
    """The rules of the export law of a jurisdiction, as columns of states."""

    def __init__(self, law: Law, rules: RuleSet) -> None:
        self.scopes = tuple(_scope(rule) for rule in rules.scopes)
        self.duties = tuple(_duty(rule) for rule in rules.duties)
        self.exceptions = tuple(_exception(rule) for rule in rules.exceptions)
        named = {
            policy
            for rule in rules.duties
            for one in rule.versions
            if one.version.then is not None
            for policy in one.version.then.review_policies
        }
        policies = (law.policy(name) for name in sorted(named))
        self.policies = tuple(_policy(rule) for rule in policies if rule is not None)

    def every(self) -> Iterable[Ruled]:
        """All of them."""
        return (*self.scopes, *self.duties, *self.exceptions, *self.policies)


def _scope(rule: Rule) -> Ruled:
    def state(row: Row) -> Hashable:
        return reach_of(rule, row)

    return Ruled(rule, _when_unless, state, _none_first())


def _duty(rule: Rule) -> Ruled:
    def state(row: Row) -> Hashable:
        found = duty_of(rule, row)
        if not isinstance(found, Duty):
            return None
        return id(found.version), found.level, found.certain, found.asks

    return Ruled(rule, _when_unless, state, _none_first())


def _exception(rule: Rule) -> Ruled:
    def state(row: Row) -> Hashable:
        found = state_of(rule, row)
        return None if found is None else (id(found[0]), found[1])

    return Ruled(rule, CompiledVersion.nodes, state, _none_first())


def _policy(rule: Rule) -> Ruled:
    def state(row: Row) -> tuple[PolicyUse, Level] | None:
        return policy_of(rule, row)

    return Ruled(rule, _when_unless, state, _none_first())


def _when_unless(version: CompiledVersion) -> Iterable[Node]:
    if version.when is not None:
        yield version.when
    yield from (test.node for test in version.unless)


def _none_first() -> Interner[Any]:
    states: Interner[Any] = Interner()
    states(None)
    return states
