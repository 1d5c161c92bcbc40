"""Conditions as a lawyer writes them: structured, no arithmetic, no expressions.

A condition is one of

* `{all: [...]}`, `{any: [...]}`, `{not: {...}}`
* `{fact: ID, COMPARISON: constant}` with one comparison
* `{definition: RULE-ID}`: the conditions of a definition rule, in its version of the day
* `{any_party: {roles: [...], where: {...}}}`: true where one party in these roles meets `where`
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, model_validator

from enduse.knowledge.schema.base import Strict
from enduse.model.transfer import Role

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _constant(value: object) -> bool | date | str:
    """Only `2021-03-04` is a day: pydantic would read "0" of a pack as one (1970-01-01)."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, bool | date | str):
        return value
    raise ValueError("a constant is true, false, a day, or text in quotes")


Constant = Annotated[bool | date | str, PlainValidator(_constant)]


def _number(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Number = Annotated[str, BeforeValidator(_number), Field(pattern=r"^-?\d+(\.\d+)?$")]


class Compare(Strict):
    """One fact against constants. Thresholds say what they include: `at_least`, `more_than`."""

    fact: str
    is_: Constant | None = Field(default=None, alias="is")
    is_in: tuple[Constant, ...] | None = Field(default=None, alias="in")
    contains: str | None = None
    contains_any: tuple[str, ...] | None = None
    at_least: Number | None = None
    more_than: Number | None = None
    at_most: Number | None = None
    less_than: Number | None = None
    on_or_after: date | None = None
    before: date | None = None

    @model_validator(mode="after")
    def _one(self) -> Compare:
        if len(self.model_fields_set - {"fact"}) != 1:
            raise ValueError("a comparison has a fact and one of: " + ", ".join(COMPARISONS))
        return self

    @property
    def comparison(self) -> tuple[str, Any]:
        """The name of the comparison, as written in a file, and its constant."""
        name = next(iter(self.model_fields_set - {"fact"}))
        return {"is_": "is", "is_in": "in"}.get(name, name), getattr(self, name)


COMPARISONS = (
    "is",
    "in",
    "contains",
    "contains_any",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "on_or_after",
    "before",
)


class All(Strict):
    """Every part holds."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Strict):
    """At least one part holds."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Strict):
    """The part does not hold."""

    not_: Condition = Field(alias="not")


class Definition(Strict):
    """The conditions of a definition rule, in the version of the day."""

    definition: str


class Binder(Strict):
    """The parties a binder looks at, and what one of them must meet."""

    roles: tuple[Role, ...] = Field(min_length=1)
    where: Condition


class AnyParty(Strict):
    """One party in the roles meets the condition; binders do not nest."""

    any_party: Binder


def _kind(value: object) -> str | None:
    keys = set(value) if isinstance(value, dict) else value.__class__.model_fields.keys()  # type: ignore[attr-defined]
    for key, tag in _TAGS.items():
        if key in keys:
            return tag
    return None


_TAGS: dict[str, Literal["all", "any", "not", "fact", "definition", "any_party"]] = {
    "all": "all",
    "any": "any",
    "not": "not",
    "not_": "not",
    "fact": "fact",
    "definition": "definition",
    "any_party": "any_party",
}

Condition = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Compare, Tag("fact")]
    | Annotated[Definition, Tag("definition")]
    | Annotated[AnyParty, Tag("any_party")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message="a condition is all, any, not, fact, definition or any_party",
    ),
]
