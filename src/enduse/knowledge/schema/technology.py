"""`knowledge/technology`: one surveillance technology a file; its name is the technology's id.

A file says what the technology is, what it does to whose rights, by which words, brands and
codes a goods text shows it, which control entries may reach it, and which facts decide.
Nothing here classifies: entries are candidates.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from enduse.knowledge.schema.base import Cite, Strict

Jurisdiction = Literal["us", "eu", "uk", "de"]
Strength = Literal["strong", "weak"]
Specificity = Literal["high", "medium", "low"]


class Rights(Strict):
    """What the technology does to which rights, in words that fit a memo."""

    text: str = Field(min_length=1)
    bears_on: tuple[str, ...] = Field(min_length=1)
    cite: tuple[Cite, ...] = Field(min_length=1)
    verified: bool


class Pair(Strict):
    """Any word of `one` near any word of `other`: as strong as a strong term.

    `ordered`: only in this order. Near is what `goods_words` says of `..`.
    """

    one: tuple[str, ...] = Field(min_length=1)
    other: tuple[str, ...] = Field(min_length=1)
    ordered: bool = False

    def terms(self) -> list[str]:
        """Return the pairs as terms with `..`."""
        forward = [f"{a} .. {b}" for a in self.one for b in self.other]
        return (
            forward
            if self.ordered
            else forward + [f"{b} .. {a}" for a in self.one for b in self.other]
        )


class TermList(Strict):
    """Words of one language. How they are written: see `docs/explanation/goods.md`.

    Args:
        strong: enough alone.
        weak: needs a second sign.
        context: raises a weak word of this technology, says nothing alone.
        negative: the thing meant is another one; cancels what it touches, contests what is near.
        pairs: words that are enough together.
    """

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()


class Brand(Strict):
    """A maker or product line.

    Args:
        words: names as written; in capitals only: matches only in capitals.
        models: part numbers; `#` is a digit, `@` a letter, a final `*` any further characters.
        strength: a strong brand is enough alone and is not cancelled; a weak one is a weak word.
    """

    maker: str
    product: str = ""
    words: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    strength: Strength
    note: str = ""
    verified: bool

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.words and not self.models:
            raise ValueError(f"{self.maker}: a brand has words or models")
        return self


class GoodsCode(Strict):
    """A code and how much it says: `high` is enough alone, `medium` supports, `low` is for readers.

    A shorter code stands for all codes below it.
    """

    code: str = Field(pattern=r"^\d{2,10}$")
    label: str
    specificity: Specificity
    edition: str = ""
    verified: bool


class Codes(Strict):
    """Codes by nomenclature: Harmonized System, Common Procurement Vocabulary, UNSPSC."""

    hs: tuple[GoodsCode, ...] = ()
    cpv: tuple[GoodsCode, ...] = ()
    unspsc: tuple[GoodsCode, ...] = ()


class Reading(Strict):
    """How a fact is read out of the text: a regular expression and what its match is worth.

    `value` is a word, `{1}` (first group as a number), `{1}*{2}` (product of two groups).
    """

    pattern: str
    value: str

    @model_validator(mode="after")
    def _compiles(self) -> Self:
        try:
            groups = re.compile(self.pattern).groups
        except re.error as err:
            raise ValueError(f"{self.pattern}: {err}") from None
        for group in re.findall(r"\{(\d)\}", self.value):
            if int(group) > groups:
                raise ValueError(f"{self.pattern} has no group {group}")
        return self


class Deciding(Strict):
    """A fact that decides between entries or how grave the matter is, and its question."""

    fact: str = Field(pattern=r"^[a-z_]+\.[a-z0-9_]+$")
    question: str = Field(min_length=1)
    decides: str
    read: tuple[Reading, ...] = ()


class Candidate(Strict):
    """A control entry that may reach the technology, from its first to before its last day."""

    jurisdiction: Jurisdiction
    entry: str = Field(min_length=1)
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    decided_by: tuple[str, ...] = ()
    covers: str
    verified: bool

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_ and self.to and self.to <= self.from_:
            raise ValueError(f"{self.entry}: to {self.to} is not after from {self.from_}")
        return self


class Gap(Strict):
    """Why no entry of a jurisdiction reaches the technology (or only part of it: `partly`)."""

    jurisdiction: Jurisdiction
    reason: str = Field(min_length=1)
    partly: bool = False
    verified: bool


class TechnologyFile(Strict):
    """One technology. `terms` is keyed by language (ISO 639, `zh` for both scripts).

    `often_means`: other technologies work with it ("face recognition through the cameras"), so
    that after a word of means it does not count beside them.
    """

    title: str
    what: str
    often_means: bool = False
    civil_uses: tuple[str, ...] = ()
    rights: Rights
    monitoring_functions: tuple[str, ...] = ()
    terms: dict[str, TermList]
    terms_verified: bool
    brands: tuple[Brand, ...] = ()
    codes: Codes = Codes()
    candidates: tuple[Candidate, ...] = ()
    gaps: tuple[Gap, ...] = ()
    deciding: tuple[Deciding, ...] = ()
    wassenaar: str = ""
    sources: tuple[Cite, ...] = Field(min_length=1)
    verified: bool
    note: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        known = {one.fact for one in self.deciding}
        for candidate in self.candidates:
            missing = set(candidate.decided_by) - known
            if missing:
                raise ValueError(f"{candidate.entry} is decided by {missing}, not described here")
        reached = {one.jurisdiction for one in self.candidates}
        for gap in self.gaps:
            if not gap.partly and gap.jurisdiction in reached:
                raise ValueError(f"{gap.jurisdiction} has a candidate and a full gap: say partly")
        return self
