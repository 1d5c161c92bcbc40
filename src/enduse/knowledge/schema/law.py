"""`knowledge/law`: rules in dated versions, as a lawyer checks them against the cited page."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from enduse.knowledge.schema.base import Cite, Strict, Version, check_versions
from enduse.knowledge.schema.condition import Condition
from enduse.model.outcome import Status, status_of

RuleKind = Literal[
    "definition",
    "scope",
    "requirement",
    "prohibition",
    "notification",
    "exception",
    "review_policy",
    "filing",
]
TextStatus = Literal["in_force", "stayed", "scheduled", "proposed", "repealed"]
Enforcement = Literal["enforced", "not_enforced", "partly"]


class Then(Strict):
    """What follows when a rule applies.

    Args:
        status: a status of the contract (2.1).
        reason: the reason for control in the law's words, short.
        review_policies: ids of review policy rules; those whose own conditions hold are reported.
        authorisation: for a prohibition: `none` or `possible`.
        refuse_if: for a prohibition: when the authority must refuse.
    """

    status: str
    reason: str
    review_policies: tuple[str, ...] = ()
    authorisation: Literal["none", "possible"] | None = None
    refuse_if: str | None = None

    @model_validator(mode="after")
    def _known(self) -> Then:
        status_of(self.status)
        return self

    @property
    def level(self) -> Status:
        """The status as a value."""
        return status_of(self.status)


class ExceptionCondition(Strict):
    """One condition of an exception, in words a person can check, and as a test of facts."""

    text: str
    when: Condition


class Lifts(Strict):
    """Which requirements an exception can lift: by rule id or folder, and by reason.

    An empty `reasons` means any reason. A requirement outside both is never lifted.
    """

    rules: tuple[str, ...] = Field(min_length=1)
    reasons: tuple[str, ...] = ()


class RuleVersion(Version):
    """One version of a rule.

    Args:
        when: definition and scope: what it means; requirement, prohibition, notification, filing:
            when it applies; exception: for which items, destinations and parties it exists;
            review_policy: to which applications it applies (absent: to all that name it).
        unless: built-in carve-outs; one that is true takes the rule away.
        conditions: exception only: what must be known true before it lifts.
        excluded_when: exception only: what takes it away.
        text: review policy only: the policy in our own words.
        from_time: clock time with zone (`17:00 Europe/London`) where a rule begins at an hour.
        confirmed: false where nobody could tell whether the version is in force (unconfirmed).
        text_status: `stayed`, `proposed` and `repealed` versions never apply; they are shown.
        enforcement: what the authority says about enforcing it, with a citation of its own.
    """

    when: Condition | None = None
    unless: tuple[ExceptionCondition, ...] = ()
    then: Then | None = None
    lifts: Lifts | None = None
    conditions: tuple[ExceptionCondition, ...] = ()
    excluded_when: tuple[ExceptionCondition, ...] = ()
    text: str = ""
    from_time: str | None = None
    confirmed: bool = True
    text_status: TextStatus = "in_force"
    enforcement: Enforcement = "enforced"
    enforcement_cite: tuple[Cite, ...] = ()
    announced: date | None = None
    published: date | None = None


class RuleFile(Strict):
    """One rule. Its id is its path below `law/`, with dots.

    Args:
        summary: the clause in our own words; the cited text governs.
        regime: `export` or `acquisition`.
        assumption: scope rules: what is assumed where a line does not tell (`conditional_on`).
        formerly: earlier ids of the same rule.
        version_by: acquisitions: which date picks the version (`signing` or `completion`).
    """

    title: str
    kind: RuleKind
    regime: Literal["export", "acquisition"] = "export"
    summary: str = ""
    assumption: str | None = None
    version_by: Literal["transfer", "signing", "completion"] = "transfer"
    formerly: tuple[str, ...] = ()
    versions: tuple[RuleVersion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _complete(self) -> RuleFile:
        check_versions(self.versions)
        for version in self.versions:
            _check_version(self.kind, version)
        if self.kind == "scope" and not self.assumption:
            raise ValueError("a scope rule says what is assumed where a line does not tell")
        return self


def _check_version(kind: RuleKind, version: RuleVersion) -> None:
    start = version.from_
    if kind in ("requirement", "prohibition", "notification", "filing"):
        if version.then is None or version.when is None:
            raise ValueError(f"the version from {start} needs when and then")
    elif version.then is not None:
        raise ValueError(f"the version from {start}: a {kind} has no `then`")
    if kind == "exception" and version.lifts is None:
        raise ValueError(f"the version from {start} of an exception needs lifts")
    if kind == "exception" and not version.conditions:
        raise ValueError(f"the version from {start} of an exception needs conditions")
    if kind == "review_policy" and not version.text:
        raise ValueError(f"the version from {start} of a review policy needs its text")
    if kind in ("definition", "scope") and version.when is None:
        raise ValueError(f"the version from {start} of a {kind} needs when")
    if version.enforcement != "enforced" and not version.enforcement_cite:
        raise ValueError(f"the version from {start}: enforcement needs a citation of its own")
