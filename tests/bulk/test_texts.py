"""Texts by column: the same JSON as the encoder writes, whatever a text holds."""

from __future__ import annotations

import json
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from enduse.bulk.plan.texts import joined, named, numerals, quoted, section, texts_of

TEXTS = st.lists(st.none() | st.text(), min_size=1)


@given(TEXTS)
def test_quoted_texts_are_what_json_writes(texts: list[str | None]) -> None:
    """Quotes, backslashes and control characters are escaped; others stand as they are."""
    expected = [None if t is None else json.dumps(t, ensure_ascii=False) for t in texts]
    assert quoted(texts_of(texts)).to_pylist() == expected


@given(TEXTS, st.integers(0, 3))
def test_a_slice_is_quoted_like_a_whole(texts: list[str | None], start: int) -> None:
    """What stands before a slice in its buffer does not count."""
    part = texts_of(["\n", *texts])[start:]
    assert quoted(part).to_pylist() == quoted(texts_of(part.to_pylist())).to_pylist()


def test_a_field_without_text_is_null() -> None:
    assert named("a", texts_of(["x", None, '"']), ",").to_pylist() == [
        '"a":"x",',
        None,
        '"a":"\\"",',
    ]


@given(st.lists(st.none() | st.decimals(allow_nan=False, allow_infinity=False)))
def test_numerals_have_no_exponent(numbers: list[Decimal | None]) -> None:
    expected = [None if n is None else f"{n:f}" for n in numbers]
    assert numerals(numbers).to_pylist() == expected


def test_joined_is_null_where_no_column_has_a_text() -> None:
    columns = [texts_of(["a", None, None]), texts_of([None, None, "c"]), texts_of(["b", None, "d"])]
    assert joined(columns).to_pylist() == ["a,b", None, "c,d"]


@given(st.lists(st.lists(st.sampled_from([None, "a", "b"]), min_size=4, max_size=4), max_size=4))
def test_a_section_has_brackets_and_commas_where_there_is_text(
    columns: list[list[str | None]],
) -> None:
    """The first text of a line, in whichever column, comes after the head."""
    codes = np.array([2, 0, 3, 1, 0])
    found = section("[", [(texts_of(column), codes) for column in columns], "],")
    made = pc.binary_join_element_wise("", *found, pa.array([""] * len(codes)), "").to_pylist()
    lines = [[c[n] for c in columns if c[n] is not None] for n in codes.tolist()]
    assert made == [f"[{','.join(map(str, some))}]," if some else "" for some in lines]
