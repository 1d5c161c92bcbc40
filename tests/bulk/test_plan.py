"""The plan folds lines by what rules read: few evaluations, and lines that cannot be folded."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.columns import Columns
from enduse.bulk.plan.factor import Interner, encode
from enduse.bulk.plan.leaf import Leaf
from enduse.bulk.plan.numbering import Numbering
from enduse.bulk.plan.output import tables_of
from enduse.bulk.plan.parts import parts_of
from enduse.knowledge.pack import Pack
from enduse.model.period import parse_transfer_date
from enduse.model.transfer import Goods, Kind, Owner, Party, Role, Source, Transfer
from enduse.review.engine import Reviewer
from enduse.review.evaluate.conditions import CompareNode
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Verdict
from enduse.review.evaluate.line import Line
from tests.bulk.random_lines import lines
from tests.bulk.test_equality import differences, rows_by_line, rows_in_bulk


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


def test_answering_makes_nothing_that_a_collector_must_find(
    pack: Pack, reviewer: Reviewer, listed: list[str]
) -> None:
    """Processes of a run have none: to look through all that they remember costs too much."""
    plan = Plan(pack, reviewer)
    first, then = lines(60, 8, listed), lines(300, 9, listed)
    tables_of(plan, plan.answer(parts_of(first)), 0)
    gc.collect()
    gc.disable()
    try:
        tables_of(plan, plan.answer(parts_of(then)), 0)
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert sum(plan.cost.single.values()) > 0, "lines by column and lines one by one"


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


NAMED = [
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Zhejiang Dahua Technology",
    "NSO Group",
]


def line_of(number: int, parties: list[Party], day: str = "2023-05-05") -> Transfer:
    """A plain export of goods on no list."""
    return Transfer(
        id=f"L{number}",
        source=Source(file="x.csv", line=number + 1, sha256="sha256:00"),
        date=parse_transfer_date(day),
        kind=Kind.EXPORT,
        dispatched_from="US",
        destination="CN",
        goods=Goods(description="spare parts", entries=(("us", "EAR99"),), origin="US"),
        parties=tuple(parties),
    )


def party(role: Role, name: str, owner: str | None = None, country: str = "CN") -> Party:
    """A party, with one owner where one is named."""
    owners = None if owner is None else (Owner(name=owner, percent=Decimal(60), country="CN"),)
    return Party(role=role, name=name, country=country, owners=owners)


def test_whose_listing_it_is_decides_not_the_order_of_names(
    pack: Pack, reviewer: Reviewer, listed: list[str]
) -> None:
    """A listed owner of one party and a listed other party are told apart (they shared a key)."""
    draw, names = Random(4), [*listed[::5], *NAMED]
    transfers = []
    for number in range(160):
        parties = [
            party(
                role,
                draw.choice(names) if draw.random() < 0.3 else draw.choice(["Harbor Ltd", "Delta"]),
                draw.choice([*names, "Somebody Holding"]) if draw.random() < 0.4 else None,
            )
            for role in (Role.CONSIGNEE, Role.END_USER)
        ]
        transfers.append(line_of(number, parties))
    plan = Plan(pack, reviewer)
    assert not differences(rows_by_line(reviewer, transfers), rows_in_bulk(plan, transfers, 40))


def test_parties_of_the_same_name_are_told_by_their_places_in_every_chunk(
    pack: Pack, reviewer: Reviewer
) -> None:
    """What other lines of a chunk hold changes nothing (bits of pairs were numbered per chunk)."""
    draw, roles = Random(7), (Role.EXPORTER, Role.FREIGHT_FORWARDER, Role.INTERMEDIATE_CONSIGNEE,
                              Role.CONSIGNEE, Role.END_USER)  # fmt: skip
    names = ["Alpha One Ltd", "Beta Two Ltd", "Northern Freight Forwarding Ltd"]
    transfers = [
        line_of(n, [party(draw.choice(roles), draw.choice(names)) for _ in range(3)])
        for n in range(200)
    ]
    plan = Plan(pack, reviewer)
    assert not differences(rows_by_line(reviewer, transfers), rows_in_bulk(plan, transfers, 8))


def test_each_party_of_a_slot_is_compared_with_the_ends_of_the_route(
    pack: Pack, reviewer: Reviewer
) -> None:
    """Two parties of one column with different countries are not taken together."""
    transfers = [
        line_of(n, [party(Role.INTERMEDIARY, "A Ltd"), party(Role.INTERMEDIARY, "B", None, here)])
        for n, here in enumerate(["DE", "US", "CN", "DE"])
    ]
    parts = replace(parts_of(transfers), slots=(encode(t.parties for t in transfers),))
    plan = Plan(pack, reviewer)
    tables = tables_of(plan, plan.answer(parts), 0)
    bulk = {name: table.to_pylist() for name, table in tables.items()}
    assert not differences(rows_by_line(reviewer, transfers), bulk)


def test_a_condition_on_an_entry_is_asked_of_lines_too(pack: Pack, reviewer: Reviewer) -> None:
    """A red flag may read the entry: a line has none, as in the single review."""
    law = reviewer.law
    node = CompareNode("entry.list", "is", "ccl")
    parts = parts_of([line_of(0, [party(Role.CONSIGNEE, "Harbor")])])
    seen = Plan(pack, reviewer).answer(parts)[0].looked.seen
    verdicts = Interner[Verdict]()
    columns = Columns(seen, Numbering())
    line = Line(line_of(0, []), date(2023, 5, 5))
    facts = LineFacts(law.facts, law.tables, line)
    codes = Leaf(node, law, verdicts).codes(columns, lambda _: facts)
    assert [verdicts.values[n] for n in codes.tolist()] == [node.evaluate(facts)]
