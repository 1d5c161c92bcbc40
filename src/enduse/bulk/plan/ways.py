"""The answers of facts that are computed from a route, once per what they ask of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date

from enduse.bulk.plan.reads import table_of
from enduse.knowledge.schema.facts import FactFile
from enduse.model.transfer import Transfer
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.line import Line
from enduse.review.evaluate.tables import Tables
from enduse.review.evaluate.values import Value

Way = tuple[str | None, tuple[str, ...] | None, str | None]
"""Whence, over which countries, whither."""
_ANY_DAY = date(2000, 1, 1)


class Ways:
    """Answers of facts of routes.

    Args:
        registry: all facts.
        tables: dated memberships.
        facts: the facts that are asked.
    """

    def __init__(
        self, registry: Mapping[str, FactFile], tables: Tables, facts: Sequence[str]
    ) -> None:
        self._registry = registry
        self._tables = tables
        self._facts = facts
        self._known: dict[Hashable, tuple[Value, ...]] = {}
        self._between: dict[tuple[str, ...], tuple[int, dict[str | None, int]]] = {}
        self._inner: dict[Hashable, int] = {}
        self._steps: dict[str | None, int] = {}
        self._asked: dict[Hashable, int] = {}

    def __call__(self, way: Way) -> Hashable:
        """The answers for a way; one without transit is told by its transit alone."""
        start, between, end = way
        if not between:
            return between
        inner, first = self._inside(between)
        # Which of its countries are the same, and what is asked of each.
        ends = self._step(start), first.get(start), self._step(end), first.get(end)
        key = (inner, *ends, start == end)
        found = self._known.get(key)
        if found is None:
            line = Line(
                Transfer(id="", dispatched_from=start, transit=between, destination=end), _ANY_DAY
            )
            facts = LineFacts(self._registry, self._tables, line)
            found = self._known[key] = tuple(facts.get(fact) for fact in self._facts)
        return found

    def _inside(self, between: tuple[str, ...]) -> tuple[int, dict[str | None, int]]:
        """A number for what is asked of a transit, and where each country stands first in it."""
        found = self._between.get(between)
        if found is None:
            first: dict[str | None, int] = {code: between.index(code) for code in between}
            asked = tuple((first[code], self._step(code)) for code in between)
            found = self._inner.setdefault(asked, len(self._inner)), first
            self._between[between] = found
        return found

    def _step(self, code: str | None) -> int:
        """A number for what facts of routes ask of a country."""
        found = self._steps.get(code)
        if found is None:
            asked = None if code is None else self._of_country(code)
            found = self._steps[code] = self._asked.setdefault(asked, len(self._asked))
        return found

    def _of_country(self, code: str) -> Hashable:
        specs = [self._registry[fact].derived for fact in self._facts]
        named = any(code in str(spec.settings.values()) for spec in specs if spec is not None)
        places = (table_of(self._registry[fact]) for fact in self._facts)
        rows = tuple(self._tables[place].rows_of(code) for place in places if place is not None)
        return code if named else None, rows
