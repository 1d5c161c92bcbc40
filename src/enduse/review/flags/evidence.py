"""What in the line made a condition true: the fields, in their own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from enduse.knowledge.schema.facts import FactFile
from enduse.model.citation import Because
from enduse.review.evaluate.conditions import (
    AllNode,
    AnyNode,
    CompareNode,
    Node,
    NotNode,
    PartyNode,
    describe,
)
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.values import Known, Members


def evidence(node: Node, facts: LineFacts, registry: Mapping[str, FactFile]) -> tuple[Because, ...]:
    """Return the true parts of a condition that is true, without repeats, in their order."""
    return tuple(dict.fromkeys(_true_parts(node, facts, registry)))


def _true_parts(
    node: Node, facts: LineFacts, registry: Mapping[str, FactFile]
) -> Iterator[Because]:
    if node.evaluate(facts).level is not Level.TRUE:
        return
    if isinstance(node, AllNode | AnyNode):
        for part in node.parts:
            yield from _true_parts(part, facts, registry)
    elif isinstance(node, PartyNode):
        for party in facts.parties(node.roles):
            yield from _true_parts(node.where, party, registry)
    elif isinstance(node, CompareNode):
        yield _because(node, facts, registry)
    elif isinstance(node, NotNode):
        yield Because(field="", text=describe(node), kind="fact")


def _because(node: CompareNode, facts: LineFacts, registry: Mapping[str, FactFile]) -> Because:
    file, value = registry[node.fact], facts.get(node.fact)
    place, text = facts.source_of(node.fact)
    if not text and isinstance(value, Known):
        text = str(value.value)
    if not text and isinstance(value, Members):
        text = ", ".join(one for one in node.members if one in value.known)
    return Because(field=place, text=text, term=file.title, kind="fact")
