"""Derived facts about listings that no rule of law reads, but red flags do."""

from __future__ import annotations

from collections.abc import Iterator

from enduse.model.match import Relation
from enduse.model.transfer import Owner
from enduse.review.evaluate.derived import Context, derived
from enduse.review.evaluate.level import Ask, Level
from enduse.review.evaluate.line import Listed
from enduse.review.evaluate.values import Known, Missing, Value


@derived
def on_any_list(context: Context) -> Value:
    """Whether the party is the same as an entry of any list, as listed on the day.

    A match that nobody confirmed, or a list that cannot say for the day, leaves it unknown.
    """
    party = context.party
    if party is None or not party.name:
        return context.missing()
    open_ = False
    for one in _possible(context.line.listings.get(party.name, ())):
        if one.relation is Relation.SAME and one.listed:
            return Known(value=True)
        open_ = True
    return _open(context) if open_ else Known(value=False)


@derived
def name_like_listed(context: Context) -> Value:
    """Whether the name may be another spelling or a former name of a list entry."""
    party = context.party
    if party is None or not party.name:
        return context.missing()
    found = _possible(context.line.listings.get(party.name, ()))
    return Known(any(one.relation is Relation.POSSIBLE for one in found))


@derived
def listed_owner_without_percent(context: Context) -> Value:
    """Whether an owner with one of the `profiles` is named without its share."""
    party = context.party
    if party is None or party.owners is None:
        return context.missing()
    return Known(
        any(owner.percent is None and _has(context, owner.name) for owner in _every(party.owners))
    )


def _open(context: Context) -> Missing:
    """Something is there, and it does not tell: unknown, never "not tested"."""
    return Missing(Level.UNKNOWN, frozenset({Ask(context.fact, context.subject)}))


def _possible(listed: tuple[Listed, ...]) -> Iterator[Listed]:
    for one in listed:
        if one.relation is not Relation.RELATED and one.listed is not False:
            yield one


def _has(context: Context, name: str) -> bool:
    wanted = context.setting("profiles")
    return any(
        one.relation is Relation.SAME
        and bool(one.listed)
        and any(one.profile == w or one.profile.startswith(w + "/") for w in wanted)
        for one in context.line.listings.get(name, ())
    )


def _every(owners: tuple[Owner, ...]) -> Iterator[Owner]:
    for owner in owners:
        yield owner
        yield from _every(owner.owners or ())


@derived
def declared_uncontrolled_with_candidate(context: Context) -> Value:
    """Whether the file declares the goods uncontrolled while the goods check names an entry.

    Only where the words decide: a candidate that waits for a fact is a question, not a flag.
    """
    line = context.line
    declared = {
        jurisdiction
        for jurisdiction, code in line.transfer.goods.entries
        if code in context.setting("uncontrolled")
    }
    if not declared:
        return context.missing()
    named = [c for c in line.goods.candidates if c.jurisdiction in declared]
    named = [c for c in named if c.entry not in context.setting("uncontrolled")]
    if any(not c.missing for c in named):
        return Known(value=True)
    return _open(context) if named else Known(value=False)
