"""Flat JSON objects, one a row: their keys are the headings of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice

from enduse.intake.cells import Cell
from enduse.intake.delimited import Broken, Row
from enduse.intake.input import Input
from enduse.intake.json_documents import Document, Undecoded, documents

_KEYS_FROM = 200
_SCALARS = (str, int, float, Decimal)


def flat_objects(source: Input, encoding: str) -> Iterator[tuple[int, object] | Undecoded]:
    """Yield every object of an input with its line, whether listed or one a line."""
    for document in documents(source, encoding):
        if isinstance(document, Undecoded):
            yield document
        elif isinstance(document.value, list):
            yield from enumerate(document.value, 1)
        else:
            yield document.line, document.value


def flat_rows(source: Input, encoding: str) -> Iterator[Row | Broken]:
    """Yield the keys of the first objects as headings, then a row per object."""
    keys: dict[str, None] = {}
    for one in islice(flat_objects(source, encoding), _KEYS_FROM):
        if not isinstance(one, Undecoded) and isinstance(one[1], Mapping):
            keys.update(dict.fromkeys(one[1]))
    yield Row(0, list(keys))
    for one in flat_objects(source, encoding):
        if isinstance(one, Undecoded):
            yield Broken(one.line, one.reason, "Correct the line; others are read.", one.text)
        elif not isinstance(one[1], Mapping):
            reason = "not an object"
            yield Broken(one[0], reason, "Give one object per row.", repr(one[1])[:200])
        else:
            yield Row(one[0], [_cell(one[1].get(key)) for key in keys])


def is_flat(first: Document | None) -> bool:
    """Whether the first object looks like a row: no part of the contract's nested ones."""
    value = first.value if first is not None else None
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, Mapping):
        return False
    nested = any(
        isinstance(value.get(k), Mapping | list) for k in ("goods", "parties", "acquisition")
    )
    return not nested and not any(isinstance(v, Mapping) for v in value.values())


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, _SCALARS):
        return value
    if isinstance(value, list):
        return "|".join(str(one) for one in value if one is not None)
    return str(value)
