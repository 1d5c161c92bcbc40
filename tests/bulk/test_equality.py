"""One meaning, two engines: whole rows of all tables are those of the single review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from enduse.bulk.findings import finding_rows
from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.output import tables_of
from enduse.bulk.plan.parts import parts_of
from enduse.bulk.tables import Row, line_row, match_rows, transfer_row
from enduse.knowledge.pack import Pack
from enduse.model.period import parse_transfer_date
from enduse.model.transfer import Goods, Money, Owner, Party, Role, Transfer
from enduse.review.engine import Reviewer
from enduse.review.options import ReviewOptions
from tests.bulk.random_lines import lines


def rows_by_line(reviewer: Reviewer, transfers: Sequence[Transfer]) -> dict[str, list[Row]]:
    """The tables as the single review writes them."""
    found: dict[str, list[Row]] = {n: [] for n in ("transfers", "lines", "findings", "matches")}
    for row, review in enumerate(reviewer.review_all(transfers)):
        found["transfers"].append(transfer_row(row, review))
        found["lines"].append(line_row(row, review))
        found["findings"] += finding_rows(row, review)
        found["matches"] += match_rows(row, review)
    return found


def rows_in_bulk(plan: Plan, transfers: Sequence[Transfer], size: int) -> dict[str, list[Row]]:
    """The tables as the plan makes them, in chunks."""
    found: dict[str, list[Row]] = {}
    for first in range(0, len(transfers), size):
        chunk = parts_of(transfers[first : first + size])
        for name, table in tables_of(plan, plan.answer(chunk), first).items():
            found.setdefault(name, []).extend(table.to_pylist())
    return found


def differences(one: dict[str, list[Row]], other: dict[str, list[Row]]) -> list[object]:
    """The first rows on which two engines disagree, by column."""
    found: list[object] = []
    for name in one:
        for a, b in zip(one[name], other[name], strict=False):
            if a != b:
                found.append(
                    (name, a.get("row"), {c: (a[c], b.get(c)) for c in a if a[c] != b.get(c)})
                )
        if len(one[name]) != len(other[name]):
            found.append((name, len(one[name]), len(other[name])))
    return found[:3]


OPTIONS = {
    "own day": ReviewOptions(),
    "one day, another beside it": ReviewOptions(
        as_of=date(2021, 6, 1), also_as_of=(date(2024, 3, 1),)
    ),
    "statements, one jurisdiction": ReviewOptions(
        statements=(("informed_by_authority", "false"), ("exporter_aware", "maybe")),
        jurisdictions=("eu",),
    ),
}


@pytest.mark.parametrize("asked", OPTIONS.values(), ids=OPTIONS.keys())
def test_bulk_gives_the_rows_of_the_single_review(
    asked: ReviewOptions, pack: Pack, reviewer: Reviewer, listed: list[str]
) -> None:
    """Random lines in which every input varies: kinds, days, months, owners, deals, problems."""
    own = Reviewer(reviewer.checks, asked)
    transfers = lines(240, 11 + len(asked.also_as_of), listed)
    assert not differences(
        rows_by_line(own, transfers),
        rows_in_bulk(Plan(pack, Reviewer(reviewer.checks, asked)), transfers, 100),
    )


def test_a_chunk_of_lines_without_parties_is_reviewed(
    pack: Pack, reviewer: Reviewer, listed: list[str]
) -> None:
    """A chunk may be so small that none of its lines names anybody."""
    transfers = [replace(one, parties=()) for one in lines(12, 4, listed)]
    assert not differences(
        rows_by_line(reviewer, transfers), rows_in_bulk(Plan(pack, reviewer), transfers, 3)
    )


def test_lines_on_which_nobody_receives_say_who_was_looked_up(
    pack: Pack, reviewer: Reviewer
) -> None:
    """Lines that differ only in the roles that are named have sentences and causes of their own."""
    roles = (Role.SUPPLIER, Role.EXPORTER, Role.INTERMEDIARY, Role.CONSIGNEE)
    transfers = [
        Transfer(
            id=f"L{n}",
            goods=Goods(description="cotton shirts"),
            parties=tuple(
                Party(role=r, name=f"Body {n % 3}") for r, on in zip(roles, some, strict=True) if on
            ),
        )
        for n, some in enumerate(product((True, False), repeat=len(roles)))
    ]
    alone = rows_by_line(reviewer, transfers)
    assert not differences(alone, rows_in_bulk(Plan(pack, reviewer), transfers, 5))
    named = {(line["why"], line["why_args"], line["cause"]) for line in alone["lines"]}
    assert len(named) == 2 ** (len(roles) - 1) + 1


def test_numbers_are_quoted_as_each_line_writes_them(pack: Pack, reviewer: Reviewer) -> None:
    """50 and 50.0 are equal: the evidence of a line must not be that of the line before it."""
    one = Transfer(
        id="1",
        date=parse_transfer_date("2023-05-05"),
        destination="CN",
        dispatched_from="US",
        goods=Goods(
            description="IP cameras with facial recognition",
            quantity=Decimal(1),
            value=Money(amount=Decimal(100), currency="USD"),
        ),
        parties=(
            Party(
                role=Role.END_USER,
                name="Alpha Trading Co",
                country="CN",
                state_percent=Decimal(50),
                owners=(Owner(name="Somebody", percent=Decimal(60)),),
            ),
        ),
    )
    value = Money(amount=Decimal("100.00"), currency="USD")
    owners = (Owner(name="Somebody", percent=Decimal("60.0")),)
    party = replace(one.parties[0], state_percent=Decimal("50.0"))
    others = [
        replace(one, goods=replace(one.goods, value=value)),
        replace(one, goods=replace(one.goods, quantity=Decimal("1.0"))),
        replace(one, parties=(party,)),
        replace(one, parties=(replace(one.parties[0], owners=owners),)),
    ]
    transfers = [replace(t, id=str(n)) for n, t in enumerate([one, *others, one])]
    cut = parts_of(transfers)
    assert [repr(cut.transfer(n)) for n in range(len(cut))] == [
        repr(replace(t, source=cut.transfer(0).source)) for t in transfers
    ]
    for size in (1, 10):
        for lines_ in (transfers, transfers[::-1]):
            alone = [
                rows_by_line(Reviewer(reviewer.checks, OPTIONS["own day"]), [t]) for t in lines_
            ]
            bulk = rows_in_bulk(Plan(pack, reviewer), lines_, size)
            for name in ("lines", "findings"):
                rows = [{**row, "row": n} for n, t in enumerate(alone) for row in t[name]]
                assert bulk[name] == rows
            texts = [
                row["text"] for row in bulk["findings"] if "state_percent" in str(row["field"])
            ]
            assert {"50", "50.0"} <= set(texts)


def test_keys_fold_lines_that_no_rule_can_tell_apart(
    pack: Pack, reviewer: Reviewer, listed: list[str]
) -> None:
    """Other words on a line that no check reads make no new key, and answers are shared."""
    plan = Plan(pack, reviewer)
    transfers = [t for t in lines(150, 5, listed) if t.acquisition is None]
    plan.answer(parts_of(transfers))
    first = plan.cost.evaluated.total()
    renamed = [replace(t, id=f"other-{t.id}", group="G", keys=(("K", "1"),)) for t in transfers]
    plan.answer(parts_of(renamed))
    assert plan.cost.evaluated.total() == first


def test_every_function_of_export_law_and_flags_is_known_to_the_plan(
    pack: Pack, reviewer: Reviewer
) -> None:
    """A function that the plan does not know makes lines their own key: right, and slow."""
    for group in Plan(pack, reviewer).groups:
        for tier in group.tiers:
            assert not tier.classes.whole, f"{tier.name}: add its new function to READS"
