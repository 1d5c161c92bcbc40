"""A licence answer as a memo: rule, words, dates, citation, exceptions, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from enduse.model.licence import ExceptionUse, Licence, Position, RuleUse
from enduse.model.outcome import Status
from enduse.model.review import Review
from enduse.report.lines import wrapped
from enduse.review.licence.law import Law
from enduse.review.questions import subject_of
from enduse.review.words import sentence

WIDTH = 80
STATES = {
    "lifts": "lifts the requirement",
    "to_check": "may lift it, if",
    "excluded": "does not help:",
    "not_tested": "was not tested:",
}

AUTHORISATION = {"none": "No authorisation can be given.", "possible": "It can be authorised."}


def memo(review: Review, law: Law, width: int = WIDTH) -> Iterator[str]:
    """Write the memo of one transfer, jurisdiction by jurisdiction."""
    day = review.as_of.isoformat() if review.as_of else "no day given"
    yield from wrapped(f"As of {day}: {sentence(review.why)}", width)
    for problem in review.transfer.problems:
        text = f"Not read: {problem.field} = {problem.value!r}: {problem.reason}. {problem.remedy}"
        yield from wrapped(text, width, "  ", "    ")
    for one in review.licence:
        yield ""
        yield from _licence(one, law, width)
    asked = [
        f"{one.question} ({one.subject})"
        if one.subject.removeprefix("line").strip()
        else one.question
        for one in review.unknown
    ]
    yield from _numbered("To be able to say, ask:", asked, width)
    yield from _numbered(
        "Nobody has stated these; an answer can bring a rule in that was not tested:",
        [one for one in _standing(review, law) if one not in asked],
        width,
    )
    yield ""
    yield from wrapped(
        "Summaries are in our own words: the cited text governs. A person decides.", width
    )


def _numbered(title: str, lines: Sequence[str], width: int) -> Iterator[str]:
    if lines:
        yield ""
        yield from wrapped(title, width)
    for n, line in enumerate(lines, 1):
        yield from wrapped(line, width, f"  {n}. ", "     ")


def _standing(review: Review, law: Law) -> list[str]:
    """The questions of rules that were not tested, where they can still change an answer."""
    known = {(one.fact, one.subject) for one in review.unknown}
    found: dict[str, None] = {}
    for licence in review.licence:
        if licence.could_be.best is licence.could_be.worst:
            continue
        for position in licence.positions:
            for fact, subject in position.standing:
                of = subject_of(review.transfer, fact, subject)
                if (fact, of) not in known and (fact, subject) not in known:
                    of = f" ({of})" if subject.startswith("parties[") else ""
                    found[f"{law.question(fact)}{of}"] = None
    return list(found)


def _licence(one: Licence, law: Law, width: int) -> Iterator[str]:
    yield f"{one.jurisdiction.upper()}, {one.regime}: {words(one.status)}".upper()
    best, worst = one.could_be.best, one.could_be.worst
    if (best, worst) != (one.status, one.status):
        yield from wrapped(
            f"It could be anything from {words(best)} to {words(worst)}, once what is missing "
            "or was not tested is known.",
            width,
            "  ",
            "  ",
        )
    for condition in one.conditional_on:
        yield from wrapped(f"Assumed: {condition}.", width, "  ", "  ")
    if one.status is not Status.NOT_SUBJECT:
        for alike in _alike(one.positions):
            yield from _position(alike, law, width)
    if one.law_read_through:
        yield f"  Law read through {one.law_read_through}."
    if one.not_modelled and one.status is not Status.NOT_SUBJECT:
        text = "Not in this knowledge: " + "; ".join(one.not_modelled) + "."
        yield from wrapped(text, width, "  ", "  ")


def words(status: Status) -> str:
    """A status in words."""
    return status.word.replace("_", " ")


_BASES = {
    "declared": "declared as {}",
    "candidate": "if the goods fall under {}",
    "none_of_these": "if they fall under none of these ({})",
    "acquisition": "the acquisition",
}


def _alike(positions: Iterable[Position]) -> Iterable[list[Position]]:
    """Positions that say the same in all but their entry, told once; in the order of the first."""
    groups: dict[Position, list[Position]] = {}
    for one in positions:
        groups.setdefault(replace(one, entry=""), []).append(one)
    return groups.values()


def _position(alike: Sequence[Position], law: Law, width: int) -> Iterator[str]:
    one = alike[0]
    basis = _BASES[one.basis].format(" or ".join(each.entry for each in alike))
    yield from wrapped(f"- {basis}: {words(one.status)}", width, "  ", "    ")
    for rule in one.rules:
        yield from _rule(rule, law, width)
    if one.authorisation:
        refuse = f" The authority must refuse if {one.refuse_if}." if one.refuse_if else ""
        yield from wrapped(AUTHORISATION[one.authorisation] + refuse, width, "    ", "    ")
    for policy in one.review_policies:
        text = f"An application: {policy.text} ({', '.join(policy.cite)})"
        yield from wrapped(text, width, "    ", "    ")
    for exception in one.exceptions:
        yield from _exception(exception, width)
    if one.not_tested:
        count = len(one.not_tested)
        yield from wrapped(
            f"Not tested, because nobody is named or nothing was stated: {count} "
            f"{'rule' if count == 1 else 'rules'} "
            f"({', '.join(one.not_tested[:6])}{', …' if count > 6 else ''}).",
            width,
            "    ",
            "    ",
        )
    for other in one.not_applied:
        yield from wrapped(f"not {other.id}: {other.failed}", width, "    - ", "      ")


def _rule(rule: RuleUse, law: Law, width: int) -> Iterator[str]:
    since = "" if rule.version_from is None else f", in this version from {rule.version_from}"
    yield from wrapped(
        f"{rule.title}: {words(rule.status)} ({', '.join(rule.cite)}{since}) [{rule.id}]",
        width,
        "    * ",
        "      ",
    )
    file = law.rules.get(rule.id)
    if file is not None and file.file.summary:
        yield from wrapped(file.file.summary, width, "      ", "      ")
    marks = []
    if not rule.verified:
        marks.append("not checked against its source by us")
    if rule.enforcement != "enforced":
        marks.append(f"enforcement: {rule.enforcement.replace('_', ' ')}")
    if marks:
        yield from wrapped("Mind: " + "; ".join(marks) + ".", width, "      ", "      ")


def _exception(one: ExceptionUse, width: int) -> Iterator[str]:
    because = "; ".join(one.because) or "its conditions hold"
    text = (
        f"Exception considered: {one.title} {STATES[one.state]} {because} ({', '.join(one.cite)})"
    )
    yield from wrapped(text, width, "    ", "    ")
