"""Columns of texts as Arrow holds them: quoted as JSON, and put together a column at a time.

A column holds a text per value, or null where a value has none to give.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

import numpy as np

from enduse.bulk.plan.factor import Codes

if TYPE_CHECKING:
    import pyarrow as pa

_QUOTE, _BACKSLASH, _BLANK = b'"\\ '


def texts_of(values: Iterable[str | None]) -> pa.Array:
    """A column of texts."""
    import pyarrow as pa

    return pa.array(values if isinstance(values, list) else list(values), pa.string())


def numerals(values: Sequence[Decimal | None]) -> pa.Array:
    """Numbers in plain digits, as `format(value, "f")` writes them."""
    import pyarrow.compute as pc

    texts = texts_of([None if value is None else str(value) for value in values])
    if pc.any(pc.match_substring(texts, "E")).as_py():
        texts = texts_of([None if value is None else f"{value:f}" for value in values])
    return texts


def quoted(texts: pa.Array) -> pa.Array:
    """Each text as JSON."""
    import pyarrow.compute as pc

    if _plain(texts):
        return pc.binary_join_element_wise('"', texts, '"', "")
    return texts_of([None if t is None else encode_basestring(t) for t in texts.to_pylist()])


def _plain(texts: pa.Array) -> bool:
    """Whether the texts can stand in JSON as they are."""
    _, offsets, data = texts.buffers()
    if data is None:
        return True
    at = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    held = np.frombuffer(data, np.uint8)[at[0] : at[-1]] if len(at) else np.zeros(0, np.uint8)
    return not ((held < _BLANK) | (held == _QUOTE) | (held == _BACKSLASH)).any()


def named(name: str, texts: pa.Array, tail: str = "") -> pa.Array:
    """A field of JSON for each text, and what comes after it."""
    import pyarrow.compute as pc

    if _plain(texts):
        return pc.binary_join_element_wise(f'"{name}":"', texts, f'"{tail}', "")
    return pc.binary_join_element_wise(f'"{name}":', quoted(texts), tail, "")


def joined(columns: Sequence[pa.Array]) -> pa.Array:
    """The texts that stand in the same place, with commas between them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    some = [column for column in columns if column.null_count < len(column)]
    if len(some) < 2:
        return some[0] if some else columns[0]
    if not all(column.null_count for column in some):
        return pc.binary_join_element_wise(*some, ",", null_handling="skip")
    # Arrow (26.0) leaves a place out where every text is null and nulls are skipped.
    nothing = reduce(pc.and_, map(pc.is_null, some))
    some[0] = pc.if_else(nothing, "", some[0])
    found = pc.binary_join_element_wise(*some, ",", null_handling="skip")
    return pc.if_else(nothing, pa.scalar(None, pa.string()), found)


def taken(texts: pa.Array, codes: Codes) -> pa.Array | pa.Scalar:
    """The text of each line, given the number of its value; one text where all have it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if texts.null_count:
        texts = pc.fill_null(texts, "")
    return texts[0] if len(texts) == 1 else texts.take(pa.array(codes))


def section(
    head: str, columns: Iterable[tuple[pa.Array, Codes]], tail: str
) -> list[pa.Array | pa.Scalar | str]:
    """What is to be put together for a part of the JSON of each line.

    Args:
        head: what comes before the first text of a line; nothing where it has no text.
        columns: texts per value, and the number of each line's value; commas come between them.
        tail: what comes after the last text of a line.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    found: list[pa.Array | pa.Scalar | str] = []
    begun = np.zeros(0, np.bool_)
    for texts, codes in columns:
        if texts.null_count == len(texts):
            continue
        begun = begun if len(begun) else np.zeros(len(codes), np.bool_)
        there = pc.is_valid(texts).to_numpy(zero_copy_only=False)[codes]
        prefixes = [head, ","] if begun.any() and (there & ~begun).any() else [","]
        prefixes = prefixes if begun.any() else [head]
        made = [pc.binary_join_element_wise(prefix, texts, "") for prefix in prefixes]
        if len(made) > 1:
            codes = codes + begun * len(texts)
        found.append(taken(pa.concat_arrays(made), codes))
        begun |= there
    if begun.all():
        return [*found, tail] if found else []
    return [*found, taken(pa.array(["", tail]), begun.astype(np.int64))]


def repeated(texts: pa.Array, codes: Codes) -> pa.Array:
    """Texts by number, still held once each."""
    import pyarrow as pa

    encoded = texts.dictionary_encode()
    indices = encoded.indices.take(pa.array(codes))
    return pa.DictionaryArray.from_arrays(indices, encoded.dictionary)
