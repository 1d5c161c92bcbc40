"""One spelling for a name and for the words of the grammar, whatever the script.

Case, accents, vowel signs of Arabic and Hebrew, punctuation, dotted abbreviations, traditional
Han forms, Arabic articles and small words are folded away. What is left is words between single
spaces, with a space at both ends, so that " police " can only match a whole word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
)
_JOINERS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad"), " ")
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ə": "e",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ة": "ه",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ھ": "ه",
        "ہ": "ه",
    }
)
# \w leaves out the vowel signs of Indic and South-East Asian scripts and of Ethiopic.
_SIGNS = "\u0900-\u0dff\u0e00-\u0eff\u0f00-\u109f\u135d-\u135f\u1780-\u17ff"
_SPLIT = re.compile(rf"[^\w{_SIGNS}]+|_+")
_PLAIN = bytes(
    ord(c.lower()) if c.isalnum() else 10 if c == "\n" else 32 for c in map(chr, range(128))
)
_PLAIN += bytes(128)
"""What `_SPLIT` makes of ASCII, line by line: letters and digits stay, all else is a blank."""
_WORD = re.compile(rf"[\w{_SIGNS}]+")
_DOTTED = re.compile(r"\b(?:\w[./])+(?:\w(?!\w))?")
_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_HAN_GAP = re.compile(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")
_HAN_ANY = re.compile(rf"[{_HAN}]")
_UNSPACED = re.compile(f"[{_HAN}\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARTICLE = re.compile("^(?:[وبكف]?ال|لل)(?=..)")


@dataclass(frozen=True, slots=True)
class Spelling:
    """The folding of one grammar: its small words and its Han variants.

    Args:
        fillers: words that are left out of names and of terms alike.
        variants: code point of a variant character to the form the grammar uses.
    """

    fillers: frozenset[str]
    variants: Mapping[int, str]

    def fold(self, text: str) -> str:
        """Return `text` in the one spelling, padded with a space at both ends."""
        low = text.lower() if text.isascii() else self._fold_letters(text)
        if "." in low or "/" in low:
            low = _DOTTED.sub(_undot, low)
        words = _SPLIT.sub(" ", low).split()
        if not low.isascii() and _ARABIC.search(low):
            words = [_ARTICLE.sub("", word) for word in words]
        joined = " ".join([word for word in words if word not in self.fillers])
        if not low.isascii() and _HAN_ANY.search(joined):
            joined = _HAN_GAP.sub("", joined)
        return f" {joined} "

    def _fold_letters(self, text: str) -> str:
        low = text.translate(_JOINERS).casefold()
        low = _MARKS.sub("", unicodedata.normalize("NFKD", low))
        low = unicodedata.normalize("NFC", low).translate(_LETTERS).translate(self.variants)
        # Thai and Lao "am" comes apart for good in NFKD; one sign again, so that places count.
        return low.replace("\u0e4d\u0e32", "\u0e33").replace("\u0ecd\u0eb2", "\u0eb3")

    def fold_all(self, texts: Sequence[str]) -> Iterator[str]:
        """Return each of `texts` as `fold` does; those in ASCII cost a tenth."""
        plain = [text.isascii() and "\n" not in text for text in texts]
        joined = "\n".join([text for text, is_ in zip(texts, plain, strict=True) if is_])
        bare = _DOTTED.sub(_undot, joined.lower()).encode().translate(_PLAIN).decode()
        lines, fillers = iter(bare.split("\n")), self.fillers
        for text, is_ in zip(texts, plain, strict=True):
            if not is_:
                yield self.fold(text)
                continue
            words = next(lines).split()
            if not fillers.isdisjoint(words):
                words = [word for word in words if word not in fillers]
            yield f" {' '.join(words)} "

    def words(self, text: str) -> tuple[Original, ...]:
        """Return the words of `text` as written, each with its place in the folded text.

        A small word takes up no place there. Slower than `fold`: for names in which something
        was found.
        """
        found: list[Original] = []
        at = 1
        previous_han = False
        for match in _WORD.finditer(_DOTTED.sub(_undot, text)):
            folded = self.fold(match[0]).strip()
            if not folded:
                found.append(Original(match[0], at, at))
                continue
            if previous_han and _HAN_ANY.match(folded[0]):
                at -= 1
            found.append(Original(match[0], at, at + len(folded)))
            at += len(folded) + 1
            previous_han = bool(_HAN_ANY.match(folded[-1]))
        return tuple(found)


def _undot(match: re.Match[str]) -> str:
    return match[0].replace(".", "").replace("/", "") + " "


@dataclass(frozen=True, slots=True)
class Original:
    """A word as written, and where its folded form starts and ends in the folded name."""

    text: str
    start: int
    end: int

    @property
    def small(self) -> bool:
        """Whether folding leaves the word out."""
        return self.start == self.end

    def part(self, start: int, end: int) -> str:
        """The letters of the word between two places of the folded name."""
        if len(self.text) != self.end - self.start:
            return self.text
        return self.text[max(0, start - self.start) : max(0, end - self.start)]


def is_unspaced(text: str) -> bool:
    """Whether the script of `text` is written without spaces between words (Han, Thai, …)."""
    return _UNSPACED.search(text) is not None
