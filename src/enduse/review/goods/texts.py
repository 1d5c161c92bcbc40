"""What texts show: many read at once, and those that differ in numbers only read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from enduse.review.goods.evidence import NOTHING, TextEvidence
from enduse.review.goods.fold import unnumbered_all
from enduse.review.goods.parameters import Asked, facts_of, readings
from enduse.review.goods.reading import read_signs

if TYPE_CHECKING:
    from enduse.knowledge.schema.goods_words import Points
    from enduse.knowledge.schema.technology import TechnologyFile
    from enduse.review.goods.lexicon import Lexicon, Scanned

REMEMBERED = 100_000
"""Texts without their numbers that are remembered; a bound on memory."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a text shows, and so does any that differs from it in numbers only, each as long.

    Args:
        evidence: without facts.
        asked: readings of facts that may find something.
        own: the numbers decide, or stand among the words: each text is read by itself.
    """

    evidence: TextEvidence
    asked: tuple[Asked, ...] = ()
    own: bool = False


_NOTHING = Shown(NOTHING)
_NOTHING_OWN = Shown(NOTHING, own=True)


class TextReader:
    """Reads texts; a pure function of each.

    Args:
        lexicon: all terms.
        technology: files by id; those of a technology that has a word in a text are read.
        points: what signs are worth, and from how near they bear on each other.
        means: technologies that others often work with.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        technology: Mapping[str, TechnologyFile],
        points: Points,
        means: frozenset[str],
    ) -> None:
        self._lexicon = lexicon
        self._technology = technology
        self._points = points
        self._means = means
        self._known: dict[str, Shown] = {}
        self._readings: dict[tuple[str, ...], tuple[Asked, ...]] = {}

    def read(self, texts: Sequence[str]) -> list[TextEvidence]:
        """Return what each text shows."""
        plain = unnumbered_all(texts)
        if len(self._known) > REMEMBERED:
            self._known.clear()
        known = self._known
        new: dict[str, str] = {}
        for without, text in zip(plain, texts, strict=True):
            if without not in known:
                new.setdefault(without, text)
        own: dict[str, Shown] = {}
        for without, shown in zip(new, self._look(list(new.values())), strict=True):
            known[without] = own[new[without]] = shown
        pairs = list(zip(texts, map(known.__getitem__, plain), strict=True))
        rest = list(dict.fromkeys(text for text, one in pairs if one.own and text not in own))
        own.update(zip(rest, self._look(rest), strict=True))
        return [
            NOTHING if one is _NOTHING else _with_facts(own[text] if one.own else one, text)
            for text, one in pairs
        ]

    def _look(self, texts: Sequence[str]) -> list[Shown]:
        if not texts:
            return []
        return [
            _NOTHING if scanned is None else self._shown(scanned)
            for scanned in self._lexicon.scan(texts)
        ]

    def _shown(self, scanned: Scanned) -> Shown:
        text = scanned.text
        hits = self._lexicon.hits(scanned)
        own = self._lexicon.reads_numbers(scanned) or any(
            any(map(str.isdigit, hit.words)) for hit in hits
        )
        signs, negative, context = read_signs(hits, self._points, text, self._means)
        if not signs:
            return _NOTHING_OWN if own else _NOTHING
        evidence = TextEvidence(signs=signs, negative=negative, context=context)
        asked = self._asked(evidence.technologies)
        may = tuple(one for one in asked if not one.blind or one.pattern.search(text))
        return Shown(evidence, may, own)

    def _asked(self, ids: tuple[str, ...]) -> tuple[Asked, ...]:
        asked = self._readings.get(ids)
        if asked is None:
            asked = self._readings[ids] = readings(ids, self._technology)
        return asked


def _with_facts(shown: Shown, text: str) -> TextEvidence:
    facts = facts_of(text, shown.asked) if shown.asked else ()
    return replace(shown.evidence, facts=facts) if facts else shown.evidence
