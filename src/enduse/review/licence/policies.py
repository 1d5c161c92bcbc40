"""How an application would be judged: the review policies that a duty names and that hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from enduse.model.licence import PolicyUse
from enduse.review.evaluate.conditions import Judged
from enduse.review.evaluate.level import Level, Verdict, any_of, capped
from enduse.review.licence.law import Law
from enduse.review.licence.rules import CompiledVersion, Rule


def policies_of(
    law: Law, duties: Iterable[CompiledVersion], facts: Judged
) -> tuple[PolicyUse, ...]:
    """Return the policies of duties, those that hold before those that may.

    A policy that turns on something nobody stated is left out where another policy of the same
    duty is known to hold; one that turns on an unknown property stays.
    """
    sure: dict[str, PolicyUse] = {}
    open_: dict[str, PolicyUse] = {}
    for duty in duties:
        found = list(_of(law, duty, facts))
        settled = any(level is Level.TRUE for _, level in found)
        for policy, level in found:
            if level is Level.TRUE:
                sure[policy.id] = policy
            elif level > Level.NOT_TESTED or not settled:
                open_[policy.id] = policy
    return tuple({**sure, **{k: v for k, v in open_.items() if k not in sure}}.values())


def _of(law: Law, duty: CompiledVersion, facts: Judged) -> Iterator[tuple[PolicyUse, Level]]:
    then = duty.version.then
    for id_ in then.review_policies if then else ():
        rule = law.policy(id_)
        if rule is None:
            continue
        found = policy_of(rule, facts)
        if found is not None:
            yield found


def policy_of(rule: Rule, facts: Judged) -> tuple[PolicyUse, Level] | None:
    """A review policy that holds or may hold, and how surely."""
    at = rule.at(facts.day_by(rule.file.version_by), facts.instant)
    if at is None:
        return None
    version, sure = at
    holds = facts.verdict(version.when) if version.when else Verdict(Level.TRUE)
    carve = any_of(facts.verdict(test.node) for test in version.unless)
    level = capped(holds, sure).level
    if level is Level.FALSE or carve.level is Level.TRUE:
        return None
    return PolicyUse(id=rule.id, text=version.version.text, cite=version.cites), level
