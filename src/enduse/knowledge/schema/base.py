"""What every knowledge file shares: strictness, dated versions, citations."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from enduse.model.citation import Citation
from enduse.model.period import Period


class Strict(BaseModel):
    """A part of a knowledge file: unknown keys are refused, values are frozen.

    Its validator is built when the first value is read, not when its module is imported.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Cite(Strict):
    """A citation: instrument, exact place, the page, and the day somebody read it."""

    instrument: str = Field(min_length=1)
    pinpoint: str = ""
    url: str = ""
    read_on: date | None = None
    note: str = ""

    def citation(self) -> Citation:
        """Return it as a value of the model."""
        return Citation(
            instrument=self.instrument, pinpoint=self.pinpoint, url=self.url, read_on=self.read_on
        )

    def __str__(self) -> str:
        return f"{self.instrument} {self.pinpoint}".strip()


class Version(Strict):
    """One version of something that changes: `from` its first day, `to` the first day after it.

    `read_from` is the first day we vouch for: an earlier day within the version is unconfirmed.
    `gap` says why the days between this version and the next are not covered.
    """

    from_: date | Literal["always"] = Field(alias="from")
    read_from: date | None = None
    to: date | None = None
    gap: Literal["repealed", "not_read"] | None = None
    cite: tuple[Cite, ...] = Field(min_length=1)
    verified: bool
    note: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        start = self.start
        if start is not None and self.to is not None and self.to <= start:
            raise ValueError(f"to {self.to} is not after from {start}")
        if self.read_from is not None and self.to is not None and self.read_from >= self.to:
            raise ValueError(f"read_from {self.read_from} lies outside the version")
        return self

    @property
    def start(self) -> date | None:
        """First day, None for `always`."""
        return None if self.from_ == "always" else self.from_

    @property
    def period(self) -> Period:
        """The half-open period of the version."""
        return Period(start=self.start, end=self.to)


def check_versions(versions: tuple[Version, ...]) -> None:
    """Refuse versions that overlap, stand out of order, or leave a gap without a word on it.

    Raises:
        ValueError: naming the two versions.
    """
    for earlier, later in pairwise(versions):
        if earlier.to is None or later.start is None or later.start < earlier.to:
            raise ValueError(
                f"the version from {later.from_} overlaps the one from {earlier.from_}"
            )
        if later.start > earlier.to and earlier.gap is None:
            raise ValueError(
                f"nothing is said about {earlier.to} to {later.start}: "
                "state gap: repealed or gap: not_read"
            )
