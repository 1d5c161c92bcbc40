"""A condition that is evaluated: one comparison, or a question about the parties of a line.

Its answer is kept for the run by the little that it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np

from enduse.bulk.plan.classes import Classes
from enduse.bulk.plan.columns import Columns
from enduse.bulk.plan.factor import Codes, Interner
from enduse.bulk.plan.keys import Keys
from enduse.bulk.plan.reads import reads_of
from enduse.review.evaluate.conditions import Facts, Node
from enduse.review.evaluate.level import Verdict
from enduse.review.evaluate.line import EntryFacts
from enduse.review.licence.law import Law

FactsOf = Callable[[int], Facts]
"""The facts of a row of columns."""
_WHOLE_CODE = frozenset({"code", "category", "family"})


class Leaf:
    """A condition that is evaluated once per distinct projection of lines on what it reads.

    Args:
        node: the condition.
        law: the facts and tables that it is evaluated with.
        verdicts: numbers of answers, shared by all conditions.
    """

    def __init__(self, node: Node, law: Law, verdicts: Interner[Verdict]) -> None:
        reads = reads_of([node], law.facts, law.tables, ())
        classes = Classes(reads, law.facts, law.tables, None, scope=False)
        self.whole = classes.whole
        """It reads what the plan does not know: lines are their own key."""
        self.evaluated = 0
        self._node = node
        self._verdicts = verdicts
        self._keys = Keys(classes, days=False, entry=_entry(reads.facts, law))
        self._memo: dict[tuple[int, ...], int] = {}

    def codes(self, columns: Columns, facts_of: FactsOf, rows: Codes | None = None) -> Codes:
        """The number of the answer of every row, or of some rows."""
        numbers, first, keys = self._keys.some(columns, rows)
        table = np.empty(len(first), np.int64)
        for n, (row, key) in enumerate(zip(first.tolist(), keys, strict=True)):
            found = self._memo.get(key)
            if found is None:
                self.evaluated += 1
                facts = facts_of(row if rows is None else int(rows[row]))
                found = self._memo[key] = self._verdicts(self._node.evaluate(facts))
            table[n] = found
        return table[numbers]


def _entry(facts: frozenset[str], law: Law) -> Callable[[EntryFacts | None], Hashable] | None:
    """What a condition reads of the entry of a position; None where it reads nothing of it."""
    fields: set[str] = set()
    for fact in facts:
        spec = law.facts[fact].derived
        if spec is not None and spec.by == "entry_category":
            fields.add("category")
        elif spec is not None and spec.by == "entry_field":
            fields.add(str(spec.settings["field"]))
    if not fields:
        return None
    names = sorted(fields - _WHOLE_CODE) + (["code", "family"] if fields & _WHOLE_CODE else [])

    def read(entry: EntryFacts | None) -> tuple[Any, ...] | None:
        if entry is None:
            return None
        return (entry.known, entry.confirmed, *(getattr(entry, name) for name in names))

    return read
