"""Facts that compare two others: the key of a line tells their answer, or lines stand alone."""

from __future__ import annotations

from itertools import combinations_with_replacement, product
from pathlib import Path

import pytest

from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.pairs import in_key
from enduse.bulk.plan.reads import reads_of
from enduse.knowledge.schema.condition import Compare
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.source import open_knowledge
from enduse.lists.view import Lists
from enduse.model.period import parse_transfer_date
from enduse.model.transfer import Goods, Kind, Party, Role, Transfer
from enduse.review.build import build_reviewer
from enduse.review.engine import Reviewer
from enduse.review.evaluate.conditions import compile_condition
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.line import Line
from enduse.review.options import ReviewOptions
from tests.bulk.test_equality import differences, rows_by_line, rows_in_bulk

DAY = parse_transfer_date("2023-05-05")
FACTS = ("dispatch.country", "dispatch.place", "destination.country", "item.origin",
         "party.country", "exporter.country")  # fmt: skip
PAIRS = tuple(combinations_with_replacement(FACTS, 2))
ROLES = (Role.EXPORTER, Role.CONSIGNEE)


def pair(*reads: str) -> FactFile:
    """A fact that says whether two others are the same."""
    return FactFile.model_validate({
        "title": "t", "subject": "party", "type": "boolean",
        "derived": {"by": "equal", "reads": reads}, "when_absent": "not_tested",
    })  # fmt: skip


def line(start: str | None, end: str | None, origin: str | None, *parties: str | None) -> Transfer:
    """A line with these countries."""
    return Transfer(
        id="L",
        date=DAY,
        kind=Kind.EXPORT,
        dispatched_from=start,
        destination=end,
        goods=Goods(description="IMSI catcher", origin=origin),
        parties=tuple(
            Party(role=role, name="Alpha Trading Co", country=country)
            for role, country in zip(ROLES, parties, strict=True)
        ),
    )


LINES = tuple(line(*some) for some in product((None, "VN", "LA", "UG"), repeat=5))


def told(one: Transfer) -> tuple[object, ...]:
    """What the columns tell of a line's countries: which are given, and which are the ends."""
    ends = (one.dispatched_from, one.destination)
    others = [party.country for party in one.parties]
    given = tuple(code is None for code in (*ends, one.goods.origin, *others))
    return given, ends[0] == ends[1], tuple((c == ends[0], c == ends[1]) for c in others)


@pytest.mark.parametrize("reads", PAIRS, ids=" = ".join)
def test_a_pair_that_the_key_is_said_to_hold_is_told_by_it(
    reads: tuple[str, str], reviewer: Reviewer
) -> None:
    """Lines of which the columns tell the same have the same answer, whoever is asked about."""
    registry = {**reviewer.law.facts, "x": pair(*reads)}
    node = compile_condition(Compare.model_validate({"fact": "x", "is": True}), lambda _: None)  # type: ignore[arg-type,return-value]
    held = in_key(registry["x"], registry)
    assert reads_of([node], registry, reviewer.law.tables, ()).whole is not held
    if "item.origin" in reads:
        assert not held
    if not held:
        return
    answers: dict[object, object] = {}
    for one in LINES:
        for index in range(len(ROLES)):
            value = LineFacts(registry, {}, Line(one, DAY.first), index).get("x")
            assert answers.setdefault((index, told(one)), value) == value


def test_pairs_of_the_shipped_facts_are_held(reviewer: Reviewer) -> None:
    """Else every line of every run would be answered alone."""
    facts = reviewer.law.facts
    pairs = [f for f in facts.values() if f.derived is not None and f.derived.by == "equal"]
    assert len(pairs) >= 3
    assert all(in_key(one, facts) for one in pairs)


def test_a_flag_on_another_pair_is_answered_as_in_the_single_review(
    root: Path, tmp_path: Path, lists: Lists
) -> None:
    """An organisation's own fact compares the origin: lines that differ in it stand alone."""
    (tmp_path / "facts/route").mkdir(parents=True)
    (tmp_path / "flags").mkdir()
    (tmp_path / "facts/route/back_home.yaml").write_text(
        "title: The goods go back to where they were made\nsubject: route\ntype: boolean\n"
        "derived: {by: equal, reads: [item.origin, destination.country]}\n"
        "when_absent: not_tested\n",
        "utf-8",
    )
    (tmp_path / "flags/zz-01.yaml").write_text(
        'title: "Back home"\nquestion: "Why do the goods return?"\nsource: own\nsubject: route\n'
        "raises: refer\nwhy: own\nversions:\n  - from: always\n    to: null\n"
        "    test: {fact: route.back_home, is: true}\n"
        '    cite: [{instrument: own, pinpoint: "1", note: own}]\n    verified: true\n',
        "utf-8",
    )
    own = open_knowledge(root / "knowledge", [tmp_path])
    ends = (("VN", "VN"), ("VN", "LA"), ("LA", "VN"), ("UG", "UG"))
    transfers = [line("US", end, origin, "US", end) for origin, end in ends]
    for some in (transfers, transfers[::-1]):
        one, other = (build_reviewer(own, lists, ReviewOptions()) for _ in range(2))
        alone = rows_by_line(one, some)
        assert sum("zz-01" in str(row) for row in alone["findings"]) == 2
        assert not differences(alone, rows_in_bulk(Plan(own, other), some, 10))
