"""What several tables of a chunk tell word for word, as Arrow holds it; made once a chunk."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from enduse.bulk.plan.parts import Parts
from enduse.bulk.plan.texts import numerals, texts_of

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class LineTexts:
    """Texts of lines.

    Args:
        ids, groups: a text per line.
        descriptions: a text per value of `parts.goods`.
        quantities, amounts, currencies, bases: a text per value of `parts.amounts`.
    """

    ids: pa.Array
    groups: pa.Array
    descriptions: pa.Array
    quantities: pa.Array
    amounts: pa.Array
    currencies: pa.Array
    bases: pa.Array


def line_texts(parts: Parts) -> LineTexts:
    """Read the texts of lines."""
    amounts = parts.amounts.values
    money = [some.value for some in amounts]
    return LineTexts(
        ids=texts_of(parts.ids),
        groups=texts_of(parts.groups),
        descriptions=texts_of(map(attrgetter("description"), parts.goods.values)),
        quantities=numerals([some.quantity for some in amounts]),
        amounts=numerals([None if one is None else one.amount for one in money]),
        currencies=texts_of([None if one is None else one.currency for one in money]),
        bases=texts_of([None if one is None else one.basis for one in money]),
    )
