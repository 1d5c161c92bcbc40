"""How columns are folded: numbers of tuples, what of a value is read, conditions over some rows."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.classes import Classes
from enduse.bulk.plan.columns import NO_DAY, Columns
from enduse.bulk.plan.factor import Kept, combine_codes, once
from enduse.bulk.plan.numbering import Numbering
from enduse.bulk.plan.parts import parts_of
from enduse.bulk.plan.program import Program, conditions
from enduse.knowledge.pack import Pack
from enduse.model.transfer import Kind
from enduse.review.engine import Reviewer
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.line import Line
from tests.bulk.random_lines import lines

ROWS = st.integers(0, 60).flatmap(
    lambda rows: st.lists(
        st.tuples(
            st.lists(st.integers(0, 6), min_size=rows, max_size=rows),
            st.sampled_from([7, 5_000, 1 << 30]),
        ),
        min_size=1,
        max_size=5,
    )
)


@settings(deadline=None)  # the first call loads a library
@given(ROWS)
def test_tuples_are_numbered_in_the_order_in_which_they_come(
    drawn: list[tuple[list[int], int]],
) -> None:
    """Whatever way is quickest for as many rows and codes, numbers are the same."""
    columns = [(np.array(codes, np.int64), size) for codes, size in drawn]
    numbers, first = combine_codes(columns)
    seen: dict[tuple[int, ...], int] = {}
    rows = list(zip(*(codes for codes, _ in drawn), strict=True))
    assert numbers.tolist() == [seen.setdefault(row, len(seen)) for row in rows]
    assert first.tolist() == [rows.index(row) for row in seen]


@settings(deadline=None)  # the first call loads a library
@given(ROWS)
def test_a_tuple_is_asked_once(drawn: list[tuple[list[int], int]]) -> None:
    """And not again where the memo holds it."""
    columns = [np.array(codes, np.int64) for codes, _ in drawn]
    rows = list(zip(*(codes for codes, _ in drawn), strict=True))
    asked: list[tuple[int, ...]] = []

    def answer(row: int) -> int:
        asked.append(rows[row])
        return sum(rows[row])

    memo: dict[bytes, int] = {}
    for _ in range(2):
        assert once(columns, memo, answer).tolist() == [sum(row) for row in rows]
    assert asked == list(dict.fromkeys(rows))


def test_equal_objects_have_one_number() -> None:
    """By identity where it is the same object, by what they hold where it is not."""
    kept: Kept[tuple[int, ...]] = Kept()
    one, other = (1, 2), tuple(n + 1 for n in range(2))
    assert one is not other
    assert [kept.number(some) for some in (one, other, (3,), one)] == [0, 0, 1, 0]


@pytest.fixture(scope="module")
def plan(pack: Pack, reviewer: Reviewer) -> Plan:
    """A plan of the pack."""
    return Plan(pack, reviewer)


def test_a_class_turns_on_nothing_but_the_fields_that_it_says_it_reads(
    plan: Plan, listed: list[str]
) -> None:
    """Another value of every field that is not read leaves the class as it was."""
    seen = plan.answer(parts_of(lines(300, 21, listed)))[0].looked.seen
    goods = list(seen.goods.values)
    parties = [party for slot in seen.parties for some in slot.values for party in some]
    draw = Random(5)

    def other(classes: Classes, column: str, values: list) -> tuple:  # type: ignore[type-arg]
        through = classes.through(column)
        assert through is not None
        read = set(through.name[1])  # type: ignore[index]
        one, two = draw.choice(values), draw.choice(values)
        unread = [f.name for f in fields(one) if f.name not in read]
        return one, replace(one, **{name: getattr(two, name) for name in unread})

    for group in plan.groups:
        for tier in group.tiers:
            for _ in range(60):
                one, same = other(tier.classes, "goods", goods)
                assert tier.classes.goods(one) == tier.classes.goods(same)
                one, same = other(tier.classes, "party", parties)
                assert tier.classes.party(one) == tier.classes.party(same)


def test_conditions_of_some_rows_are_what_the_single_review_answers(
    plan: Plan, reviewer: Reviewer, listed: list[str]
) -> None:
    """In whatever order rows and conditions are asked, every rule of the pack."""
    law, draw = reviewer.law, Random(8)
    transfers = [
        one
        for one in lines(240, 33, listed)
        if one.acquisition is None and one.kind is not Kind.ACQUISITION
    ]
    looked = plan.answer(parts_of(transfers))[0].looked
    columns = Columns(looked.seen, Numbering())
    columns = columns.take(np.flatnonzero(columns.numbers("day") != NO_DAY))
    assert columns.rows is not None
    assert len(columns) > 60

    def facts_of(row: int) -> LineFacts:
        assert columns.rows is not None
        here = int(columns.rows[row])
        day, transfer = looked.days.at(here)[0], looked.parts.transfer(here)
        found = reviewer.checks.parties.listed(transfer.parties, day)
        line = Line(transfer, day, looked.organs(here), found, looked.goods.at(here)[1])
        return LineFacts(law.facts, law.tables, line)

    program = Program(law)
    answers = program.over(columns, facts_of)
    sets = [law.rule_set(name, "export") for name in law.jurisdictions]
    rules = [rule for one in sets for rule in (*one.scopes, *one.duties, *one.exceptions)]
    nodes = [node for rule in rules for node in conditions(rule)]
    draw.shuffle(nodes)
    for node in nodes[:150]:
        rows = np.array(draw.sample(range(len(columns)), 12), np.int64)
        found = [program.verdicts.values[code] for code in answers.at(node, rows).tolist()]
        assert found == [node.evaluate(facts_of(row)) for row in rows.tolist()]
