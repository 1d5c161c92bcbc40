"""The key of the licence check: all that its rules can read of a line, and nothing else.

Lines with equal keys have equal answers (design, idea 4). Names are not in it: a listed party
enters as its listing profiles, an organ as its class. A day enters as the index of the interval
between the change days of the law; a moment only where the line gives one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal

from enduse.model.transfer import Acquisition, Owner, Party
from enduse.review.evaluate.line import Line


def interval(change_days: Sequence[date], day: date) -> int:
    """Index of the interval between change days that holds `day`."""
    return bisect_right(change_days, day)


def exact_text(number: Decimal | None) -> str | None:
    """The text of a number: 50 and 50.0 are equal, and evidence quotes what the line says."""
    return None if number is None else str(number)


def exact_owners(owners: tuple[Owner, ...] | None) -> Hashable:
    """Owners told apart by the texts of their shares too."""
    if not owners:
        return owners
    return tuple(
        (o.name, exact_text(o.percent), o.country, o.source, exact_owners(o.owners)) for o in owners
    )


def exact_deal(deal: Acquisition | None) -> Hashable:
    """A deal told apart by the texts of its stakes too."""
    if deal is None:
        return None
    return deal, exact_text(deal.stake_before_percent), exact_text(deal.stake_after_percent)


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
        tuple((c.jurisdiction, c.entry, bool(c.missing)) for c in line.goods.candidates),
        tuple((f.fact, f.value) for f in line.goods.facts),
        tuple(t.id for t in line.goods.technologies),
        tuple(_party(line, n, party) for n, party in enumerate(transfer.parties)),
        deal if deal is None else (exact_deal(deal), transfer.date),
    )


def _party(line: Line, index: int, party: Party) -> Hashable:
    organ = line.organs[index] if index < len(line.organs) else None
    return (
        party.role,
        bool(party.name),
        party.type,
        party.country,
        exact_text(party.state_percent),
        party.facts,
        None if organ is None else (organ.cls, organ.state, organ.level),
        line.listings.get(party.name, ()),
        _owners(line, party.owners),
    )


def _owners(line: Line, owners: tuple[Owner, ...] | None) -> Hashable:
    if owners is None:
        return None
    return tuple(
        (exact_text(o.percent), o.country, line.listings.get(o.name, ()), _owners(line, o.owners))
        for o in owners
    )
