"""What is known of a word before its name is read: the most it can carry, the least it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from enduse.screening.canon import spelt_key, word
from enduse.screening.compound import LONGEST, SHORTEST
from enduse.screening.derived import part_index
from enduse.screening.feature import PASSIVE
from enduse.screening.phrases import MARKS, own_script
from enduse.screening.score import query_cost
from enduse.screening.script import latin
from enduse.screening.vocabulary import NamesKnowledge, resolve
from enduse.screening.weight import kind_of, weight_of
from enduse.screening.word import Kind, Word

SCREEN, INSTITUTION, LEGAL, PART, ACRONYM = 1, 2, 4, 8, 16
"""Facts of a word: its name must be read, or: it is a kind of body, a legal form, a word of a
known part, a possible acronym of its own name."""
_ALIAS_WORDS = frozenset({"aka", "fka", "nka", "formerly", "also"})


@dataclass(frozen=True, slots=True)
class Token:
    """Bounds for one word as written, in any name.

    Args:
        most: the most weight it can bring to a match.
        cost, part_cost: the least it costs where it has no partner; for names of institutions.
        facts: bits of the constants above.
        word: the word it is where no phrase takes it; None where a phrase may.
        spelt: its letters, where it may be written as one with a neighbour.
    """

    most: int
    cost: int
    part_cost: int
    facts: int
    word: Word | None
    spelt: str


class Tokens:
    """Reads words as written, one by one, with the phrases of the knowledge in mind."""

    def __init__(self, names: NamesKnowledge) -> None:
        self._names = names
        self._organs = {max(organ, key=self._rarity) for organ in names.organs}
        self._edges: dict[tuple[str, bool], tuple[int, int]] = {}
        for path, meaning in names.phrases.paths():
            keys = resolve(meaning, names)
            most = sum(weight_of(key, kind_of(key, names), names) for key in keys)
            share = -(-most // len(path))  # all of the phrase must be there to bring it all
            facts = self._facts(keys)
            telling = max(path, key=lambda edge: self._rarity(edge[0].lstrip(MARKS)))
            for edge in path:
                old = self._edges.get(edge, (0, 0))
                told = facts if edge == telling else facts & LEGAL
                self._edges[edge] = (max(old[0], share), old[1] | told)
        self._part = {key for row in part_index(names) for key in row}

    def _rarity(self, key: str) -> int:
        return weight_of(key, kind_of(key, self._names), self._names)

    def _facts(self, keys: Sequence[str]) -> int:
        facts = 0
        for key in keys:
            kind = kind_of(key, self._names)
            if key in self._names.brands or key in self._organs or kind is Kind.BRANCH:
                facts |= SCREEN
            if key in self._names.institutions:
                facts |= INSTITUTION
            if kind is Kind.LEGAL:
                facts |= LEGAL
        return facts

    def read(self, text: str) -> Token:
        """Return the bounds of a word in lower case."""
        key = spelt_key(text, self._names)
        facts = self._facts((key,))
        if text in _ALIAS_WORDS:
            facts |= SCREEN
        how = "equal" if text.isascii() else "transliteration"
        one = word(text, key, how, self._names)
        marked = own_script(text) + key
        edges = self._names.phrases.edges_of(marked, self._edges)
        if edges:
            most = max(self._edges[edge][0] for edge in edges)
            if self._names.phrases.longest([marked], 0) is None:
                most = max(most, one.weight)  # alone it stays what it is
            for edge in edges:
                facts |= self._edges[edge][1]
            return Token(most, 0, 0, facts | PART, None, latin(text))
        if one.kind in PASSIVE:
            return Token(one.weight, 0, 0, facts | PART, None, one.spelt)
        if key in self._part:
            facts |= PART
        if SHORTEST <= len(text) <= LONGEST and text.isascii() and text.isalpha():
            facts |= ACRONYM
        return Token(
            one.weight,
            query_cost(one, institution=False),
            min(query_cost(one, institution=True), query_cost(one, institution=False)),
            facts,
            one,
            one.spelt,
        )
