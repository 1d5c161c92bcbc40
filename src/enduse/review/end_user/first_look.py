"""A first look at many names: which may be those of organs, before each is read with care."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from enduse.review.end_user.recognise import LONGEST_NAME, OrganRecogniser
from enduse.review.spotting import lines_with


class FirstLook:
    """Says which names hold a word of an organ."""

    def __init__(self, recogniser: OrganRecogniser) -> None:
        self._recogniser = recogniser

    def possible(self, names: Sequence[str]) -> list[bool]:
        """False where a name is that of no organ in any country; a tenth of the cost of asking."""
        spelling = self._recogniser.spelling
        some = lines_with(
            self._words, list(spelling.fold_all([name[:LONGEST_NAME] for name in names]))
        )
        return [line in some for line in range(len(names))]

    @cached_property
    def _words(self) -> AhoCorasick:
        lexicon = self._recogniser.lexicon
        return AhoCorasick([lexicon.patterns[index] for index in sorted(lexicon.organ)])
