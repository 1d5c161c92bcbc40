"""Answers of the rule groups and outcomes, evaluated once per distinct key and joined back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from enduse.bulk.plan.classes import GoodsClass, Words
from enduse.bulk.plan.decide import Answered, Decider
from enduse.bulk.plan.factor import Codes, Factor, Interner
from enduse.bulk.plan.groups import FLAGS, Group, Tier, goods_days, groups_of
from enduse.bulk.plan.look import Looked, Looker, slots_of
from enduse.bulk.plan.parts import Parts, completed
from enduse.knowledge.pack import Pack
from enduse.model.citation import Because
from enduse.model.licence import Licence
from enduse.model.outcome import Range, Status
from enduse.model.review import FlagFinding
from enduse.model.transfer import Transfer
from enduse.review.declared import DeclaredFacts
from enduse.review.engine import Checks, Reviewer
from enduse.review.evaluate.facts import declared
from enduse.review.evaluate.line import Line
from enduse.review.licence.check import licences
from enduse.review.licence.entries import UNLISTED
from enduse.review.licence.law import Law
from enduse.review.options import ReviewOptions

IN_SCOPE = -1
OWN = "\ue000"
"""Stands in an answer where a line's own words belong (design, idea 5)."""

_PARTY = re.compile(r"parties\[(\d+)\]\.(.+)")
_WORDED = ("name", "address", "country")
_LINE_WORDS = ("destination", "dispatched_from", "transit", "end_use",
               "goods.description", "goods.model", "goods.origin")  # fmt: skip


@dataclass(slots=True)
class Cost:
    """Keys evaluated per rule group, and lines; a run's share of distinct keys."""

    lines: int = 0
    evaluated: Counter[str] = field(default_factory=Counter)


class Plan:
    """The plan of a run: answers chunks of lines; what was answered once is kept by its key.

    Args:
        pack: the knowledge.
        reviewer: the single review, whose checks and options are used.
    """

    def __init__(self, pack: Pack, reviewer: Reviewer) -> None:
        self.checks: Checks = reviewer.checks
        self.options: ReviewOptions = reviewer.options
        options, checks, law = self.options, self.checks, self.checks.law
        self._declared = DeclaredFacts(law.facts)
        self.jurisdictions = tuple(options.jurisdictions or law.jurisdictions)
        self.groups = groups_of(pack, law, self.jurisdictions)
        tiers = [tier for group in self.groups for tier in group.tiers]
        facts = sorted({fact for tier in tiers for fact in tier.classes.reads.words})
        words = Words(tuple(facts), law.facts)
        if words.unread:
            for tier in tiers:
                tier.classes.whole = True
        texts = frozenset(place for tier in tiers for place in tier.classes.texts)
        days = law.change_days()
        self._looker = Looker(checks, words, days, goods_days(pack), texts)
        self._words = words
        self._memo: dict[str, dict[bytes, int]] = {tier.name: {} for tier in tiers}
        self._answers: dict[str, Interner[Any]] = {g.name: Interner() for g in self.groups}
        self.decider = Decider(reviewer.checks)
        self.cost = Cost()

    def answer(self, parts: Parts) -> tuple[Answered, ...]:
        """Answer lines as of their day, and as of the other days asked for."""
        self.cost.lines += len(parts)
        parts = completed(parts, self.options.statements, self._declared)
        slots = slots_of(parts, self.checks, self._words)
        days: list[date | None] = [self.options.as_of, *self.options.also_as_of]
        return tuple(self._as_of(self._looker.look(parts, slots, day)) for day in days)

    def _as_of(self, looked: Looked) -> Answered:
        answers = [self._group(group, looked) for group in self.groups]
        licences_, flags = tuple(answers[:-1]), answers[-1]
        return Answered(looked, licences_, flags, self.decider.decide(looked, licences_, flags))

    def _group(self, group: Group, looked: Looked) -> Factor[Any]:
        answers = self._answers[group.name]
        codes = np.full(len(looked.parts), IN_SCOPE, np.int64)
        if group.scope is not None:
            self._tier(group, group.scope, looked, np.arange(len(codes)), codes)
        if group.bare is not None:
            bare = looked.seen.goods.flags(lambda one: _bare(one, self.checks.law, group.name))
            self._tier(group, group.bare, looked, np.flatnonzero(bare & (codes < 0)), codes)
        self._tier(group, group.full, looked, np.flatnonzero(codes < 0), codes)
        return Factor(codes, answers.values)

    def _tier(self, group: Group, tier: Tier, looked: Looked, rows: Codes, codes: Codes) -> None:
        """Answer lines by their keys in a tier; the scope answers those that it does not reach."""
        if not len(rows):
            return
        numbers, first, keys = tier.keys.of(looked.seen, rows)
        memo, answers = self._memo[tier.name], self._answers[group.name]
        table = np.empty(len(first), np.int64)
        for n, (at, key) in enumerate(zip(first.tolist(), keys, strict=True)):
            found = memo.get(key)
            if found is None:
                self.cost.evaluated[tier.name] += 1
                answer = self._ask(group, looked, int(rows[at]))
                reached = tier is group.scope and not _unreached(answer)
                found = memo[key] = IN_SCOPE if reached else answers(answer)
            table[n] = found
        codes[rows] = table[numbers]

    def _ask(self, group: Group, looked: Looked, row: int) -> Any:
        days = looked.days.at(row)
        if not days:
            return ((), ()) if group.name == FLAGS else None
        transfer = looked.parts.transfer(row)
        organs, goods = looked.organs(row), looked.goods.at(row)[1]
        parties = self.checks.parties

        def line_at(day: date) -> Line:
            listed = parties.listed(transfer.parties, day) if looked.matched[row] else {}
            return Line(transfer, day, organs, listed, goods)

        if group.name != FLAGS:
            explain = self.options.explain
            law = self.checks.law
            return licences(law, line_at, days, [group.name], explain=explain)[0]
        line = line_at(days[0])
        flags, routes = self.checks.flags(line, bool(looked.seen.material[row]))
        return tuple(_own(f, line) for f in flags), tuple(_own(f, line) for f in routes)


def _unreached(licence: Licence | None) -> bool:
    """Whether a law does not reach the line by any position, on any of its days."""
    out = Range(best=Status.NOT_SUBJECT, worst=Status.NOT_SUBJECT)
    return licence is None or (
        licence.status is Status.NOT_SUBJECT
        and licence.regime == "export"
        and all(one.could_be == out and not one.rules for one in licence.positions)
        and licence.could_be == out
    )


def _bare(one: GoodsClass, law: Law, jurisdiction: str) -> bool:
    """Whether goods have neither a candidate nor a declared entry in a jurisdiction."""
    names = law.beside(jurisdiction)
    return not any(c[0] in names for c in one.candidates) and all(
        entry in UNLISTED for name, entry in one.entries if name in names
    )


def _own(flag: FlagFinding, line: Line) -> FlagFinding:
    """The flag with marks where the line's own words stand."""
    if not flag.because:
        return flag
    return replace(flag, because=tuple(_marked(one, line) for one in flag.because))


def _marked(one: Because, line: Line) -> Because:
    text = own_text(one.field, line.transfer)
    return replace(one, text=OWN) if text is not None and text == one.text else one


def own_text(place: str, transfer: Transfer) -> str | None:
    """The words of a line at a field that its key does not hold; None for other fields."""
    match = _PARTY.fullmatch(place)
    line = Line(transfer, date.min)
    if match is not None:
        named = match[2] in _WORDED
        return declared(line, f"parties.{match[2]}", int(match[1])) if named else None
    return declared(line, place, None) if place in _LINE_WORDS else None
