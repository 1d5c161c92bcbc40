"""Quantity and value of a row, which change from line to line while the goods repeat."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from enduse.intake.cells import CellError, DecimalMark, cell_text
from enduse.intake.fields import FieldReader
from enduse.intake.many import many, many_tuples
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.transfer import Goods, Money, ValueBasis

Unit = tuple[str | None, ValueBasis]
"""Currency and basis, which go with a value."""
_ALL, _WITHOUT_VALUE = (0, 1, 2), (0, 2)


class Amounts(NamedTuple):
    """What of the goods changes from line to line."""

    quantity: Decimal | None
    value: Money | None


NO_AMOUNTS = Amounts(None, None)


def amounts_of(value: Decimal | None, unit: Unit, quantity: Decimal | None) -> Amounts:
    """Put amount, unit and quantity together."""
    if value is None:
        return NO_AMOUNTS if quantity is None else Amounts(quantity, None)
    return Amounts(quantity, Money(amount=value, currency=unit[0], basis=unit[1]))


def all_amounts(
    values: Sequence[Decimal | None], units: Sequence[Unit], quantities: Sequence[Decimal | None]
) -> list[Amounts]:
    """As `amounts_of` for many rows."""
    stated = [(value, unit) for value, unit in zip(values, units, strict=True) if value is not None]
    money = many(
        Money,
        len(stated),
        amount=[value for value, _ in stated],
        currency=[unit[0] for _, unit in stated],
        basis=[unit[1] for _, unit in stated],
    )
    if len(money) == len(values):
        return many_tuples(Amounts, quantities, money)
    left = iter(money)
    found = [None if value is None else next(left) for value in values]
    return many_tuples(Amounts, quantities, found)


def asked_of(value: Decimal | None, *_: object) -> tuple[int, ...]:
    """Which parts count: nobody asks for the unit of no value."""
    return _WITHOUT_VALUE if value is None else _ALL


def read_unit(reader: FieldReader) -> Unit:
    """Read currency and basis."""
    basis = reader.word("value_basis", ValueBasis, ValueBasis.UNKNOWN)
    return currency(reader), basis


def unit_fields(profile: ProfileFile) -> frozenset[str]:
    """The fields a unit is read from; the heading of the value may state its currency."""
    return frozenset(("currency", "value_basis", *(("value",) if profile.currency_of else ())))


def plain_number(
    mark: DecimalMark | None, nulls: Collection[str]
) -> Callable[[str], Decimal | None] | None:
    """A reader of digits written plainly, which is most of them; its answer None is: read it
    carefully."""
    if any(word[:1].isdigit() for word in nulls):
        return None

    def read(cell: str) -> Decimal | None:
        if not cell.isascii():
            return None
        if cell.isdigit():
            return Decimal(cell)
        whole, _, rest = cell.partition(".")
        plain = mark == "." and whole.isdigit() and rest.isdigit()
        return Decimal(cell) if plain else None

    return read


def whole_numbers(cells: Sequence[str]) -> list[Decimal] | None:
    """As `plain_number` for many cells, where all of them are nothing but digits."""
    together = "".join(cells)
    if not all(cells) or not together.isascii() or not together.isdigit():
        return None
    return list(map(Decimal, cells))


def with_amounts(goods: Goods, amounts: Amounts) -> Goods:
    """Put the amounts of a line to its goods."""
    if amounts.quantity is None and amounts.value is None:
        return goods
    return replace(goods, quantity=amounts.quantity, value=amounts.value)


def currency(reader: FieldReader) -> str | None:
    """Read the currency: three letters, or None with a problem."""
    stated = reader.stated_currency()
    if stated:
        return stated
    cell = reader.cell("currency")
    text = cell_text(cell)
    if not text:
        return None
    code = text.upper()
    if len(code) == 3 and code.isascii() and code.isalpha():
        return code
    reader.problem("currency", cell, CellError("not a currency code", "Give three letters: USD."))
    return None
