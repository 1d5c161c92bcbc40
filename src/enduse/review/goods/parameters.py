"""Read deciding facts out of the text: "640x480, 25 Hz" is a fact, with its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING

from enduse.model.citation import Because
from enduse.model.subject import FactRead

if TYPE_CHECKING:
    from enduse.knowledge.schema.technology import Reading, TechnologyFile

_GROUP = re.compile(r"\{(\d)\}")
_TIMES = re.compile(r"(?<!\\)\{\d*,?\d*\}")
_BRACE_IN_CLASS = re.compile(r"\[[^\]]*\{")
_DIGIT = re.compile(r"\d")


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A reading of a fact, ready to be searched.

    `blind`: whether it matches depends on where digits stand, not on which they are.
    """

    fact: str
    reading: Reading
    pattern: re.Pattern[str]
    blind: bool


def readings(ids: Iterable[str], technology: Mapping[str, TechnologyFile]) -> tuple[Asked, ...]:
    """Return the readings of facts that the files of these technologies know."""
    return tuple(
        Asked(deciding.fact, reading, _compiled(reading.pattern), blind(reading.pattern))
        for id_ in ids
        for deciding in technology[id_].deciding
        for reading in deciding.read
    )


@cache
def blind(pattern: str) -> bool:
    """Whether a pattern surely tells no digit from another. `False` says nothing."""
    if _BRACE_IN_CLASS.search(pattern) or r"\N" in pattern:
        return False
    return not _DIGIT.search(_TIMES.sub("", pattern))


def read_facts(
    text: str, ids: Iterable[str], technology: Mapping[str, TechnologyFile]
) -> tuple[FactRead, ...]:
    """Return the facts that the files of these technologies know how to read."""
    return facts_of(text, readings(ids, technology))


def facts_of(text: str, asked: Iterable[Asked]) -> tuple[FactRead, ...]:
    """Return the facts that readings find.

    Two different values for one fact are both returned, in the order of the text: the reader
    sees the dispute, and nobody chooses for them.
    """
    found: dict[tuple[str, str], tuple[int, FactRead]] = {}
    for one in asked:
        for match in one.pattern.finditer(text):
            value = _value(one.reading, match)
            if value is None:
                continue
            because = Because(
                field="goods.description",
                text=match.group(0).strip(),
                term=one.fact,
                kind="fact",
            )
            fact = FactRead(fact=one.fact, value=value, because=because)
            found.setdefault((one.fact, value), (match.start(), fact))
    return tuple(fact for _, fact in sorted(found.values(), key=lambda one: one[0]))
