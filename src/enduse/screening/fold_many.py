"""The keys and sounds of many words at once: the steps of `fold`, over one text of many lines.

A line is a word; no step looks beyond its line, so each gets what `fold.fold`, `skeleton` and
`korean` give it alone (`tests/screening/test_fold_many.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from enduse.screening.fold import KOREAN, LATER, SKELETON, STEPS, fold

_SHORT = 4
# The letter that is looked for stands first, so that it is found without trying every place.
_SOUND_E = re.compile(r"ce(?=\n)(?<=[^\n]{3}[aeiouyn]ce)")
_SILENT_E = re.compile(r"se(?=\n)(?<=[^\n]{3}[^aeiouy\n]se)")
_IES = re.compile(r"ies(?=\n)(?<=[^\n]{2}ies)")
_PLURAL = re.compile(r"s(?=\n)(?<=[^\n]{3}[^sui\n]s)")
_SOFT_C = re.compile(r"c(?=[eiy])")
_ADJECTIVE = re.compile(r"sk(?:i|ii|aia|oe|oie|oi|ogo|ih|ia)(?=\n)")
_FIRST_VOWELS = re.compile(r"\n[aeiou]+")
_LAST_H = re.compile(r"h(?=\n)(?<=[^\n]{2}h)")


def folded(words: Sequence[str]) -> list[str]:
    """Return `fold` of words of lower-case basic Latin letters and digits."""
    rows = [i for i, word in enumerate(words) if len(word) >= _SHORT and not word[0].isdigit()]
    found = [fold(word) if word[0].isdigit() else word for word in words]
    for i, key in zip(rows, _by_line([words[i] for i in rows], _fold), strict=True):
        found[i] = key or words[i]
    return found


def skeletons(words: Sequence[str]) -> list[str]:
    """Return `skeleton` of words of lower-case basic Latin letters and digits."""
    return _by_line(words, _skeleton)


def koreans(words: Sequence[str]) -> list[str]:
    """Return `korean` of words of lower-case basic Latin letters and digits."""
    return _by_line(words, _korean)


def _by_line(words: Sequence[str], change: Callable[[str], str]) -> list[str]:
    if not words:
        return []
    return change("\n" + "\n".join(words) + "\n")[1:-1].split("\n")


def _replaced(text: str, steps: Sequence[tuple[str, str]]) -> str:
    for old, new in steps:
        text = text.replace(old, new)
    return text


def _fold(text: str) -> str:
    text = _SILENT_E.sub("s", _SOUND_E.sub("s", text))
    text = _PLURAL.sub("", _IES.sub("y", text))
    text = _SOFT_C.sub("ts", _replaced(text, STEPS))
    text = _undoubled(_replaced(text.replace("\nye", "\ne"), LATER))
    return _ADJECTIVE.sub(_root, text)


def _root(match: re.Match[str]) -> str:
    start = match.start()
    before = match.string[max(start - 3, 0) : start]
    return "sk" if len(before) == 3 and before.isalpha() else match[0]


def _skeleton(text: str) -> str:
    text = _FIRST_VOWELS.sub("\nA", _replaced(text, SKELETON))
    return _undoubled(_LAST_H.sub("", _without_vowels(text))).replace("A", "a")


def _korean(text: str) -> str:
    return _undoubled(_replaced(text, KOREAN))


def _without_vowels(text: str) -> str:
    """Leave out vowels, but for those that open a line or follow its opening vowels."""
    data = np.frombuffer(text.encode("ascii"), np.uint8)
    kept = ~_IS_VOWEL[data]
    kept[0] = True
    kept[1:] |= _OPENS[data[:-1]]
    return data[kept].tobytes().decode("ascii")


def _undoubled(text: str) -> str:
    data = np.frombuffer(text.encode("ascii"), np.uint8)
    kept = np.ones(len(data), np.bool_)
    kept[1:] = (data[1:] != data[:-1]) | ~_IS_LETTER[data[1:]]
    return data[kept].tobytes().decode("ascii")


def _among(letters: bytes) -> npt.NDArray[np.bool_]:
    found = np.zeros(256, np.bool_)
    found[list(letters)] = True
    return found


_IS_VOWEL, _OPENS = _among(b"aeiouy"), _among(b"\nA")
_IS_LETTER = _among(b"abcdefghijklmnopqrstuvwxyz")
