"""The tables of near spellings say of every word what comparing it with each word says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enduse.screening.align import spelling_quality
from enduse.screening.neighbours import near, sorted_forms

LETTERS = "abc"


@given(
    st.text(LETTERS, min_size=4, max_size=70),
    st.lists(st.tuples(st.integers(0, 69), st.sampled_from(["", "x", "xa", "swap"])), max_size=2),
)
def test_words_within_the_allowed_edits_are_pairs_at_any_length(
    word: str, edits: list[tuple[int, str]]
) -> None:
    """Letters are changed, left out, put in or swapped."""
    other = word
    for at, put in edits:
        at %= len(other)
        swap = other[at + 1 : at + 2] + other[at]
        other = other[:at] + (swap + other[at + 2 :] if put == "swap" else put + other[at + 1 :])
    if len(other) < 4 or not spelling_quality(word, other):
        return
    left, right = near([other, "zzzz"], *sorted_forms([word]), longest=len(word))
    assert [*zip(left.tolist(), right.tolist(), strict=True)] == [(0, 0)]
