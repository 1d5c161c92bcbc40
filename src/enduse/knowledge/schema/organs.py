"""`knowledge/organs`: the grammar of names of security organs, and particular bodies by country.

Words are written as they stand in names. A word or phrase matches whole words; `*` at an end
leaves that end open (`penitenciari*`, `*polizei*`). Words in a script written without spaces
(Han, Kana, Hangul, Thai, Lao, Khmer, Burmese) are open at both ends. Case, accents, punctuation
and small words (`fillers`) do not matter.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from enduse.knowledge.schema.base import Cite, Strict

OrganClass = Literal[
    "police",
    "public_security_bureau",
    "prison_corrections",
    "interior_ministry",
    "intelligence",
    "military",
    "gendarmerie",
    "prosecutor",
    "border_customs",
    "telecom_regulator",
]
AgentClass = Literal[
    "state_operator",
    "city_it_department",
    "safe_city_authority",
    "emergency_command",
    "justice_bureau",
]
Level = Literal["national", "provincial", "prefecture", "municipal", "county", "branch"]


def _term(text: str) -> str:
    if not text.strip("* ") or "*" in text.strip("*"):
        raise ValueError(f"{text!r}: a word, with * only at an end")
    return text


Term = Annotated[str, AfterValidator(_term)]


class ClassWords(Strict):
    """Words of one class. `weak` needs a level, a head word, a place or other evidence beside it.

    `never` are phrases that hold such a word and mean something else: they cancel what they
    cover, and nothing else in the name.
    """

    strong: tuple[Term, ...] = ()
    weak: tuple[Term, ...] = ()
    never: tuple[Term, ...] = ()


class NotOrgans(Strict):
    """Words that make a whole name no organ (`none`) or a body beside one (`related`).

    `trade` are words of companies (systems, supplies, trading): they count unless a word of
    `government` stands in the name. `neutral` are phrases in which such a word means nothing
    ("Russian Federation").
    """

    none: tuple[Term, ...] = ()
    trade: tuple[Term, ...] = ()
    related: tuple[Term, ...] = ()
    neutral: tuple[Term, ...] = ()


class CompanyWords(Strict):
    """Legal forms and trade words of companies, by where in a name they count."""

    first: tuple[Term, ...] = ()
    last: tuple[Term, ...] = ()
    any: tuple[Term, ...] = ()


class Units(Strict):
    """Words for a unit below a ministry, and the class such a unit has.

    In some languages a directorate of the ministry of interior in a region *is* the police there.
    """

    of: OrganClass
    is_: OrganClass = Field(alias="is")
    words: tuple[Term, ...] = Field(min_length=1)


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as err:
        raise ValueError(f"not a regular expression: {err}") from None
    return text


class Shape(Strict):
    """The order of place, level, organ and branch in a name, as a regular expression.

    Named groups of `pattern` fill `place` and `branch_of`, e.g. `"{place}{district}"`.
    """

    pattern: Annotated[str, AfterValidator(_pattern)]
    place: str = ""
    branch_of: str = ""
    level: Level | None = None
    note: str = ""


class Acronym(Strict):
    """Letters that stand for a body. They count only in context, unless `distinct`."""

    text: str = Field(min_length=2)
    distinct: bool = False


class Listing(Strict):
    """A public list on which the body (or a part of it) stands; never a statement of absence."""

    list: str
    since: str = ""
    note: str = ""
    cite: tuple[Cite, ...] = Field(min_length=1)
    verified: bool


class Body(Strict):
    """One particular body, under every name we know for it."""

    name: str = Field(min_length=1)
    class_: OrganClass | AgentClass = Field(alias="class")
    state: Literal["organ", "agent_of_organ"] = "organ"
    level: Level | None = "national"
    native: tuple[Term, ...] = ()
    also: tuple[Term, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    parent: str = ""
    place: str = ""
    used: str = ""
    listed: tuple[Listing, ...] = ()
    note: str = ""
    verified: bool = False

    @model_validator(mode="after")
    def _agents(self) -> Self:
        agent = self.class_ in AgentClass.__args__  # type: ignore[attr-defined]
        if agent != (self.state == "agent_of_organ"):
            raise ValueError(f"{self.name}: class {self.class_} does not go with {self.state}")
        return self


class PlaceName(Strict):
    """A place under its names; `within` is the region it lies in."""

    name: str
    names: tuple[Term, ...] = ()
    within: str = ""


class OrganFile(Strict):
    """A grammar file (`language`) or a country file (`country`).

    Class words in a country file count only where the line or the name tells that country. Words
    against an organ count in names that hold a class word of the same file; those of a `universal`
    file in every name. `plain` words are no place and no evidence (training, main, centre).
    `variants` give the other forms of a character (traditional, Japanese) as one string.
    `demonyms` tell a country, `regions` tell a country and that the matter is provincial.
    """

    title: str
    language: str = ""
    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    universal: bool = False
    note: str = ""
    cite: tuple[Cite, ...] = Field(min_length=1)
    verified: bool
    fillers: tuple[str, ...] = ()
    variants: dict[str, str] = Field(default_factory=dict)
    abbreviations: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    classes: dict[OrganClass, ClassWords] = Field(default_factory=dict)
    agents: dict[AgentClass, ClassWords] = Field(default_factory=dict)
    heads: tuple[Term, ...] = ()
    government: tuple[Term, ...] = ()
    levels: dict[Level, tuple[Term, ...]] = Field(default_factory=dict)
    units: tuple[Units, ...] = ()
    not_organs: NotOrgans = NotOrgans()
    companies: CompanyWords = CompanyWords()
    care_of: tuple[str, ...] = ()
    shapes: tuple[Shape, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[PlaceName, ...] = ()
    plain: tuple[Term, ...] = ()
    demonyms: dict[str, tuple[Term, ...]] = Field(default_factory=dict)
    regions: dict[str, tuple[Term, ...]] = Field(default_factory=dict)
    precedence: tuple[OrganClass, ...] = ()
