"""Answers of the rule groups and outcomes, evaluated once per distinct key and joined back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from time import process_time
from typing import Any

import numpy as np

from enduse.bulk.plan.bodies import Bodies
from enduse.bulk.plan.book import Book
from enduse.bulk.plan.columns import NO_DAY, Bits, Columns
from enduse.bulk.plan.decide import Answered, Decider, FlagAnswer
from enduse.bulk.plan.factor import Codes, Factor, Kept
from enduse.bulk.plan.flags import FlagAnswers
from enduse.bulk.plan.groups import FLAGS, Group, Tier, goods_days, groups_of
from enduse.bulk.plan.law import LawAnswers
from enduse.bulk.plan.look import Looked, Looker
from enduse.bulk.plan.numbering import Numbering
from enduse.bulk.plan.own import marked
from enduse.bulk.plan.parts import Parts, completed
from enduse.bulk.plan.positions import LineOf
from enduse.bulk.plan.program import Program
from enduse.bulk.plan.subjects import GoodsClass, Words
from enduse.knowledge.pack import Pack
from enduse.model.licence import Licence
from enduse.model.outcome import Range, Status
from enduse.model.review import FlagFinding
from enduse.review.declared import DeclaredFacts
from enduse.review.engine import Checks, Reviewer
from enduse.review.evaluate.line import EntryFacts, Line
from enduse.review.licence.check import licences
from enduse.review.licence.law import Law
from enduse.review.options import ReviewOptions

IN_SCOPE = -1
_REACHED = object()


@dataclass(frozen=True, slots=True)
class _Lines:
    """Some lines of a chunk.

    Args:
        rows: their rows in the chunk; `columns` are those of these rows.
        known: lines of the chunk that were put together already, by row.
    """

    looked: Looked
    columns: Columns
    rows: Codes
    known: dict[int, Line]

    def take(self, chosen: Codes) -> _Lines:
        """Some of these lines."""
        return _Lines(self.looked, self.columns.take(chosen), self.rows[chosen], self.known)

    def plain(self) -> Bits:
        """Lines that can be answered by column: no deal, one day, no hour."""
        days, columns = self.looked.days, self.columns
        several = columns.made("several", lambda: [days.numbers(lambda some: len(some) != 1)])[0]
        found: Bits = (several == 0) & ~columns.deals & (columns.numbers("day") != NO_DAY)
        return found


STEPS = ("lists", "look", "law and flags", "decide")
"""What answering costs is told by step; reading, tables and writing come beside it."""


@dataclass(slots=True)
class Cost:
    """What a run cost so far.

    Args:
        evaluated: conditions evaluated, and answers folded per rule group.
        single: lines that were answered one by one, per rule group.
    """

    evaluated: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STEPS, 0.0))
    single: Counter[str] = field(default_factory=Counter)


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
        self._unread = words.unread
        if words.unread:
            for tier in tiers:
                tier.classes.whole = True
        texts = frozenset(place for tier in tiers for place in tier.classes.texts)
        days = law.change_days()
        self._looker = Looker(checks, (words, facts), days, goods_days(pack), texts)
        self._memo: dict[str, dict[bytes, int]] = {tier.name: {} for tier in tiers}
        self._answers: dict[str, Kept[Any]] = {g.name: Kept() for g in self.groups}
        self._numbering = Numbering()
        program = Program(law)
        self._law = {name: LawAnswers(law, name, program) for name in self.jurisdictions}
        self._flags = FlagAnswers(checks.flags, law, program)
        self._program = program
        self.decider = Decider(reviewer.checks)
        self.book = Book(reviewer.checks)
        self.cost = Cost()

    def answer(self, parts: Parts) -> tuple[Answered, ...]:
        """Answer lines as of their day, and as of the other days asked for."""
        parts = completed(parts, self.options.statements, self._declared)
        with self._timed("look"):
            slots = self._looker.slots(parts)
        days: list[date | None] = [self.options.as_of, *self.options.also_as_of]
        found = tuple(self._as_of(parts, slots, day) for day in days)
        self._count()
        return found

    def _count(self) -> None:
        """Note what was evaluated so far: conditions, and answers per rule group."""
        evaluated = self.cost.evaluated
        evaluated["conditions"] = self._program.evaluated
        evaluated[FLAGS] = self._flags.answered + self.cost.single[FLAGS]
        for name, law in self._law.items():
            evaluated[name] = law.answered + self.cost.single[name]

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        """Note what a step costs; the lists are a step of their own."""
        begun, screening = process_time(), self._looker.screening
        yield
        lists = self._looker.screening - screening
        self.cost.seconds["lists"] += lists
        self.cost.seconds[step] += process_time() - begun - lists

    def _as_of(self, parts: Parts, slots: tuple[Bodies, ...], day: date | None) -> Answered:
        with self._timed("look"):
            looked = self._looker.look(parts, slots, day)
        columns = Columns(looked.seen, self._numbering)
        every = _Lines(looked, columns, np.arange(len(looked.parts)), {})
        with self._timed("law and flags"):
            answers = [self._group(group, every) for group in self.groups]
        licences_, flags = tuple(answers[:-1]), answers[-1]
        with self._timed("decide"):
            decided = self.decider.decide(looked, licences_, flags)
        return Answered(looked, licences_, flags, decided)

    def _group(self, group: Group, every: _Lines) -> Factor[Any]:
        answers = self._answers[group.name]
        codes = np.full(len(every.rows), IN_SCOPE, np.int64)
        if group.scope is not None:
            self._tiers(group, [(group.scope, codes < 0)], every, codes)
        bare = np.zeros(len(codes), np.bool_)
        if group.bare is not None:
            bare |= every.looked.seen.goods.flags(
                lambda one: _bare(one, self.checks.law, group.name)
            )
            self._tiers(group, [(group.bare, bare), (group.full, ~bare)], every, codes)
        else:
            self._tiers(group, [(group.full, ~bare)], every, codes)
        return Factor(codes, answers.values)

    def _tiers(
        self, group: Group, tiers: Sequence[tuple[Tier, Bits]], every: _Lines, codes: Codes
    ) -> None:
        """Answer lines that have no answer yet by their keys, each in its tier.

        The scope answers those lines that it does not reach.
        """
        keyed = [
            (self._memo[tier.name], rows, *tier.keys.of(every.take(rows).columns))
            for tier, here in tiers
            if len(rows := np.flatnonzero(here & (codes < 0)))
        ]
        wanted = [
            (memo, key, row)
            for memo, rows, _, first, keys in keyed
            for key, row in zip(keys, rows[first].tolist(), strict=True)
            if key not in memo
        ]
        scope, answers = tiers[0][0] is group.scope, self._answers[group.name]
        new = every.take(np.array([row for _, _, row in wanted], np.int64))
        for (memo, key, _), answer in zip(wanted, self._ask(group, new, scope), strict=True):
            reached = answer is _REACHED or (scope and not _unreached(answer))
            memo[key] = IN_SCOPE if reached else answers.number(answer)
        for memo, rows, numbers, _, keys in keyed:
            codes[rows] = np.array([memo[key] for key in keys], np.int64)[numbers]

    def _ask(self, group: Group, lines: _Lines, scope: bool) -> list[Any]:
        """Answer lines, by column where each has one day, one by one where not."""
        plain = lines.plain() & self.by_column()[group.name]
        here = np.flatnonzero(plain)
        found: list[Any] = [None] * len(plain)
        if len(here):
            some = lines.take(here)
            for n, answer in zip(here.tolist(), self._by_column(group, some, scope), strict=True):
                found[n] = answer
        for n in np.flatnonzero(~plain).tolist():
            found[n] = self._ask_one(group, lines.looked, int(lines.rows[n]))
        return found

    def by_column(self) -> dict[str, bool]:
        """Whether lines are answered by column, per rule group; else each by its own key."""
        if self._unread:
            return dict.fromkeys((*self._law, FLAGS), False)
        explain = self.options.explain
        found = {name: law.able and not explain for name, law in self._law.items()}
        return {**found, FLAGS: self._flags.able}

    def _by_column(self, group: Group, lines: _Lines, scope: bool) -> list[Any]:
        line_of = self._line_of(lines)
        if group.name == FLAGS:
            return list(self._flags.answers(lines.columns, lambda row: line_of(row, None)))
        found = self._law[group.name].answers(lines.columns, line_of, scope=scope)
        return [_REACHED if answer is None else answer for answer in found]

    def _line_of(self, lines: _Lines) -> LineOf:
        known = lines.known

        def line_of(row: int, entry: EntryFacts | None) -> Line:
            here = int(lines.rows[row])
            line = known.get(here)
            if line is None:
                line = self._line(lines.looked, here)(lines.looked.days.at(here)[0])
                known[here] = line
            return line if entry is None else replace(line, entry=entry)

        return line_of

    def _line(self, looked: Looked, row: int) -> Callable[[date], Line]:
        transfer = looked.parts.transfer(row)
        organs, goods = looked.organs(row), looked.goods.at(row)[1]
        parties = self.checks.parties

        def line_at(day: date) -> Line:
            listed = parties.listed(transfer.parties, day) if looked.matched[row] else {}
            return Line(transfer, day, organs, listed, goods)

        return line_at

    def _ask_one(self, group: Group, looked: Looked, row: int) -> Any:
        self.cost.single[group.name] += 1
        days = looked.days.at(row)
        if not days:
            return ((), ()) if group.name == FLAGS else None
        line_at = self._line(looked, row)
        if group.name != FLAGS:
            explain = self.options.explain
            law = self.checks.law
            return licences(law, line_at, days, [group.name], explain=explain)[0]
        line = line_at(days[0])
        return _marked(self.checks.flags(line, bool(looked.seen.material[row])), line)


def _marked(found: FlagAnswer, line: Line) -> FlagAnswer:
    def own(flag: FlagFinding) -> FlagFinding:
        return replace(flag, because=marked(flag.because, line)) if flag.because else flag

    flags, routes = found
    return tuple(map(own, flags)), tuple(map(own, routes))


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
        entry in law.entries.unlisted for name, entry in one.entries if name in names
    )
