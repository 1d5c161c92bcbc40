"""Derived facts of acquisitions: who stands behind the buyer, what the target does and makes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from enduse.model.transfer import Owner, Party, Role
from enduse.review.evaluate.derived import Context, derived
from enduse.review.evaluate.level import Ask, Level
from enduse.review.evaluate.values import Known, Members, Missing, Value


@derived
def buyer_outside(context: Context) -> Value:
    """Whether the buyer, or an owner of `through` percent or more, is outside the `groups`.

    Owners are followed upwards while each holds at least `through` percent of the one below. An
    owner whose country or share is not given leaves it unknown; owners that are not given at all
    leave it not tested, an empty list says there are none. A buyer outside settles it.
    """
    ask = frozenset({Ask(context.fact)})
    buyers = [p for p in context.line.transfer.parties if p.role is Role.INVESTOR]
    if not buyers:
        return Missing(Level.UNKNOWN, ask)
    level = max(level for buyer in buyers for level in _levels(context, buyer))
    if level.open:
        return Missing(level, ask)
    return Known(level is Level.TRUE)


def _levels(context: Context, buyer: Party) -> Iterator[Level]:
    yield _outside(context, buyer.country)
    if buyer.owners is None:
        yield Level.NOT_TESTED
        return
    yield from _of_owners(context, buyer.owners)


def _of_owners(context: Context, owners: tuple[Owner, ...]) -> Iterator[Level]:
    through = Decimal((context.setting("through") or ("25",))[0])
    for owner in owners:
        if owner.percent is not None and owner.percent < through:
            continue
        level = _outside(context, owner.country)
        yield level if owner.percent is not None or level is Level.FALSE else Level.UNKNOWN
        if owner.owners:
            yield from _of_owners(context, owner.owners)


def _outside(context: Context, country: str | None) -> Level:
    if country is None:
        return Level.UNKNOWN
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    assert spec.table is not None, "a table fact names its table"
    table = context.tables[spec.table, context.setting("key")[0], context.setting("value")[0]]
    members = table.members(country, context.line.day)
    inside = max(members.level_of(group) for group in context.setting("groups"))
    return inside if inside.open else (Level.FALSE if inside is Level.TRUE else Level.TRUE)


@derived
def sectors_of_activities(context: Context) -> Value:
    """Sectors whose terms stand in the activities of the target, from a table of terms.

    The second fact it reads adds the sectors of technologies that were recognised there. What no
    term names is not tested, for absence of a word proves nothing; activities that are not given
    leave it unknown.
    """
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    assert spec.table is not None, "a table fact names its table"
    deal = context.line.transfer.acquisition
    if deal is None or not deal.activities:
        # What the target does is easier to say than which numbered sector that is.
        ask = Ask(spec.reads[0] if spec.reads else context.fact)
        return Missing(context.missing().level, frozenset({ask}))
    table = context.tables[spec.table, context.setting("key")[0], context.setting("value")[0]]
    text = " \n ".join(_plain(activity) for activity in deal.activities)
    found: set[str] = set()
    terms = table.keys()
    for term in terms:
        if _pattern(term).search(text):
            found |= table.members(term, context.line.day).known
    for fact in spec.reads[1:]:
        more = context.get(fact)
        found |= more.known if isinstance(more, Members) else frozenset()
    asks = frozenset({Ask(context.fact)})
    return Members(known=frozenset(found), rest=Level.NOT_TESTED, asks=asks)


def _plain(text: str) -> str:
    return re.sub(r"[-\u2010-\u2015/]+", " ", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=4096)
def _pattern(term: str) -> re.Pattern[str]:
    """A term as whole words; `*` stands for the rest of a word."""
    words = (re.escape(word).replace(r"\*", r"\w*") for word in _plain(term).split())
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")


@derived
def target_families(context: Context) -> Value:
    """Control entries of what the target makes, and every entry above each, in `jurisdictions`.

    Entries that nobody gave leave it not tested; a target all of whose entries are `not_listed` has
    `none`.
    """
    deal = context.line.transfer.acquisition
    given = dict(deal.target_entries) if deal is not None else {}
    codes = [code for name in context.setting("jurisdictions") for code in given.get(name, ())]
    if not codes:
        return context.missing()
    known: set[str] = set()
    for code in codes:
        parts = code.split(".")
        known.update(".".join(parts[:n]) for n in range(1, len(parts) + 1))
    known.add("none" if set(codes) <= set(context.setting("not_listed")) else "listed")
    return Members(known=frozenset(known))


@derived
def computed(context: Context) -> Value:
    """A fact that the licence check worked out from its own rules (`Line.computed`)."""
    value = context.line.computed.get(context.fact)
    return context.missing() if value is None else value
