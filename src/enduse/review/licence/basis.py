"""What the positions of a line rest on: its declared entry, its candidates, or none of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.line import EntryFacts, Line
from enduse.review.licence.law import Law


@dataclass(frozen=True, slots=True)
class Basis:
    """What a position rests on: a declared entry, a candidate, or none of these."""

    entry: EntryFacts
    basis: str
    missing: tuple[str, ...] = ()


DEAL = Basis(EntryFacts(code="none"), "acquisition")


def bases_of(law: Law, line: Line, jurisdiction: str) -> list[Basis]:
    """The bases of an export in a jurisdiction, on the day of the line; one at least."""
    declared = dict(line.transfer.goods.entries)
    code = declared.get(jurisdiction)
    beside = law.card.adds_to.get(jurisdiction)
    if code is None and beside is not None and declared.get(beside, "none") != "none":
        code = declared[beside]
    if code is not None:
        code = law.entries.canonical(jurisdiction, code)
        children = law.entries.children(jurisdiction, code)
        if not children:
            at = law.entry_at(jurisdiction, code, line.day)
            # A declared entry that was not on the list on that day controls nothing then.
            facts = at.facts if at else EntryFacts(code=code, family=frozenset({code}))
            return [Basis(facts, "declared")]
        split = _candidates(law, line, jurisdiction, children)
        return split or [Basis(EntryFacts(code=code, family=frozenset({code})), "declared")]
    codes = [c.entry for c in line.goods.candidates if c.jurisdiction == jurisdiction]
    found = _candidates(law, line, jurisdiction, codes)
    found.append(Basis(EntryFacts(code=law.unlisted(jurisdiction)), "none_of_these"))
    return found


def _candidates(law: Law, line: Line, jurisdiction: str, codes: Sequence[str]) -> list[Basis]:
    found = []
    named = (law.entries.canonical(jurisdiction, code) for code in codes)
    leaves = (
        leaf for code in named for leaf in law.entries.children(jurisdiction, code) or (code,)
    )
    for code in dict.fromkeys(leaves):
        at = law.entry_at(jurisdiction, code, line.day)
        if at is None or code == law.unlisted(jurisdiction):
            continue
        missing: tuple[str, ...] = ()
        if at.when is not None:
            facts = LineFacts(law.facts, law.tables, replace(line, entry=at.facts))
            verdict = facts.verdict(at.when)
            if verdict.level is Level.FALSE:
                continue
            missing = tuple(sorted({ask.fact for ask in verdict.asks}))
        found.append(Basis(at.facts, "candidate", missing))
    return found
