"""One spelling for the many spellings of a word, so that list and query agree.

`fold` takes a word in basic Latin letters and returns a key: plurals, doubled letters and the
habits of transliteration (y/i/j, kh/h, c/k/ts, x/ks, w/v) fall together. `skeleton` keeps the
consonants, for scripts that do not write vowels.
"""

from __future__ import annotations

import re

FOLD_VERSION = "2"
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th|nd|y|yi|i|oy|go|j)?\Z")
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLE = re.compile(r"([a-z])\1+")
_ADJECTIVE = re.compile(r"(?<=[a-z]{3})sk(?:i|ii|aia|oe|oie|oi|ogo|ih|ia)\Z")
"""Endings of Slavic adjectives: Izhevsky, Izhevskii, Izhevskaya and Izhevsk are one."""
STEPS: tuple[tuple[str, str], ...] = (
    ("shch", "sh"), ("sch", "sh"), ("tch", "#"), ("ch", "#"), ("zh", "z"), ("kh", "h"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("tz", "ts"), ("cz", "#"),
    ("dzh", "j"), ("dj", "j"),
)  # fmt: skip
LATER: tuple[tuple[str, str], ...] = (
    ("ae", "a"), ("oe", "o"), ("c", "k"), ("q", "k"), ("w", "v"), ("x", "ks"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("yo", "e"),
    ("y", "i"), ("j", "i"), ("iia", "ia"), ("ie", "e"), ("ii", "i"),
)  # fmt: skip


def fold(word: str) -> str:
    """Return the key of a lower-case word of basic Latin letters and digits.

    Numbers keep their value: `54th` and `054` are `54`. A word is never folded to nothing.
    """
    if word[0].isdigit():
        ordinal = _ORDINAL.match(word)
        return (ordinal[1].lstrip("0") or "0") if ordinal else word
    if len(word) < 4:
        return word  # a short word has no spelling to spare
    text = word
    if len(text) > 5 and text.endswith("e"):
        text = _without_silent(text)
    if len(text) > 4 and text.endswith("s") and text[-2] not in "sui":
        text = text[:-3] + "y" if text.endswith("ies") else text[:-1]
    for old, new in STEPS:
        if old in text:
            text = text.replace(old, new)
    if "c" in text:
        text = _SOFT_C.sub("ts", text)
    if text.startswith("ye"):
        text = text[1:]
    for old, new in LATER:
        if old in text:
            text = text.replace(old, new)
    text = _DOUBLE.sub(r"\1", text)
    if "sk" in text:
        text = _ADJECTIVE.sub("sk", text)
    return text or word


def _without_silent(text: str) -> str:
    """Drop an e that is not heard, as other languages do: service and servis, impulse, impuls."""
    if text.endswith("ce") and text[-3] in "aeiouyn":
        return text[:-2] + "s"
    return text[:-1] if text.endswith("se") and text[-3] not in "aeiouy" else text


def fold_stem(stem: str) -> str:
    """Return the key that opens the keys of all words with this stem."""
    return fold(stem + "0")[:-1]


_VOWELS = re.compile(r"(?<!\A)[aeiouy'`]+")
_FIRST_VOWELS = re.compile(r"\A[aeiou'`]+")
SKELETON: tuple[tuple[str, str], ...] = (
    ("kh", "h"), ("gh", "g"), ("ch", "c"), ("sh", "s"), ("zh", "z"), ("th", "t"), ("dh", "d"),
    ("ph", "f"), ("ck", "k"), ("ts", "s"), ("tz", "s"), ("x", "ks"), ("q", "k"), ("w", "v"),
    ("p", "b"), ("dj", "g"), ("j", "g"), ("c", "k"),
)  # fmt: skip


def skeleton(word: str) -> str:
    """Return the consonants of a Latin word, in the classes that abjads tell apart.

    An initial vowel is kept as `a`: abjads write it.
    """
    text = word
    for old, new in SKELETON:
        if old in text:
            text = text.replace(old, new)
    first = "a" if _FIRST_VOWELS.match(text) else ""
    text = first + _VOWELS.sub("", _FIRST_VOWELS.sub("", text))
    if len(text) > 2 and text.endswith("h"):
        text = text[:-1]  # Abdallah, Abdalla
    return _DOUBLE.sub(r"\1", text)


KOREAN: tuple[tuple[str, str], ...] = (
    ("'", ""), ("eo", "o"), ("eu", "u"), ("ae", "e"), ("oe", "e"), ("oi", "e"), ("yi", "i"),
    ("ui", "i"), ("oo", "u"), ("ee", "i"), ("sh", "s"), ("ch", "j"), ("g", "k"), ("d", "t"),
    ("b", "p"), ("r", "l"), ("w", "u"), ("ph", "p"), ("th", "t"), ("kh", "k"),
    ("ou", "o"), ("u", "o"),
)  # fmt: skip


def korean(word: str) -> str:
    """Return a key that the romanisations of one Korean word share (Kwang, Gwang; Sung, Song)."""
    text = word
    for old, new in KOREAN:
        if old in text:
            text = text.replace(old, new)
    return _DOUBLE.sub(r"\1", text)
