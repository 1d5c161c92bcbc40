"""What share of a file's texts the lexicon can read at all, so that silence is not absence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from enduse.review.goods.fold import fold

if TYPE_CHECKING:
    from enduse.knowledge.schema.goods_words import GoodsWordsFile

_SHORT = 8
_LETTER = re.compile("[A-Za-z]")
_SCRIPT_NAMES = {
    "LATIN": "latin",
    "CYRILLIC": "cyrillic",
    "ARABIC": "arabic",
    "CJK": "han",
    "HIRAGANA": "kana",
    "KATAKANA": "kana",
    "HANGUL": "hangul",
    "THAI": "thai",
    "GREEK": "greek",
    "HEBREW": "hebrew",
    "DEVANAGARI": "devanagari",
    "ETHIOPIC": "ethiopic",
}
_ONE_LANGUAGE = {"kana": "ja", "hangul": "ko", "thai": "th", "han": "zh"}


@cache
def _script_of(ch: str) -> str:
    if not ch.isalpha():
        return ""
    name = unicodedata.name(ch, "OTHER").split(" ", 1)[0].split("-", 1)[0]
    return _SCRIPT_NAMES.get(name, "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """Whether a text can be read, and why not.

    Args:
        state: `read`, `short` (fewer than eight letters), `empty`, `no_letters` (numbers and
            signs only), `other_script` (no term of the lexicon is in it).
        script: the script of most letters, or empty.
        language: the guess by its commonest words; empty where they do not tell. It is for
            counting only and decides nothing.
        letters: number of letters.
    """

    state: str
    script: str = ""
    language: str = ""
    letters: int = 0


class Reader:
    """Says how readable texts are, by the languages that the lexicon claims to read."""

    def __init__(self, words: Mapping[str, GoodsWordsFile]) -> None:
        shared = words["recognition"]
        self._languages: dict[str, frozenset[str]] = {
            language: frozenset(map(fold, shared.function_words.get(language, ())))
            for language in shared.languages
        }
        samples = {language: script for script, language in _ONE_LANGUAGE.items()}
        self._scripts = {samples[one] for one in self._languages if one in samples}
        for listed in shared.function_words.values():
            self._scripts |= {_script_of(ch) for word in listed for ch in word} - {""}

    def readable(self, text: str | None) -> Readable:
        """Return the state of one text; a pure function of it."""
        found = self._state(text)
        if text is None or found.state not in ("read", "short"):
            return found
        return replace(found, language=_ONE_LANGUAGE.get(found.script) or self._guess(text))

    def _state(self, text: str | None) -> Readable:
        if text is None or not text.strip():
            return Readable(state="empty")
        counts = Counter(filter(None, map(_script_of, text)))
        letters = sum(counts.values())
        if not letters:
            return Readable(state="no_letters")
        script = max(counts, key=lambda one: (counts[one], one))
        if counts["kana"] and script == "han":
            script = "kana"
        if script not in self._scripts:
            return Readable(state="other_script", script=script, letters=letters)
        wide = script in _ONE_LANGUAGE
        state = "short" if letters < (2 if wide else _SHORT) else "read"
        return Readable(state=state, script=script, letters=letters)

    def legible(self, text: str | None) -> bool:
        """Whether the state of a text is `read` or `short`, without the guess of its language."""
        if text is None:
            return False
        if text.isascii():
            return "latin" in self._scripts and _LETTER.search(text) is not None
        return self._state(text).state in ("read", "short")

    def _guess(self, text: str) -> str:
        words = fold(text).split()
        scores = {
            language: sum(word in common for word in words)
            for language, common in self._languages.items()
        }
        ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
        if ranked[0][1] == 0 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return ""
        return ranked[0][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Counts over a file: texts by state, by script and by guessed language (`""`: not told)."""

    texts: int
    states: tuple[tuple[str, int], ...]
    scripts: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]

    @property
    def share_read(self) -> int:
        """Texts that could be read, in ten-thousandths of all."""
        read = dict(self.states).get("read", 0) + dict(self.states).get("short", 0)
        return read * 10_000 // self.texts if self.texts else 0


def coverage(reader: Reader, texts: Iterable[str | None]) -> Coverage:
    """Count how readable texts are, most frequent first."""
    states: Counter[str] = Counter()
    scripts: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for text in texts:
        one = reader.readable(text)
        states[one.state] += 1
        if one.script:
            scripts[one.script] += 1
            languages[one.language] += 1
    return Coverage(
        texts=sum(states.values()),
        states=_ranked(states),
        scripts=_ranked(scripts),
        languages=_ranked(languages),
    )


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
