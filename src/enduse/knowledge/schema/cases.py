"""`knowledge/cases`: expected answers that a domain person can write, engine-neutral."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from enduse.knowledge.schema.base import Strict


class Expected(Strict):
    """What one jurisdiction must answer; what is not stated is not checked.

    `rules` must be among the rules that applied, `not_rules` must not; `exceptions` maps an
    exception to its state; `missing` must be among the missing facts.
    """

    status: str
    best: str | None = None
    worst: str | None = None
    rules: tuple[str, ...] = ()
    not_rules: tuple[str, ...] = ()
    exceptions: dict[str, str] = {}
    review_policies: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    authorisation: Literal["none", "possible"] | None = None


class Listing(Strict):
    """A list entry that a party of the case is the same as, given rather than screened for.

    Args:
        added_by: the act that added it, where the list knows it.
        en_route_on: day of its savings clause, where that runs.
    """

    party: int
    profile: str
    relation: Literal["same", "possible", "related"] = "same"
    name: str = ""
    added_by: str = ""
    en_route_on: date | None = None


class Case(Strict):
    """One worked case.

    Args:
        name: one full sentence.
        transfer: a transfer of the contract (section 1), as YAML.
        organs: organ class of a party by its index, where the case states it.
        listings: listing profiles of parties (or, with `owner`, of owners), by index.
        expect: per jurisdiction.
        technologies, candidates: what the goods check would have found: technology ids, and
            candidate entries by jurisdiction.
        on: which edges of a rule the case stands on, separated by blanks: rule id to `applies`,
            `does_not_apply`, `before:2020-10-06` (the day before that date), `on:2020-10-06`.
            Read by the coverage test.
    """

    name: str = Field(min_length=20)
    source: str = Field(min_length=1)
    as_of: date | None = None
    regime: Literal["export", "acquisition"] = "export"
    transfer: dict[str, Any]
    organs: dict[str, str] = {}
    listings: tuple[Listing, ...] = ()
    technologies: tuple[str, ...] = ()
    candidates: dict[str, tuple[str, ...]] = {}
    expect: dict[str, Expected] = Field(min_length=1)
    on: dict[str, str] = {}


class CaseFile(Strict):
    """A file of cases on one subject."""

    title: str
    cases: tuple[Case, ...] = Field(min_length=1)
