"""Place, level and superior body of an organ, from its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enduse.knowledge.schema.organs import OrganFile, Shape
from enduse.review.end_user.found import Found
from enduse.review.end_user.lexicon import Use
from enduse.review.end_user.reading import Verdict
from enduse.review.end_user.spelling import Original, Spelling, is_unspaced

_LOWEST_FIRST = ("branch", "county", "municipal", "prefecture", "provincial", "national")
_NATIONWIDE = frozenset(
    {"interior_ministry", "intelligence", "military", "gendarmerie", "telecom_regulator"}
)
_KEEP_IN_PLACE = frozenset({Use.PLACE, Use.NEVER})
_TRIM = " \t,;:.-–—/()[]（）【】「」『』«»\"'“”’"


@dataclass(frozen=True, slots=True)
class Where:
    """Place as written (or its English name where a file gives one), level, superior body."""

    place: str = ""
    level: str = ""
    branch_of: str = ""


@dataclass(frozen=True, slots=True)
class PlaceReader:
    """Reads places by the shapes of each grammar file, else takes what the grammar leaves over."""

    spelling: Spelling
    shapes: Mapping[str, tuple[tuple[re.Pattern[str], Shape], ...]]

    @classmethod
    def build(cls, organs: Mapping[str, OrganFile], spelling: Spelling) -> PlaceReader:
        """Compile the shapes."""
        shapes = {
            key: tuple((re.compile(s.pattern, re.IGNORECASE), s) for s in file.shapes)
            for key, file in organs.items()
            if file.shapes
        }
        return cls(spelling, shapes)

    def read(self, name: str, verdict: Verdict, words: Sequence[Original]) -> Where:
        """Read place, level and superior body of a name that was found to be an organ."""
        assert verdict.chosen is not None
        level = _level(verdict)
        body = verdict.chosen.meaning.body
        shaped = self._shaped(name, verdict)
        if shaped is not None:
            known = _known(shaped.place, verdict)
            return Where(known, shaped.level or level, shaped.branch_of)
        place = _left_over(words, verdict)
        if not place and body is not None:
            place = body.place
        parent = body.parent if body is not None else ""
        return Where(_known(place, verdict), level, parent)

    def _shaped(self, name: str, verdict: Verdict) -> Where | None:
        files = dict.fromkeys(f.meaning.file for f in verdict.carried)
        text = unicodedata.normalize("NFKC", name).translate(self.spelling.variants).strip()
        for key in files:
            for pattern, shape in self.shapes.get(key, ()):
                match = pattern.search(text)
                if match:
                    parts = {k: v.strip(_TRIM) if v else "" for k, v in match.groupdict().items()}
                    return Where(
                        shape.place.format_map(parts).strip(_TRIM),
                        shape.level or "",
                        shape.branch_of.format_map(parts).strip(),
                    )
        return None


def _level(verdict: Verdict) -> str:
    chosen = verdict.chosen
    assert chosen is not None
    body = chosen.meaning.body
    if body is not None and body.level and verdict.cls == chosen.meaning.cls:
        return body.level
    inside: set[str] = set()
    outside: set[str] = set()
    for f in verdict.found:
        if f.meaning.use is Use.LEVEL:
            covered = chosen.start <= f.start and f.end <= chosen.end
            (inside if covered else outside).add(f.meaning.level)
    for levels in (inside, outside):
        for level in _LOWEST_FIRST:
            if level in levels:
                return level
    if any(f.meaning.use is Use.COUNTRY for f in verdict.found):
        return "national"
    if verdict.cls in _NATIONWIDE and not any(f.meaning.use is Use.PLACE for f in verdict.found):
        return "national"
    return ""


def _left_over(words: Sequence[Original], verdict: Verdict) -> str:
    """The words that no part of the grammar explains, in their order."""
    taken: list[Found] = []
    for f in verdict.found:
        use = f.meaning.use
        if use in _KEEP_IN_PLACE or (use is Use.LEVEL and is_unspaced(f.meaning.term)):
            continue
        taken.append(f)
    groups: list[str] = []
    broken = True
    for word in words:
        pieces = _pieces(word, taken)
        for piece in pieces:
            if broken or not groups:
                groups.append(piece)
            else:
                groups[-1] += " " + piece
            broken = False
        if not pieces:
            broken = True
    clean = [group.strip(_TRIM) for group in groups]
    return ", ".join(group for group in clean if group and not group.isdigit())


def _pieces(word: Original, taken: Sequence[Found]) -> list[str]:
    cuts = [(f.start, f.end) for f in taken if f.start < word.end and word.start < f.end]
    if not cuts:
        return [word.text]
    if len(word.text) != word.end - word.start:
        return []
    keep = [
        not any(start <= place < end for start, end in cuts)
        for place in range(word.start, word.end)
    ]
    if all(start <= word.start for start, _ in cuts) and word.text.isascii():
        return []
    text = "".join(c if k else "\n" for c, k in zip(word.text, keep, strict=True))
    return [piece for piece in text.split("\n") if len(piece) > 1]


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
