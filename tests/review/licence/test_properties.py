"""Properties of the law engine over the shipped law, on random lines."""

from __future__ import annotations

import os
import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.law import RuleFile
from enduse.knowledge.schema.table import Table
from enduse.model.licence import Licence
from enduse.model.outcome import Status
from enduse.review.evaluate.line import Line
from enduse.review.keys import interval
from enduse.review.licence.check import licence
from enduse.review.licence.law import Law
from tests.review.licence.strategies import item_facts, law, lines, pack, with_goods_facts

FEW = settings(
    max_examples=int(os.environ.get("ENDUSE_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def answers(line: Line, of: Law | None = None) -> list[Licence]:
    """The answers of every jurisdiction."""
    used = of or law()
    return [licence(used, line, name, explain=False) for name in used.jurisdictions]


@FEW
@given(lines(), st.data())
def test_learning_an_item_fact_never_widens_the_range(line: Line, data: st.DataObject) -> None:
    """What was possible before is all that can still be possible."""
    known = dict(line.transfer.goods.facts)
    rest = sorted(set(item_facts()) - set(known))
    name = data.draw(st.sampled_from(rest))
    value = data.draw(st.sampled_from(item_facts()[name]))
    learnt = with_goods_facts(line, (*line.transfer.goods.facts, (name, value)))
    for before, after in zip(answers(line), answers(learnt), strict=True):
        assert before.could_be.best <= after.could_be.best, (before.jurisdiction, name, value)
        assert after.could_be.worst <= before.could_be.worst, (before.jurisdiction, name, value)


@FEW
@given(
    lines(),
    st.sampled_from(["informed_by_authority", "exporter_aware", "grounds_for_suspecting"]),
    st.sampled_from(["true", "false"]),
)
def test_learning_a_statement_never_widens_the_range(line: Line, name: str, value: str) -> None:
    """A fact that was not tested included."""
    if name in dict(line.transfer.statements):
        return
    said = (*line.transfer.statements, (name, value))
    learnt = replace(line, transfer=replace(line.transfer, statements=said))
    for before, after in zip(answers(line), answers(learnt), strict=True):
        assert before.could_be.best <= after.could_be.best, (before.jurisdiction, name, value)
        assert after.could_be.worst <= before.could_be.worst, (before.jurisdiction, name, value)


@FEW
@given(lines())
def test_forgetting_facts_never_turns_a_requirement_into_none(line: Line) -> None:
    """With item facts taken away a requirement may become open, never "no requirement found"."""
    bare = with_goods_facts(line, ())
    for full, less in zip(answers(line), answers(bare), strict=True):
        if full.status.is_requirement:
            assert less.could_be.worst >= full.status, full.jurisdiction
            assert less.status not in (Status.NO_REQUIREMENT_FOUND, Status.NOT_SUBJECT) or (
                less.could_be.worst.is_requirement
            )


@FEW
@given(lines(), st.integers(1, 2000))
def test_answers_are_constant_between_change_days(line: Line, step: int) -> None:
    """A day of the same interval has the same answer."""
    days = law().change_days()
    place = interval(days, line.day)
    first = days[place - 1] if place else line.day
    if interval(days, first) != place:
        return
    moved = replace(line, day=first)
    assert [a.status for a in answers(line)] == [a.status for a in answers(moved)]


@FEW
@given(lines(), st.integers(0, 2**16))
def test_order_of_rules_and_files_does_not_matter(line: Line, seed: int) -> None:
    """The same law read in another order gives the same answers."""
    assert answers(line) == answers(line, _shuffled(seed % 3))


def _shuffled(seed: int, made: dict[int, Law] = {}) -> Law:  # noqa: B006  a cache of three
    if seed not in made:
        mixed = random.Random(seed)

        def order(items: dict) -> dict:  # type: ignore[type-arg]
            keys = list(items)
            mixed.shuffle(keys)
            return {key: items[key] for key in keys}

        made[seed] = Law(
            order(dict(pack().section("law", RuleFile))),
            order(dict(pack().section("controls", EntryFile))),
            order(dict(pack().section("facts", FactFile))),
            pack().section("tables", Table),
            pack().card,
        )
    return made[seed]


@FEW
@given(lines())
def test_a_status_lies_in_its_range(line: Line) -> None:
    """Known duties lie within what could be; open answers span it."""
    for one in answers(line):
        if not one.status.is_open:
            assert one.could_be.best <= one.status <= one.could_be.worst
