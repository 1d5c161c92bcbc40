"""`knowledge/facts`: what a rule may ask about. One file a fact; its path is its id."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from enduse.knowledge.schema.base import Strict

Subject = Literal["item", "entry", "party", "statement", "route", "transfer", "acquisition"]
FactType = Literal["text", "code", "boolean", "decimal", "date", "set"]


class Derived(Strict):
    """A fact that a registered function computes: its name, what it reads, and its settings."""

    by: str
    reads: tuple[str, ...] = ()
    table: str | None = None
    settings: dict[str, str | tuple[str, ...]] = {}


class FactFile(Strict):
    """One fact.

    Args:
        subject: what it is a fact about.
        type: how its value is read; a `set` contains codes.
        unit: unit of a decimal, or empty.
        declared_at: path in the transfer (contract, section 1) where it is given, or null.
        also_at: further paths at which input files and recognisers give the same fact.
        derived: how it is computed, or null.
        values: the values it may have, where they are few; `code` facts state them or a pattern.
        aliases: other spellings of a value that input files use, mapped to the value.
        question: what a person is asked; empty where nobody can be asked.
        when_absent: `insufficient` where the thing is there and its property is not known;
            `not_tested` where nobody named or stated it.
    """

    title: str
    subject: Subject
    type: FactType
    unit: str = ""
    declared_at: str | None = None
    also_at: tuple[str, ...] = ()
    derived: Derived | None = None
    values: tuple[str, ...] = ()
    aliases: dict[str, str] = {}
    question: str = ""
    when_absent: Literal["not_tested", "insufficient"]
    note: str = ""
    formerly: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """Every path at which the fact may be given, the usual one first."""
        return (self.declared_at, *self.also_at) if self.declared_at else ()

    @model_validator(mode="after")
    def _reachable(self) -> FactFile:
        if (self.declared_at is None) and (self.derived is None):
            raise ValueError("a fact is declared somewhere or derived by a function")
        if self.declared_at is not None and not self.question:
            raise ValueError("a declared fact needs the question a person is asked")
        unknown = set(self.aliases.values()) - set(self.values)
        if self.values and unknown:
            raise ValueError(f"aliases lead to values that do not exist: {sorted(unknown)}")
        return self
