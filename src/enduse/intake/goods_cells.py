"""The goods of one row: texts, codes, quantity, value, declared entries, facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from enduse.intake.cells import CellError, cell_text, hs_code
from enduse.intake.fields import FieldReader
from enduse.model.transfer import Goods, Money, ValueBasis

_CPV = re.compile(r"(?<!\d)(\d{7,8})(?!\d)")


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


def read_goods(reader: FieldReader) -> Goods:
    """Read what says which goods these are, without amounts."""
    codes = [("unspsc", text)] if (text := reader.text("unspsc")) else []
    codes += [("cpv", text)] if (text := _cpv(reader)) else []
    return Goods(
        description=reader.text("goods_description"),
        hs=_hs(reader),
        codes=tuple(sorted((*codes, *reader.named("code_")))),
        model=reader.text("model"),
        entries=tuple((name.lower(), text) for name, text in reader.named("entry_")),
        origin=reader.country("origin"),
        facts=reader.named("fact_"),
    )


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


def _hs(reader: FieldReader) -> str | None:
    cell = reader.cell("hs")
    if cell == "":
        return None
    try:
        digits, remark = hs_code(cell)
    except CellError as err:
        reader.problem("hs", cell, err)
        return None
    if remark:
        reader.problem("hs", cell, CellError(remark, "Keep codes as text in the spreadsheet."))
    return digits


def _cpv(reader: FieldReader) -> str | None:
    """CPV codes of a cell, separated by `|`; check digits and list brackets are left out."""
    text = reader.text("cpv")
    if text is None:
        return None
    found = dict.fromkeys(_CPV.findall(text))
    if not found:
        reader.problem("cpv", text, CellError("not a CPV code", "Give eight digits."))
        return None
    if any(len(code) == 7 for code in found):
        remark = "typed as a number; its leading zero was put back"
        reader.problem("cpv", text, CellError(remark, "Keep codes as text."))
    return "|".join(code.zfill(8) for code in found)


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
