"""The words of many names as columns: their numbers, and the texts and names they stand in.

A name has several texts where it has brackets or alternatives (`canon.parts`), else it is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from enduse.screening.canon import ALIAS, ALIAS_SIGNS, UNSPACED, parts
from enduse.screening.hashing import BACK, powers
from enduse.screening.neighbours import expand
from enduse.screening.script import clean, join_letters, runs_apart

_SPACE, _LINE, GROUP = 32, 10, "\x1f"
"""GROUP opens a word of a script that is not read word by word, and parts its runs."""
_TABLE = bytes(
    c if c >= 128 or c in (_LINE, ord(GROUP)) else ord(chr(c).lower()) if chr(c).isalnum() else 32
    for c in range(256)
)
_APOSTROPHE = re.compile(rb"(?<=\w)['`](?=\w)")
_SIGN = re.compile(r"[(\[;|/（【]|,[^,]*[^\s,]\s+[^\s,]")
_MAY_BE_SEVERAL = re.compile(
    r"[(\[;|/（【]|[afn]\.?k\.?a|formerly|also known|,[^,\n]*[^\s,][^\S\n]+[^\s,]"
)
"""What `_SIGN` and `canon.ALIAS` look for, in many lines in lower case."""
_ALIASES = tuple(sign for sign in ALIAS_SIGNS if sign not in ";|/")
MOST_BETWEEN = 100_000
"""Texts between spaces that are remembered: a bound on memory only."""
_BREAK = re.compile(r"[\n\x1f]")
_EUROPEAN = re.compile(r"[\x00-\x7f\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]*")
_NOT_BY_BYTES = re.compile(r"['`]|(?<!\w)[\u00c0-\u024f](?!\w)")
"""Apostrophes and single letters, which the columns know in basic Latin only."""
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Words:
    """One row a word.

    Attributes:
        hash: number of the word in lower case.
        text: position of its text among all texts.
        first: its first byte.
        name: by text, position of its name.
        piece: by text, 0 for a whole one or what brackets hold, 1 for what commas part (see
            `canon.readings`).
    """

    hash: npt.NDArray[np.uint64]
    text: Ints
    first: Bytes
    name: Ints
    piece: Ints
    start: Ints
    end: Ints
    data: bytes

    def word(self, row: int) -> str:
        """Return a word in lower case."""
        return self.data[int(self.start[row]) : int(self.end[row])].decode()


@dataclass(frozen=True, slots=True)
class _Between:
    """What stands between two spaces: its runs of one script, whether all are words of alphabets
    with more than one letter, and whether one has known terms of a script without spaces."""

    runs: tuple[tuple[str, str], ...]
    spelt: bool
    body: bool


class Splitter:
    """Splits names into words exactly as the normaliser does; remembers what stands between spaces.

    Args:
        has_terms: whether a run of a script (run, script) has known terms.
    """

    def __init__(self, has_terms: Callable[[str, str], bool]) -> None:
        self._has_terms = has_terms
        self._between: dict[str, _Between] = {}

    def split(self, names: Sequence[str]) -> Words:
        """Return the words of names."""
        lines: list[str] = []
        owners: list[int] = []
        pieces: list[int] = []
        if len(self._between) > MOST_BETWEEN:
            self._between.clear()
        several = _may_be_several(names)
        for i, name in enumerate(names):
            if i in several and (_SIGN.search(name) or _has_alias(name)):
                for text, piece in dict.fromkeys(_texts(name)):
                    lines.append(self._line(text))
                    owners.append(i)
                    pieces.append(piece)
                continue
            plain = name.isascii() and name.isprintable()
            lines.append(name if plain else self._line(name))
            owners.append(i)
            pieces.append(0)
        return _columns(lines, owners, pieces)

    def _line(self, text: str) -> str:
        """Return the words of a text, parted by spaces."""
        if text.isascii():
            return text if text.isprintable() else _BREAK.sub(" ", text)
        if _EUROPEAN.fullmatch(text):
            cleaned = clean(text)
            if _EUROPEAN.fullmatch(cleaned) and not _NOT_BY_BYTES.search(cleaned):
                return cleaned if cleaned.isprintable() else _BREAK.sub(" ", cleaned)
        found = [self._part(part) for part in text.split(" ")]
        if all(part.spelt for part in found):
            return " ".join(word for part in found for _, word in part.runs)
        body = any(part.body for part in found)
        return " ".join(_grouped(join_letters(run for p in found for run in p.runs), body=body))

    def _part(self, text: str) -> _Between:
        known = self._between.get(text)
        if known is None:
            found = tuple(runs_apart(clean(text)))
            known = self._between[text] = _Between(
                found,
                all(script == "latin" and len(word) > 1 for script, word in found),
                any(s in UNSPACED and self._has_terms(run, s) for s, run in found),
            )
        return known


def _may_be_several(names: Sequence[str]) -> set[int]:
    """Return which names may have several texts: all that have, and few others."""
    text = "\n".join(names).lower()
    lines = text.split("\n")
    if len(lines) > len(names):
        return set(range(len(names)))
    ends = np.cumsum([len(line) + 1 for line in lines])
    found = np.array([match.start() for match in _MAY_BE_SEVERAL.finditer(text)], np.int64)
    return set(np.searchsorted(ends, found, "right").tolist())


def _has_alias(name: str) -> bool:
    lower = name.lower()
    for sign in _ALIASES:
        if sign in lower:
            return ALIAS.search(name) is not None
    return False


def _texts(name: str) -> Iterator[tuple[str, int]]:
    outside, inside = parts(name)
    for text in (*outside, *inside):
        yield text, 0
    pieces = [piece for piece in outside[0].split(",") if " " in piece.strip()]
    if len(pieces) > 1:
        for piece in pieces:
            yield piece, 1


def _grouped(found: Iterable[tuple[str, str]], *, body: bool) -> Iterator[str]:
    """Yield the words of a text: spelt ones as they are, others with their script and runs.

    Whether the text has known terms of scripts without spaces stands before each of these.
    """
    for script, group in groupby(found, key=lambda one: one[0]):
        texts = [run for _, run in group]
        if script == "latin":
            yield from texts
        elif script in UNSPACED:
            for run in texts:
                yield GROUP + GROUP.join([script, str(int(body)), run])
        else:
            yield GROUP + GROUP.join([script, *texts])


def _columns(lines: Sequence[str], owners: Sequence[int], pieces: Sequence[int]) -> Words:
    raw = ("\n".join(lines) + "\n").encode()
    raw = _APOSTROPHE.sub(b"", raw).replace(b"&", b" and ").replace(b"+", b" and ")
    data = np.frombuffer(raw.translate(_TABLE), np.uint8)
    data = _letters_joined(data, *_edges(data))
    line = np.cumsum(data == _LINE, dtype=np.int32)
    start, end = _edges(data)
    scale = powers(len(data) + 1)
    total = np.zeros(len(data) + 1, np.uint64)
    np.cumsum(data * scale[1:], out=total[1:])
    back = powers(len(data) + 1, BACK)
    return Words(
        hash=(total[end] - total[start]) * back[start], text=line[start].astype(np.int64),
        first=data[start], name=np.array(owners, np.int64),
        piece=np.array(pieces, np.int64), start=start, end=end, data=data.tobytes(),
    )  # fmt: skip


def _edges(data: Bytes) -> tuple[Ints, Ints]:
    """Return where words start and end."""
    inside = (data != _SPACE) & (data != _LINE)
    edge = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if len(inside) and inside[0]:
        edge = np.concatenate([[0], edge])
    return edge[::2], edge[1::2]


def _letters_joined(data: Bytes, start: Ints, end: Ints) -> Bytes:
    """Take out what stands between single letters: `l l c` is `llc`."""
    first = data[start]
    single = (end - start == 1) & (first >= ord("a")) & (first <= ord("z"))
    pair = np.flatnonzero(single[1:] & single[:-1])
    size = start[pair + 1] - end[pair]
    between = expand(end[pair], size)
    line = np.zeros(len(pair), np.bool_)
    line[np.repeat(np.arange(len(pair)), size)[data[between] == _LINE]] = True
    return np.delete(data, between[~np.repeat(line, size)])
