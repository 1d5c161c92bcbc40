"""The recogniser of security organs: a pure function of a name and a country."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from enduse.knowledge.compiled import Keep, made_now
from enduse.model.citation import Because
from enduse.model.subject import Organ
from enduse.review.end_user.found import Finder, Found
from enduse.review.end_user.lexicon import Lexicon, Use
from enduse.review.end_user.place import PlaceReader
from enduse.review.end_user.reading import decide
from enduse.review.end_user.spelling import Original, Spelling

if TYPE_CHECKING:
    from enduse.knowledge.schema.organs import OrganFile

RELATED = "related_body"
"""Class of a body beside an organ (its hospital, its academy's hotel); counts as no organ."""

LONGEST_NAME = 400
"""Letters of a name that are read: what is longer is a text, and a text could cost seconds."""


@dataclass(frozen=True, slots=True)
class NameReading:
    """What was read in a name, with what spoke against it; for `enduse explain`."""

    organ: Organ | None
    because: tuple[Because, ...] = ()
    against: tuple[Because, ...] = ()


class OrganRecogniser:
    """Tells from the name alone whether a body is a security organ.

    Build once, then call `recognise` for each distinct (name, country); the same pair gives the
    same answer, so the bulk engine may use it as a key.

    Args:
        organs: the files of `knowledge/organs` by id; those are read whose words stand in a name.
        keep: where the compiled words are kept.
    """

    def __init__(self, organs: Mapping[str, OrganFile], keep: Keep = made_now) -> None:
        def make() -> bytes:
            from enduse.review.end_user.compile import compile_lexicon

            return compile_lexicon(organs)

        lexicon = Lexicon(keep("organs", make))
        self.lexicon = lexicon
        self.spelling: Spelling = lexicon.spelling
        self._finder = Finder(lexicon)
        self._places = PlaceReader(organs, lexicon.spelling)
        self._precedence = lexicon.precedence
        self._care_of = (
            re.compile(rf"(?<!\w)(?:{lexicon.care_of})(?!\w)", re.IGNORECASE)
            if lexicon.care_of
            else None
        )

    def recognise(self, name: str, country: str | None = None) -> Organ | None:
        """Return the organ (or the body beside or acting for one), or None.

        Args:
            name: as the line writes it, in any script.
            country: ISO 3166 code of the party where the line gives it.
        """
        return self.read(name, country).organ

    def read(self, name: str, country: str | None = None) -> NameReading:
        """As `recognise`, with the words for and against."""
        name = name[:LONGEST_NAME]
        folded = self.spelling.fold(name)
        found = self._finder.find(folded)
        if not found:
            return NameReading(None)
        cut = self._care_of.search(name) if self._care_of else None
        if cut and name[: cut.start()].strip():
            return self.read(name[: cut.start()], country)
        words = self.spelling.words(name)
        upper = frozenset((w.start, w.end) for w in words if w.text.isupper())
        verdict = decide(found, folded, (country or "").upper(), upper, self._precedence)
        because = _because(verdict.carried, words)
        against = _because(verdict.stopped, words, "negative")
        if not verdict.state:
            return NameReading(None, because, against)
        where = self._places.read(name, verdict, words)
        organ = Organ(
            cls=verdict.cls,
            country=verdict.country,
            place=where.place,
            level=where.level,
            branch_of=where.branch_of,
            state=verdict.state,
            because=(*because, *against),
        )
        return NameReading(organ, because, against)


def _because(
    found: Sequence[Found], words: Sequence[Original], kind: str = ""
) -> tuple[Because, ...]:
    """The words of the name that carried a meaning, each place once."""
    seen: dict[tuple[int, int], Because] = {}
    for f in sorted(found, key=lambda f: (f.start, -f.length)):
        if (f.start, f.end) in seen or _inside(f, seen):
            continue
        parts = [
            part
            for w in words
            if w.start < f.end and f.start < w.end
            for part in [w.part(max(f.start, w.start), min(f.end, w.end))]
        ]
        text = " ".join(parts)
        use = f.meaning.use
        named = "name" if use in (Use.BODY, Use.ACRONYM) else use.value
        seen[(f.start, f.end)] = Because(
            field="name", text=text, term=f.meaning.term, kind=kind or named
        )
    return tuple(seen.values())


def _inside(f: Found, seen: Mapping[tuple[int, int], Because]) -> bool:
    return any(start <= f.start and f.end <= end for start, end in seen)
