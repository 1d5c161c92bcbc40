"""`knowledge/coverage`: how the law divides a technology, and what reaches it only by accident.

One file a technology, with the technology's id as its name. It says nothing about a line; the
gap table reads it to tell "an entry names this" from "an entry reaches it by something else".
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from enduse.knowledge.schema.base import Cite, Strict
from enduse.knowledge.schema.technology import Jurisdiction

How = Literal["part", "property"]


class CoverageItem(Strict):
    """A kind of goods within the technology that the law treats on its own.

    Args:
        facts: facts that hold for every item of the kind; entries' own conditions read them.
        entries: entries whose text names the kind and that have no condition of their own.
        goods: false for a service or data, which no entry on goods reaches.
        words: regular expression that finds the kind in a goods text, in any language.
        reasons: why nothing reaches it, by jurisdiction; else the technology's own gaps say so.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    title: str
    facts: dict[str, str] = {}
    entries: dict[Jurisdiction, tuple[str, ...]] = {}
    goods: bool = True
    words: str = ""
    reasons: dict[Jurisdiction, str] = {}


class Beside(Strict):
    """An entry that can reach such goods, but not for what makes them this technology.

    Args:
        how: `part`: only where they are part of, or contain, another thing; `property`: by a
            property of another kind, such as encryption or computing power.
        usual: goods of this kind have that property as a rule.
    """

    jurisdiction: Jurisdiction
    entry: str
    how: How
    usual: bool = False
    why: str = Field(min_length=1)


class WassenaarEntry(Strict):
    """An entry of the Wassenaar dual-use list. The list is an arrangement, not law."""

    entry: str
    since: int = Field(ge=1996)
    items: tuple[str, ...] = ()
    verified: bool


class CoverageFile(Strict):
    """How the law divides one technology.

    Args:
        nature: facts that hold for all goods of the technology.
        beside: entries that reach it only by accident.
    """

    title: str
    nature: dict[str, str] = {}
    items: tuple[CoverageItem, ...] = ()
    beside: tuple[Beside, ...] = ()
    wassenaar: tuple[WassenaarEntry, ...] = ()
    cite: tuple[Cite, ...] = ()
    note: str = ""
    verified: bool

    @model_validator(mode="after")
    def _known_items(self) -> Self:
        ids = [item.id for item in self.items]
        if len(ids) != len(set(ids)):
            raise ValueError("two items have one id")
        for entry in self.wassenaar:
            if set(entry.items) - set(ids):
                raise ValueError(f"{entry.entry} names items that are not described")
        return self
