"""Whether an entry or a rule can reach a kind of goods, before any line is known.

The conditions of the knowledge are asked over an imagined line that says nothing but the
technology and what is true of every item of that kind. False: it cannot reach them. True: it
does. Open: it depends, and the facts it asks for are the parameters that decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.coverage import CoverageFile, CoverageItem
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.model.citation import Because
from enduse.model.subject import GoodsFinding, Technology
from enduse.model.transfer import Goods, Kind, Transfer
from enduse.review.evaluate.conditions import Node
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Level, Verdict
from enduse.review.evaluate.line import EntryFacts, Line
from enduse.review.licence.law import Law
from enduse.review.licence.rules import Rule

ITEM = "item."
NOT_ANY = "none"


class Status(StrEnum):
    """How the law of a jurisdiction reaches a technology on a day, the closest reach first."""

    ENTRY = "entry"
    ENTRY_WITH_PARAMETER = "entry_with_parameter"
    CATCH_ALL_ONLY = "catch_all_only"
    END_USER_ONLY = "end_user_only"
    NONE = "none"
    NOT_ASSESSED = "not_assessed"

    @property
    def words(self) -> str:
        """As a reader is told."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Subject:
    """A technology, or one kind of goods within it."""

    technology: str
    item: CoverageItem | None
    file: TechnologyFile
    coverage: CoverageFile | None

    def facts(self, law: Law) -> dict[str, str]:
        """What is true of all such goods, by fact; statements that nobody made are not made."""
        found = {
            fact: "false" if file.type == "boolean" else NOT_ANY
            for fact, file in law.facts.items()
            if file.subject == "item" and file.when_absent == "not_tested" and file.declared_at
            if file.type in ("boolean", "set")
        }
        found["item.interception_functions"] = "|".join(self.file.monitoring_functions) or NOT_ANY
        found.update(self.coverage.nature if self.coverage else {})
        found.update(self.item.facts if self.item else {})
        return found

    def line(self, law: Law, day: date, entry: EntryFacts | None) -> LineFacts:
        """An imagined line of such goods on the day, with nothing else said."""
        because = Because(field="technology", text=self.technology, kind="fact")
        goods = GoodsFinding(technologies=(Technology(id=self.technology, because=(because,)),))
        declared = tuple(
            (place.removeprefix("goods.facts."), value)
            for fact, value in self.facts(law).items()
            if (place := law.facts[fact].declared_at) and place.startswith("goods.facts.")
        )
        transfer = Transfer(id="", kind=Kind.EXPORT, goods=Goods(facts=declared))
        return LineFacts(
            law.facts, law.tables, Line(transfer=transfer, day=day, goods=goods, entry=entry)
        )


def subjects(
    technologies: Mapping[str, TechnologyFile], coverage: Mapping[str, CoverageFile]
) -> Iterator[Subject]:
    """Every technology, divided into items where the law divides it."""
    for id_, file in sorted(technologies.items()):
        how = coverage.get(id_)
        if how is None or not how.items:
            yield Subject(id_, None, file, how)
            continue
        for item in how.items:
            yield Subject(id_, item, file, how)


@dataclass(frozen=True, slots=True)
class Reached:
    """An entry that reaches the goods on the day.

    Args:
        parameters: facts that decide; none where the entry takes all such goods.
        confirmed: false on a day before the entry was read.
    """

    code: str
    covers: str
    parameters: tuple[str, ...]
    cite: tuple[str, ...]
    verified: bool
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Near:
    """An entry close by that does not reach the goods for what they are, and why not."""

    code: str
    why: str
    cite: tuple[str, ...] = ()


def verdict_on(node: Node | None, facts: LineFacts) -> Verdict:
    """Ask a condition; an entry without one is left to its words, which take the goods."""
    return Verdict(Level.TRUE) if node is None else node.evaluate(facts)


def item_asks(verdict: Verdict) -> tuple[str, ...]:
    """The facts about the goods that would close an open answer."""
    asked = {ask.fact for ask in verdict.asks if ask.fact.startswith(ITEM)}
    return tuple(sorted(asked))


class EntryIndex:
    """Control entries of the pack by jurisdiction and code, and those with conditions of their own.

    Args:
        law: the compiled law; entries are asked there, on the day.
        files: the entries as files: text and citations.
    """

    def __init__(self, law: Law, files: Mapping[str, EntryFile]) -> None:
        self._law = law
        self._files: dict[tuple[str, str], EntryFile] = {}
        for file in files.values():
            self._files[file.jurisdiction, file.code] = file

    def asking(self, jurisdiction: str, facts: frozenset[str], day: date) -> Iterator[str]:
        """Codes of entries whose condition on the day reads one of the facts."""
        for (place, code), _ in self._files.items():
            if place != jurisdiction:
                continue
            at = self._law.entry_at(jurisdiction, code, day)
            if at is not None and at.when is not None and facts & set(at.when.reads()):
                yield code

    def first_day(self, jurisdiction: str, code: str, after: date) -> date | None:
        """The first day after `after` on which the entry begins; None where it does not."""
        file = self._files.get((jurisdiction, code))
        days = [v.start for v in file.versions if v.start and v.start > after] if file else []
        return min(days, default=None)

    def cite(self, jurisdiction: str, code: str, day: date) -> tuple[str, ...]:
        """Citations of the entry's version of the day, else of its first version."""
        file = self._files.get((jurisdiction, code))
        if file is None:
            return ()
        held = [v for v in file.versions if v.period.covers(day)] or [file.versions[0]]
        return tuple(str(one) for one in held[0].cite)

    def covers(self, jurisdiction: str, code: str, day: date) -> str:
        """What the entry controls, in our words."""
        file = self._files.get((jurisdiction, code))
        if file is None:
            return ""
        held = [v for v in file.versions if v.period.covers(day)] or [file.versions[0]]
        return held[0].covers

    def verified(self, jurisdiction: str, code: str, day: date) -> bool:
        """Whether somebody checked the entry's version of the day."""
        file = self._files.get((jurisdiction, code))
        return bool(file and any(v.verified for v in file.versions if v.period.covers(day)))


@dataclass(frozen=True, slots=True)
class RuleReach:
    """A rule that reaches goods on no list, by use, function or kind of end user."""

    id: str
    title: str
    parameters: tuple[str, ...]
    cite: tuple[str, ...]
    verified: bool


def rule_reach(
    rule: Rule, law: Law, subject: Subject, day: date, entry: EntryFacts
) -> RuleReach | None:
    """Whether the rule, on the day, can reach such goods under this entry."""
    found = rule.at(day, None)
    if found is None:
        return None
    one, _ = found
    verdict = verdict_on(one.when, subject.line(law, day, entry))
    if verdict.level is Level.FALSE:
        return None
    cite = tuple(str(c) for c in one.version.cite)
    return RuleReach(rule.id, rule.file.title, item_asks(verdict), cite, one.version.verified)
