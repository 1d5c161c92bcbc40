"""Derived facts about the acts that added list entries, and about their savings clauses."""

from __future__ import annotations

from enduse.model.match import Relation
from enduse.review.evaluate.derived import Context, derived, profiles_of
from enduse.review.evaluate.line import Listed
from enduse.review.evaluate.values import Known, Members, Value


@derived
def listing_without_savings(context: Context) -> Value:
    """Listing profiles, as `listing` gives them, of entries that no running clause saves.

    An entry that the party only may be is doubtful here too: the question is the one that its
    listing raises (the first of `reads`).
    """
    party, spec = context.party, context.file.derived
    assert spec is not None, "a derived fact says how"
    if party is None or not party.name:
        return context.missing()
    plain = tuple(one for one in context.line.listings.get(party.name, ()) if not one.mark)
    return profiles_of(plain, spec.reads[0], context.subject)


@derived
def listing_act(context: Context) -> Value:
    """Acts that added the entries of one `list` that the party is, where the list knows them.

    Else what the file says of it (the first of `reads`). Entries that no clause saves speak
    before those that one does, and entries that the party is before those that it may be.
    """
    party, spec = context.party, context.file.derived
    assert spec is not None, "a derived fact says how"
    wanted = context.setting("list")[0]
    listed = context.line.listings.get(party.name, ()) if party is not None else ()
    found = [
        one
        for one in listed
        if one.profile.split("/")[0] == wanted
        and one.relation is not Relation.RELATED
        and one.listed is not False
    ]
    found = [one for one in found if not one.mark] or found
    found = [one for one in found if _sure(one)] or found
    acts = frozenset(one.added_by for one in found if one.added_by)
    if acts:
        return Members(known=acts)
    said = context.get(spec.reads[0])
    return Members(known=frozenset({str(said.value)})) if isinstance(said, Known) else said


def _sure(one: Listed) -> bool:
    return one.relation is Relation.SAME and bool(one.listed)
