"""The key of the licence check: all that its rules can read of a line, and nothing else.

Lines with equal keys have equal answers (design, idea 4). Names are not in it: a listed party
enters as its listing profiles, an organ as its class. A day enters as the index of the interval
between the change days of the law; a moment only where the line gives one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from datetime import date

from enduse.model.transfer import Owner, Party
from enduse.review.evaluate.line import Line


def interval(change_days: Sequence[date], day: date) -> int:
    """Index of the interval between change days that holds `day`."""
    return bisect_right(change_days, day)


def licence_key(line: Line, change_days: Sequence[date]) -> Hashable:
    """Everything the licence check may read of this line on its day."""
    transfer, goods = line.transfer, line.transfer.goods
    when = transfer.date
    deal = transfer.acquisition
    return (
        interval(change_days, line.day),
        when.instant if when else None,
        transfer.kind,
        transfer.destination,
        transfer.dispatched_from,
        transfer.transit,
        transfer.statements,
        goods.entries,
        goods.origin,
        goods.hs,
        goods.facts,
        bool(goods.description),
        tuple((c.jurisdiction, c.entry) for c in line.goods.candidates),
        tuple((f.fact, f.value) for f in line.goods.facts),
        tuple(t.id for t in line.goods.technologies),
        tuple(_party(line, n, party) for n, party in enumerate(transfer.parties)),
        deal if deal is None else (deal, transfer.date),
    )


def _party(line: Line, index: int, party: Party) -> Hashable:
    organ = line.organs[index] if index < len(line.organs) else None
    return (
        party.role,
        bool(party.name),
        party.type,
        party.country,
        party.state_percent,
        party.facts,
        None if organ is None else (organ.cls, organ.state, organ.level),
        line.listings.get(party.name, ()),
        _owners(line, party.owners),
    )


def _owners(line: Line, owners: tuple[Owner, ...] | None) -> Hashable:
    if owners is None:
        return None
    return tuple(
        (o.percent, o.country, line.listings.get(o.name, ()), _owners(line, o.owners))
        for o in owners
    )
