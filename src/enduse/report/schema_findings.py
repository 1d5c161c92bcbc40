"""JSON Schema of the parts of a review (contract, section 2): the wire format of findings.

Everything that is written is checked against these classes in the tests.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from enduse.model.transfer import Role
from enduse.report.schema_transfer import Wire

Decimal4 = float
OutcomeWord = Literal["nothing_found", "unknown", "refer", "stop"]
StatusWord = str


class Ref(Wire):
    """Where the line was read."""

    id: str
    line: int
    file: str
    sha256: str


class ProblemOut(Wire):
    """A value that could not be read."""

    field: str
    value: str
    reason: str
    remedy: str


class AssumedOut(Wire):
    """A value that a profile filled in."""

    field: str
    value: str
    by: str


class PeriodOut(Wire):
    """A half-open period."""

    from_: str | None = Field(alias="from")
    to: str | None
    dates_from: str | None = None


class WordOut(Wire):
    """One word against one word."""

    query: str
    entry: str
    how: str
    weight: Decimal4


class MatchOut(Wire):
    """A list entry that the party is, may be, or is related to."""

    list_: str = Field(alias="list")
    entry: str
    entry_name: str
    matched_name: str
    relation: Literal["same", "possible", "related"]
    score: Decimal4
    intervals: list[PeriodOut]
    listed_from: str | None
    listed_to: str | None
    listed_as_of: bool | None
    country_agrees: bool | None
    compared: list[str]
    because: list[str]
    words: list[WordOut]
    profile: str
    requirement: str | None
    policy: str | None
    snapshot: str
    cite: list[str]


class BecauseOut(Wire):
    """The input that carried a finding."""

    field: str
    text: str
    term: str
    kind: str


class OrganOut(Wire):
    """A security organ recognised from the name."""

    class_: str = Field(alias="class")
    state: str
    country: str | None
    place: str | None
    level: str | None
    branch_of: str | None
    because: list[BecauseOut]


class SearchedOut(Wire):
    """A list that was searched."""

    list_: str = Field(alias="list")
    snapshot: str
    list_date: str
    entries: int
    coverage: str
    complete_for: list[PeriodOut]


class PartyOut(Wire):
    """What was found about one party."""

    role: Role
    name: str
    country: str | None
    matches: list[MatchOut]
    organ: OrganOut | None
    searched: list[SearchedOut]


class TechnologyOut(Wire):
    """A technology and the words that carried it."""

    id: str
    because: list[BecauseOut]


class CandidateOut(Wire):
    """A control entry the goods may fall under."""

    jurisdiction: str
    entry: str
    technology: str | None
    decided_by: list[str]
    missing: list[str]


class FactOut(Wire):
    """A fact read out of the goods text."""

    fact: str
    value: str
    because: BecauseOut


class GapOut(Wire):
    """A technology that no entry reaches."""

    technology: str
    jurisdiction: str
    reason: str


class GoodsOut(Wire):
    """What the goods check found."""

    technologies: list[TechnologyOut]
    candidates: list[CandidateOut]
    facts: list[FactOut]
    coverage_gaps: list[GapOut]


class RangeOut(Wire):
    """What a status could be."""

    best: StatusWord
    worst: StatusWord


class RuleOut(Wire):
    """A rule that applied or may apply."""

    id: str
    title: str
    from_: str | None = Field(alias="from")
    verified: bool
    text_status: str
    enforcement: str
    status: StatusWord
    reason: str
    cite: list[str]


class ExceptionOut(Wire):
    """An exception that was considered."""

    id: str
    title: str
    state: Literal["lifts", "to_check", "excluded", "not_tested"]
    because: str
    missing: list[str]
    cite: list[str]


class PolicyOut(Wire):
    """How an application would be judged."""

    id: str
    text: str
    cite: list[str]


class NotAppliedOut(Wire):
    """A rule that did not apply, and why."""

    id: str
    title: str
    failed: str


class PositionOut(Wire):
    """The answer for one legal basis."""

    entry: str
    basis: Literal["declared", "candidate", "none_of_these", "acquisition"]
    status: StatusWord
    could_be: RangeOut
    reason: str
    rules: list[RuleOut]
    exceptions: list[ExceptionOut]
    review_policy: PolicyOut | None
    review_policies: list[PolicyOut]
    authorisation: Literal["none", "possible"] | None
    refuse_if: str | None
    missing: list[str]
    not_tested: list[str]
    cite: list[str]
    not_applied: list[NotAppliedOut] = []


class LicenceOut(Wire):
    """The answer of one jurisdiction."""

    jurisdiction: str
    regime: Literal["export", "acquisition"]
    status: StatusWord
    could_be: RangeOut
    conditional_on: list[str]
    missing: list[str]
    law_read_through: str | None
    positions: list[PositionOut]
    not_modelled: list[str]
