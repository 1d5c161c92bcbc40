"""Rule groups: the law of each jurisdiction and the red flags, each with what it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from enduse.bulk.plan.classes import Classes
from enduse.bulk.plan.keys import Keys
from enduse.bulk.plan.reads import SENDING, reads_of
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.flags import FlagFile
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.model.transfer import Transfer
from enduse.review.evaluate.conditions import (
    AllNode,
    AnyNode,
    CompareNode,
    Node,
    NotNode,
    compile_condition,
)
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.line import EntryFacts, Line
from enduse.review.licence.law import Law
from enduse.review.licence.rules import CompiledVersion, DefinitionNode, Rule

FLAGS = "flags"


@dataclass(frozen=True, slots=True)
class Tier:
    """A projection of lines on what some rules of a group read."""

    name: str
    classes: Classes
    keys: Keys


@dataclass(frozen=True, slots=True)
class Group:
    """A rule group.

    Args:
        name: a jurisdiction, or `flags`.
        full: the projection on all that the group reads.
        scope: on what its scope and its entries read: enough for lines that it does not reach.
        bare: on what those rules read that can apply to goods on no list.
    """

    name: str
    full: Tier
    scope: Tier | None = None
    bare: Tier | None = None

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """All of them."""
        return tuple(tier for tier in (self.full, self.scope, self.bare) if tier is not None)


def groups_of(pack: Pack, law: Law, jurisdictions: Iterable[str]) -> tuple[Group, ...]:
    """The groups of a pack, the law of each jurisdiction first, the flags last."""
    found = [_law_group(law, name) for name in jurisdictions]
    return (*found, _flag_group(pack, law))


def _law_group(law: Law, jurisdiction: str) -> Group:
    beside = law.beside(jurisdiction)
    rules = law.behind(jurisdiction)
    scopes = [rule for rule in rules if rule.file.kind == "scope"]
    entries = tuple(law.entries.conditions(beside))
    entry_days = set(law.entries.change_days(beside))

    def tier(name: str, some: Iterable[Rule], nodes: Iterable[Node], days: set[date]) -> Tier:
        turns = {day for rule in (*some, *law.definitions()) for day in rule.change_days()}
        reads = reads_of(nodes, law.facts, law.tables, turns | days, SENDING)
        classes = Classes(reads, law.facts, law.tables, beside)
        full = f"{jurisdiction} {name}".strip()
        return Tier(full, classes, Keys(classes))

    def all_of(some: Iterable[Rule]) -> list[Node]:
        return [node for rule in some for one in rule.versions for node in one.nodes()]

    codes = (law.unlisted(jurisdiction), *sorted(law.entries.unlisted))
    bare = [facts_of_entry(law, code) for code in codes]
    alive = [(rule, one) for rule in rules for one in rule.versions if _alive(one, bare)]
    return Group(
        jurisdiction,
        full=tier("", rules, [*all_of(rules), *entries], entry_days),
        scope=tier("scope", scopes, [*all_of(scopes), *entries], entry_days) if scopes else None,
        bare=tier(
            "bare", [rule for rule, _ in alive], [n for _, one in alive for n in one.nodes()], set()
        ),
    )


def facts_of_entry(law: Law, code: str) -> LineFacts:
    """Facts of a line of which only its unlisted entry is known."""
    line = Line(Transfer(id=""), date.min, entry=EntryFacts(code=code))
    return LineFacts(law.facts, law.tables, line)


def _alive(version: CompiledVersion, bare: Iterable[LineFacts]) -> bool:
    """Whether a version may apply to goods on no list; false where their entry alone rules it out.

    A version without conditions, such as that of a policy for all, is alive.
    """
    when = version.when
    return when is None or not all(_false_by_entry(when, facts) for facts in bare)


def _false_by_entry(node: Node, facts: LineFacts) -> bool:
    if isinstance(node, AllNode):
        return any(_false_by_entry(part, facts) for part in node.parts)
    if isinstance(node, AnyNode):
        return all(_false_by_entry(part, facts) for part in node.parts)
    if isinstance(node, DefinitionNode):
        return all(
            one.when is not None and _false_by_entry(one.when, facts) for one in node.rule.versions
        )
    if isinstance(node, NotNode | CompareNode) and set(node.reads()) <= ENTRY_FACTS:
        return node.evaluate(facts).level is Level.FALSE
    return False


ENTRY_FACTS = frozenset(
    f"entry.{name}"
    for name in ["code", "list", "family", "reasons", "columns", "labels", "exceptions", "category"]
)
"""Facts that follow from the control entry of a position alone."""


def _flag_group(pack: Pack, law: Law) -> Group:
    flags = pack.section("flags", FlagFile)
    versions = [one for file in flags.values() for one in file.versions]
    days = {day for one in versions for day in (one.period.start, one.period.end) if day}
    nodes = [compile_condition(one.test, _no_law) for one in versions if one.test is not None]
    reads = reads_of(nodes, law.facts, law.tables, days)
    classes = Classes(reads, law.facts, law.tables, None)
    return Group(FLAGS, full=Tier(FLAGS, classes, Keys(classes, material=True)))


def _no_law(id_: str) -> Node:
    raise LookupError(f"a flag names the definition {id_}")


def goods_days(pack: Pack) -> tuple[date, ...]:
    """Every day on which the candidate entries of goods change."""
    return tuple(sorted(set(_candidate_days(pack))))


def _candidate_days(pack: Pack) -> Iterator[date]:
    for file in pack.section("technology", TechnologyFile).values():
        for one in file.candidates:
            yield from (day for day in (one.from_, one.to) if day is not None)
