"""Run the worked cases of `knowledge/cases` through the licence check, and find rules without.

A case states what recognisers and lists would have found, so that it tests the law alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from enduse.intake.contract_json import transfer_from_json
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.cases import Case, CaseFile, Expected
from enduse.knowledge.schema.law import RuleFile
from enduse.model.citation import Because
from enduse.model.licence import Licence
from enduse.model.match import Relation
from enduse.model.outcome import status_of
from enduse.model.subject import CandidateEntry, GoodsFinding, Organ, Technology
from enduse.model.transfer import Transfer
from enduse.review.days import possible_days
from enduse.review.evaluate.line import Line, Listed
from enduse.review.licence.check import licences
from enduse.review.licence.law import DUTIES, Law, law_of

SAID = Because(field="case", text="stated by the case")


@dataclass(frozen=True, slots=True)
class Result:
    """A case and what was not as expected."""

    id: str
    name: str
    problems: tuple[str, ...]


def run_cases(pack: Pack, area: str = "") -> list[Result]:
    """Run every case whose file id begins with `area`."""
    law = law_of(pack)
    found = []
    for key, file in sorted(pack.section("cases", CaseFile).items()):
        if not key.startswith(area):
            continue
        for n, case in enumerate(file.cases):
            found.append(Result(f"{key}#{n + 1}", case.name, tuple(_problems(law, case))))
    return found


def _problems(law: Law, case: Case) -> Iterator[str]:
    transfer = transfer_from_json(_plain(case.transfer))
    for problem in transfer.problems:
        yield f"the transfer of the case: {problem.field} {problem.value!r}: {problem.reason}"
    for fact in unknown_facts(law, transfer):
        yield f"the transfer of the case names {fact}, which is no registered fact"
    days = [case.as_of] if case.as_of else possible_days(transfer, law.change_days())
    if not days:
        yield "the case has no date"
        return
    wanted = tuple(case.expect)
    answers = licences(law, lambda day: _line(case, transfer, day), days, wanted, explain=False)
    for answer in answers:
        yield from _compare(case.expect[answer.jurisdiction], answer)


def _plain(value: Any) -> Any:
    """YAML days become the text that JSON would hold."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def unknown_facts(law: Law, transfer: Transfer) -> list[str]:
    """Facts a transfer declares and the registry does not hold: they would be read by nothing."""
    places = {place for file in law.facts.values() for place in file.places}
    given = [f"goods.facts.{name}" for name, _ in transfer.goods.facts]
    given += [f"statements.{name}" for name, _ in transfer.statements]
    given += [f"parties.facts.{name}" for party in transfer.parties for name, _ in party.facts]
    if transfer.acquisition:
        given += [f"acquisition.facts.{name}" for name, _ in transfer.acquisition.facts]
    return [one for one in given if one not in places]


def _line(case: Case, transfer: Transfer, day: date) -> Line:
    organs: list[Organ | None] = [None] * len(transfer.parties)
    for index, cls in case.organs.items():
        organs[int(index)] = Organ(
            cls=cls, country="", place="", level="", branch_of="", state="organ", because=(SAID,)
        )
    listings: dict[str, tuple[Listed, ...]] = {}
    for one in case.listings:
        name = one.name or transfer.parties[one.party].name
        mark = f"en-route-{one.en_route_on}" if one.en_route_on else ""
        listed = Listed(one.profile, Relation(one.relation), True, one.added_by, mark)
        listings[name] = (*listings.get(name, ()), listed)
    goods = GoodsFinding(
        technologies=tuple(Technology(id=one, because=(SAID,)) for one in case.technologies),
        candidates=tuple(
            CandidateEntry(jurisdiction=jurisdiction, entry=entry)
            for jurisdiction, entries in case.candidates.items()
            for entry in entries
        ),
    )
    return Line(transfer, day, tuple(organs), listings, goods)


def _compare(expected: Expected, answer: Licence) -> Iterator[str]:
    name = answer.jurisdiction
    if answer.status is not status_of(expected.status):
        used = [rule.id for one in answer.positions for rule in one.rules]
        yield (
            f"{name}: {answer.status.word}, expected {expected.status} "
            f"(rules {used}, missing {list(answer.missing)})"
        )
    for word, got in (("best", answer.could_be.best), ("worst", answer.could_be.worst)):
        wanted = getattr(expected, word)
        if wanted is not None and got is not status_of(wanted):
            yield f"{name}: {word} {got.word}, expected {wanted}"
    rules = {rule.id for one in answer.positions for rule in one.rules}
    for rule in set(expected.rules) - rules:
        yield f"{name}: {rule} did not apply"
    for rule in set(expected.not_rules) & rules:
        yield f"{name}: {rule} applied"
    states = {use.id: use.state for one in answer.positions for use in one.exceptions}
    for exception, state in expected.exceptions.items():
        if states.get(exception, "not_eligible") != state:
            yield f"{name}: {exception} is {states.get(exception, 'not_eligible')}, not {state}"
    policies = {policy.id for one in answer.positions for policy in one.review_policies}
    for policy in set(expected.review_policies) - policies:
        yield f"{name}: review policy {policy} is not named"
    for fact in set(expected.missing) - set(answer.missing):
        yield f"{name}: {fact} is not among the missing facts {list(answer.missing)}"
    if expected.authorisation is not None:
        said = {one.authorisation for one in answer.positions}
        if expected.authorisation not in said:
            yield f"{name}: authorisation {said}, expected {expected.authorisation}"


def uncovered(pack: Pack) -> list[str]:
    """Edges of rules that no case stands on: applies, does not apply, each date before and on."""
    stood: set[tuple[str, str]] = set()
    for file in pack.section("cases", CaseFile).values():
        for case in file.cases:
            stood.update((rule, edge) for rule, edges in case.on.items() for edge in edges.split())
    lacking = []
    for key, rule in sorted(pack.section("law", RuleFile).items()):
        if rule.kind in DUTIES or rule.kind == "exception":
            lacking += [f"{key}: {edge}" for edge in _edges(rule) if (key, edge) not in stood]
    return lacking


def _edges(rule: RuleFile) -> Iterator[str]:
    yield from ("applies", "does_not_apply")
    days = {v.start for v in rule.versions} | {v.to for v in rule.versions}
    for day in sorted(day for day in days if day is not None):
        yield f"before:{day}"
        yield f"on:{day}"
