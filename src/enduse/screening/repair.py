"""Misspelt small words: `compamies` is a company, `LMTD` is limited, `0il` is oil."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

_LOOKALIKE_DIGITS = str.maketrans("01258", "olzsb")
_VOWELS = str.maketrans("", "", "aeiouy")
SHORTEST = 6
LEAST_CONSONANTS = 3


def letters_for_digits(word: str) -> str:
    """Return the word with one digit read as the letter it looks like, between three letters."""
    digits = sum(c.isdigit() for c in word)
    if digits == 1 and len(word) > 3 and word.isascii() and word.isalnum():
        return word.translate(_LOOKALIKE_DIGITS)
    return word


class Repair:
    """Puts a word right that is one edit, or its vowels, away from a word everybody uses.

    Args:
        common: words of legal forms and generic words; the short ones are left out.
    """

    def __init__(self, common: Iterable[str]) -> None:
        words = sorted(word for word in common if len(word) >= SHORTEST)
        self._words = frozenset(words)
        self._forms: dict[str, list[str]] = {}
        self._bare: dict[str, str] = {}
        for word in words:
            for form in _forms(word):
                self._forms.setdefault(form, []).append(word)
            bare = word.translate(_VOWELS)
            if len(bare) > LEAST_CONSONANTS:
                self._bare.setdefault(bare, word)

    @property
    def words(self) -> list[str]:
        """The common words it knows, in order."""
        return sorted(self._words)

    def has_consonants(self, word: str) -> bool:
        """Whether these are the consonants of a common word."""
        return word in self._bare

    def __call__(self, word: str) -> str:
        """Return the common word that is meant, or the word itself."""
        if word in self._words or len(word) <= LEAST_CONSONANTS:
            return word
        if word in self._bare:
            return self._bare[word]
        if len(word) < SHORTEST:
            return word
        for form in _forms(word):
            for common in self._forms.get(form, ()):
                if OSA.distance(word, common, score_cutoff=1) == 1:
                    return common
        return word


def _forms(word: str) -> Iterator[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
