"""The gap table: technology by jurisdiction on a day, computed from entries and rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from enduse.analysis.gap_cell import (
    NOT_DESCRIBED,
    WASSENAAR,
    Cell,
    arrangement,
    by_rules,
    cell_of,
    merged,
    partly,
    reason_of,
)
from enduse.analysis.proposal import with_candidates
from enduse.analysis.reach import (
    EntryIndex,
    Near,
    Reached,
    RuleReach,
    Status,
    Subject,
    item_asks,
    rule_reach,
    subjects,
    verdict_on,
)
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.coverage import CoverageFile
from enduse.knowledge.schema.table import Table
from enduse.knowledge.schema.technology import Candidate, TechnologyFile
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.line import EntryFacts
from enduse.review.licence.law import Law, law_of

RULES = "coverage.rules"
"""The table that says by what a rule reaches goods that no entry names."""


class GapTable:
    """Answers cells from the knowledge of a pack; what was answered is kept."""

    def __init__(self, pack: Pack) -> None:
        pack = with_candidates(pack)
        self.law: Law = law_of(pack)
        self._files = pack.section("controls", EntryFile)
        self._index = EntryIndex(self.law, self._files)
        self._technologies: Mapping[str, TechnologyFile] = pack.section(
            "technology", TechnologyFile
        )
        self._coverage: Mapping[str, CoverageFile] = pack.section("coverage", CoverageFile)
        self.subjects: tuple[Subject, ...] = tuple(subjects(self._technologies, self._coverage))
        reach = {row["rule"]: row["reach"] for row in pack.section("tables", Table)[RULES].rows}
        self._by_reach = {
            kind: tuple(r for r in self.law.rules.values() if reach.get(r.id) == kind)
            for kind in ("catch_all", "end_user", "any_goods")
        }

    def cells(self, day: date, jurisdictions: Sequence[str] = ()) -> Iterator[Cell]:
        """Every cell of the day; the arrangement's column comes last."""
        for subject in self.subjects:
            for place in jurisdictions or (*self.law.jurisdictions, WASSENAAR):
                if place == WASSENAAR:
                    yield arrangement(subject, day)
                else:
                    yield self.cell(subject, place, day)

    def any_goods(self, jurisdiction: str, day: date) -> Iterator[RuleReach]:
        """Rules in force that reach any goods: named bodies, embargoed places, military use."""
        for rule in self._by_reach["any_goods"]:
            found = rule.at(day, None) if rule.jurisdiction in self._laws(jurisdiction) else None
            if found is not None:
                version = found[0].version
                cite = tuple(str(one) for one in version.cite)
                yield RuleReach(rule.id, rule.file.title, (), cite, version.verified)

    def change_days(self) -> tuple[date, ...]:
        """Every day on which a cell may change."""
        days = set(self.law.change_days())
        for file in self._technologies.values():
            for one in file.candidates:
                days.update(day for day in (one.from_, one.to) if day)
        return tuple(sorted(days))

    def cell(self, subject: Subject, jurisdiction: str, day: date) -> Cell:
        """One cell."""
        reached, near = self._entries(subject, jurisdiction, day)
        sure = [one for one in reached if one.confirmed]
        if sure:
            return self._reached(subject, jurisdiction, sure, near)
        if reached:
            return cell_of(
                subject,
                jurisdiction,
                Status.NOT_ASSESSED,
                near=[Near(one.code, "was read from a later day on", one.cite) for one in reached],
                reason="The entries named here were read for later days only.",
            )
        for kind, status in (
            ("catch_all", Status.CATCH_ALL_ONLY),
            ("end_user", Status.END_USER_ONLY),
        ):
            rules = tuple(self._rules(subject, jurisdiction, day, kind))
            if rules:
                return by_rules(subject, jurisdiction, status, rules, near)
        reason = reason_of(subject, self._laws(jurisdiction), near)
        status = Status.NONE if reason else Status.NOT_ASSESSED
        return cell_of(subject, jurisdiction, status, near=near, reason=reason or NOT_DESCRIBED)

    def _laws(self, jurisdiction: str) -> tuple[str, ...]:
        """The jurisdiction, and the law it adds to."""
        beside = self.law.card.adds_to.get(jurisdiction)
        return (jurisdiction, beside) if beside else (jurisdiction,)

    def _entries(
        self, subject: Subject, jurisdiction: str, day: date
    ) -> tuple[list[Reached], list[Near]]:
        reached: dict[str, Reached] = {}
        near: dict[str, Near] = {}
        for place in self._laws(jurisdiction):
            beside = {
                one.entry: one
                for one in (subject.coverage.beside if subject.coverage else ())
                if one.jurisdiction == place
            }
            if subject.item is not None and not subject.item.goods:
                continue
            for candidate in self._candidates(subject, place, day):
                for code in self._codes(place, candidate.entry):
                    aside = beside.get(candidate.entry)
                    if aside is not None:
                        cite = self._index.cite(place, code, day)
                        near[code] = Near(code, aside.why, cite)
                        continue
                    found = self._one(subject, place, code, candidate, day)
                    if isinstance(found, Reached):
                        reached[code] = found
                    elif found is not None:
                        near[code] = found
        return list(reached.values()), list(near.values())

    def _codes(self, place: str, code: str) -> tuple[str, ...]:
        """The entry as its file spells it, or the entries it is split into."""
        known = self.law.entries.canonical(place, code)
        return self.law.entries.children(place, known) or (known,)

    def _candidates(self, subject: Subject, place: str, day: date) -> Iterator[Candidate]:
        """Entries that may reach it: the technology's, the item's, those that read its facts."""
        seen = set()
        item = subject.item
        for one in subject.file.candidates:
            if one.jurisdiction == place:
                seen.add(self.law.entries.canonical(place, one.entry))
                yield one
        if item is None:
            return
        stated = next((v for k, v in item.entries.items() if k == place), ())
        for code in (*stated, *self._index.asking(place, frozenset(item.facts), day)):
            if code not in seen:
                seen.add(code)
                yield Candidate(
                    jurisdiction=place,  # type: ignore[arg-type]
                    entry=code,
                    covers="",
                    verified=self._index.verified(place, code, day),
                )

    def _one(
        self, subject: Subject, place: str, code: str, candidate: Candidate, day: date
    ) -> Reached | Near | None:
        cite = self._index.cite(place, code, day)
        begins = self._index.first_day(place, code, day)
        if candidate.from_ and day < candidate.from_:
            begins = begins or candidate.from_
        at = self.law.entry_at(place, code, day)
        outside = candidate.to is not None and day >= candidate.to
        early = candidate.from_ is not None and day < candidate.from_
        if at is None or outside or early:
            return self._later(subject, place, code, begins, cite)
        verdict = verdict_on(at.when, subject.line(self.law, day, at.facts))
        if verdict.level is Level.FALSE:
            return None
        parameters = item_asks(verdict)
        if at.when is None:
            named = self._named(subject, place, code)
            if subject.item is not None and not named:
                return None
            parameters = () if named else candidate.decided_by
        return Reached(
            code=at.facts.code,
            covers=candidate.covers or self._index.covers(place, code, day),
            parameters=parameters,
            cite=cite,
            verified=candidate.verified and self._index.verified(place, code, day),
            confirmed=at.facts.confirmed,
        )

    def _later(
        self, subject: Subject, place: str, code: str, begins: date | None, cite: tuple[str, ...]
    ) -> Near | None:
        """An entry that begins later, where it will reach the goods then."""
        at = self.law.entry_at(place, code, begins) if begins else None
        if begins is None or at is None:
            return None
        facts = subject.line(self.law, begins, at.facts)
        if verdict_on(at.when, facts).level is Level.FALSE:
            return None
        return Near(code, f"begins on {begins}", cite)

    def _named(self, subject: Subject, place: str, code: str) -> bool:
        """Whether the item's file says that the entry's text names the kind."""
        item = subject.item
        stated = next((v for k, v in item.entries.items() if k == place), ()) if item else ()
        return code in stated

    def _rules(
        self, subject: Subject, jurisdiction: str, day: date, kind: str
    ) -> Iterator[RuleReach]:
        laws = self._laws(jurisdiction)
        coverage = subject.coverage
        entries = [EntryFacts(code=self.law.unlisted(jurisdiction))]
        for one in coverage.beside if coverage and kind == "end_user" else ():
            if one.usual and one.jurisdiction in laws:
                at = self.law.entry_at(one.jurisdiction, one.entry, day)
                entries.extend([at.facts] if at is not None and at.facts.known else [])
        for rule in self._by_reach[kind]:
            if rule.jurisdiction in laws:
                found = (rule_reach(rule, self.law, subject, day, entry) for entry in entries)
                reach = next((one for one in found if one is not None), None)
                if reach is not None:
                    yield reach

    def _reached(
        self, subject: Subject, jurisdiction: str, reached: list[Reached], near: list[Near]
    ) -> Cell:
        plain = [one for one in reached if not one.parameters]
        status = Status.ENTRY if plain else Status.ENTRY_WITH_PARAMETER
        decided = {fact for one in reached for fact in one.parameters} if not plain else set()
        return cell_of(
            subject,
            jurisdiction,
            status,
            entries=tuple(one.code for one in reached),
            decided_by=tuple(sorted(decided)),
            cite=merged(one.cite for one in reached),
            near=near,
            reason=partly(subject, self._laws(jurisdiction)) if not plain else "",
            verified=all(one.verified for one in reached),
        )
