"""Conditions over columns: what is compared is evaluated, what combines answers is folded.

The nodes are those of the single review and fold by their own `evaluate`; a row hands them the
answers of their parts (`Row.verdict`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from enduse.bulk.plan.columns import Columns
from enduse.bulk.plan.factor import Codes, Interner, combine_codes
from enduse.bulk.plan.leaf import FactsOf, Leaf
from enduse.review.evaluate.conditions import AllNode, AnyNode, Facts, Node, NotNode
from enduse.review.evaluate.level import Verdict
from enduse.review.licence.law import Law
from enduse.review.licence.rules import DefinitionNode, Rule

Inner = AllNode | AnyNode | NotNode | DefinitionNode


class Program:
    """The conditions of a run, each once; answers are numbers that hold for the run.

    Args:
        law: the facts and tables that conditions are evaluated with.
    """

    def __init__(self, law: Law) -> None:
        self._law = law
        self.verdicts: Interner[Verdict] = Interner()
        self._leaves: dict[Node, Leaf] = {}
        self._of: dict[int, Leaf] = {}
        self._spans: dict[str, Codes] = {}

    @property
    def evaluated(self) -> int:
        """How often a condition was evaluated so far."""
        return sum(leaf.evaluated for leaf in self._leaves.values())

    def leaf(self, node: Node) -> Leaf:
        """A condition that is evaluated; equal ones are one."""
        found = self._of.get(id(node))
        if found is None:
            found = self._leaves.get(node)
            if found is None:
                found = self._leaves[node] = Leaf(node, self._law, self.verdicts)
            self._of[id(node)] = found
        return found

    def known(self, nodes: Iterable[Node]) -> bool:
        """Whether everything that these conditions read is known to the plan."""
        return all(self._known(node) for node in nodes)

    def _known(self, node: Node) -> bool:
        if isinstance(node, Inner):
            return all(self._known(part) for part in parts_of_node(node))
        return not self.leaf(node).whole

    def spans(self, rule: Rule) -> Codes:
        """The days on which the version of a rule can change, as numbers of days."""
        found = self._spans.get(rule.id)
        if found is None:
            days = sorted({day.toordinal() for day in rule.change_days()})
            found = self._spans[rule.id] = np.array(days, np.int64)
        return found

    def over(self, columns: Columns, facts_of: FactsOf) -> Answers:
        """The answers of conditions over these columns, worked out as they are asked for."""
        return Answers(self, columns, facts_of)


class Answers:
    """Answers of conditions per row of some columns; rows have one day and no hour."""

    def __init__(self, program: Program, columns: Columns, facts_of: FactsOf) -> None:
        self._program = program
        self._columns = columns
        self._facts_of = facts_of
        self._codes: dict[int | str, Codes] = {}
        self.above: tuple[Answers, Codes] | None = None
        self.days = columns.numbers("day")

    def take(self, rows: Codes) -> Answers:
        """The answers of some rows; what is known of them already is kept."""

        def facts_of(row: int) -> Facts:
            return self._facts_of(int(rows[row]))

        found = Answers(self._program, self._columns.take(rows), facts_of)
        found.above = (self, rows)
        return found

    def codes(self, node: Node) -> Codes:
        """The number of the answer of a condition, per row."""
        name = node.rule.id if isinstance(node, DefinitionNode) else id(node)
        found = self._codes.get(name)
        if found is None:
            found = self._codes[name] = self._of_above(name, node)
        return found

    def _of_above(self, name: int | str, node: Node) -> Codes:
        if self.above is not None:
            above, rows = self.above
            known = above.known(name)
            if known is not None:
                return known[rows]
        if isinstance(node, Inner):
            return self._folded(node)
        leaf = self._program.leaf(node)
        found = self._codes.get(id(leaf))
        if found is None:
            found = self._codes[id(leaf)] = leaf.codes(self._columns, self._facts_of)
        return found

    def levels(self, node: Node) -> Codes:
        """The level of the answer of a condition, per row."""
        codes = self.codes(node)
        levels = [int(one.level) for one in self._program.verdicts.values]
        return np.array(levels, np.int64)[codes]

    def span(self, rule: Rule) -> tuple[Codes, int]:
        """Between which change days of a rule each row lies, and how many such spans there are."""
        turns = self._program.spans(rule)
        return np.searchsorted(turns, self.days, side="right"), len(turns) + 1

    @property
    def count(self) -> int:
        """How many different answers there are so far."""
        return len(self._program.verdicts)

    def known(self, name: int | str) -> Codes | None:
        """The answers of a condition, if they were asked for."""
        return self._codes.get(name)

    def row(self, row: int) -> Row:
        """A row as the rules ask it."""
        return Row(self, row)

    def verdict(self, node: Node, row: int) -> Verdict:
        """The answer of a condition for a row."""
        return self._program.verdicts.values[int(self.codes(node)[row])]

    def _folded(self, node: Inner) -> Codes:
        """Fold the answers of the parts, once per distinct combination of them."""
        verdicts = self._program.verdicts
        parts = [(self.codes(part), len(verdicts)) for part in parts_of_node(node)]
        if isinstance(node, DefinitionNode):
            parts.append(self.span(node.rule))
        if not parts:
            return np.full(len(self.days), verdicts(node.evaluate(self.row(0))), np.int64)
        numbers, first = combine_codes(parts)
        table = [verdicts(node.evaluate(self.row(row))) for row in first.tolist()]
        return np.array(table, np.int64)[numbers]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of columns as the rules ask it: its day, and answers that are known."""

    answers: Answers
    number: int

    def day_by(self, kind: str) -> date:  # noqa: ARG002  only a deal has several days
        """The day of the row."""
        return date.fromordinal(int(self.answers.days[self.number]))

    @property
    def instant(self) -> datetime | None:
        """Rows with an hour are not answered by column."""
        return None

    def verdict(self, node: Node) -> Verdict:
        """The answer of a condition."""
        return self.answers.verdict(node, self.number)


def parts_of_node(node: Inner) -> tuple[Node, ...]:
    """The conditions whose answers a node folds."""
    if isinstance(node, AllNode | AnyNode):
        return node.parts
    if isinstance(node, NotNode):
        return (node.part,)
    return tuple(one.when for one in node.rule.versions if one.when is not None)


def conditions(rule: Rule) -> Iterator[Node]:
    """Every condition of every version of a rule."""
    for one in rule.versions:
        yield from one.nodes()
