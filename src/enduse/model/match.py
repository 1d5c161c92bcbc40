"""A name of a transfer compared with a name of a list, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from enduse.model.listing import DatesFrom
from enduse.model.period import Period

SCORE_SCALE = 10_000
"""Scores and weights are whole numbers of ten-thousandths, written with four places."""


class Relation(StrEnum):
    """What a match says: the same body, perhaps the same, or a body related to the entry."""

    SAME = "same"
    POSSIBLE = "possible"
    RELATED = "related"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPair:
    """One word of the query against one word of the entry; empty where it has no partner.

    `how`: equal, spelling, transliteration, joined, split, acronym, translation, legal_form,
    brand, place, unmatched.
    """

    query: str
    entry: str
    how: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """A candidate above the threshold `possible`, before any date is looked at.

    `others`: matches with names of the entry that hold on other days than `matched_name`, best
    first; each of them is worse than this one, and has no others itself.
    """

    list: str
    entry: str
    entry_name: str
    matched_name: str
    relation: Relation
    score: int
    words: tuple[WordPair, ...]
    compared: tuple[str, ...] = ("name",)
    because: tuple[str, ...] = ()
    others: tuple[NameMatch, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.score <= SCORE_SCALE:
            raise ValueError(f"score {self.score} is not within 0 and {SCORE_SCALE}")
        if not self.words and "identifier" not in self.compared:
            raise ValueError("a match explains itself: words or an identifier")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMatch:
    """A `NameMatch` as of a day: whether the entry, and the matched name, were listed then."""

    name: NameMatch
    intervals: tuple[tuple[Period, DatesFrom], ...]
    listed_as_of: bool | None
    profile: str
    snapshot: str
    cite: tuple[str, ...]
    country_agrees: bool | None = None
    requirement: str = ""
    policy: str = ""
    uncertain: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A list that was searched, in which snapshot, and for which days it is complete.

    Args:
        entries: of all files held, with those that were taken off.
        newest: entries in the newest file alone; 0 where the list is no file.
        due: day from which a newer file is due; empty where nobody says.
        missing: parts of the newest edition that are not held, each with what follows.
    """

    list: str
    snapshot: str
    list_date: str
    entries: int
    coverage: str
    complete_for: tuple[Period, ...] = ()
    newest: int = 0
    due: str = ""
    missing: tuple[str, ...] = ()
