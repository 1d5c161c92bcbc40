"""Re-review after a change of rules, entries, flags or terms: only what the change can reach.

The law of the jurisdictions concerned, the flags and the goods are answered again by the plan, once
per distinct key, with the old knowledge and the new one; a line whose keys are answered alike is
untouched, for a review is a function of these answers. The other lines are reviewed whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from enduse.bulk.chunks import parts_in_turn
from enduse.bulk.expand import options_of
from enduse.bulk.knowledge_change import Reached, reached
from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.bodies import Bodies
from enduse.bulk.plan.decide import Answered, FlagAnswer
from enduse.bulk.plan.factor import Codes, Factor, combine_codes
from enduse.bulk.rereview import lines_by_name, reviewed_again
from enduse.bulk.run import Run
from enduse.bulk.run_names import RunNames, every_transfer, names_of, transfers_at
from enduse.bulk.said import Reopened, plain_flags, plain_licence, reopened
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.licence import Licence
from enduse.review.build import build_checks
from enduse.review.engine import Checks, Reviewer, asked
from enduse.review.licence.law import Law, law_of
from enduse.review.options import ReviewOptions
from enduse.review.parties.held import hold
from enduse.screening.names_kept import Names
from enduse.screening.screen import Screener

MANY = 1_000


@dataclass(slots=True)
class Asked:
    """What a re-review asked, for a person: what differs, keys by rule group, lines."""

    reached: Reached | None = None
    keys: Counter[str] = field(default_factory=Counter)
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One state of the knowledge: the pack, its law, its lists and its checks."""

    pack: Pack
    lists: Lists
    checks: Checks

    @property
    def law(self) -> Law:
        """Its law."""
        return self.checks.law


def rereview_knowledge(
    run: Run,
    old: tuple[Pack, Lists],
    new: tuple[Pack, Lists],
    cache: Path | None = None,
    noted: Asked | None = None,
    many: int = MANY,
) -> Iterator[Reopened]:
    """Yield the lines of a run that come out materially otherwise under the new knowledge.

    Args:
        old: the knowledge of the run, and the lists as it reads them.
        new: the other knowledge, and the same lists as that reads them.
        noted: filled with what was asked.
        many: from so many lines on, one of each kind is reviewed whole.
    """
    noted = noted or Asked()
    options = options_of(run)
    laws = [law_of(pack, options.rules) for pack, _ in (old, new)]
    change = noted.reached = reached(old[0], new[0], *laws)
    if not (change.plan or change.names or change.lists):
        return
    before = Side(*old, build_checks(*old, laws[0], cache))
    after = _other(before, new, laws[1], change, cache)
    rows: set[int] = set()
    if change.names or change.lists:
        rows |= _by_names(before, after, change, names_of(run, cache), cache)
    if change.plan:
        rows |= _by_keys(run, before, after, change, options, noted)
    noted.lines = len(rows)
    sides = [Reviewer(one.checks, options) for one in (before, after)]
    if len(rows) < many or change.names or change.lists or change.systems:
        yield from reviewed_again(run, rows, *sides)
    else:
        yield from _in_groups(run, rows, before, after, sides)


def _other(
    before: Side, new: tuple[Pack, Lists], law: Law, change: Reached, cache: Path | None
) -> Side:
    """The other state; where names and lists are read alike, with the same parties check."""
    pack, lists = new
    if change.names or change.lists:
        return Side(pack, lists, build_checks(pack, lists, law, cache))
    checks = build_checks(pack, before.lists, law, cache)
    return Side(pack, before.lists, replace(checks, parties=before.checks.parties))


def _by_names(
    before: Side, after: Side, change: Reached, names: RunNames, cache: Path | None
) -> set[int]:
    """Lines with a name that matches otherwise, or that matches an entry read otherwise."""
    rows: set[int] = set()
    if change.lists:
        for side in (before, after):
            rows |= lines_by_name(side.pack, before.lists, after.lists, names, cache)
    if change.names:
        found = [_screened(side, names, cache) for side in (before, after)]
        rows |= names.rows_of(a != b for a, b in zip(*found, strict=True))
    return rows


def _screened(side: Side, names: RunNames, cache: Path | None) -> Sequence[object]:
    held = hold(side.lists, Names(side.pack, cache), cache and cache / "lists")
    return Screener(held.index).screen(names.names)


def _by_keys(
    run: Run, before: Side, after: Side, change: Reached, options: ReviewOptions, noted: Asked
) -> set[int]:
    """Lines for which a key is answered otherwise by one of the groups that the change reaches."""
    whole = options.jurisdictions or before.law.jurisdictions
    some = tuple(j for j in change.jurisdictions if not options.jurisdictions or j in whole)
    plans = [
        Plan(side.pack, Reviewer(side.checks, replace(options, jurisdictions=_kept(some, side))))
        for side in (before, after)
    ]
    rows: set[int] = set()
    first = 0
    for parts in parts_in_turn(every_transfer(run), []):
        for one, other in zip(plans[0].answer(parts), plans[1].answer(parts), strict=True):
            differ = _differ(one, other, before, after, change, plans)
            rows.update((np.flatnonzero(differ) + first).tolist())
        first += len(parts)
    for plan in plans:
        noted.keys.update(plan.cost.evaluated)
    return rows


def _in_groups(
    run: Run, rows: set[int], before: Side, after: Side, sides: Sequence[Reviewer]
) -> Iterator[Reopened]:
    """Review one line of each kind: lines that are answered alike on both sides differ alike.

    A line with a match or an organ speaks of its own parties, and is reviewed by itself.
    """
    plans = [Plan(s.pack, r) for s, r in zip((before, after), sides, strict=True)]
    numbers = iter(sorted(rows))
    for parts in parts_in_turn((t for _, t in transfers_at(run, rows)), []):
        answers = list(zip(*(plan.answer(parts) for plan in plans), strict=True))
        columns: list[tuple[Codes, int]] = []
        own = np.zeros(len(parts), np.bool_)
        for one in (side for pair in answers for side in pair):
            goods = one.looked.goods.map(lambda pair: pair[1])
            columns += [(f.codes, len(f.values)) for f in (*one.licences, one.flags, one.decided)]
            columns.append((goods.codes, len(goods.values)))
            own |= one.looked.bodies
        alone = np.where(own, np.cumsum(own), 0).astype(np.int64)
        kinds, first = combine_codes([*columns, (alone, int(alone.max(initial=0)) + 1)])
        chosen = [parts.transfer(row) for row in first.tolist()]
        reviewed = zip(*(side.review_all(chosen) for side in sides), strict=True)
        found = [reopened(0, was, now) for was, now in reviewed]
        for row, kind in enumerate(kinds.tolist()):
            number, one_of = next(numbers), found[kind]
            if one_of is not None:
                yield replace(one_of, row=number, id=parts.transfer(row).id)


def _kept(some: tuple[str, ...], side: Side) -> tuple[str, ...]:
    """Jurisdictions to ask; the first where none need be, for a plan asks one at least."""
    return tuple(j for j in some if j in side.law.jurisdictions) or side.law.jurisdictions[:1]


def _differ(
    one: Answered,
    other: Answered,
    before: Side,
    after: Side,
    change: Reached,
    plans: Sequence[Plan],
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which lines of a chunk are answered otherwise."""
    found = _unlike(one.flags, other.flags, _flags) | _unlike(one.decided, other.decided, _same)
    found |= _unlike(one.looked.goods, other.looked.goods, lambda pair: pair[1])
    for was, now in zip(one.looked.slots, other.looked.slots, strict=True):
        found |= _organs(was, now)
    licences = [
        dict(zip(plan.jurisdictions, answered.licences, strict=True))
        for plan, answered in zip(plans, (one, other), strict=True)
    ]
    for name in {*licences[0], *licences[1]}:
        if name not in licences[0] or name not in licences[1]:
            found[:] = True
            continue
        found |= _unlike(
            licences[0][name], licences[1][name], _answer(before.law), _answer(after.law)
        )
    if change.systems:
        found |= _context(one, other, before, after)
    return found


def _unlike(
    one: Factor[Any],
    other: Factor[Any],
    function: Callable[[Any], object],
    second: Callable[[Any], object] | None = None,
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Rows where a function of two columns differs; it is asked once per distinct pair."""
    second = second or function
    numbers, first = combine_codes([(f.codes, len(f.values)) for f in (one, other)])
    differs = [function(one.at(row)) != second(other.at(row)) for row in first.tolist()]
    found: np.ndarray[Any, np.dtype[np.bool_]] = np.array(differs, np.bool_)[numbers]
    return found


def _organs(one: Bodies, other: Bodies) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Rows where an organ is seen otherwise; asked once per distinct pair of parties."""
    numbers, first = combine_codes([(b.parties.codes, len(b.parties.values)) for b in (one, other)])
    differs = [one.organs_at(row) != other.organs_at(row) for row in first.tolist()]
    found: np.ndarray[Any, np.dtype[np.bool_]] = np.array(differs, np.bool_)[numbers]
    return found


def _flags(answer: FlagAnswer) -> object:
    return [plain_flags(flags) for flags in answer]


def _same(value: object) -> object:
    return value


def _answer(law: Law) -> Callable[[Licence | None], object]:
    """A licence answer with the questions that it puts to a person."""

    def answer(licence: Licence | None) -> object:
        questions = [law.question(f) for f, _, _ in asked([licence])] if licence else []
        return plain_licence(licence), questions

    return answer


def _context(
    one: Answered, other: Answered, before: Side, after: Side
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    found = np.zeros(len(one.looked.parts), np.bool_)
    for row in range(len(found)):
        transfer = one.looked.parts.transfer(row)
        was = before.checks.context(transfer, one.looked.goods.at(row)[1])
        found[row] = was != after.checks.context(transfer, other.looked.goods.at(row)[1])
    return found
