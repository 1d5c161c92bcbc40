"""Turn a term of the knowledge into what is searched for: an anchor, and a check around it.

How terms are written: `video surveillance` (inflected as its language does), `kamer*` (any
ending), `*kamera` (any beginning), `camera .. recognition` (in this order, near each other),
`DPI` (in capitals only). In scripts without spaces a term may stand anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from enduse.review.goods.fold import SUBSTRING_SCRIPT, fold

if TYPE_CHECKING:
    from enduse.knowledge.schema.goods_words import Inflection

WORDS = ("strong", "weak", "brand_strong", "brand_weak")
"""Kinds of terms that speak for a technology, strongest first within a place."""

_OPEN = "\ue000"
_ANY_TAIL = 99
_SHORT = 3
_ROOM = {4: 2, 5: 2, 6: 4}
"""Letters that may follow a short word, by its length: `toma` is not `tomato`."""
PUNCTUATION = str.maketrans({ord(ch): " " for ch in ".,;:!?()[]{}&%#@+…"})
_BLANKS = bytes(32 if PUNCTUATION.get(code) else code for code in range(128)) + bytes(
    range(128, 256)
)
_SENTENCE = re.compile(r"[.;!?](?!\d)")


def without_punctuation(folded: str) -> str:
    """As `translate(PUNCTUATION)`, by bytes: many times as fast in long texts."""
    plain = folded.encode("utf-8", "surrogatepass").translate(_BLANKS)
    return plain.decode("utf-8", "surrogatepass").replace("…", " ")


def searchable(folded: str) -> str:
    """Return a folded text as terms are searched in it: no punctuation, a blank at both ends."""
    return f" {without_punctuation(folded)} "


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a term: its fixed part, and how many letters may stand around it."""

    core: str
    tail: int
    open_left: bool


def _letter(ch: str) -> bool:
    return ch.isalpha() and not SUBSTRING_SCRIPT.match(ch)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words side by side; `first` is the word with which the anchor begins."""

    words: tuple[Word, ...]
    first: int
    anchor: str
    prefixes: str
    substring: bool

    def at(self, text: str, place: int) -> tuple[int, int] | None:
        """Return the span of the segment whose anchor stands at `place`, or None.

        The anchor is looked at again: what was found may differ from it in digits.
        """
        if self.substring:
            end = place + len(self.anchor)
            return (place, end) if text.startswith(self.anchor, place) else None
        start = place + 1 if self.anchor[0] == " " else place
        end = self._rightwards(text, start)
        if end < 0:
            return None
        begin = self._leftwards(text, start)
        return None if begin < 0 else (begin, end)

    def _rightwards(self, text: str, place: int) -> int:
        first = True
        for word in self.words[self.first :]:
            if first:
                first = False
            elif text.startswith(" ", place):
                place += 1
            else:
                return -1
            if not text.startswith(word.core, place):
                return -1
            place += len(word.core)
            following = text[place : place + 1]  # none behind a term that ends in a bracket
            if following in ("", " "):
                continue
            if word.core[-1].isdigit() and following.isdigit():
                return -1
            rest = text[place : text.find(" ", place)]
            if rest.isascii() and rest.isalpha():
                letters = len(rest)
            else:
                letters = 0
                while _letter(text[place + letters]):
                    letters += 1
            if letters > word.tail:
                return -1
            place += letters
        return place

    def _leftwards(self, text: str, place: int) -> int:
        word = self.words[self.first]
        if word.open_left:
            while _letter(text[place - 1]):
                place -= 1
        elif text[place - 1] in self.prefixes:
            place -= 1
        if text[place - 1].isalnum():
            return -1
        for word in reversed(self.words[: self.first]):
            if text[place - 1] != " ":
                return -1
            begin = text.rfind(" ", 0, place - 1) + 1
            token = text[begin : place - 1]
            bare = token if token.startswith(word.core) else token.lstrip(self.prefixes)
            if word.open_left and word.core in bare:
                bare = bare[bare.index(word.core) :]
            more = len(bare) - len(word.core)
            if not bare.startswith(word.core) or more > word.tail:
                return -1
            place = begin
        return place


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One term of one technology (or of all: empty `technology`), ready to be searched.

    `anchor` is a literal part that any occurrence holds; `pattern` replaces the segments for part
    numbers. `capitals`: counts only where the text's own words are in capitals.
    """

    technology: str
    kind: str
    language: str
    text: str
    capitals: bool
    segments: tuple[Segment, ...] = ()
    main: int = 0
    gap: int = 0
    pattern: re.Pattern[str] | None = None

    @property
    def anchor(self) -> str:
        """The literal by which the term is found."""
        return self.segments[self.main].anchor

    @property
    def others(self) -> tuple[str, ...]:
        """The anchors of the other segments: where one is missing, so is the term."""
        return tuple(s.anchor for n, s in enumerate(self.segments) if n != self.main)

    def around(self, text: str, folded: str, span: tuple[int, int]) -> tuple[int, int] | None:
        """Return the span of the term whose main segment stands at `span`, or None."""
        start, end = span
        for segment in self.segments[self.main + 1 :]:
            after = self._seek(segment, text, end, end + self.gap)
            if after is None or _SENTENCE.search(folded, end - 1, after[0] - 1):
                return None
            end = after[1]
        for segment in reversed(self.segments[: self.main]):
            before = self._seek_back(segment, text, start)
            if before is None or _SENTENCE.search(folded, before[1] - 1, start - 1):
                return None
            start = before[0]
        return start, end

    def _seek(self, segment: Segment, text: str, low: int, high: int) -> tuple[int, int] | None:
        place = text.find(segment.anchor, low)
        while 0 <= place <= high:
            span = segment.at(text, place)
            if span is not None and low <= span[0] <= high:
                return span
            place = text.find(segment.anchor, place + 1)
        return None

    def _seek_back(self, segment: Segment, text: str, high: int) -> tuple[int, int] | None:
        low = max(0, high - self.gap - 60)
        place = text.rfind(segment.anchor, low, high)
        while place >= 0:
            span = segment.at(text, place)
            if span is not None and span[1] <= high and high - span[1] <= self.gap:
                return span
            place = text.rfind(segment.anchor, low, place)
        return None


def compile_term(
    text: str, *, technology: str, kind: str, language: str, how: Inflection, gap: int
) -> Term:
    """Compile a term of the knowledge.

    Raises:
        ValueError: where nothing is left to search for.
    """
    capitals = text.isupper() and not SUBSTRING_SCRIPT.search(text)
    if capitals:
        how = type(how)(title=how.title, prefixes=how.prefixes)
    segments = tuple(_segment(part, how) for part in text.split(" .. "))
    if not all(segment.anchor.strip() for segment in segments):
        raise ValueError(f"{technology}: the term {text!r} has no letters")
    main = max(range(len(segments)), key=lambda n: len(segments[n].anchor))
    return Term(
        technology=technology,
        kind=kind,
        language=language,
        text=text,
        capitals=capitals,
        segments=segments,
        main=main,
        gap=gap,
    )


def _segment(text: str, how: Inflection) -> Segment:
    folded = fold(text.replace("*", _OPEN))
    if SUBSTRING_SCRIPT.search(folded):
        literal = folded.replace(_OPEN, "").translate(PUNCTUATION)
        return Segment(words=(), first=0, anchor=literal, prefixes="", substring=True)
    tokens = [token for token in folded.split(" ") if token.strip(_OPEN)]
    words = []
    for number, token in enumerate(tokens):
        core = token.strip(_OPEN)
        room = how.tail if number == len(tokens) - 1 else how.inner_tail
        core, tail = _stem(core, how, room, shortest=_SHORT + (len(tokens) == 1))
        if token.endswith(_OPEN):
            core, tail = token.strip(_OPEN), _ANY_TAIL
        core = core.translate(PUNCTUATION)
        words.append(Word(core=core, tail=tail, open_left=token.startswith(_OPEN)))
    first, anchor = _best_anchor(words)
    if anchor and not words[first].open_left and not how.prefixes:
        anchor = f" {anchor}"
    return Segment(
        words=tuple(words), first=first, anchor=anchor, prefixes=how.prefixes, substring=False
    )


def _best_anchor(words: list[Word]) -> tuple[int, str]:
    """Return the longest run of words that is literal up to its end, and where it begins."""
    best, first = "", 0
    for begin in range(len(words)):
        run = words[begin].core
        place = begin
        while words[place].tail == 0 and place + 1 < len(words) and not words[place + 1].open_left:
            place += 1
            run = f"{run} {words[place].core}"
        if len(run) > len(best):
            best, first = run, begin
    return first, best


def _stem(word: str, how: Inflection, tail: int, shortest: int) -> tuple[str, int]:
    """Cut the ending of a word, but not below `shortest` letters; return it and its room."""
    if not word.isalpha():
        return word, 0
    if len(word) <= _SHORT:
        return word, min(tail, 1)
    tail = min(tail, _ROOM.get(len(word), tail))
    for ending in _longest_first(how.endings):
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)], tail + 1
    return word, tail


@lru_cache(maxsize=64)
def _longest_first(endings: tuple[str, ...]) -> tuple[str, ...]:
    folded = [fold(ending) for ending in endings]
    return tuple(sorted(filter(None, folded), key=len, reverse=True))


def compile_model(text: str) -> tuple[list[str], re.Pattern[str]]:
    """Compile a part number: its anchors (with and without blanks) and its pattern."""
    open_right = text.endswith("*")
    body = text.rstrip("*")
    anchor = fold(re.split(r"[#@]", body, maxsplit=1)[0])
    pattern = " "
    for ch in body:
        if ch == "#":
            pattern += r"\d"
        elif ch == "@":
            pattern += "[a-z]"
        else:
            piece = fold(ch)
            pattern += re.escape(piece) if piece else " ?"
    tail = r"[a-z\d]*(?: [a-z\d]*\d[a-z\d]*)?" if open_right else r"(?![a-z\d])"
    anchors = sorted({f" {anchor}", f" {anchor.replace(' ', '')}"} - {" "})
    return anchors, re.compile(pattern + tail)
