"""Facts derived from other facts of the same item."""

from __future__ import annotations

from datetime import date

import pytest

from enduse.knowledge.schema.facts import FactFile
from enduse.model.transfer import Goods, Transfer
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Ask
from enduse.review.evaluate.line import Line
from enduse.review.evaluate.values import Known, Missing, Value


def fact(name: str, kind: str = "boolean", **more: object) -> FactFile:
    """An item fact."""
    return FactFile.model_validate(
        {
            "title": name,
            "subject": "item",
            "type": kind,
            "declared_at": f"goods.facts.{name}",
            "question": "?",
            "when_absent": "insufficient",
            **more,
        }
    )


REGISTRY = {
    "item.a": fact("a", also_at=("goods.facts.alpha",)),
    "item.b": fact("b"),
    "item.both": fact("both", derived={"by": "all_true", "reads": ("item.a", "item.b")}),
    "item.side": fact("side", "code"),
    "item.centre": fact(
        "centre",
        derived={"by": "is_one_of", "reads": ("item.side",), "settings": {"values": ("agency",)}},
    ),
}


def value(name: str, **given: str) -> Value:
    """A fact of goods with these declared facts."""
    transfer = Transfer(id="1", goods=Goods(facts=tuple(given.items())))
    return LineFacts(REGISTRY, {}, Line(transfer, date(2022, 3, 1))).get(name)


@pytest.mark.parametrize(
    ("given", "both"),
    [
        ({"a": "true", "b": "true"}, True),
        ({"alpha": "true", "b": "true"}, True),
        ({"a": "false"}, False),
        ({"both": "true", "a": "false"}, True),
    ],
)
def test_a_fact_of_two_parts_follows_its_parts(given: dict[str, str], both: bool) -> None:
    """What is declared itself comes first; a false part decides alone."""
    assert value("item.both", **given) == Known(both)


def test_only_the_missing_part_is_asked_for() -> None:
    """Where nothing is known the whole is asked for, else the part."""
    half, none = value("item.both", a="true"), value("item.both")
    assert isinstance(half, Missing)
    assert half.asks == {Ask("item.b")}
    assert isinstance(none, Missing)
    assert none.asks == {Ask("item.both")}


def test_a_fact_may_be_one_value_of_another() -> None:
    """The side of an interception system says whether it is a monitoring centre."""
    assert value("item.centre", side="agency") == Known(True)
    assert value("item.centre", side="operator") == Known(False)
    assert isinstance(value("item.centre"), Missing)
