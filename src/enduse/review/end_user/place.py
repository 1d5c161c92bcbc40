"""Place, level and superior body of an organ, from its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from enduse.review.end_user.found import Found
from enduse.review.end_user.lexicon import Use
from enduse.review.end_user.reading import Verdict
from enduse.review.end_user.spelling import Original, Spelling, is_unspaced

if TYPE_CHECKING:
    from enduse.knowledge.schema.organs import OrganFile, Shape

_LOWEST_FIRST = ("branch", "county", "municipal", "prefecture", "provincial", "national")
_NATIONWIDE = frozenset(
    {"interior_ministry", "intelligence", "military", "gendarmerie", "telecom_regulator"}
)
_KEEP_IN_PLACE = frozenset({Use.PLACE, Use.REGION, Use.NEVER})
_TRIM = " \t,;:.-–—/()[]（）【】「」『』«»\"'“”’"
PLACE_WORDS = 4
"""A group of more words that the grammar does not explain is no place name."""
PLACE_GROUPS = 3
ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Where:
    """Place as written (or its English name where a file gives one), level, superior body."""

    place: str = ""
    level: str = ""
    branch_of: str = ""


class PlaceReader:
    """Reads places by the shapes of each grammar file, else takes what the grammar leaves over."""

    def __init__(self, organs: Mapping[str, OrganFile], spelling: Spelling) -> None:
        self._organs = organs
        self._spelling = spelling
        self._shapes: dict[str, tuple[tuple[re.Pattern[str], Shape], ...]] = {}

    def _of(self, key: str) -> tuple[tuple[re.Pattern[str], Shape], ...]:
        """The shapes of a file, compiled when a word of it first stands in a name."""
        found = self._shapes.get(key)
        if found is None:
            found = self._shapes[key] = tuple(
                (re.compile(shape.pattern, re.IGNORECASE), shape)
                for shape in self._organs[key].shapes
            )
        return found

    def read(self, name: str, verdict: Verdict, words: Sequence[Original]) -> Where:
        """Read place, level and superior body of a name that was found to be an organ."""
        assert verdict.chosen is not None
        body = verdict.chosen.meaning.body
        shaped = self._shaped(name, verdict)
        if shaped is not None:
            known = _known(shaped.place, verdict)
            level = shaped.level or _level(verdict, known)
            return Where(known, level, shaped.branch_of or _superior(words, verdict))
        place = _left_over(words, verdict)
        level = _level(verdict, place)
        if not place and body is not None:
            place = body.place
        parent = body.parent if body is not None else ""
        return Where(_known(place, verdict), level, parent or _superior(words, verdict))

    def _shaped(self, name: str, verdict: Verdict) -> Where | None:
        files = dict.fromkeys(f.meaning.file for f in verdict.carried)
        text = unicodedata.normalize("NFKC", name).translate(self._spelling.variants).strip()
        for key in files:
            for pattern, shape in self._of(key):
                match = pattern.search(text)
                if match:
                    parts = {k: v.strip(_TRIM) if v else "" for k, v in match.groupdict().items()}
                    return Where(
                        shape.place.format_map(parts).strip(_TRIM),
                        shape.level or "",
                        shape.branch_of.format_map(parts).strip(),
                    )
        return None


def _level(verdict: Verdict, place: str) -> str:
    chosen = verdict.chosen
    assert chosen is not None
    body = chosen.meaning.body
    uses = {f.meaning.use for f in verdict.found}
    # A ministry of the interior with a place beside it may be one of a state or province.
    local = verdict.cls == "interior_ministry" and (bool(place) or Use.REGION in uses)
    if body is not None and body.level and verdict.cls == chosen.meaning.cls and not local:
        return body.level
    inside: set[str] = set()
    outside: set[str] = set()
    for f in _level_words(verdict):
        covered = chosen.start <= f.start and f.end <= chosen.end
        (inside if covered else outside).add(f.meaning.level)
    if Use.REGION in uses:
        outside.add("provincial")
        inside.discard("national")
    for levels in (inside, outside):
        for level in _LOWEST_FIRST:
            if level in levels:
                return level
    if Use.COUNTRY in uses:
        return "national"
    if verdict.cls in _NATIONWIDE and not local and Use.PLACE not in uses:
        return "national"
    return ""


def _level_words(verdict: Verdict) -> list[Found]:
    """Level words of the language in which the organ is named; else of any language.

    "Federal Way" and "Distrito Federal" are places: their words make nothing national.
    """
    places = [f for f in verdict.found if f.meaning.use in (Use.PLACE, Use.REGION)]
    levels = [
        f
        for f in verdict.found
        if f.meaning.use is Use.LEVEL
        and not (f.meaning.level == "national" and any(p.covers(f) for p in places))
    ]
    files = {f.meaning.file for f in verdict.carried}
    return [f for f in levels if f.meaning.file in files] or levels


def _left_over(words: Sequence[Original], verdict: Verdict) -> str:
    """The words that no part of the grammar explains, in their order, where they may be places."""
    taken: list[Found] = []
    for f in verdict.found:
        use = f.meaning.use
        if use in _KEEP_IN_PLACE or (use is Use.LEVEL and is_unspaced(f.meaning.term)):
            continue
        taken.append(f)
    groups: list[list[str]] = []
    broken = True
    for word in words:
        if word.small:
            if groups and not broken:
                groups[-1].append(word.text)
            continue
        pieces = _pieces(word, taken)
        for piece in pieces:
            if broken or not groups:
                groups.append([piece])
            else:
                groups[-1].append(piece)
            broken = False
        broken = broken or not pieces
    named = any(word.text[:1].isupper() for word in words)
    mixed = any(word.text.islower() or word.text.istitle() for word in words)
    small = {word.text for word in words if word.small}
    for group in groups:
        while group and group[-1] in small:
            group.pop()
    clean = [
        " ".join(group)
        for group in groups
        if group and _may_be_place(group, named) and not (mixed and _is_acronym(group))
    ]
    return ", ".join(clean[:PLACE_GROUPS])


def _is_acronym(group: Sequence[str]) -> bool:
    """Whether a group is letters that stand for the name beside them, as in "(CTPHQ)"."""
    return len(group) == 1 and group[0].isupper() and len(group[0]) <= ACRONYM


def _may_be_place(group: Sequence[str], named: bool) -> bool:
    text = " ".join(group).strip(_TRIM)
    if len(group) > PLACE_WORDS or len(text) < 2 or not any(c.isalpha() for c in text):
        return False
    if text.isascii() and len(text) < 3:
        return False
    return not named or not text.islower()


def _pieces(word: Original, taken: Sequence[Found]) -> list[str]:
    """What is left of a word: all or nothing, but for scripts without spaces."""
    cuts = [(f.start, f.end) for f in taken if f.start < word.end and word.start < f.end]
    if not cuts:
        return [word.text]
    if len(word.text) != word.end - word.start or not is_unspaced(word.text):
        return []
    keep = [
        not any(start <= place < end for start, end in cuts)
        for place in range(word.start, word.end)
    ]
    text = "".join(c if k else "\n" for c, k in zip(word.text, keep, strict=True))
    return [piece for piece in text.split("\n") if len(piece) > 1]


def _superior(words: Sequence[Original], verdict: Verdict) -> str:
    """The other body named beside the organ, longest first: a ministry, a general command."""
    if not verdict.others:
        return ""
    other = max(verdict.others, key=lambda f: (f.length, -f.start))
    inside = [w for w in words if w.start < other.end and other.start < w.end]
    return " ".join(w.part(other.start, other.end) for w in inside)


def _known(place: str, verdict: Verdict) -> str:
    """The English name of a place where a file gives one, else the place as written."""
    known = dict.fromkeys(
        f.meaning.place
        for f in sorted(verdict.found, key=lambda f: f.start)
        if f.meaning.use is Use.PLACE
        and (not verdict.country or f.meaning.country in ("", verdict.country))
    )
    if not known:
        return place
    names = list(known)
    return "; ".join(n for n in names if not any(n != m and m.endswith(n) for m in names))
