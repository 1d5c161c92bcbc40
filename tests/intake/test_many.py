"""Many values at once are the values that come of one call each."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import product

import pytest

from enduse.intake import amounts, goods_cells, party_cells
from enduse.intake.amounts import Amounts
from enduse.intake.fields import all_plainly, plainly
from enduse.intake.many import many
from enduse.model.transfer import Money, Owner, Party, PartyType, Role, ValueBasis


def test_a_class_is_made_by_column_as_by_call() -> None:
    """Fields that are not given have their default, and no value is anyone else's."""
    made = many(Party, 2, role=[Role.BANK, Role.TARGET], name=["a", "b"])
    assert made == [Party(role=Role.BANK, name="a"), Party(role=Role.TARGET, name="b")]
    assert many(Money, 0, amount=[]) == []


def test_a_field_without_default_must_be_given() -> None:
    """A half made value is nobody's."""
    with pytest.raises(TypeError, match="name"):
        many(Party, 1, role=[Role.BANK])


def test_parties_are_named_as_one_by_one() -> None:
    """With a name, a further one, both the same, none but a country, nothing."""
    rows = list(
        product(
            ("A", None), ("A", "B", None), (PartyType.PERSON,), ((True, "CN"), (False, None)),
            ("12 Long Road", None), ((("vat", "1"),),), ((Owner(name="O"),), None),
            (Decimal(60), None),
        )
    )  # fmt: skip
    columns = list(zip(*rows, strict=True))
    one = partial(party_cells.named_of, role=Role.END_USER)
    assert party_cells.all_named(*columns, role=Role.END_USER) == [one(*row) for row in rows]
    named = [row for row in rows if row[0] and not row[1]]
    columns = list(zip(*named, strict=True))
    assert party_cells.all_named(*columns, role=Role.END_USER) == [one(*row) for row in named]


def test_goods_are_put_together_as_one_by_one() -> None:
    """With codes of both kinds, of one, of none."""
    rows = list(
        product(
            ([("cpv", "1")], ()), ("drones", None), ("8806", None), ((("taric", "0"),), ()),
            ("M1", None), ((("us", "EAR99"),), ()), ("CN", None), ((("a", "1"),), ()),
        )
    )  # fmt: skip
    columns = list(zip(*rows, strict=True))
    assert goods_cells.all_goods(*columns) == [goods_cells.goods_of(*row) for row in rows]


def test_amounts_are_put_together_as_one_by_one() -> None:
    """With a value, a quantity, both, none."""
    unit = ("EUR", ValueBasis.LINE)
    rows = list(product((Decimal(5), None), (unit, (None, ValueBasis.UNKNOWN)), (Decimal(2), None)))
    some = [row for row in rows if row[0] is not None]
    for chosen in (rows, some):
        found = amounts.all_amounts(*zip(*chosen, strict=True))
        assert found == [amounts.amounts_of(*row) for row in chosen]
        assert all(type(one) is Amounts for one in found)


@pytest.mark.parametrize(
    "cells",
    [["1", "007"], ["1", ""], ["1", "2.5"], ["１", "2"], [" 1", "2"], ["²"], []],
)
def test_whole_numbers_are_those_of_a_plain_number(cells: list[str]) -> None:
    """Or nothing is said of any of them."""
    read = amounts.plain_number(".", ())
    assert read is not None
    found = amounts.whole_numbers(cells)
    assert found is None or found == [read(cell) for cell in cells]
    assert (found is None) == (cells not in (["1", "007"],))


@pytest.mark.parametrize(
    "cells",
    [["a", " b "], ["a", "-"], ["a", "\x00"], ["a", "\ufffd"], ["a", "  "], ["Ü", "二"]],
)
def test_plain_texts_are_those_of_each_cell(cells: list[str]) -> None:
    """All of them, or none is said to be plain."""
    nulls = frozenset(("-",))
    each = [plainly(cell, nulls) for cell in cells]
    assert all_plainly(cells, nulls) == (None if None in each else each)
