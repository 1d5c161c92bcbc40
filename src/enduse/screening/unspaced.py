"""Words of scripts without spaces: known terms, fewest letters left over; the rest by sound."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from enduse.screening.phrases import Meaning
from enduse.screening.vocabulary import NamesKnowledge

Segment = tuple[str, Meaning | None]


def segment(run: str, knowledge: NamesKnowledge) -> list[Segment]:
    """Cut a run into known terms and single letters: fewest single letters, then fewest terms."""
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(run) + 1):
        options = [(best[end - 1][0] + 3, end - 1)]
        for start in range(max(0, end - knowledge.longest), end):
            if run[start:end] in knowledge.segments:
                options.append((best[start][0] + (1 if end - start > 1 else 2), start))
        best.append(min(options))
    cut: list[Segment] = []
    end = len(run)
    while end:
        start = best[end][1]
        text = run[start:end]
        meaning = knowledge.segments.get(text)
        if len(text) == 1 and (
            not start or (cut and cut[-1][1] is None) or _one_letter(run, start, best, knowledge)
        ):
            meaning = None  # one letter is a word only behind a name and before another word
        cut.append((text, meaning))
        end = start
    return _numbers(cut[::-1])


def _one_letter(run: str, end: int, best: list[tuple[int, int]], knowledge: NamesKnowledge) -> bool:
    """Whether a single unknown letter stands before `end`: the next belongs to its name."""
    start = best[end][1]
    if end - start > 1 or run[start:end] in knowledge.segments:
        return False
    before = best[start][1]
    return not start or run[before:start] in knowledge.segments


_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ORDINAL_MARK = "第"


def _numbers(cut: list[Segment]) -> list[Segment]:
    """Join numerals into one number: after an ordinal mark, or two and more of them."""
    joined: list[Segment] = []
    at = 0
    while at < len(cut):
        marked = cut[at][0] == _ORDINAL_MARK
        start = at + marked
        end = start
        while end < len(cut) and (cut[end][0] in _DIGITS or cut[end][0] in "十百"):
            end += 1
        value = _value("".join(text for text, _ in cut[start:end])) if end > start else None
        if value is not None and (marked or end - start > 1):
            text = "".join(text for text, _ in cut[at:end])
            joined.append((text, Meaning((str(value),), "translation")))
            at = end
        else:
            joined.append(cut[at])
            at += 1
    return joined


def _value(text: str) -> int | None:
    if not set(text) & set("十百"):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        else:
            total += max(digit, 1) * (10 if c == "十" else 100)
            digit = 0
    return total + digit


@lru_cache(maxsize=20_000)
def pinyin(letter: str) -> str:
    """Return the Mandarin reading of a Han letter, without tone; `v` for ü as passports do."""
    table = _sounds()
    if table is None:
        from pypinyin import Style, lazy_pinyin

        read = lazy_pinyin(letter, style=Style.NORMAL, errors="ignore")
        return str(read[0]).replace("ü", "v") if read else ""
    first = table.get(str(ord(letter)), "").partition(",")[0]
    plain = unicodedata.normalize("NFD", first).translate(_TONES)
    return unicodedata.normalize("NFC", plain).replace("ü", "v")


_TONES = dict.fromkeys((0x300, 0x301, 0x304, 0x30C))


@lru_cache(maxsize=1)
def _sounds() -> Mapping[str, str] | None:
    """The table of letters that pypinyin ships, by code point; None where it has none.

    Loading the library takes a quarter of a second, for phrases that single letters never ask.
    """
    found = find_spec("pypinyin")
    if found is None or found.origin is None:
        return None
    try:
        text = Path(found.origin).with_name("pinyin_dict.json").read_bytes()
        table: dict[str, str] = json.loads(text)
    except (OSError, ValueError):
        return None
    return table


_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k",
             "t", "p", "h")  # fmt: skip
_MEDIALS = ("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u",
            "wo", "we", "wi", "yu", "eu", "ui", "i")  # fmt: skip
_FINALS = ("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m",
           "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t")  # fmt: skip


def hangul_sound(syllable: str) -> str:
    """Return a Hangul syllable in Latin letters (Revised Romanization, letter by letter)."""
    code = ord(syllable) - 0xAC00
    if not 0 <= code < 11_172:
        return ""
    return _INITIALS[code // 588] + _MEDIALS[code % 588 // 28] + _FINALS[code % 28]
