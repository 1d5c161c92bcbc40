"""Conditions over columns: what is compared is evaluated, what combines answers is folded.

The nodes are those of the single review and fold by their own `evaluate`; a row hands them the
answers of their parts (`Row.verdict`). A part is asked of those rows only whose answer may still
turn on it, and a combination of answers is folded once in a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from enduse.bulk.plan.columns import Bits, Columns
from enduse.bulk.plan.factor import Codes, Interner, combine_codes
from enduse.bulk.plan.leaf import FactsOf, Leaf
from enduse.review.evaluate.conditions import AllNode, AnyNode, Node, NotNode
from enduse.review.evaluate.level import FALSE, TRUE, Verdict
from enduse.review.licence.law import Law
from enduse.review.licence.rules import DefinitionNode, Rule

Inner = AllNode | AnyNode | NotNode | DefinitionNode
Combination = tuple[int, ...]
UNASKED = -1
IS_FALSE, IS_TRUE = 0, 1
"""Numbers of the plain answers."""


class Program:
    """The conditions of a run, each once; answers are numbers that hold for the run.

    Args:
        law: the facts and tables that conditions are evaluated with.
    """

    def __init__(self, law: Law) -> None:
        self._law = law
        self.verdicts: Interner[Verdict] = Interner()
        for plain in (FALSE, TRUE):
            self.verdicts(plain)
        self._leaves: dict[Node, Leaf] = {}
        self._of: dict[int, Leaf] = {}
        self._spans: dict[str, Codes] = {}
        self._levels = np.zeros(0, np.int64)
        self._folds: dict[int | str, dict[Combination, int]] = {}

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

    def name(self, node: Node) -> int | str:
        """What tells a condition from others; equal comparisons are one."""
        if isinstance(node, DefinitionNode):
            return node.rule.id
        return id(node) if isinstance(node, Inner) else id(self.leaf(node))

    def folds(self, name: int | str) -> dict[Combination, int]:
        """Combinations of answers of the parts of a condition that were folded so far."""
        return self._folds.setdefault(name, {})

    def levels(self) -> Codes:
        """The levels of all answers so far, by number."""
        known, verdicts = len(self._levels), self.verdicts.values
        if known < len(verdicts):
            new = np.array([int(one.level) for one in verdicts[known:]], np.int64)
            self._levels = np.concatenate((self._levels, new))
        return self._levels

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
        self._names: dict[int, int | str] = {}
        self.days = columns.numbers("day")
        self.rows = np.arange(len(self.days))
        """All rows."""

    def at(self, node: Node, rows: Codes) -> Codes:
        """The number of the answer of a condition for some rows."""
        column = self._column(node)
        found = column[rows]
        unasked = found < 0
        if unasked.any():
            new = rows[unasked]
            column[new] = self._work_out(node, new)
            found = column[rows]
        return found

    def _column(self, node: Node) -> Codes:
        name = self._names.get(id(node))
        if name is None:
            name = self._names[id(node)] = self._program.name(node)
        column = self._codes.get(name)
        if column is None:
            column = self._codes[name] = np.full(len(self.days), UNASKED, np.int64)
        return column

    def _work_out(self, node: Node, rows: Codes) -> Codes:
        if isinstance(node, AllNode):
            return self._parts(node, rows, IS_FALSE, IS_TRUE)
        if isinstance(node, AnyNode):
            return self._parts(node, rows, IS_TRUE, IS_FALSE)
        if isinstance(node, NotNode):
            return self._folded(node, rows, [self.at(node.part, rows)])
        if isinstance(node, DefinitionNode):
            return self._definition(node, rows)
        return self._program.leaf(node).codes(self._columns, self._facts_of, rows)

    def _parts(self, node: AllNode | AnyNode, rows: Codes, closing: int, idle: int) -> Codes:
        """Fold parts: a `closing` answer settles a row, `idle` ones leave the others to say."""
        found = np.full(len(rows), idle, np.int64)
        asked = np.arange(len(rows))
        open_: list[Codes] = []
        for part in node.parts:
            codes = self.at(part, rows[asked])
            closed = codes == closing
            if closed.any():
                found[asked[closed]] = closing
                asked, codes = asked[~closed], codes[~closed]
                open_ = [one[~closed] for one in open_]
            if not len(asked):
                return found
            open_.append(codes)
        said: Bits = np.zeros(len(asked), np.bool_)
        for codes in open_:
            said |= codes != idle
        if said.any():
            found[asked[said]] = self._folded(node, rows[asked[said]], [c[said] for c in open_])
        return found

    def _definition(self, node: DefinitionNode, rows: Codes) -> Codes:
        """The version of each row's day, and the answer of its condition."""
        spans = self.span(node.rule, rows)
        codes = np.full(len(rows), UNASKED, np.int64)
        for span in np.flatnonzero(np.bincount(spans)).tolist():
            here = np.flatnonzero(spans == span)
            at = node.rule.at(self.day(int(rows[here[0]])), None)
            if at is not None and at[0].when is not None:
                codes[here] = self.at(at[0].when, rows[here])
        return self._folded(node, rows, [spans, codes + 1])

    def _folded(self, node: Inner, rows: Codes, parts: Sequence[Codes]) -> Codes:
        """Fold the answers of the parts, once per distinct combination of them."""
        verdicts, known = self._program.verdicts, self._program.folds(self._program.name(node))
        numbers, first, keys = combinations(parts)
        table = np.empty(len(first), np.int64)
        for n, (row, key) in enumerate(zip(first.tolist(), keys, strict=True)):
            found = known.get(key)
            if found is None:
                found = known[key] = verdicts(node.evaluate(self.row(int(rows[row]))))
            table[n] = found
        return table[numbers]

    def levels(self, node: Node, rows: Codes) -> Codes:
        """The level of the answer of a condition for some rows."""
        codes = self.at(node, rows)
        return self._program.levels()[codes]

    def span(self, rule: Rule, rows: Codes) -> Codes:
        """Between which change days of a rule each of some rows lies."""
        return np.searchsorted(self._program.spans(rule), self.days[rows], side="right")

    def day(self, row: int) -> date:
        """The day of a row."""
        return date.fromordinal(int(self.days[row]))

    def row(self, row: int) -> Row:
        """A row as the rules ask it."""
        return Row(self, row)

    def verdict(self, node: Node, row: int) -> Verdict:
        """The answer of a condition for a row."""
        code = int(self._column(node)[row])
        if code == UNASKED:
            code = int(self.at(node, np.array([row]))[0])
        return self._program.verdicts.values[code]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of columns as the rules ask it: its day, and answers that are known."""

    answers: Answers
    number: int

    def day_by(self, kind: str) -> date:  # noqa: ARG002  only a deal has several days
        """The day of the row."""
        return self.answers.day(self.number)

    @property
    def instant(self) -> datetime | None:
        """Rows with an hour are not answered by column."""
        return None

    def verdict(self, node: Node) -> Verdict:
        """The answer of a condition."""
        return self.answers.verdict(node, self.number)


def combinations(columns: Sequence[Codes]) -> tuple[Codes, Codes, list[Combination]]:
    """Number distinct rows of columns: the number per row, the first row of each, its values."""
    numbers, first = combine_codes([(one, int(one.max(initial=0)) + 1) for one in columns])
    values = (one[first].tolist() for one in columns)
    return numbers, first, list(zip(*values, strict=True))


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
