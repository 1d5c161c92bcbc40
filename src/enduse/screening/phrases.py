"""Phrases of the knowledge, found in a run of keys: exact words, stems, longest first."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

SHORTEST_STEM = 5
"""Letters that a stem needs, unless it is known in its own script only."""
REMEMBERED = 500_000
MARKS = "~=^"
"""Open a key that only words of one script may meet: Cyrillic, Greek, Latin with accents."""
_LEAST_KEY = 3
_HEAD = 5
"""First letters by which most words are known to have no stem of the tree."""
_MARKED = frozenset(MARKS)


_ENDING = re.compile(
    r"(i?#esk|itel|atel|tel|eni|ani|n|sk|ov|en|t|l)?n?[aeiou]*(go|mu|h|m|mi|v|va|k)?[aeiou]*s?\Z"
)


def _is_ending(rest: str) -> bool:
    """Whether what follows a stem may be an inflection; a compound is another word."""
    return len(rest) < 3 or _ENDING.match(rest) is not None


def own_script(text: str) -> str:
    """Return the mark of a word's script; nothing for basic Latin letters and other scripts."""
    if text.isascii():
        return ""
    if any("\u0400" <= c <= "\u04ff" for c in text):
        return MARKS[0]
    if any("\u0370" <= c <= "\u03ff" for c in text):
        return MARKS[1]
    return MARKS[2] if any("\u00c0" <= c <= "\u024f" for c in text) else ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for: the keys of its concept, and how that is known."""

    keys: tuple[str, ...]
    how: str


@dataclass(slots=True)
class _Node:
    exact: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    meaning: Meaning | None = None


def _plain(node: _Node) -> list[Any]:
    meaning = [node.meaning.keys, node.meaning.how] if node.meaning is not None else []
    return [
        meaning,
        {key: _plain(child) for key, child in node.exact.items()},
        {key: _plain(child) for key, child in node.stems.items()},
    ]


def _node(plain: Sequence[Any]) -> _Node:
    meaning, exact, stems = plain
    return _Node(
        {key: _node(child) for key, child in exact.items()} if exact else {},
        {key: _node(child) for key, child in stems.items()} if stems else {},
        Meaning(tuple(meaning[0]), meaning[1]) if meaning else None,
    )


class Phrases:
    """A tree of phrases over keys. The first meaning that is added to a phrase stays."""

    def __init__(self) -> None:
        self._root = _Node()
        self._longest_stem = 0
        self._heads: set[str] = set()
        self._openings: dict[str, bool] = {}

    def add(self, words: Sequence[tuple[str, bool]], meaning: Meaning) -> None:
        """Add a phrase: its keys, each with whether it is a stem."""
        node = self._root
        self._openings.clear()
        for key, stem in words:
            branch = node.stems if stem else node.exact
            node = branch.setdefault(key, _Node())
            if stem:
                self._longest_stem = max(self._longest_stem, len(key))
                self._heads.add(key[:_HEAD])
        if node.meaning is None:
            node.meaning = meaning

    def plain(self) -> list[Any]:
        """The tree as JSON can hold it; `of_plain` grows it again, in the same order."""
        return [self._longest_stem, sorted(self._heads), _plain(self._root)]

    @classmethod
    def of_plain(cls, plain: Sequence[Any]) -> Phrases:
        """Grow the tree of `plain`."""
        made = cls()
        made._longest_stem, heads, root = plain
        made._heads = set(heads)
        made._root = _node(root)
        return made

    def paths(self) -> Iterator[tuple[tuple[tuple[str, bool], ...], Meaning]]:
        """Yield every phrase: its keys, each with whether it is a stem, and its meaning."""
        open_nodes: list[tuple[tuple[tuple[str, bool], ...], _Node]] = [((), self._root)]
        while open_nodes:
            path, node = open_nodes.pop()
            if node.meaning is not None:
                yield path, node.meaning
            for stem, branch in ((False, node.exact), (True, node.stems)):
                for key, child in branch.items():
                    open_nodes.append(((*path, (key, stem)), child))

    def edges_of(self, key: str, edges: Container[tuple[str, bool]]) -> list[tuple[str, bool]]:
        """Return the keys and stems among `edges` that a word with this key may stand for."""
        found = []
        for form in (key, key[1:]) if key[:1] in _MARKED else (key,):
            if (form, False) in edges:
                found.append((form, False))
            if not self._may_have_stem(form):
                continue
            for size in range(min(len(form), self._longest_stem), _LEAST_KEY - 1, -1):
                if (form[:size], True) in edges and _is_ending(form[size:]):
                    found.append((form[:size], True))
        return found

    def longest(self, keys: Sequence[str], start: int) -> tuple[int, Meaning] | None:
        """Return the longest phrase at `start`: how many keys it takes, and its meaning."""
        if keys[start] not in self:
            return None
        best: tuple[int, Meaning] | None = None
        level = [self._root]
        for at in range(start, len(keys)):
            level = [child for node in level for child in self._children(node, keys[at])]
            if not level:
                break
            for node in level:
                if node.meaning is not None:
                    if best is None or at - start + 1 > best[0]:
                        best = (at - start + 1, node.meaning)
                    break
        return best

    def __contains__(self, key: str) -> bool:
        """Whether a phrase may start with `key`."""
        opening = self._openings.get(key)
        if opening is None:
            opening = bool(self._children(self._root, key))
            if len(self._openings) < REMEMBERED:
                self._openings[key] = opening
        return opening

    def _may_have_stem(self, key: str) -> bool:
        heads = self._heads
        return key[:_HEAD] in heads or key[:4] in heads or key[:3] in heads

    def _children(self, node: _Node, key: str) -> list[_Node]:
        found = self._spelt(node, key)
        if key[:1] in _MARKED:
            found += self._spelt(node, key[1:])
        return found

    def _spelt(self, node: _Node, key: str) -> list[_Node]:
        found = []
        child = node.exact.get(key)
        if child is not None:
            found.append(child)
        if node.stems and self._may_have_stem(key):
            for size in range(min(len(key), self._longest_stem), _LEAST_KEY - 1, -1):
                stem = node.stems.get(key[:size])
                if stem is not None and _is_ending(key[size:]):
                    found.append(stem)
        return found
