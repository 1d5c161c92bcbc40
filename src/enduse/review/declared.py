"""Facts that a line declares and no rule can read, or whose value does not fit: problems.

Nothing is silently dropped: a fact under a name that is not registered would be read by nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from enduse.knowledge.schema.facts import FactFile
from enduse.model.transfer import Problem, Transfer
from enduse.review.evaluate.registry import readable


class DeclaredFacts:
    """Checks the facts of transfers against the registry."""

    def __init__(self, facts: Mapping[str, FactFile]) -> None:
        self._places = {file.declared_at: file for file in facts.values() if file.declared_at}

    def checked(self, transfer: Transfer) -> Transfer:
        """Return the line with a problem for each fact that cannot be read; once each."""
        known = {(problem.field, problem.value) for problem in transfer.problems}
        new = tuple(p for p in self._problems(transfer) if (p.field, p.value) not in known)
        return replace(transfer, problems=(*transfer.problems, *new)) if new else transfer

    def _problems(self, transfer: Transfer) -> Iterator[Problem]:
        for name, value in transfer.goods.facts:
            yield from self._one(f"goods.facts.{name}", f"goods.facts.{name}", value)
        for name, value in transfer.statements:
            yield from self._one(f"statements.{name}", f"statements.{name}", value)
        for n, party in enumerate(transfer.parties):
            for name, value in party.facts:
                yield from self._one(f"parties[{n}].facts.{name}", f"parties.facts.{name}", value)
        for name, value in transfer.acquisition.facts if transfer.acquisition else ():
            place = f"acquisition.facts.{name}"
            yield from self._one(place, place, value)

    def _one(self, field: str, place: str, value: str) -> Iterator[Problem]:
        file = self._places.get(place)
        if file is None:
            yield Problem(
                field=field,
                value=value,
                reason="no rule can read a fact of this name",
                remedy="Use a name of docs/reference/facts.md.",
            )
        elif not readable(file, value):
            allowed = f"one of {', '.join(file.values)}" if file.values else f"a {file.type}"
            yield Problem(
                field=field,
                value=value,
                reason=f"not {allowed}",
                remedy="Write it as docs/reference/facts.md says.",
            )
