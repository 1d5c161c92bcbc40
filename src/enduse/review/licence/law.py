"""The law of a pack, compiled once: rules by jurisdiction and regime, entries, facts, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from enduse.errors import KnowledgeError
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.law import RuleFile
from enduse.knowledge.schema.pack import PackCard
from enduse.knowledge.schema.table import Table
from enduse.review.evaluate.conditions import Node, compile_condition
from enduse.review.evaluate.tables import MembershipTable
from enduse.review.licence.entries import Entries, EntryAt
from enduse.review.licence.rules import DefinitionNode, Rule, compile_rules, read_through

DUTIES = ("requirement", "prohibition", "notification", "filing")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules of one jurisdiction and regime, by what they do."""

    scopes: tuple[Rule, ...]
    duties: tuple[Rule, ...]
    exceptions: tuple[Rule, ...]


class Law:
    """Compiled law.

    Args:
        rules, entries, facts, tables: sections of a pack.
        card: the card of the pack: read through when, codes for goods on no list.
        only: ids of rules or folders; others are left out, but for the definitions they need.
    """

    def __init__(
        self,
        rules: Mapping[str, RuleFile],
        entries: Mapping[str, EntryFile],
        facts: Mapping[str, FactFile],
        tables: Mapping[str, Table],
        card: PackCard,
        only: Iterable[str] = (),
    ) -> None:
        self.facts = facts
        self.card = card
        self._all = compile_rules(rules, card.known_through)
        self.rules = self._chosen(tuple(only))
        self.tables = dict(_membership_tables(facts, tables))
        compiled: dict[tuple[str, int], Node] = {
            (key, n): compile_condition(version.when, self._definition)
            for key, file in entries.items()
            for n, version in enumerate(file.versions)
            if version.when is not None
        }
        others = {
            name: tables[name]  # by name: a table that no rule asks for is not read
            for name in tables
            if name.startswith("controls.") and name.endswith("-other")
        }
        self.entries = Entries(entries, others, compiled, card.unlisted.values())

    def _definition(self, id_: str) -> Node:
        return DefinitionNode(self._all[id_])

    def _chosen(self, only: tuple[str, ...]) -> dict[str, Rule]:
        if not only:
            return self._all
        for name in only:
            if not any(within(id_, name) for id_ in self._all):
                raise KnowledgeError(
                    name, "no rule or folder of rules has this id", "See `enduse law list`."
                )
        return {i: r for i, r in self._all.items() if any(within(i, name) for name in only)}

    @cached_property
    def jurisdictions(self) -> tuple[str, ...]:
        """Every jurisdiction that has a duty in the pack."""
        found = {rule.jurisdiction for rule in self.rules.values() if rule.file.kind in DUTIES}
        return tuple(sorted(found))

    @cached_property
    def _sets(self) -> dict[tuple[str, str], RuleSet]:
        found: dict[tuple[str, str], RuleSet] = {}
        for jurisdiction in self.jurisdictions:
            for regime in ("export", "acquisition"):
                mine = [
                    rule
                    for rule in self.rules.values()
                    if rule.jurisdiction == jurisdiction and rule.file.regime == regime
                ]
                found[jurisdiction, regime] = RuleSet(
                    scopes=tuple(r for r in mine if r.file.kind == "scope"),
                    duties=tuple(r for r in mine if r.file.kind in DUTIES),
                    exceptions=tuple(r for r in mine if r.file.kind == "exception"),
                )
        return found

    def rule_set(self, jurisdiction: str, regime: str) -> RuleSet:
        """Rules of a jurisdiction for export or acquisition; empty where it has none."""
        return self._sets.get((jurisdiction, regime), RuleSet((), (), ()))

    def policy(self, id_: str) -> Rule | None:
        """A review policy by id."""
        return self._all.get(id_)

    def read_through(self, jurisdiction: str) -> date | None:
        """The day through which the law of a jurisdiction was read."""
        return read_through(self.card.known_through, jurisdiction)

    def unlisted(self, jurisdiction: str) -> str:
        """The code by which a jurisdiction calls goods on no list."""
        return self.card.unlisted.get(jurisdiction, "none")

    def entry_at(self, jurisdiction: str, code: str, day: date) -> EntryAt | None:
        """The entry on the day, looked up in the law it stands beside too."""
        found = self.entries.at(jurisdiction, code, day)
        beside = self.card.adds_to.get(jurisdiction)
        if found is not None and not found.facts.known and beside is not None:
            return self.entries.at(beside, code, day)
        return found

    def question(self, fact: str) -> str:
        """The question a person is asked for a fact."""
        file = self.facts.get(fact)
        if file is not None and file.question:
            return file.question
        if fact.startswith("goods.entries."):
            return f"Under which control entry do the goods fall ({fact[14:].upper()})?"
        if fact.startswith("entry."):
            return "Under which control entry, to its last paragraph, do the goods fall?"
        if fact == "party.name":
            return "Who is this party?"
        if fact.startswith("date"):
            return "On which day, and at what hour, did it happen?"
        return file.title if file else fact

    def change_days(self) -> tuple[date, ...]:
        """Every day on which any answer of this law can change."""
        return self._change_days

    @cached_property
    def _change_days(self) -> tuple[date, ...]:
        days: set[date] = set(self.entries.change_days())
        for rule in self._all.values():
            days.update(rule.change_days())
        for table in self.tables.values():
            days.update(table.change_days())
        return tuple(sorted(days))

    def beside(self, jurisdiction: str) -> tuple[str, ...]:
        """The jurisdiction, and the one to which its law adds."""
        adds = self.card.adds_to.get(jurisdiction)
        return (jurisdiction,) if adds is None else (jurisdiction, adds)

    def behind(self, jurisdiction: str) -> tuple[Rule, ...]:
        """Every rule that an answer on export of this jurisdiction asks, with its policies."""
        own = [
            rule
            for rule in self._all.values()
            if rule.jurisdiction == jurisdiction and rule.file.regime == "export"
        ]
        named = {
            policy
            for rule in own
            for one in rule.versions
            if one.version.then is not None
            for policy in one.version.then.review_policies
        }
        known = {rule.id for rule in own}
        return (*own, *(self._all[i] for i in sorted(named - known) if i in self._all))

    def definitions(self) -> Iterator[Rule]:
        """Every definition that a rule may name."""
        yield from (rule for rule in self._all.values() if rule.file.kind == "definition")

    def reads(self, id_: str) -> tuple[str, ...]:
        """Every fact that a rule reads, in any version, through definitions too."""
        rule = self._all[id_]
        return tuple(
            sorted({fact for one in rule.versions for node in one.nodes() for fact in node.reads()})
        )

    def all_reads(self) -> frozenset[str]:
        """Every fact that a rule, a policy, a definition or an entry reads, in any version."""
        known = {name for one in self.jurisdictions for name in self.beside(one)}
        nodes = self.entries.conditions(known)
        return frozenset(fact for id_ in self._all for fact in self.reads(id_)).union(
            fact for node in nodes for fact in node.reads()
        )


def law_of(pack: Pack, only: Iterable[str] = ()) -> Law:
    """Compile the law of a pack."""
    return Law(
        pack.section("law", RuleFile),
        pack.section("controls", EntryFile),
        pack.section("facts", FactFile),
        pack.section("tables", Table),
        pack.card,
        only,
    )


def within(id_: str, folder: str) -> bool:
    """Whether a rule is this rule or lies in this folder of rules (whole segments)."""
    return id_ == folder or id_.startswith(folder + ".")


def _membership_tables(
    facts: Mapping[str, FactFile], tables: Mapping[str, Table]
) -> Iterator[tuple[tuple[str, str, str], MembershipTable]]:
    for fact, file in facts.items():
        spec = file.derived
        if spec is None:
            continue
        if spec.table is None or "key" not in spec.settings:
            continue
        if spec.table not in tables:
            raise KnowledgeError(
                f"facts/{fact}", f"there is no table {spec.table}", "Add the CSV and its card."
            )
        key, value = str(spec.settings["key"]), str(spec.settings["value"])
        yield (spec.table, key, value), MembershipTable(tables[spec.table], key, value)
