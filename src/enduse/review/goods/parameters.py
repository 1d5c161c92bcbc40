"""Read deciding facts out of the text: "640x480, 25 Hz" is a fact, with its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING

from enduse.model.citation import Because
from enduse.model.subject import FactRead

if TYPE_CHECKING:
    from enduse.knowledge.schema.technology import Reading, TechnologyFile

_GROUP = re.compile(r"\{(\d)\}")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _number(text: str) -> Decimal | None:
    """Read a number as written: one comma or point before at most two digits is a decimal mark."""
    plain = re.sub(r"[\s\u00a0']", "", text)
    if re.fullmatch(r"\d+[.,]\d{1,2}", plain):
        plain = plain.replace(",", ".")
    else:
        plain = plain.replace(",", "").replace(".", "")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _value(reading: Reading, found: re.Match[str]) -> str | None:
    groups = _GROUP.findall(reading.value)
    if not groups:
        return reading.value
    product = Decimal(1)
    for group in groups:
        number = _number(found.group(int(group)))
        if number is None:
            return None
        product *= number
    return format(product.normalize(), "f")


def read_facts(
    text: str, ids: Iterable[str], technology: Mapping[str, TechnologyFile]
) -> tuple[FactRead, ...]:
    """Return the facts that the files of these technologies know how to read.

    Two different values for one fact are both returned, in the order of the text: the reader
    sees the dispute, and nobody chooses for them.
    """
    found: dict[tuple[str, str], tuple[int, FactRead]] = {}
    for id_ in ids:
        for deciding in technology[id_].deciding:
            for reading in deciding.read:
                for match in _compiled(reading.pattern).finditer(text):
                    value = _value(reading, match)
                    if value is None:
                        continue
                    because = Because(
                        field="goods.description",
                        text=match.group(0).strip(),
                        term=deciding.fact,
                        kind="fact",
                    )
                    fact = FactRead(fact=deciding.fact, value=value, because=because)
                    found.setdefault((deciding.fact, value), (match.start(), fact))
    return tuple(fact for _, fact in sorted(found.values(), key=lambda one: one[0]))
