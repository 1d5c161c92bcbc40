"""The words of the grammar, ready to be found: one entry a spelling, with all it may mean."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from enduse.review.end_user.spelling import Spelling


class Use(StrEnum):
    """What a word says in a name."""

    STRONG = "strong"
    WEAK = "weak"
    BODY = "name"
    ACRONYM = "acronym"
    NEVER = "never"
    NONE = "none"
    RELATED = "related"
    COMPANY = "company"
    HEAD = "head"
    LEVEL = "level"
    UNIT = "unit"
    PLACE = "place"
    COUNTRY = "country"
    REGION = "region"
    PLAIN = "plain"
    TRADE = "trade"
    GOVERNMENT = "government"


ORGAN_USES = frozenset({Use.STRONG, Use.WEAK, Use.BODY, Use.ACRONYM})


@dataclass(frozen=True, slots=True)
class Known:
    """What a name of a particular body tells: `number` is its place in the file."""

    number: int
    state: str
    level: str | None
    place: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One meaning of one word.

    Args:
        term: the word as the knowledge file writes it.
        use: what it says.
        cls: class of the organ or agent; the unit's class for `UNIT`.
        file: id of the knowledge file.
        country: country for which alone it counts, or which it tells (`COUNTRY`, `REGION`,
            `PLACE`).
        where: `first`, `last` or empty, for companies.
        level: for `LEVEL`.
        of: for `UNIT`, the class it is a unit of.
        body: the particular body, for `BODY` and `ACRONYM`.
        distinct: an acronym that means nothing else.
        place: name of the place, for `PLACE`.
        universal: for words against an organ: they count in names of every language.
    """

    term: str
    use: Use
    file: str
    cls: str = ""
    country: str = ""
    where: str = ""
    level: str = ""
    of: str = ""
    body: Known | None = None
    distinct: bool = False
    place: str = ""
    universal: bool = False


class Lexicon:
    """Folded patterns and their meanings, in one order.

    Args:
        compiled: of `compile_lexicon`: a line of what is asked of all of it, then a line per
            pattern with its meanings. A meaning is read when its pattern first stands in a name.
    """

    def __init__(self, compiled: bytes) -> None:
        head, *self._lines = compiled.split(b"\n")
        said: dict[str, Any] = json.loads(head)
        variants = {int(code): form for code, form in said["variants"].items()}
        self.spelling = Spelling(frozenset(said["fillers"]), variants)
        self.patterns: Sequence[str] = said["patterns"]
        self.organ: frozenset[int] = frozenset(said["organ"])
        self.precedence: tuple[str, ...] = tuple(said["precedence"])
        self.care_of: str = said["care_of"]
        self._held: list[tuple[Meaning, ...] | None] = [None] * len(self.patterns)

    def of(self, pattern: int) -> tuple[Meaning, ...]:
        """Everything that a pattern may mean."""
        held = self._held[pattern]
        if held is None:
            held = self._held[pattern] = tuple(map(_meaning, json.loads(self._lines[pattern])))
        return held

    @property
    def meanings(self) -> Iterator[tuple[Meaning, ...]]:
        """What each pattern may mean, in their order."""
        return map(self.of, range(len(self.patterns)))


def _meaning(plain: dict[str, Any]) -> Meaning:
    body = plain.pop("body", None)
    return Meaning(**{**plain, "use": Use(plain["use"]), "body": body and Known(*body)})
