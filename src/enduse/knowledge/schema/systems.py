"""`knowledge/systems`: documented systems, deployments, sales, measures and enforcement actions.

One entry a file; the file's name is the entry's id and never changes. Every statement is a claim
with its sources, their evidence class and whether somebody read them. No person is named:
people who are watched least of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from enduse.knowledge.schema.base import Strict

Evidence = Literal["official_document", "documented_report", "press_report", "inference"]
Kind = Literal[
    "programme", "platform", "deployment", "sale", "vendor", "legal_measure", "enforcement"
]

_ROLES = (
    "journalist|activist|dissident|lawyer|politician|petitioner|victim|target|detainee|prisoner|"
    "defendant|citizen|student|blogger|opponent|suspect|wife|husband|son|daughter|brother|sister|"
    "researcher|professor|businessman|businesswoman|named|called"
)
_PERSON = (
    (
        re.compile(rf"\b(?:{_ROLES})\s+(?:and\s+\w+\s+)?[A-Z][\w'’-]+\s+[A-Z][\w'’-]+"),
        "a name after such a word",
    ),
    (re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sheikh|Sr|Sra)\.?\s+[A-Z]\w+"), "a title and a name"),
    (re.compile(r"[\w.+-]+@[\w-]+\.\w"), "an e-mail address"),
    (
        re.compile(r"(?<![\d.,/-])\+?\d(?:[ -]?\d){9,}(?!\d|[.,]\d)"),
        "a telephone or identity number",
    ),
    (re.compile(r"\bborn (?:on|in) \d"), "a birth date"),
)


def person_in(text: str) -> str | None:
    """Say what in `text` looks like a watched person, or None.

    A guard, not a proof: it knows forms (title and name, telephone and identity numbers, birth
    dates, a name after "journalist"), so that an entry cannot carry them by mistake.
    """
    for pattern, what in _PERSON:
        found = pattern.search(text)
        if found:
            return f"{what}: {found[0]!r}"
    return None


class SystemSource(Strict):
    """A source under a short key: title, where it is, its own date, whether somebody read it."""

    key: str = Field(pattern=r"^[a-z0-9_]+$")
    title: str = Field(min_length=1)
    url: str = ""
    citation: str = ""
    date: str = ""
    read: bool
    note: str = ""

    @model_validator(mode="after")
    def _where(self) -> Self:
        if not self.url and not self.citation:
            raise ValueError(f"{self.key}: a source has a page or a citation")
        return self


class Stated(Strict):
    """A sentence, the keys of its sources, and whether somebody read one of them."""

    text: str = Field(min_length=1)
    sources: tuple[str, ...] = Field(min_length=1)
    verified: bool


class Claim(Stated):
    """One statement, with the class of its evidence."""

    evidence: Evidence


class Actor(Strict):
    """A company or body, with the names under which files write it."""

    name: str = Field(min_length=1)
    names: tuple[str, ...] = ()
    note: str = ""


class Reply(Stated):
    """What a supplier, a state or a researcher answered; it stands beside the claim."""

    by: str


class CourtState(Stated):
    """Where a charge, penalty or refusal stands, and on which day that was known."""

    authority: str
    rule: str
    state: Literal[
        "charged", "settled", "convicted", "acquitted", "dropped", "refused", "revoked", "unknown"
    ]
    as_of: str


class Correction(Strict):
    """A correction of this entry: the day, what changed and why."""

    date: date
    what: str
    why: str


class SystemFile(Strict):
    """One entry of the registry. `seed`: named in the article the project starts from."""

    title: str = Field(min_length=1)
    native: str = ""
    aliases: tuple[str, ...] = ()
    kind: Kind
    seed: bool = False
    countries: tuple[str, ...] = ()
    place: str = ""
    place_names: tuple[str, ...] = ()
    period: str
    technologies: tuple[str, ...] = ()
    suppliers: tuple[Actor, ...] = ()
    intermediaries: tuple[Actor, ...] = ()
    end_users: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = Field(min_length=1)
    replies: tuple[Reply, ...] = ()
    court: tuple[CourtState, ...] = ()
    rights: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    sources: tuple[SystemSource, ...] = Field(min_length=1)
    verified: bool
    corrections: tuple[Correction, ...] = ()
    report_errors: str = Field(min_length=1)

    @property
    def checked(self) -> tuple[Claim, ...]:
        """Claims whose sources somebody read."""
        return tuple(claim for claim in self.claims if claim.verified)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        keys = {source.key: source for source in self.sources}
        if len(keys) != len(self.sources):
            raise ValueError("two sources have the same key")
        stated: tuple[Stated, ...] = (*self.claims, *self.replies, *self.court)
        for one in stated:
            for key in one.sources:
                if key not in keys:
                    raise ValueError(f"there is no source {key}")
            if one.verified and not any(keys[key].read for key in one.sources):
                raise ValueError(f"verified, but no source of it was read: {one.text!r}")
        if self.verified != bool(self.checked):
            raise ValueError("verified says whether at least one claim is")
        if self.kind == "enforcement" and not self.court:
            raise ValueError("an enforcement action states where it stands")
        for text in _texts(self.model_dump(exclude={"sources", "report_errors"})):
            person = person_in(text)
            if person:
                raise ValueError(f"no persons in the registry: {person}")
        return self


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
