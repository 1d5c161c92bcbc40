"""The goods of one row: texts, codes, declared entries, facts; amounts are read apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import repeat

from enduse.intake.cells import CellError, hs_code
from enduse.intake.fields import FieldReader
from enduse.intake.many import many
from enduse.model.transfer import Goods

_CPV = re.compile(r"(?<!\d)(\d{7,8})(?!\d)")


Codes = Sequence[tuple[str, str]]
NOMENCLATURES = frozenset(("cpv", "unspsc"))


def goods_of(
    nomenclatures: Codes,
    description: str | None,
    hs: str | None,
    codes: Codes,
    model: str | None,
    entries: tuple[tuple[str, str], ...],
    origin: str | None,
    facts: tuple[tuple[str, str], ...],
) -> Goods:
    """Put together what says which goods these are, without amounts."""
    return Goods(
        description=description,
        hs=hs,
        codes=tuple(sorted((*nomenclatures, *codes))) if nomenclatures or codes else (),
        model=model,
        entries=entries,
        origin=origin,
        facts=facts,
    )


def all_goods(
    nomenclatures: Sequence[Codes],
    descriptions: Sequence[str | None],
    hs: Sequence[str | None],
    codes: Sequence[Codes],
    models: Sequence[str | None],
    entries: Sequence[tuple[tuple[str, str], ...]],
    origins: Sequence[str | None],
    facts: Sequence[tuple[tuple[str, str], ...]],
) -> list[Goods]:
    """As `goods_of` for many rows."""
    said: Iterable[tuple[tuple[str, str], ...]] = repeat(())
    if any(nomenclatures) or any(codes):
        pairs = zip(nomenclatures, codes, strict=True)
        said = [tuple(sorted((*one, *other))) for one, other in pairs]
    return many(
        Goods,
        len(descriptions),
        description=descriptions,
        hs=hs,
        codes=said,
        model=models,
        entries=entries,
        origin=origins,
        facts=facts,
    )


def read_nomenclatures(reader: FieldReader) -> Codes:
    """Read the codes of nomenclatures that have a field of their own."""
    codes = [("unspsc", text)] if (text := reader.text("unspsc")) else []
    return [*codes, ("cpv", text)] if (text := _cpv(reader)) else codes


def read_entries(reader: FieldReader) -> tuple[tuple[str, str], ...]:
    """Read the declared control entries, by jurisdiction."""
    return tuple((name.lower(), text) for name, text in reader.named("entry_"))


def read_hs(reader: FieldReader) -> str | None:
    """Read the HS code: its digits, or None with a problem."""
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
