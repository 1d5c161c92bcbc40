"""Facts derived from other facts of the same item."""

from __future__ import annotations

from datetime import date

import pytest

from enduse.knowledge.schema.facts import FactFile
from enduse.model.citation import Because
from enduse.model.subject import GoodsFinding, Organ, Technology
from enduse.model.transfer import Goods, Party, Role, Transfer
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Ask, Level
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
    "item.technologies": FactFile.model_validate(
        {
            "title": "t",
            "subject": "item",
            "type": "set",
            "derived": {"by": "technologies"},
            "when_absent": "not_tested",
        }
    ),
    "party.acts": FactFile.model_validate(
        {
            "title": "t",
            "subject": "party",
            "type": "boolean",
            "declared_at": "parties.facts.acts",
            "question": "?",
            "derived": {"by": "asked_of_agents"},
            "when_absent": "not_tested",
        }
    ),
    "item.listed": fact(
        "listed",
        derived={
            "by": "asked_where",
            "reads": ("item.technologies",),
            "settings": {"values": ("jammer",)},
        },
    ),
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


@pytest.mark.parametrize(
    ("seen", "level"), [("jammer", Level.UNKNOWN), ("anpr", Level.NOT_TESTED), (None, 1)]
)
def test_a_question_is_put_only_where_the_goods_suggest_it(seen: str | None, level: int) -> None:
    """What was recognised makes the fact worth asking for, and never answers it."""
    said = Because(field="goods.description", text="words")
    goods = GoodsFinding(technologies=(Technology(id=seen, because=(said,)),) if seen else ())
    transfer = Transfer(id="1", goods=Goods(description="words"))
    found = LineFacts(REGISTRY, {}, Line(transfer, date(2022, 3, 1), goods=goods)).get(
        "item.listed"
    )
    assert isinstance(found, Missing)
    assert found.level == level
    assert value("item.listed", listed="true") == Known(True)


@pytest.mark.parametrize(
    ("state", "level"), [("agent_of_organ", Level.UNKNOWN), ("organ", Level.NOT_TESTED)]
)
def test_whom_a_party_acts_for_is_asked_of_agents(state: str, level: Level) -> None:
    """The name of an operator that acts for the police makes the question worth asking."""
    said = Because(field="parties[0].name", text="words")
    organ = Organ(
        cls="police", country="CN", place="", level="", branch_of="", state=state, because=(said,)
    )
    party = Party(role=Role.END_USER, name="City Operator")
    line = Line(Transfer(id="1", parties=(party,)), date(2022, 3, 1), organs=(organ,))
    found = LineFacts(REGISTRY, {}, line).parties(frozenset({Role.END_USER}))[0].get("party.acts")
    assert isinstance(found, Missing)
    assert found.level is level
