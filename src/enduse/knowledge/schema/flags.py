"""`knowledge/flags`: red flags and route typologies, as a person reads them in the guidance."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from enduse.knowledge.schema.base import Strict, Version, check_versions
from enduse.knowledge.schema.condition import Condition


class FlagVersion(Version):
    """One version of a flag.

    Args:
        test: the condition of the law's language that makes it seen; absent: only a person can
            tell, and the flag is a standing question.
        confirmed: false where nobody could tell whether the version is in force.
        text_status: a `stayed` version is not asked.
    """

    test: Condition | None = None
    confirmed: bool = True
    text_status: Literal["in_force", "stayed"] = "in_force"


class FlagFile(Strict):
    """One red flag or route typology. Its id is its path below `flags/`.

    Args:
        title: the flag in our own words.
        question: what a person is asked, in plain words.
        source: the guidance it comes from.
        binding: false for guidance; part 732 of the EAR says when a flag gives knowledge.
        subject: what it is asked of; a `route` flag is reported with the routes.
        raises: `refer` where a person must decide, `note` where it is worth reading.
        why: why it is a flag, where the title does not say.
        exclusions: what looks like it and is not.
    """

    title: str = Field(min_length=1)
    question: str = Field(min_length=1)
    source: str = Field(min_length=1)
    binding: bool = False
    subject: Literal["party", "item", "transfer", "route"]
    raises: Literal["refer", "note"]
    why: str = ""
    exclusions: str = ""
    versions: tuple[FlagVersion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ordered(self) -> FlagFile:
        check_versions(self.versions)
        return self
