"""The goods of one row: texts, codes, declared entries, facts; amounts are read apart."""

from __future__ import annotations

import re

from enduse.intake.cells import CellError, hs_code
from enduse.intake.fields import FieldReader
from enduse.model.transfer import Goods

_CPV = re.compile(r"(?<!\d)(\d{7,8})(?!\d)")


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
