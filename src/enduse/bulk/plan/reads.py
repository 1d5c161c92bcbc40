"""What a group of rules reads of a line: computed from its conditions and the fact registry.

A rule group (the law of one jurisdiction, or the red flags) is answered once per distinct
projection of the lines on what it reads. `READS` says which inputs each derived function looks at
beside the facts of its `reads`; a function that is not in it makes the group read whole lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from enduse.bulk.plan.pairs import in_key
from enduse.knowledge.schema.facts import FactFile
from enduse.model.transfer import Role
from enduse.review.evaluate.conditions import (
    AllNode,
    AnyNode,
    CompareNode,
    Node,
    NotNode,
    PartyNode,
)
from enduse.review.evaluate.tables import MembershipTable, Tables
from enduse.review.licence.rules import DefinitionNode

READS: Mapping[str, frozenset[str]] = {
    name: frozenset(inputs.split())
    for name, inputs in {
        "table_set": "",
        "table_set_of_list": "transit",
        "table_set_of_roles": "party.country",
        "country_of_role": "party.country",
        "technologies": "technologies",
        "entry_field": "",
        "entry_category": "",
        "equal": "equal",
        "all_true": "",
        "is_one_of": "",
        "asked_where": "",
        "asked_of_agents": "organ",
        "first_known": "",
        "has_word": "",
        "organ": "organ",
        "organ_level": "organ",
        "listing": "listings",
        "listing_act": "listings",
        "listing_without_savings": "listings",
        "name_like_listed": "listings",
        "on_any_list": "listings",
        "owned_by_listed": "owners listings",
        "owner_listing": "owners listings",
        "listed_owner_without_percent": "owners listings",
        "same_name_as_role": "names",
        "last_known_recipient": "",
        "address_of_listed": "addresses listings",
        "declared_uncontrolled_with_candidate": "entries",
        "route_passes_twice": "way",
        "transit_off_route": "way",
    }.items()
}
"""Inputs by function, beside the facts it reads and the roles of its settings."""
LOOKED: Mapping[str, frozenset[Role]] = {
    "last_known_recipient": frozenset({Role.END_USER, Role.CONSIGNEE}),
}
"""Roles that a function looks at and its settings do not name."""

SENDING = (Role.EXPORTER, Role.SUPPLIER)
"""Roles that the scope of the law looks at by itself (`review.licence.scope.silent`)."""

Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a country: strings it is compared with, memberships that are looked for.

    Args:
        named: a country among these is its own class.
        tables: tables, and the values that are asked for (None: all).
    """

    named: frozenset[str]
    tables: tuple[tuple[MembershipTable, frozenset[str] | None], ...]


NOTHING_ASKED = Asked(frozenset(), ())


@dataclass(frozen=True, slots=True)
class Reads:
    """What one group of rules reads.

    Args:
        facts: ids of all facts, those behind derived facts among them.
        texts: facts whose own text a condition compares; the text is part of the key.
        words: facts computed from words (`has_word`); their answer is part of the key.
        ways: facts computed from the route; their answer is part of the key.
        inputs: other inputs, as `READS` names them.
        roles: roles of parties that are looked at.
        twins: roles among which a party of the same name is looked for.
        countries: what is asked of the country at a place (`destination`, `party:end_user`).
        change_days: days on which an answer can change.
        whole: a function is not known here, or compares facts whose pair is not in the columns:
            lines are their own key.
    """

    facts: frozenset[str]
    texts: frozenset[str]
    words: tuple[str, ...]
    ways: tuple[str, ...]
    inputs: frozenset[str]
    roles: frozenset[Role]
    twins: frozenset[Role]
    countries: Mapping[str, Asked]
    change_days: tuple[date, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class _Compared:
    """A fact that a condition compares with constants, of parties in these roles."""

    fact: str
    constants: frozenset[str]
    roles: frozenset[Role]


class _Countries:
    """Gathers what is asked of the countries at each place."""

    def __init__(self, registry: Mapping[str, FactFile], tables: Tables) -> None:
        self._registry = registry
        self._tables = tables
        self._named: dict[str, set[str]] = {}
        self._asked: dict[str, dict[Place, set[str]]] = {}

    def add(self, one: _Compared, fact: str, via: Place | None = None) -> None:
        """Follow a fact to the countries behind it."""
        file = self._registry[fact]
        inputs = [place for place in file.places if place in PLACES and place != "parties.country"]
        if "parties.country" in file.places:
            inputs += [f"party:{role.value}" for role in one.roles]
        for place in inputs:
            self._note(place, one.constants, file, via)
        spec = file.derived
        if spec is None or spec.by in ("equal", *WAYS):
            return
        table = table_of(file)
        if spec.by in ("country_of_role", "table_set_of_roles"):
            roles = spec.settings["roles"]
            for role in (roles,) if isinstance(roles, str) else roles:
                self._note(f"party:{role}", one.constants, file, table or via)
        elif spec.by == "table_set_of_list":
            self._note("transit", one.constants, file, table)
        constants = one.constants
        if spec.by == "is_one_of":
            values = spec.settings["values"]
            constants = frozenset((values,) if isinstance(values, str) else values)
        for inner in spec.reads:
            self.add(_Compared(fact, constants, one.roles), inner, table or via)

    def _note(
        self, place: str, constants: frozenset[str], file: FactFile, via: Place | None
    ) -> None:
        named = self._named.setdefault(place, set())
        named |= {*file.values, *file.aliases}
        if via is None:
            named |= constants
        else:
            self._asked.setdefault(place, {}).setdefault(via, set()).update(constants)

    def asked(self) -> dict[str, Asked]:
        """What is asked, by place."""
        return {
            place: Asked(
                frozenset(named),
                tuple(
                    (self._tables[table], frozenset(values))
                    for table, values in sorted(self._asked.get(place, {}).items())
                ),
            )
            for place, named in self._named.items()
        }


WAYS = ("route_passes_twice", "transit_off_route")
PLACES = ("destination", "dispatched_from", "goods.origin", "parties.country", "transit")


def table_of(file: FactFile) -> Place | None:
    """The membership table behind a derived fact; None where it has none."""
    spec = file.derived
    if spec is None or spec.table is None or "key" not in spec.settings:
        return None
    return spec.table, str(spec.settings["key"]), str(spec.settings["value"])


def reads_of(
    nodes: Iterable[Node],
    registry: Mapping[str, FactFile],
    tables: Tables,
    change_days: Iterable[date],
    roles: Iterable[Role] = (),
) -> Reads:
    """Work out what conditions read; `roles` are looked at by the check itself."""
    compared: list[_Compared] = []
    looked = set(roles)
    for node in nodes:
        _walk(node, frozenset(), compared, looked)
    direct = {one.fact for one in compared}
    facts = _closure(direct, registry)
    countries = _Countries(registry, tables)
    for one in compared:
        countries.add(one, one.fact)
    asked = countries.asked()
    days = {d for one in asked.values() for t, values in one.tables for d in t.change_days(values)}
    inputs: set[str] = set()
    twins: set[Role] = set()
    whole = False
    for fact in facts:
        file = registry[fact]
        spec = file.derived
        if spec is None:
            continue
        whole = whole or spec.by not in READS
        whole = whole or (spec.by == "equal" and not in_key(file, registry))
        inputs |= READS.get(spec.by, frozenset())
        named = spec.settings.get("roles", ())
        wanted = {Role(value) for value in ((named,) if isinstance(named, str) else named)}
        looked |= wanted | LOOKED.get(spec.by, frozenset())
        if spec.by == "same_name_as_role":
            twins |= wanted
        place = table_of(file)
        if spec.by in WAYS and place is not None:
            # The answer is part of the key, and must not turn on the day.
            whole = whole or any(tables[place].change_days())
    return Reads(
        facts=frozenset(facts),
        texts=frozenset(f for f in direct if registry[f].type == "text"),
        words=_by(facts, registry, ("has_word",)),
        ways=_by(facts, registry, WAYS),
        inputs=frozenset(inputs),
        roles=frozenset(looked),
        twins=frozenset(twins),
        countries=asked,
        change_days=tuple(sorted(days.union(change_days))),
        whole=whole,
    )


def _by(
    facts: Iterable[str], registry: Mapping[str, FactFile], functions: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(
        sorted(f for f in facts if (d := registry[f].derived) is not None and d.by in functions)
    )


def _closure(direct: Iterable[str], registry: Mapping[str, FactFile]) -> set[str]:
    found: set[str] = set()
    waiting = list(direct)
    while waiting:
        fact = waiting.pop()
        if fact not in found:
            found.add(fact)
            spec = registry[fact].derived
            waiting.extend(spec.reads if spec is not None else ())
    return found


def _walk(node: Node, of: frozenset[Role], compared: list[_Compared], roles: set[Role]) -> None:
    if isinstance(node, AllNode | AnyNode):
        for part in node.parts:
            _walk(part, of, compared, roles)
    elif isinstance(node, NotNode):
        _walk(node.part, of, compared, roles)
    elif isinstance(node, PartyNode):
        roles |= node.roles
        _walk(node.where, node.roles, compared, roles)
    elif isinstance(node, DefinitionNode):
        for one in node.rule.versions:
            for inner in one.nodes():
                _walk(inner, of, compared, roles)
    elif isinstance(node, CompareNode):
        constant = node.constant if isinstance(node.constant, tuple) else (node.constant,)
        compared.append(_Compared(node.fact, frozenset(str(one) for one in constant), of))
    else:
        raise TypeError(f"a condition of a kind that the plan does not know: {type(node).__name__}")
