"""Derived facts: small registered functions, each a pure function of the line and the tables.

A fact file names its function (`derived.by`) and its settings. Nothing else computes facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from enduse.knowledge.schema.facts import FactFile
from enduse.model.match import Relation
from enduse.model.transfer import Party, Role
from enduse.review.evaluate.level import Ask, Level
from enduse.review.evaluate.line import Line, Listed
from enduse.review.evaluate.registry import absent
from enduse.review.evaluate.tables import Tables
from enduse.review.evaluate.values import Known, Members, Missing, Value


@dataclass(frozen=True, slots=True)
class Context:
    """What a derived fact may look at.

    Args:
        fact: its id; `file`: its file.
        line: the line.
        index: the party it is asked of, or None.
        tables: dated memberships.
        get: other facts of the same subject, by id.
    """

    fact: str
    file: FactFile
    line: Line
    index: int | None
    tables: Tables
    get: Callable[[str], Value]

    @property
    def subject(self) -> str:
        """Whose fact it is, for questions."""
        return "" if self.index is None else f"parties[{self.index}]"

    @property
    def party(self) -> Party | None:
        """The party it is asked of."""
        return None if self.index is None else self.line.transfer.parties[self.index]

    def setting(self, name: str) -> tuple[str, ...]:
        """A setting of the fact file as a tuple."""
        derived = self.file.derived
        value = derived.settings.get(name, ()) if derived else ()
        return (value,) if isinstance(value, str) else value

    def missing(self) -> Missing:
        """The fact, absent as its file says."""
        return absent(self.fact, self.file, self.subject)


Function = Callable[[Context], Value]
FUNCTIONS: dict[str, Function] = {}


def derived(function: Function) -> Function:
    """Register a function under its name."""
    if function.__name__ in FUNCTIONS:
        raise ValueError(f"two derived facts are called {function.__name__}")
    FUNCTIONS[function.__name__] = function
    return function


@derived
def table_set(context: Context) -> Value:
    """Values of a dated membership table for the fact it reads, on the day of the line."""
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    assert spec.table is not None, "a table fact names its table"
    source = context.get(spec.reads[0])
    if isinstance(source, Missing):
        return Missing(source.level, source.asks)
    assert isinstance(source, Known)
    table = context.tables[spec.table, context.setting("key")[0], context.setting("value")[0]]
    members = table.members(str(source.value), context.line.day)
    if members.rest is Level.UNKNOWN:
        return replace(members, asks=frozenset({Ask(spec.reads[0], context.subject)}))
    return members


@derived
def table_set_of_list(context: Context) -> Value:
    """Values of a dated membership table for any country in a list of the transfer.

    A list that is not given holds nothing: a country of transit that nobody named is none.
    """
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    assert spec.table is not None, "a table fact names its table"
    keys = getattr(context.line.transfer, context.setting("list")[0]) or ()
    table = context.tables[spec.table, context.setting("key")[0], context.setting("value")[0]]
    sets = [table.members(key, context.line.day) for key in keys]
    names = {name for one in sets for name, _ in one.doubtful}
    return Members(
        known=frozenset(name for one in sets for name in one.known),
        doubtful=tuple((n, max(one.level_of(n) for one in sets)) for n in sorted(names)),
        rest=max((one.rest for one in sets), default=Level.FALSE),
    )


@derived
def table_set_of_roles(context: Context) -> Value:
    """Values of a dated membership table for the countries of the named parties in `roles`.

    A party that nobody named, or whose country nobody gave, holds nothing.
    """
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    assert spec.table is not None, "a table fact names its table"
    roles = frozenset(context.setting("roles"))
    parties = context.line.transfer.parties
    keys = [party.country for party in parties if party.role.value in roles and party.country]
    table = context.tables[spec.table, context.setting("key")[0], context.setting("value")[0]]
    sets = [table.members(key, context.line.day) for key in keys]
    return Members(known=frozenset(name for one in sets for name in one.known))


@derived
def country_of_role(context: Context) -> Value:
    """Country of the first named party in the roles, in their order."""
    roles = tuple(Role(role) for role in context.setting("roles"))
    for role in roles:
        for party in context.line.transfer.parties:
            if party.role is role and party.country:
                return Known(party.country)
    return context.missing()


@derived
def technologies(context: Context) -> Value:
    """Ids of the technologies that the goods check recognised."""
    found = frozenset(one.id for one in context.line.goods.technologies)
    declared = context.line.transfer.goods
    if not found and not declared.description:
        return context.missing()
    return Members(known=found)


@derived
def entry_field(context: Context) -> Value:
    """A property of the control entry of the position, in its version of the day."""
    entry, name = context.line.entry, context.setting("field")[0]
    if entry is None:
        return context.missing()
    if name == "code":
        return Known(entry.code)
    if name == "family":
        return Members(known=entry.family | {entry.code})
    if not entry.known or not entry.confirmed:
        level = Level.UNKNOWN if not entry.known else Level.UNCONFIRMED
        asks = frozenset({Ask("entry.code")})
        return Missing(level, asks) if name == "list" else Members(rest=level, asks=asks)
    if name == "list":
        return Known(entry.list)
    return Members(known=getattr(entry, name))


_CATEGORY = re.compile(r"\d[A-E]\d{3}")


@derived
def entry_category(context: Context) -> Value:
    """First digit of a code of the form 5A001; `none` for goods on no list and other codes."""
    entry = context.line.entry
    if entry is None:
        return context.missing()
    return Known(entry.code[0] if _CATEGORY.match(entry.code) else "none")


@derived
def equal(context: Context) -> Value:
    """Whether the two facts it reads are the same; open where one of them is."""
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    one, other = (context.get(fact) for fact in spec.reads)
    for value in (one, other):
        if isinstance(value, Missing):
            return value
    assert isinstance(one, Known), "sets are not compared"
    assert isinstance(other, Known), "sets are not compared"
    return Known(one.value == other.value)


@derived
def organ(context: Context) -> Value:
    """Class of the organ that the end-user check saw in the name of the party."""
    seen = context.line.organs[context.index] if context.index is not None else None
    if seen is None or seen.state != "organ":
        return context.missing()
    return Known(seen.cls)


@derived
def organ_level(context: Context) -> Value:
    """Level of the organ, where the name tells."""
    seen = context.line.organs[context.index] if context.index is not None else None
    return Known(seen.level) if seen and seen.level else context.missing()


@derived
def listing(context: Context) -> Value:
    """Listing profiles, and every prefix of them, of entries the party is the same as."""
    party = context.party
    if party is None or not party.name:
        return context.missing()
    return profiles_of(context.line.listings.get(party.name, ()), context.fact, context.subject)


def profiles_of(listed: tuple[Listed, ...], fact: str, subject: str) -> Members:
    """Fold listings of one name into a set: same and listed is known, possible is doubtful."""
    known: set[str] = set()
    doubtful: dict[str, Level] = {}
    for one in listed:
        if one.relation is Relation.RELATED or one.listed is False:
            continue
        parts = one.profile.split("/")
        prefixes = ["/".join(parts[: i + 1]) for i in range(len(parts))]
        # list/requirement/policy/mark: a mark, such as a footnote, stands under its list too.
        prefixes += [f"{parts[0]}/{mark}" for mark in (*parts[3:], one.mark) if mark]
        if one.relation is Relation.SAME and one.listed:
            known.update(prefixes)
        else:
            # "Is A the same body as B?" is a question about something that is there.
            level = Level.UNKNOWN if one.listed else Level.UNCONFIRMED
            for prefix in prefixes:
                doubtful[prefix] = max(level, doubtful.get(prefix, Level.FALSE))
    asks = frozenset({Ask(fact, subject)}) if doubtful else frozenset[Ask]()
    return Members(known=frozenset(known), doubtful=tuple(sorted(doubtful.items())), asks=asks)


@derived
def first_known(context: Context) -> Value:
    """The first fact of `reads` that is known; else absent."""
    spec = context.file.derived
    assert spec is not None
    for fact in spec.reads:
        value = context.get(fact)
        if isinstance(value, Known):
            return value
    return context.missing()
