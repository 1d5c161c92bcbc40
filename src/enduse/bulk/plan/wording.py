"""Names as words are compared, and which word facts can tell apart; many names at once.

Two names of one signature give the same answers to every fact that looks for words in names, so
these are asked for one of them only.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from enduse.knowledge.schema.facts import FactFile
from enduse.review.evaluate.wording import is_wide, plain
from enduse.review.spotting import places

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_ASCII = bytes(
    10 if c == "\n" else ord(c.lower()) if c.isalnum() else 32 for c in map(chr, range(128))
) + bytes(128)


def plain_all(texts: Sequence[str]) -> list[str]:
    """Each text as `plain` gives it; those in ASCII cost a fifth."""
    easy = [text.isascii() and "\n" not in text for text in texts]
    joined = "\n".join([text for text, is_ in zip(texts, easy, strict=True) if is_])
    lines = iter(joined.encode().translate(_ASCII).decode().split("\n"))
    return [
        " ".join(next(lines).split()) if is_ else plain(text)
        for text, is_ in zip(texts, easy, strict=True)
    ]


class Signatures:
    """Signatures of names under the word facts that read a party's name.

    Args:
        facts: ids of facts that read words.
        registry: all facts.
    """

    def __init__(self, facts: Iterable[str], registry: Mapping[str, FactFile]) -> None:
        self._bits: dict[str, int] = {}
        for bit, words in enumerate(_settings(facts, registry)):
            for word in words:
                pattern = _pattern(word)
                self._bits[pattern] = self._bits.get(pattern, 0) | 1 << bit
        self._values = list(self._bits.values())

    def of(self, plains: Sequence[str]) -> list[Hashable]:
        """A signature for each name, given as words are compared.

        A number tells which lists of words have one in the name; a name in which the ends of
        words cannot be told by blanks alone stands for itself.
        """
        found: list[Hashable] = [
            0 if one.isascii() or one.replace(" ", "").isalnum() else one for one in plains
        ]
        if not self._bits:
            return found
        marks: dict[int, int] = {}
        for line, index, _ in zip(
            *places(self._automaton, [f" {one} " for one in plains]), strict=True
        ):
            marks[line] = marks.get(line, 0) | self._values[index]
        for line, bits in marks.items():
            if found[line] == 0:
                found[line] = bits
        for line, one in enumerate(plains):
            if not one:
                found[line] = ""
        return found

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick(list(self._bits))


def _settings(facts: Iterable[str], registry: Mapping[str, FactFile]) -> Iterator[tuple[str, ...]]:
    for fact in facts:
        spec = registry[fact].derived
        if spec is None or not spec.reads or registry[spec.reads[0]].places != ("parties.name",):
            continue
        for name in ("words", "not_words"):
            words = spec.settings.get(name, ())
            yield (words,) if isinstance(words, str) else words


def _pattern(word: str) -> str:
    """What stands in a plain name with a blank at both ends where it holds the word."""
    text = plain(word.removesuffix("*"))
    return text if is_wide(text) else f" {text}" if word.endswith("*") else f" {text} "
