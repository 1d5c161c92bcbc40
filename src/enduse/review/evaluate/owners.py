"""How much of a party listed bodies own, directly and through bodies they hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from enduse.model.match import Relation
from enduse.model.transfer import Owner
from enduse.review.evaluate.derived import Context, derived, profiles_of
from enduse.review.evaluate.level import Ask, Level
from enduse.review.evaluate.values import Known, Missing, Value

_WHOLE = Decimal(100)


@derived
def owned_by_listed(context: Context) -> Value:
    """Percent of the party that owners with one of the `profiles` hold together.

    Direct shares of listed owners count in full, and so does the share of an owner that listed
    bodies hold to `through` percent or more (50 where the file says nothing). Owners that are
    not given leave it not tested, an empty list makes it 0; a listed owner without a percentage,
    or an owner who may be listed, leaves it unknown where it could matter.
    """
    party = context.party
    if party is None:
        return context.missing()
    ask = frozenset({Ask(context.fact, context.subject)})
    if party.owners is None:
        return Missing(Level.NOT_TESTED, ask)
    through = Decimal((context.setting("through") or ("50",))[0])
    low, high = _share(context, party.owners, through)
    if low == high:
        return Known(low)
    return Missing(Level.UNKNOWN, ask) if low < through <= high else Known(low)


@derived
def owner_listing(context: Context) -> Value:
    """Listing profiles (and their prefixes) of all owners named, direct and indirect."""
    party = context.party
    if party is None or party.owners is None:
        return context.missing()
    names = {owner.name for owner in _every(party.owners)}
    listed = tuple(one for name in sorted(names) for one in context.line.listings.get(name, ()))
    return profiles_of(listed, context.fact, context.subject)


def _every(owners: tuple[Owner, ...]) -> Iterator[Owner]:
    for owner in owners:
        yield owner
        yield from _every(owner.owners or ())


def _share(
    context: Context, owners: tuple[Owner, ...], through: Decimal
) -> tuple[Decimal, Decimal]:
    """The least and the greatest share that may be listed."""
    low = high = Decimal(0)
    for owner in owners:
        least, most = _owner_counts(context, owner, through)
        given = owner.percent
        low += (given or Decimal(0)) if least else Decimal(0)
        high += (_WHOLE if given is None else given) if most else Decimal(0)
    return min(low, _WHOLE), min(high, _WHOLE)


def _owner_counts(context: Context, owner: Owner, through: Decimal) -> tuple[bool, bool]:
    """Whether the owner counts for certain, and whether it may count."""
    levels = set(_levels(context, owner.name))
    if Level.TRUE in levels:
        return True, True
    certain, possible = False, bool(levels)
    if owner.owners:
        low, high = _share(context, owner.owners, through)
        certain, possible = low >= through, possible or high >= through
    return certain, possible


def _levels(context: Context, name: str) -> Iterator[Level]:
    wanted = context.setting("profiles")
    for one in context.line.listings.get(name, ()):
        if not any(one.profile == w or one.profile.startswith(w + "/") for w in wanted):
            continue
        if one.relation is Relation.RELATED or one.listed is False:
            continue
        same = one.relation is Relation.SAME and one.listed
        yield Level.TRUE if same else Level.UNKNOWN
