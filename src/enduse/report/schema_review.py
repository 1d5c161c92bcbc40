"""JSON Schema of a whole review, and the schemas by name."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from enduse.model.outcome import Status
from enduse.report.schema_findings import (
    AssumedOut,
    BecauseOut,
    GoodsOut,
    LicenceOut,
    OutcomeWord,
    PartyOut,
    ProblemOut,
    Ref,
)
from enduse.report.schema_transfer import TransferIn, Wire


class FlagOut(Wire):
    """A red flag."""

    id: str
    state: Literal["seen", "not_seen", "unknown", "not_tested"]
    raises: Literal["refer", "note"]
    question: str
    because: list[BecauseOut]
    cite: list[str]


class RouteOut(Wire):
    """A route typology."""

    typology: str
    state: Literal["seen", "not_seen", "unknown", "not_tested"]
    raises: Literal["refer", "note"]
    question: str
    because: list[BecauseOut]
    cite: list[str]


class UnknownOut(Wire):
    """A missing fact and its question."""

    fact: str
    subject: str
    asked_by: list[str]
    question: str


class FindingsOut(Wire):
    """All findings as of one day."""

    as_of: str | None
    outcome: OutcomeWord
    unknown_because: list[Literal["party", "item", "list", "date", "value"]]
    why: str
    parties: list[PartyOut]
    goods: GoodsOut
    licence: list[LicenceOut]
    flags: list[FlagOut]
    routes: list[RouteOut]
    unknown: list[UnknownOut]
    context: list[str]


class KnowledgeOut(Wire):
    """Which knowledge answered."""

    version: str
    sha256: str


class ReviewOut(FindingsOut):
    """A review (contract, section 2)."""

    schema_: Literal["enduse.review/1"] = Field(alias="schema")
    run: str | None
    transfer: Ref
    problems: list[ProblemOut]
    assumed: list[AssumedOut]
    also: list[FindingsOut]
    knowledge: KnowledgeOut


SCHEMAS: dict[str, type[BaseModel]] = {"transfer": TransferIn, "review": ReviewOut}


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of `transfer` or `review`, statuses and all."""
    found = SCHEMAS[name].model_json_schema(by_alias=True)
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    words = sorted(status.word for status in Status)
    for part in (found, *found.get("$defs", {}).values()):
        for key in ("status", "best", "worst"):
            if key in part.get("properties", {}):
                part["properties"][key] = {"enum": words}
    return found
