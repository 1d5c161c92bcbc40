"""The facts of one line, looked up by id: declared in the transfer, or derived from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from enduse.knowledge.schema.facts import FactFile
from enduse.model.transfer import Party, Role
from enduse.review.evaluate.conditions import Node
from enduse.review.evaluate.derived import Context
from enduse.review.evaluate.functions import FUNCTIONS
from enduse.review.evaluate.level import Ask, Verdict
from enduse.review.evaluate.line import Line
from enduse.review.evaluate.registry import absent, read_value
from enduse.review.evaluate.tables import Tables
from enduse.review.evaluate.values import Value

Registry = Mapping[str, FactFile]


class LineFacts:
    """Facts of a line, or of one of its parties; each is computed once.

    Args:
        registry: all registered facts by id.
        tables: dated memberships that derived facts read.
        line: the line.
        index: the party the `party.*` facts are asked of, or None.
    """

    def __init__(
        self,
        registry: Registry,
        tables: Tables,
        line: Line,
        index: int | None = None,
        parent: LineFacts | None = None,
    ) -> None:
        self._registry = registry
        self._tables = tables
        self._line = line
        self._index = index
        self._parent = parent
        self._seen: dict[str, Value] = {}
        self._parties: dict[int, LineFacts] = {}

    @property
    def day(self) -> date:
        """The day whose law is asked."""
        return self._line.day

    def day_by(self, kind: str) -> date:
        """The day that picks a version; a deal without that date falls back on its other one."""
        deal = self._line.transfer.acquisition
        if kind == "transfer" or deal is None:
            return self._line.day
        dates = [deal.signing_date, deal.completion_date]
        if kind == "completion":
            dates.reverse()
        return next((one.first for one in dates if one is not None), self._line.day)

    @property
    def instant(self) -> datetime | None:
        """The moment, where the line gives an hour."""
        when = self._line.transfer.date
        return when.instant if when else None

    def get(self, fact: str) -> Value:
        """Return the value of a registered fact."""
        value = self._seen.get(fact)
        if value is None:
            value = self._seen[fact] = self._look_up(fact)
        return value

    def _look_up(self, fact: str) -> Value:
        file = self._registry[fact]
        if self._parent is not None and file.subject != "party":
            return self._parent.get(fact)
        subject = "" if self._index is None else f"parties[{self._index}]"
        for place in file.places:
            text = declared(self._line, place, self._index)
            if text is not None:
                return read_value(fact, file, text, subject)
        if file.derived is None:
            return absent(fact, file, subject)
        context = Context(fact, file, self._line, self._index, self._tables, self.get)
        return FUNCTIONS[file.derived.by](context)

    def source_of(self, fact: str) -> tuple[str, str]:
        """The field of the line that a fact rests on, and its text; empty where there is none."""
        file = self._registry[fact]
        if self._parent is not None and file.subject != "party":
            return self._parent.source_of(fact)
        for place in file.places:
            text = declared(self._line, place, self._index)
            if text is not None:
                return place.replace("parties.", f"parties[{self._index}].", 1), text
        if file.derived is not None and file.derived.reads:
            return self.source_of(file.derived.reads[0])
        if self._index is not None:
            return f"parties[{self._index}].name", self._line.transfer.parties[self._index].name
        return "", ""

    def parties(self, roles: frozenset[Role]) -> Sequence[LineFacts]:
        """Facts of each named party in one of the roles."""
        found = []
        for index, party in enumerate(self._line.transfer.parties):
            if party.role in roles and party.name:
                if index not in self._parties:
                    self._parties[index] = LineFacts(
                        self._registry, self._tables, self._line, index, self._alone()
                    )
                found.append(self._parties[index])
        return found

    def _alone(self) -> LineFacts:
        """The same facts without their parties, so that no circle is left to be collected."""
        alone = LineFacts(self._registry, self._tables, self._line)
        alone._seen = self._seen
        return alone

    def verdict(self, node: Node) -> Verdict:
        """Evaluate a condition over these facts."""
        return node.evaluate(self)

    def unnamed(self, roles: frozenset[Role]) -> Ask:
        """What to ask where nobody is named in these roles."""
        return Ask("party.name", "|".join(sorted(roles)))


def declared(line: Line, path: str, index: int | None) -> str | None:
    """Return the text at a path of the transfer, or None where it is absent."""
    transfer, (head, _, rest) = line.transfer, path.partition(".")
    if head == "parties":
        return None if index is None else _of_party(transfer.parties[index], rest)
    if head == "statements":
        return dict(transfer.statements).get(rest)
    if head == "acquisition":
        deal = transfer.acquisition
        if deal is None:
            return None
        if rest.startswith("facts."):
            return dict(deal.facts).get(rest.removeprefix("facts."))
        return _text(getattr(deal, rest))
    if path.startswith("goods.facts."):
        name = path.removeprefix("goods.facts.")
        given = dict(transfer.goods.facts).get(name)
        if given is not None:
            return given
        return next((one.value for one in line.goods.facts if one.fact == f"item.{name}"), None)
    if head == "goods":
        return _text(getattr(transfer.goods, rest))
    return _text(getattr(transfer, head))


def _of_party(party: Party, path: str) -> str | None:
    if path.startswith("facts."):
        return dict(party.facts).get(path.removeprefix("facts."))
    return _text(getattr(party, path))


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        # An empty list was given: it says there are none, which is not the same as silence.
        return "|".join(str(one) for one in value) or "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)
