"""Compile conditions of knowledge files and evaluate them over facts."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from enduse.knowledge.schema import condition as schema
from enduse.model.transfer import Role
from enduse.review.evaluate.level import (
    Ask,
    Level,
    Verdict,
    all_of,
    any_of,
    negated,
    truth,
)
from enduse.review.evaluate.values import Known, Members, Missing, Value


class Judged(Protocol):
    """What a rule asks of a line: its day, its moment, and the answer of each condition."""

    def day_by(self, kind: str) -> date:
        """The day that picks the version: of the transfer, the signing or the completion."""
        ...

    @property
    def instant(self) -> datetime | None:
        """The moment, where the line gives an hour."""
        ...

    def verdict(self, node: Node) -> Verdict:
        """Return the answer of a condition: evaluated here, or known from elsewhere."""
        ...


class Facts(Judged, Protocol):
    """Where a condition looks facts up."""

    @property
    def day(self) -> date:
        """The day of the line."""
        ...

    def get(self, fact: str) -> Value:
        """Return the value of a registered fact."""
        ...

    def parties(self, roles: frozenset[Role]) -> Sequence[Facts]:
        """Return the facts of each named party in one of the roles."""
        ...

    def unnamed(self, roles: frozenset[Role]) -> Ask:
        """Return what to ask where nobody is named in these roles."""
        ...


class Node(Protocol):
    """A compiled condition."""

    def evaluate(self, facts: Facts) -> Verdict:
        """Answer the condition over these facts."""
        ...

    def reads(self) -> Iterator[str]:
        """Name every fact that the answer may depend on."""
        ...

    def failed(self, facts: Facts) -> str:
        """Say which part made it false, in the words of the file."""
        ...


@dataclass(frozen=True, slots=True)
class AllNode:
    """Every part holds."""

    parts: tuple[Node, ...]

    def evaluate(self, facts: Judged) -> Verdict:
        """The least of the parts."""
        return all_of(facts.verdict(part) for part in self.parts)

    def reads(self) -> Iterator[str]:
        """Facts of all parts."""
        for part in self.parts:
            yield from part.reads()

    def failed(self, facts: Facts) -> str:
        """The first part that is false."""
        for part in self.parts:
            if part.evaluate(facts).level is Level.FALSE:
                return part.failed(facts)
        return ""


@dataclass(frozen=True, slots=True)
class AnyNode:
    """At least one part holds."""

    parts: tuple[Node, ...]

    def evaluate(self, facts: Judged) -> Verdict:
        """The greatest of the parts."""
        return any_of(facts.verdict(part) for part in self.parts)

    def reads(self) -> Iterator[str]:
        """Facts of all parts."""
        for part in self.parts:
            yield from part.reads()

    def failed(self, facts: Facts) -> str:
        """All parts: none of them holds."""
        return "none of: " + "; ".join(part.failed(facts) for part in self.parts)


@dataclass(frozen=True, slots=True)
class NotNode:
    """The part does not hold."""

    part: Node

    def evaluate(self, facts: Judged) -> Verdict:
        """The other answer."""
        return negated(facts.verdict(self.part))

    def reads(self) -> Iterator[str]:
        """Facts of the part."""
        return self.part.reads()

    def failed(self, facts: Facts) -> str:  # noqa: ARG002  protocol
        """The part that holds."""
        return f"not ({describe(self.part)})"


@dataclass(frozen=True, slots=True)
class PartyNode:
    """One party in the roles meets the condition."""

    roles: frozenset[Role]
    where: Node

    def evaluate(self, facts: Facts) -> Verdict:
        """The greatest over the parties; nobody named leaves it not tested."""
        parties = facts.parties(self.roles)
        if not parties:
            return Verdict(Level.NOT_TESTED, frozenset({facts.unnamed(self.roles)}))
        return any_of(self.where.evaluate(party) for party in parties)

    def reads(self) -> Iterator[str]:
        """The roles, and the facts asked of each party."""
        yield from (f"role:{role.value}" for role in sorted(self.roles))
        yield from self.where.reads()

    def failed(self, facts: Facts) -> str:  # noqa: ARG002  protocol
        """No party meets it."""
        return f"no {' or '.join(sorted(self.roles))} with {describe(self.where)}"


@dataclass(frozen=True, slots=True)
class CompareNode:
    """One fact against constants."""

    fact: str
    how: str
    constant: Any
    members: tuple[str, ...] = ()

    def evaluate(self, facts: Facts) -> Verdict:
        """Compare; a missing value leaves the question open at its own level."""
        value = facts.get(self.fact)
        if isinstance(value, Missing):
            return Verdict(value.level, value.asks)
        if isinstance(value, Members):
            level = max(value.level_of(member) for member in self.members)
            return Verdict(level, value.asks if level.open else frozenset())
        return truth(_TESTS[self.how](value.value, self.constant))

    def reads(self) -> Iterator[str]:
        """The fact."""
        yield self.fact

    def failed(self, facts: Facts) -> str:
        """The comparison, and the value where there is one."""
        value = facts.get(self.fact)
        shown = f" (it is {value.value})" if isinstance(value, Known) else ""
        return f"{describe(self)}{shown}"


def describe(node: Node) -> str:
    """Write a condition in one line."""
    if isinstance(node, CompareNode):
        constant = node.constant
        words = ", ".join(map(str, constant)) if isinstance(constant, tuple) else str(constant)
        return f"{node.fact} {node.how.replace('_', ' ')} {words}"
    if isinstance(node, AllNode):
        return " and ".join(describe(part) for part in node.parts)
    if isinstance(node, AnyNode):
        return "(" + " or ".join(describe(part) for part in node.parts) + ")"
    if isinstance(node, NotNode):
        return f"not ({describe(node.part)})"
    if isinstance(node, PartyNode):
        return f"a {' or '.join(sorted(node.roles))} with {describe(node.where)}"
    return str(node)


def _compare(condition: schema.Compare) -> CompareNode:
    how, constant = condition.comparison
    if how in ("contains", "contains_any"):
        members = (constant,) if how == "contains" else tuple(constant)
        return CompareNode(condition.fact, how, constant, members)
    if how in _ORDER:
        constant = Decimal(constant)
    return CompareNode(condition.fact, how, constant)


_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
}
_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    "in": lambda value, constants: value in constants,
    "on_or_after": operator.ge,
    "before": operator.lt,
    **_ORDER,
}


def compile_condition(condition: schema.Condition, definition: Callable[[str], Node]) -> Node:
    """Compile a condition; `definition` gives the compiled conditions of a definition rule."""
    if isinstance(condition, schema.All):
        return AllNode(tuple(compile_condition(part, definition) for part in condition.all))
    if isinstance(condition, schema.AnyOf):
        return AnyNode(tuple(compile_condition(part, definition) for part in condition.any))
    if isinstance(condition, schema.Not):
        return NotNode(compile_condition(condition.not_, definition))
    if isinstance(condition, schema.AnyParty):
        binder = condition.any_party
        return PartyNode(frozenset(binder.roles), compile_condition(binder.where, definition))
    if isinstance(condition, schema.Definition):
        return definition(condition.definition)
    return _compare(condition)
