"""Licence exceptions and general authorisations: considered one by one, never presumed.

An exception lifts only where it is in force, exists for these goods and this destination,
nothing excludes it, and every condition is known true.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from enduse.model.licence import ExceptionUse
from enduse.review.evaluate.conditions import Judged
from enduse.review.evaluate.level import Ask, Level, Verdict
from enduse.review.licence.rules import CompiledVersion, Rule

NOTHING: frozenset[Ask] = frozenset()


@dataclass(frozen=True, slots=True)
class Considered:
    """An exception, its state, and the duties it could lift."""

    use: ExceptionUse
    lifts: frozenset[str]

    def reaches(self, rule: str) -> bool:
        """Whether it could lift this rule."""
        return rule in self.lifts


def consider(
    exceptions: Iterable[Rule], duties: list[tuple[str, str]], facts: Judged
) -> list[Considered]:
    """Consider every exception that could lift one of the duties (rule id, reason)."""
    found = []
    for rule in exceptions:
        at = rule.at(facts.day_by(rule.file.version_by), facts.instant)
        lifts = lifted(at[0], duties) if at is not None else None
        state = state_of(rule, facts) if lifts else None
        if lifts and state is not None:
            found.append(Considered(state[1], lifts))
    return found


def state_of(rule: Rule, facts: Judged) -> tuple[CompiledVersion, ExceptionUse] | None:
    """The version and the state of an exception; None where it does not exist for this line."""
    at = rule.at(facts.day_by(rule.file.version_by), facts.instant)
    use = _state(rule, *at, facts) if at is not None else None
    return (at[0], use) if at is not None and use is not None else None


def lifted(version: CompiledVersion, duties: list[tuple[str, str]]) -> frozenset[str]:
    """The duties (rule id, reason) that a version of an exception could lift."""
    lifts = version.version.lifts
    assert lifts is not None, "an exception says what it lifts"
    return frozenset(
        rule
        for rule, reason in duties
        if any(rule == name or rule.startswith(name + ".") for name in lifts.rules)
        and (not lifts.reasons or reason in lifts.reasons)
    )


def _stated_only(asks: frozenset[Ask]) -> bool:
    """Whether only statements that nobody made keep the question open."""
    return all(ask.fact.startswith("statement.") for ask in asks)


def _state(
    rule: Rule, version: CompiledVersion, sure: Verdict, facts: Judged
) -> ExceptionUse | None:
    """The state of one exception; None where it does not exist for this line at all."""

    def use(state: str, because: list[str], asks: frozenset[Ask] = NOTHING) -> ExceptionUse:
        return ExceptionUse(
            id=rule.id,
            title=rule.file.title,
            state=state,
            because=tuple(because),
            missing=tuple(sorted({ask.fact for ask in asks})),
            cite=version.cites,
        )

    exists = facts.verdict(version.when) if version.when is not None else Verdict(Level.TRUE)
    if exists.level is Level.FALSE:
        return None
    if exists.level is Level.NOT_TESTED and _stated_only(exists.asks):
        # Savings clauses and the like: nobody said what they turn on, so nobody relies on them.
        return use("not_tested", ["nobody stated what it turns on"], exists.asks)
    asks, open_ = exists.asks, exists.level is not Level.TRUE or sure.level is not Level.TRUE
    because = []
    for test in version.excluded:
        verdict = facts.verdict(test.node)
        if verdict.level is Level.TRUE:
            return use("excluded", [test.text])
        if verdict.level is not Level.FALSE:
            open_, asks = True, asks | verdict.asks
            because.append(f"check that this does not apply: {test.text}")
    for test in version.conditions:
        verdict = facts.verdict(test.node)
        if verdict.level is Level.FALSE:
            return use("excluded", [f"not met: {test.text}"])
        if verdict.level is not Level.TRUE:
            open_, asks = True, asks | verdict.asks
            because.append(f"check: {test.text}")
    return use("to_check", because, asks) if open_ else use("lifts", [])
