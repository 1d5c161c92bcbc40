"""What the evaluator is given about one line: the transfer, and what other checks saw in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from enduse.model.match import Relation
from enduse.model.subject import GoodsFinding, Organ
from enduse.model.transfer import Transfer
from enduse.review.evaluate.values import Value


@dataclass(frozen=True, slots=True, order=True)
class Listed:
    """That a name is, may be, or is related to an entry with this listing profile on the day.

    Args:
        listed: None where the list cannot say for that day.
        added_by: the act that added the entry, where the list knows it.
        mark: what stands under the list beside the profile: `en-route-DAY` while the savings
            clause of that act runs, where goods that were under way on DAY may still move.
    """

    profile: str
    relation: Relation
    listed: bool | None
    added_by: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """The control entry of a position, in its version of the day.

    `known` is false for a declared code that the pack does not hold; `confirmed` is false on a
    day before the entry was read.
    """

    code: str
    list: str = "none"
    family: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    exceptions: frozenset[str] = frozenset()
    known: bool = True
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the law sees it on one day, for one jurisdiction's entry.

    Args:
        organs: by index of the party; None where no organ was seen in the name.
        listings: by name, of parties and of their owners; a name that is not in it was screened
            and matched nothing.
        entry: the entry of the position; None for rules that read no entry (flags).
        computed: facts that the licence check worked out from its own rules (acquisitions).
    """

    transfer: Transfer
    day: date
    organs: tuple[Organ | None, ...] = ()
    listings: Mapping[str, tuple[Listed, ...]] = field(default_factory=dict)
    goods: GoodsFinding = GoodsFinding()
    entry: EntryFacts | None = None
    computed: Mapping[str, Value] = field(default_factory=dict)
