"""Fold rules into the answer of one position: status, range, exceptions, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from enduse.model.licence import NotApplied, Position, RuleUse
from enduse.model.outcome import Range, Status
from enduse.review.evaluate.conditions import Facts, Judged
from enduse.review.evaluate.level import Ask, Level, Verdict, any_of, capped
from enduse.review.licence.exceptions import Considered, consider
from enduse.review.licence.law import Law, RuleSet
from enduse.review.licence.policies import policies_of
from enduse.review.licence.rules import CompiledVersion, Rule


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that applies or may apply, and the exceptions considered for it.

    `level` decides the status; `certain` is false where a carve-out is open, so that the duty
    stands but may fall away.
    """

    rule: Rule
    version: CompiledVersion
    level: Level
    certain: bool
    asks: frozenset[Ask]

    @property
    def status(self) -> Status:
        """The status it leads to."""
        then = self.version.version.then
        assert then is not None, "a duty says what follows"
        return then.level


def answer(
    law: Law,
    rules: RuleSet,
    facts: Judged,
    entry: str,
    basis: str,
    *,
    nothing: Status = Status.NO_REQUIREMENT_FOUND,
    explain: Facts | None = None,
) -> Position:
    """Answer one position as if in scope.

    Args:
        facts: the day and the answer of every condition.
        nothing: the status where no duty applies.
        explain: the facts by which rules that do not apply are explained; None: they are not.
    """
    duties, not_applied = _duties(rules, facts, explain)
    considered = consider(rules.exceptions, _reasons(duties), facts)
    status = _status(duties, considered, nothing)
    worst, best = _worst(duties, considered, nothing), _best(duties, considered, nothing)
    if status.is_requirement:
        best, worst = min(best, status), max(worst, status)
    used = [duty for duty in duties if duty.level > Level.NOT_TESTED]
    asks = {ask for d in duties if d.level in (Level.UNKNOWN, Level.UNCONFIRMED) for ask in d.asks}
    asks |= {ask for duty in duties if duty.level is Level.TRUE for ask in duty.asks}
    untested = [duty for duty in duties if duty.level is Level.NOT_TESTED]
    leading = max(used, key=lambda duty: (duty.level, duty.status), default=None)
    then = leading.version.version.then if leading else None
    policies = policies_of(law, (duty.version for duty in used), facts)
    return Position(
        entry=entry,
        basis=basis,
        status=status,
        could_be=Range(best=best, worst=worst),
        reason=then.reason if then and leading and leading.level is Level.TRUE else "",
        rules=tuple(_rule_use(duty) for duty in used),
        exceptions=tuple(one.use for one in considered),
        review_policies=policies,
        authorisation=then.authorisation if then else None,
        refuse_if=then.refuse_if if then else None,
        missing=tuple(sorted({ask.fact for ask in asks})),
        asks=tuple(sorted((ask.fact, ask.subject) for ask in asks)),
        standing=tuple(sorted({(a.fact, a.subject) for duty in untested for a in duty.asks})),
        not_tested=tuple(sorted(duty.rule.id for duty in untested)),
        cite=tuple(dict.fromkeys(c for duty in used for c in duty.version.cites)),
        not_applied=tuple(not_applied),
    )


def _reasons(duties: list[Duty]) -> list[tuple[str, str]]:
    """Rule id and reason of each duty, for the exceptions."""
    found = []
    for duty in duties:
        then = duty.version.version.then
        assert then is not None, "a duty says what follows"
        found.append((duty.rule.id, then.reason))
    return found


def scope_of(rules: RuleSet, facts: Judged) -> Verdict:
    """Whether the law reaches the line at all: one scope rule that holds is enough."""
    if not rules.scopes:
        return Verdict(Level.TRUE)
    return any_of(found for rule in rules.scopes if (found := reach_of(rule, facts)) is not None)


def reach_of(rule: Rule, facts: Judged) -> Verdict | None:
    """Whether a scope rule reaches the line; None where it is not in force."""
    at = rule.at(facts.day_by(rule.file.version_by), facts.instant)
    if at is None:
        return None
    version, sure = at
    assert version.when is not None, "a scope has conditions"
    return capped(facts.verdict(version.when), sure)


def _duties(
    rules: RuleSet, facts: Judged, explain: Facts | None
) -> tuple[list[Duty], list[NotApplied]]:
    duties: list[Duty] = []
    rest: list[NotApplied] = []
    for rule in rules.duties:
        found = duty_of(rule, facts)
        if isinstance(found, Duty):
            duties.append(found)
        elif explain is not None:
            failed = found if isinstance(found, str) else _failed(found, explain)
            rest.append(NotApplied(id=rule.id, title=rule.file.title, failed=failed))
    return duties, rest


def _failed(version: CompiledVersion, facts: Facts) -> str:
    assert version.when is not None, "a duty has conditions"
    return version.when.failed(facts)


def duty_of(rule: Rule, facts: Judged) -> Duty | CompiledVersion | str:
    """The duty of a rule that applies or may apply.

    Else what it failed on: a version whose conditions do not hold, or a reason in words.
    """
    found = rule.at(facts.day_by(rule.file.version_by), facts.instant)
    if found is None:
        return "not in force"
    version, sure = found
    assert version.when is not None, "a duty has conditions"
    verdict = capped(facts.verdict(version.when), sure)
    if verdict.level is Level.FALSE:
        return version
    carve = any_of(facts.verdict(test.node) for test in version.unless)
    if carve.level is Level.TRUE:
        return "carve-out"
    certain = verdict.level is Level.TRUE and carve.level is Level.FALSE
    return Duty(rule, version, verdict.level, certain, verdict.asks | carve.asks)


_OPEN = {Level.UNCONFIRMED: Status.UNCONFIRMED, Level.UNKNOWN: Status.INSUFFICIENT}


def _level_status(duty: Duty) -> Status:
    """What an open duty contributes; nothing where it was not tested."""
    if duty.level is Level.TRUE:
        return duty.status
    return _OPEN.get(duty.level, Status.NOT_SUBJECT)


def _status(duties: list[Duty], considered: list[Considered], nothing: Status) -> Status:
    """The worst duty left by the one exception that helps most (one must do for all)."""
    statuses = [(duty.rule.id, _level_status(duty)) for duty in duties]

    def left(one: Considered | None) -> Status:
        found = nothing
        for rule, status in statuses:
            if one is not None and status > nothing and one.reaches(rule):
                if one.use.state == "lifts":
                    continue
                if one.use.state == "to_check" and status > Status.EXCEPTION_TO_CHECK:
                    status = Status.EXCEPTION_TO_CHECK
            found = max(found, status)
        return found

    return min([left(None), *(left(one) for one in considered)])


def _worst(duties: list[Duty], considered: list[Considered], nothing: Status) -> Status:
    """Open duties hold; only exceptions that are known to lift do."""
    lifting = [one for one in considered if one.use.state == "lifts"]

    def left(one: Considered | None) -> Status:
        held = (d.status for d in duties if one is None or not one.reaches(d.rule.id))
        return max(held, default=nothing)

    return min([left(None), *(left(one) for one in lifting)])


def _best(duties: list[Duty], considered: list[Considered], nothing: Status) -> Status:
    """Open duties fall away, and so do those an open exception may lift."""
    helping = [one for one in considered if one.use.state in ("lifts", "to_check", "not_tested")]

    def left(one: Considered | None) -> Status:
        held = (
            d.status for d in duties if d.certain and (one is None or not one.reaches(d.rule.id))
        )
        return max(held, default=nothing)

    return min([left(None), *(left(one) for one in helping)])


def _rule_use(duty: Duty) -> RuleUse:
    version = duty.version.version
    then = version.then
    assert then is not None, "a duty says what follows"
    return RuleUse(
        id=duty.rule.id,
        title=duty.rule.file.title,
        version_from=version.start,
        verified=version.verified,
        text_status=version.text_status,
        enforcement=version.enforcement,
        status=_level_status(duty),
        reason=then.reason,
        cite=duty.version.cites,
    )
