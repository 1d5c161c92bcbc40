"""Quantity and value of a row, which change from line to line while the goods repeat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from enduse.intake.cells import Cell, CellError, DecimalMark, cell_text
from enduse.intake.fields import FieldReader
from enduse.intake.groups import Read
from enduse.intake.mapping import ColumnMapping
from enduse.model.transfer import Goods, Money, ValueBasis

FIELDS = frozenset(("value", "currency", "value_basis", "quantity"))
Reading = Callable[[Sequence[Cell]], Read["Amounts"]]


@dataclass(frozen=True, slots=True)
class Amounts:
    """What of the goods changes from line to line."""

    quantity: Decimal | None
    value: Money | None


def read_amounts(reader: FieldReader) -> Amounts:
    """Read quantity and value with its currency and basis."""
    amount = reader.number("value")
    money = None
    if amount is not None:
        basis = reader.word("value_basis", ValueBasis, ValueBasis.UNKNOWN)
        money = Money(amount=amount, currency=currency(reader), basis=basis)
    return Amounts(reader.number("quantity"), money)


def read_unit(reader: FieldReader) -> tuple[str | None, ValueBasis]:
    """Read currency and basis, which go with a value."""
    basis = reader.word("value_basis", ValueBasis, ValueBasis.UNKNOWN)
    return currency(reader), basis


class PlainAmounts:
    """Reads digits written plainly at once, and leaves everything else to the careful reader.

    Args:
        careful: reads the amounts of any row.
        unit: reads currency and basis of a row.
        quantity, value: their columns.
        mark: the decimal mark of the value column.
    """

    __slots__ = ("_careful", "_mark", "_quantity", "_unit", "_value")

    def __init__(
        self,
        careful: Reading,
        unit: Callable[[Sequence[Cell]], Read[tuple[str | None, ValueBasis]]],
        quantity: int,
        value: int,
        mark: DecimalMark | None,
    ) -> None:
        self._careful, self._unit = careful, unit
        self._quantity, self._value, self._mark = quantity, value, mark

    def __call__(self, row: Sequence[Cell]) -> Read[Amounts]:
        """The same as the careful reader gives."""
        quantity, value = row[self._quantity], row[self._value]
        if (
            isinstance(quantity, str) and isinstance(value, str)
            and quantity.isascii() and quantity.isdigit() and value.isascii()
        ):  # fmt: skip
            whole, point, rest = value.partition(".")
            plain = whole.isdigit() and (not point or (self._mark == "." and rest.isdigit()))
            if plain:
                unit = self._unit(row)
                code, basis = unit.value
                money = Money(amount=Decimal(value), currency=code, basis=basis)
                return Read(Amounts(Decimal(quantity), money), unit.problems, unit.assumed)
        return self._careful(row)


def plain_columns(mapping: ColumnMapping) -> tuple[int, int] | None:
    """Columns of quantity and value, where each has one and nothing about it is special."""
    found: dict[str, int] = {}
    profile = mapping.profile
    for source in mapping.fields:
        if source.field in ("quantity", "value") and len(source.columns) == 1:
            found[source.field] = source.columns[0]
    special = any(name in profile.values for name in ("quantity", "value")) or profile.currency_of
    if special or any(word[:1].isdigit() for word in profile.null_words):
        return None
    if set(found) != {"quantity", "value"}:
        return None
    return found["quantity"], found["value"]


def with_amounts(goods: Goods, amounts: Amounts) -> Goods:
    """Put the amounts of a line to its goods."""
    if amounts.quantity is None and amounts.value is None:
        return goods
    return Goods(
        description=goods.description,
        hs=goods.hs,
        codes=goods.codes,
        model=goods.model,
        quantity=amounts.quantity,
        value=amounts.value,
        entries=goods.entries,
        origin=goods.origin,
        facts=goods.facts,
    )


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
