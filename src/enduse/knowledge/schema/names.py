"""`knowledge/names/**.yaml`: what is known about the names of bodies, and may be compared.

One file holds one or more parts; every part says the same thing in every file. Terms are
written as people write them, in their own script; the normaliser of `enduse.screening` reads
them the way it reads a name. A term that ends in `*` stands for every word that starts so.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from enduse.knowledge.schema.base import Cite, Strict

Terms = dict[str, tuple[str, ...]]
"""Language (ISO 639) to terms."""


class Brand(Strict):
    """A brand or group name, and the other names it goes by.

    `names` are written in any script and mean the same body or group. `ambiguous` marks a word
    that unrelated bodies use too: it then never makes a group on its own.
    """

    names: tuple[str, ...] = Field(min_length=1)
    ambiguous: bool = False
    note: str = ""


class Place(Strict):
    """A place: its names, its level, and the place it is administered by (an id in this file)."""

    names: tuple[str, ...] = Field(min_length=1)
    level: str = ""
    part_of: str = ""


class Part(Strict):
    """A body that is part of another, which its own name does not say."""

    names: tuple[str, ...] = Field(min_length=1)
    part_of: str = Field(min_length=1)
    note: str = ""


class NamesFile(Strict):
    """Words, legal forms, brands, acronyms, places, parts, scripts or token weights.

    Args:
        source: `cited` where every line rests on `cite`, `ours` where it is working vocabulary.
        words: concept (English) to its words in other languages and its English synonyms.
        legal_forms: legal form to its spellings; weighted down, never deleted.
        generic: concepts that say nothing about which body it is.
        fillers: words without meaning of their own in a name (of, the, und, и).
        institutions: kinds of body whose name with a place or a further name is a part of it.
        branches: concepts that make a body a part of another (branch, campus, division).
        levels: concepts that say the level of a place (city, county), highest number lowest level.
        organs: bodies of a place that answer to the same body of the place above.
        scripts: script to letters and their romanisation.
        readings: system to sounds to the letters that may be read so (`hanja`).
        found: script to how many of 100 names in it found their entry in our test, where few do.
        rarity: bits of a token (as text, e.g. `7.5`) to the tokens that have them, blank-separated.
    """

    title: str
    source: Literal["cited", "ours"]
    cite: tuple[Cite, ...] = ()
    verified: bool
    version: str = ""
    note: str = ""
    words: dict[str, Terms] = Field(default={})
    legal_forms: dict[str, tuple[str, ...]] = Field(default={})
    generic: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    levels: dict[str, int] = Field(default={})
    brands: dict[str, Brand] = Field(default={})
    acronyms: dict[str, tuple[str, ...]] = Field(default={})
    places: dict[str, Place] = Field(default={})
    organs: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    scripts: dict[str, dict[str, str]] = Field(default={})
    readings: dict[str, dict[str, str]] = Field(default={})
    found: dict[str, str] = Field(default={})
    rarity: dict[str, str] = Field(default={})

    @model_validator(mode="after")
    def _cited(self) -> Self:
        if self.source == "cited" and not self.cite:
            raise ValueError("a file marked `cited` names its source")
        for key, place in self.places.items():
            if place.part_of and place.part_of not in self.places:
                raise ValueError(f"place {key} is part of {place.part_of}, which is not here")
        return self
