"""Many words at once get what each gets alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enduse.screening.canon import spelt_key
from enduse.screening.fold import fold, korean, skeleton
from enduse.screening.fold_many import folded, koreans, skeletons
from enduse.screening.names_plain import from_bytes, to_bytes
from enduse.screening.spelt_many import SpeltMany
from enduse.screening.vocabulary import NamesKnowledge

SYLLABLES = [*"aeiouyschkgztpwjqx0s", "ce", "se", "ies", "sky", "skaya", "ch", "kh", "ee", "ye"]
WORDS = st.lists(
    st.one_of(
        st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=8).map("".join),
        st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12),
    ),
    max_size=20,
)


@given(WORDS)
def test_keys_and_sounds_are_those_of_single_words(words: list[str]) -> None:
    """No step of one word reaches into the next."""
    assert folded(words) == [fold(word) for word in words]
    assert skeletons(words) == [skeleton(word) for word in words]
    assert koreans(words) == [korean(word) for word in words]


def test_misspelt_common_words_are_put_right_as_alone(names: NamesKnowledge) -> None:
    """Every common word with a letter left out, doubled, changed, or without its vowels."""
    common = names.repair.words
    words = {w[:i] + put + w[i + cut :] for w in common for i in range(len(w))
             for put, cut in (("", 1), ("q", 1), (w[i] * 2, 1), ("0", 1), ("xq", 2))}  # fmt: skip
    words |= {"".join(c for c in w if c not in "aeiouy") for w in common}
    asked = sorted(words | {"0il", "4th", "a", "zz", "x" * 40})
    alone = from_bytes(*to_bytes(names, {}).split(b"\n", 1))
    together = from_bytes(*to_bytes(names, {}).split(b"\n", 1))
    SpeltMany(together).learn(asked)
    assert together.spelt_keys == {text: spelt_key(text, alone) for text in asked}
    assert sum(spelt_key(w, alone) != fold(w) for w in words) > 500
