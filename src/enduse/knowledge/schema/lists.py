"""`knowledge/lists/**.yaml`: cards of official lists and of their sources, and designations."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, RootModel, model_validator

from enduse.knowledge.schema.base import Cite, Strict
from enduse.model.listing import EntryType, NameKind
from enduse.model.period import Period


class Bounds(Strict):
    """What a plausible file holds; outside of it a file is refused.

    Args:
        at_least: fewest entries of a complete file, `since` the day from which that holds.
        shrink_percent: largest plausible loss against the file held before.
    """

    at_least: int = Field(ge=0)
    shrink_percent: int = Field(ge=0, le=100)
    since: date | None = None


class ListCard(Strict):
    """One official list.

    Args:
        profile: listing profile of every entry, where programme and terms do not matter.
        ids: `publisher` where entries carry an id that stays, `derived` where we make one.
        related: what a related body means for the law: nothing, or a question to a person.
    """

    kind: Literal["list"]
    title: str
    publisher: str
    jurisdiction: str
    effect: str
    ids: Literal["publisher", "derived"]
    profile: str = ""
    bounds: Bounds
    refresh_days: int = Field(gt=0)
    related: Literal["nothing", "ask"] = "ask"
    open_programmes: bool = False
    licence: str
    cite: tuple[Cite, ...] = Field(min_length=1)
    verified: bool
    note: str = ""


class SourceCard(Strict):
    """One publisher's format: which lists it carries and where it is offered.

    Args:
        tested: `complete_files` where whole real files were read, else `shape_tested`.
        shape_tested: shapes of a source otherwise tested of which no whole real file was read.
        codes: the publisher's word for a list, to the id of that list.
    """

    kind: Literal["source"]
    title: str
    publisher: str
    lists: tuple[str, ...] = Field(min_length=1)
    codes: dict[str, str] = {}
    urls: dict[str, str] = {}
    tested: Literal["complete_files", "shape_tested"]
    shape_tested: tuple[str, ...] = ()
    licence: str
    note: str = ""


class Act(Strict):
    """The act that listed or changed entries."""

    cite: str
    what: str
    published: date | None = None
    effective: date | None = None
    source: str = ""
    verified: bool


class Savings(Strict):
    """Goods already on their way: the day they had to be en route, and the last day to arrive."""

    en_route_on: date
    exported_before: date
    cite: str


class Terms(Strict):
    """A licence requirement and the policy of review, as the list prints them."""

    profile: str
    requirement: str = ""
    policy: str = ""


class TermsUse(Strict):
    """Which terms an entry stood under, from when to when."""

    is_: str = Field(alias="is")
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    verified: bool = True


class OurName(Strict):
    """A name that we add and no list prints: native, brand or full company name."""

    name: str
    language: str = ""
    kind: NameKind = NameKind.ALIAS


class Designation(Strict):
    """One entry of an official list, as we re-wrote it.

    `from` null: the first day is not known, and `seen` is the first day a file held it.
    """

    name: str
    type: EntryType = EntryType.ORGANISATION
    aliases: tuple[str, ...] = ()
    ours: tuple[OurName, ...] = ()
    countries: tuple[str, ...] = ()
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    seen: date | None = None
    list_says: date | None = None
    programmes: tuple[str, ...] = ()
    terms: tuple[TermsUse, ...] = ()
    cite: tuple[str, ...] = Field(min_length=1)
    verified: bool
    note: str = ""

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.from_ is None and self.seen is None:
            raise ValueError(f"{self.name}: say from when, or on which day a file held it")
        _ = self.period
        return self

    @property
    def period(self) -> Period:
        """When it was listed; from the day it was first seen where the start is not known."""
        return Period(start=self.from_ or self.seen, end=self.to)


class Designations(Strict):
    """Entries that one act (or one reading) put on a list."""

    kind: Literal["designations"]
    title: str
    list: str
    act: Act
    savings: Savings | None = None
    terms: dict[str, Terms] = {}
    entries: tuple[Designation, ...] = Field(min_length=1)
    note: str = ""

    @model_validator(mode="after")
    def _terms_known(self) -> Self:
        for entry in self.entries:
            for use in entry.terms:
                if use.is_ not in self.terms:
                    raise ValueError(f"{entry.name}: no terms called {use.is_}")
        return self


class ListsFile(RootModel[ListCard | SourceCard | Designations]):
    """Any file below `knowledge/lists`; `kind` says which."""

    root: Annotated[ListCard | SourceCard | Designations, Field(discriminator="kind")]
