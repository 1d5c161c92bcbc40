"""`knowledge/watch`: the texts that rules rest on, and what was last read of each.

Nothing here updates law. A sighting that differs from the reading names what to read again.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from enduse.knowledge.schema.base import Strict


class LastRead(Strict):
    """The last reading of a text: when, which version, by whom, and its hash where it was kept."""

    on: date
    version: str = ""
    by: str = Field(min_length=1)
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class RestsOn(Strict):
    """What rests on the text: everything that cites the instrument at one of the places.

    Args:
        instrument: as citations spell it.
        pinpoints: beginnings of the exact place; none given: any place.
        jurisdictions: whose rules and entries; none given: any.
    """

    instrument: str = Field(min_length=1)
    pinpoints: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()


class Parts(Strict):
    """How the text falls into parts that are compared one by one.

    Args:
        form: `jsonl`: a part a line, named by the field `by`; `text`: a part begins where the
            regular expression `by` matches, and its first group is the part's name.
        table: table of the knowledge with the columns `part` and `sha256`.
        are: what a part is: control entries are found by their code.
    """

    form: Literal["jsonl", "text"]
    by: str
    table: str
    are: Literal["entries", "sections"] = "sections"

    @model_validator(mode="after")
    def _compiles(self) -> Self:
        if self.form == "text" and re.compile(self.by).groups != 1:
            raise ValueError("the expression has one group: the name of the part")
        return self


class WatchFile(Strict):
    """One text. `every_days`: how often somebody should look."""

    title: str
    publisher: str
    url: str = ""
    rests: tuple[RestsOn, ...] = Field(min_length=1)
    read: LastRead
    parts: Parts | None = None
    every_days: int = Field(ge=1)
    note: str = ""
