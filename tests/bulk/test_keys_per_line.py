"""Keys evaluated per line on the file that the benchmarks use (issue 7): the same on every machine.

What the rules ask of lines must stay little and not grow with the lines; the bounds are what is
reached, with a third to spare for new rules.
"""

from __future__ import annotations

import pytest
from benchmarks.generate import write

from enduse.bulk.make import RunRequest
from enduse.bulk.plan.answers import Plan
from enduse.bulk.reading import parts_of_block
from enduse.intake.blocks import Block
from enduse.intake.options import ReadOptions
from enduse.intake.read import knowledge_for_reading, read
from enduse.knowledge.pack import Pack
from enduse.review.engine import Reviewer
from enduse.review.options import ReviewOptions

LINES, CHUNK = 20_000, 5_000


@pytest.fixture(scope="module")
def evaluated(
    pack: Pack, reviewer: Reviewer, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, int]]:
    """What was evaluated after every chunk."""
    file = tmp_path_factory.mktemp("generated") / "lines.csv"
    write(file, LINES)
    request = RunRequest(paths=(file,), reading=ReadOptions(), options=ReviewOptions())
    profiles, countries = knowledge_for_reading(pack)
    reading = read(request.paths, request.reading, profiles, countries)
    plan, found = Plan(pack, reviewer), []
    for block in reading.in_blocks(CHUNK):
        assert isinstance(block, Block)
        plan.answer(parts_of_block(block))
        found.append(dict(plan.cost.evaluated))
    assert len(found) == LINES // CHUNK
    assert not +plan.cost.single, "every generated line has one day"
    return found


BOUNDS = {"us": 0.07, "eu": 0.017, "uk": 0.016, "de": 0.012, "flags": 0.034, "conditions": 0.25}
"""Evaluations per line over all 20,000 lines; at a million they are a tenth of it."""


@pytest.mark.parametrize("group", BOUNDS)
def test_a_rule_group_is_evaluated_for_few_lines(
    group: str, evaluated: list[dict[str, int]]
) -> None:
    """Reached, and held."""
    assert evaluated[-1][group] / LINES < BOUNDS[group]


def test_all_law_together_is_evaluated_for_less_than_one_line_in_ten(
    evaluated: list[dict[str, int]], reviewer: Reviewer
) -> None:
    """The aim of the issue."""
    law = sum(evaluated[-1][name] for name in reviewer.law.jurisdictions)
    assert law / LINES < 0.1


def test_later_lines_cost_less_than_the_first(evaluated: list[dict[str, int]]) -> None:
    """What was evaluated once is kept: the last quarter costs a third of the first at most."""
    for group in BOUNDS:
        first, last = evaluated[0][group], evaluated[-1][group] - evaluated[-2][group]
        assert last < first / 3 + 20, group
