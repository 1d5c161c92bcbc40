"""Fold a text so that spelling variants compare equal, and find the way back to its own words.

Folding lowers case, drops accents, vowel marks and the Arabic article, turns hyphens, slashes and
line breaks into one blank, full-width into plain letters, traditional into simplified Han, and
sets a blank where a script without blanks meets another. It is a pure function of the text; terms
and texts pass the same one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

_ARTICLE = re.compile(r"(?<![\u0621-\u064a])(?:[وف]?(?:ال|بال|كال)|[وف]?لل)(?=[\u0621-\u064a]{3})")
SUBSTRING_SCRIPT = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uff66-\uff9f\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f]"
)
"""A character of a script that writes no blanks between words (Han, Kana, Hangul, Thai, ...)."""

_WIDE = SUBSTRING_SCRIPT.pattern
_BORDER = re.compile(rf"(?<={_WIDE})(?=[^\W_])(?!{_WIDE})|(?<=[^\W_])(?<!{_WIDE})(?={_WIDE})")
_HAS_ARABIC = re.compile(r"[\u0600-\u06ff]")
_BLANK = frozenset("-_/\\|'\"`*~^<>=“”„«»‘’‚´·•")
_ALIKE = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ۀ": "ه",
    "ı": "i",
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
    "ґ": "г",
    "\u200c": " ",
}
_DROPPED = frozenset("\u0640\u200d\ufeff\u00ad\u0670\u200e\u200f")


def _han(ch: str) -> str:
    from opencc import OpenCC  # only texts in Han pay for loading it

    if "converter" not in _CONVERTERS:
        _CONVERTERS["converter"] = OpenCC("t2s")
    out = str(_CONVERTERS["converter"].convert(ch))
    return out if len(out) == 1 else ch


_CONVERTERS: dict[str, Any] = {}


def _fold_char(ch: str) -> str:
    code = ord(ch)
    if 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF:
        return _han(ch)
    if ch in _DROPPED or 0x0300 <= code <= 0x036F or 0x064B <= code <= 0x065F:
        return ""
    if 0xAC00 <= code <= 0xD7A3 or 0x3040 <= code <= 0x30FF:
        return ch
    plain = "".join(c for c in unicodedata.normalize("NFKD", ch) if not "\u0300" <= c <= "\u036f")
    out = "".join(_ALIKE.get(c, c) for c in plain.lower() if not "\u0300" <= c <= "\u036f")
    out = "".join(_plain_sign(c) for c in out)
    return " " if out in _BLANK else out


def _plain_sign(ch: str) -> str:
    kind = unicodedata.category(ch)
    if kind in ("Zs", "Zl", "Zp", "Cc", "Cs", "Pd") or ch in _BLANK:
        return " "
    if kind == "Nd":
        return str(unicodedata.digit(ch))
    return {"。": ".", "、": ",", "،": ",", "؛": ";", "॥": "."}.get(ch, ch)


class _Table(dict[int, str]):
    """Folds a character the first time it is met; `str.translate` asks it for each one."""

    def __missing__(self, code: int) -> str:
        out = self[code] = _fold_char(chr(code))
        return out


_TABLE = _Table()
_ASCII = bytes(
    ord(c) if len(c) == 1 else 32 for c in (_fold_char(chr(code)) or " " for code in range(128))
) + bytes(128)


def fold(text: str) -> str:
    """Return the folded text: lower case, single blanks, no blanks at the ends."""
    if text.isascii():
        return b" ".join(text.encode().translate(_ASCII).split()).decode()
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    folded = " ".join(text.translate(_TABLE).split())
    if _HAS_ARABIC.search(folded):
        folded = _ARTICLE.sub("", folded)
    return _BORDER.sub(" ", folded) if SUBSTRING_SCRIPT.search(folded) else folded


_ZEROS = bytes(48 if 48 <= code <= 57 else code for code in range(256))


def unnumbered(text: str) -> str:
    """Return a text with a zero for each digit from one to nine."""
    return text.encode("utf-8", "surrogatepass").translate(_ZEROS).decode("utf-8", "surrogatepass")


def unnumbered_all(texts: Sequence[str]) -> list[str]:
    """Return each of `texts` with zeros for its digits."""
    lines = unnumbered("\0".join(texts)).split("\0")
    return lines if len(lines) == len(texts) else list(map(unnumbered, texts))


_LINES = bytearray(_ASCII)
_LINES[10] = 10
_WRITTEN = re.compile(r"[^ ]+")


def fold_all(texts: Sequence[str]) -> Iterator[str]:
    """Return each of `texts` folded; those in ASCII cost less than one by one."""
    plain = [text.isascii() and "\n" not in text for text in texts]
    joined = "\n".join([text for text, is_ in zip(texts, plain, strict=True) if is_])
    lines = iter(joined.encode().translate(bytes(_LINES)).decode().split("\n"))
    for text, is_ in zip(texts, plain, strict=True):
        yield " ".join(next(lines).split()) if is_ else fold(text)


class Trace:
    """The way back from places in the folded text to the text's own words."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        starts: list[int] = []
        if text.isascii():  # each character stands for itself or a blank
            self.text, self._starts = text, starts
            for word in _WRITTEN.finditer(text.encode().translate(_ASCII).decode()):
                starts += range(word.start(), word.end() + 1)
            del starts[-1:]
            return
        self.text = unicodedata.normalize("NFC", text)
        chars: list[str] = []
        for place, ch in enumerate(self.text):
            for out in _TABLE[ord(ch)]:
                if out.isspace() and (not chars or chars[-1] == " "):
                    continue
                chars.append(" " if out.isspace() else out)
                starts.append(place)
        if chars and chars[-1] == " ":
            chars.pop()
            starts.pop()
        folded = "".join(chars)
        for found in reversed(list(_ARTICLE.finditer(folded))):
            del starts[found.start() : found.end()]
        folded = _ARTICLE.sub("", folded)
        for found in reversed(list(_BORDER.finditer(folded))):
            starts.insert(found.start(), starts[found.start()])
        self._starts = starts

    def words(self, start: int, end: int) -> str:
        """Return the text's own words behind the folded characters from `start` to `end`."""
        if start >= end:
            return ""
        return self.text[self._starts[start] : self._starts[end - 1] + 1]

    def __len__(self) -> int:
        return len(self._starts)
