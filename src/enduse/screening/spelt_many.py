"""The keys of many new words at once: what `canon.spelt_key` gives each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from enduse.screening.fold_many import folded
from enduse.screening.neighbours import forms
from enduse.screening.repair import LEAST_CONSONANTS, SHORTEST, Repair, letters_for_digits
from enduse.screening.vocabulary import REMEMBERED, NamesKnowledge

_LONG = 24
"""Letters from which words are put right one by one."""


class SpeltMany:
    """Learns keys of words in the knowledge that `canon.spelt_key` asks."""

    def __init__(self, names: NamesKnowledge) -> None:
        self._names = names
        self._forms = np.unique(forms(names.repair.words, most=1)[0])

    def learn(self, texts: Iterable[str]) -> None:
        """Note the keys of words of basic Latin letters and digits; others are left alone."""
        names = self._names
        known = names.spelt_keys
        new = [t for t in dict.fromkeys(texts) if t not in known and t.isascii() and t.isalnum()]
        new = new[: max(REMEMBERED - len(known), 0)]
        plain = [text if text.isalpha() else letters_for_digits(text) for text in new]
        keys = folded(plain)
        bits, phrases = names.bits, names.phrases
        odd = [i for i, key in enumerate(keys) if key not in bits and key not in phrases]
        right = self._put_right([plain[i] for i in odd], names.repair)
        again = [i for i in odd if plain[i] in right]
        for i, key in zip(again, folded([right[plain[i]] for i in again]), strict=True):
            keys[i] = key
        known.update(zip(new, keys, strict=True))

    def _put_right(self, words: Sequence[str], repair: Repair) -> dict[str, str]:
        """Return those words that are misspelt common ones, with what is meant."""
        whole = sorted({word for word in words if len(word) > LEAST_CONSONANTS})
        maybe = {word for word in whole if len(word) > _LONG or repair.has_consonants(word)}
        rest = [word for word in whole if SHORTEST <= len(word) <= _LONG]
        hashes, owners = forms(rest, most=1)
        if len(self._forms):
            at = np.searchsorted(self._forms, hashes)
            at[at == len(self._forms)] = 0
            maybe.update(rest[i] for i in owners[self._forms[at] == hashes].tolist())
        found = {word: repair(word) for word in maybe}
        return {word: right for word, right in found.items() if right != word}
