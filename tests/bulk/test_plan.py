"""The plan folds lines by what rules read: few evaluations, and lines that cannot be folded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.factor import Interner
from enduse.bulk.plan.leaf import Leaf
from enduse.bulk.plan.parts import parts_of
from enduse.knowledge.pack import Pack
from enduse.model.period import parse_transfer_date
from enduse.model.transfer import Transfer
from enduse.review.engine import Reviewer
from enduse.review.evaluate.conditions import CompareNode
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Verdict
from enduse.review.evaluate.line import Line
from tests.bulk.random_lines import lines


def on_one_day(transfer: Transfer, day: date) -> Transfer:
    """The line on a day; a deal stays what it is."""
    return replace(transfer, date=parse_transfer_date(day.isoformat()))


@pytest.fixture(scope="module")
def many(listed: list[str]) -> list[Transfer]:
    """Lines that repeat: forty, each on sixty days."""
    plain = [
        o for o in lines(90, 5, listed) if o.acquisition is None and o.kind.value != "acquisition"
    ]
    some = plain[:40]
    days = [date(2018 + n % 7, 1 + n % 12, 3) for n in range(60)]
    return [on_one_day(one, day) for day in days for one in some]


def test_rules_are_evaluated_for_few_of_the_lines(
    pack: Pack, reviewer: Reviewer, many: list[Transfer]
) -> None:
    """What is evaluated grows with what differs for a rule; the same again costs none."""
    plan = Plan(pack, reviewer)
    plan.answer(parts_of(many))
    once = sum(plan.cost.evaluated.values())
    plan.answer(parts_of(many))
    assert sum(plan.cost.evaluated.values()) == once
    assert not +plan.cost.single, "lines with one day are answered by column"


def test_lines_with_several_days_or_a_deal_are_answered_one_by_one(
    pack: Pack, reviewer: Reviewer, listed: list[str]
) -> None:
    """A month, a year and a deal are no columns; they are counted."""
    plan = Plan(pack, reviewer)
    plan.answer(parts_of(lines(120, 3, listed)))
    assert sum(plan.cost.single.values()) > 0


def test_every_condition_of_the_law_and_of_the_flags_is_known_to_the_plan(
    pack: Pack, reviewer: Reviewer
) -> None:
    """A fact whose function the plan does not know would make every line its own key."""
    plan = Plan(pack, reviewer)
    assert plan.by_column() == dict.fromkeys((*plan.jurisdictions, "flags"), True)


def test_a_condition_of_an_unknown_function_is_its_own_key(reviewer: Reviewer) -> None:
    """Facts of deals are worked out from the whole line: the plan says that it does not know."""
    law = reviewer.law
    node = CompareNode("deal.needs_us_authorisation", "is", True)
    fact = next(
        f for f, file in law.facts.items() if file.derived and file.derived.by == "computed"
    )
    assert Leaf(replace(node, fact=fact), law, Interner[Verdict]()).whole


def test_a_way_is_asked_by_its_regions_and_by_what_is_passed_twice(
    pack: Pack, reviewer: Reviewer
) -> None:
    """Folded ways have the answers that each way has by itself."""
    plan = Plan(pack, reviewer)
    classes = next(g.full.classes for g in plan.groups if g.name == "flags")
    law, draw = reviewer.law, Random(1)
    places = ["US", "CN", "HK", "AE", "DE", "KZ", "TR", "RU", "SG", None]
    for _ in range(2_000):
        between = tuple(p for p in draw.choices(places, k=draw.randint(1, 3)) if p) or ("HK",)
        start, end = draw.choice(places), draw.choice(places)
        line = Line(
            Transfer(id="", dispatched_from=start, transit=between, destination=end),
            date(2022, 1, 1),
        )
        facts = LineFacts(law.facts, law.tables, line)
        each = tuple(facts.get(fact) for fact in classes.reads.ways)
        assert classes.way((start, between, end)) == each
