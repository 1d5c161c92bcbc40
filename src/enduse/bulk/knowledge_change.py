"""What differs between two states of the knowledge, and which answers of a review it can reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.sections import SECTION_MODELS
from enduse.review.evaluate.conditions import AllNode, AnyNode, Node, NotNode, PartyNode
from enduse.review.licence.law import Law
from enduse.review.licence.rules import DefinitionNode, Rule

QUIET = frozenset({"cases", "coverage", "profiles", "proposals", "watch"})
"""Sections, and folders of tables, that no review of a kept transfer reads."""

CARD_QUIET = frozenset({"title", "version", "compiled", "licence", "not_modelled"})
"""What the card says of itself; the same on every line of a run."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item that is new, gone or different."""

    section: str
    id: str
    what: str


@dataclass(frozen=True, slots=True)
class Reached:
    """What a change of the knowledge can reach.

    Args:
        items: what differs.
        jurisdictions: whose law may answer otherwise.
        flags, goods, organs, names, lists, systems: checks whose own knowledge differs.
    """

    items: tuple[Item, ...]
    jurisdictions: tuple[str, ...] = ()
    flags: bool = False
    goods: bool = False
    organs: bool = False
    names: bool = False
    lists: bool = False
    systems: bool = False

    @property
    def plan(self) -> bool:
        """Whether lines must be looked at, key by key."""
        return bool(self.jurisdictions or self.flags or self.goods or self.organs or self.systems)


def items_that_differ(old: Pack, new: Pack) -> Iterator[Item]:
    """Every item of every section that is new, gone or different."""
    for section in SECTION_MODELS:
        if old.section_sha256(section) == new.section_sha256(section):
            continue
        was, now = old.plain(section), new.plain(section)
        for key in sorted({*was, *now}):
            if was.get(key) != now.get(key):
                what = "new" if key not in was else "gone" if key not in now else "changed"
                yield Item(section, key, what)


def reached(old: Pack, new: Pack, before: Law, after: Law) -> Reached:
    """Work out which checks, and whose law, may answer otherwise.

    A rule reaches the jurisdiction it belongs to; a definition or a policy, those whose rules
    name it; an entry, the law beside which it stands; a fact or another table, all.
    """
    items = tuple(items_that_differ(old, new))
    loud = [item for item in items if item.section not in QUIET and not _quiet_table(item)]
    by: dict[str, list[str]] = {}
    for item in loud:
        by.setdefault(item.section, []).append(item.id)
    tables = [name for name in by.get("tables", ()) if not name.startswith(("lists.", "names."))]
    card = _card(old, new)
    every = bool(tables or by.get("facts") or card is None)
    found: set[str] = set()
    for pack, law in ((old, before), (new, after)):
        if every:
            found.update(law.jurisdictions)
        found.update(_of_rules(law, frozenset(by.get("law", ()))))
        found.update(_of_entries(pack, law, by.get("controls", ())))
        found.update(_beside(law, {prefix.partition(".")[0] for prefix in card or ()}))
    lists = bool(by.get("lists") or any(n.startswith("lists.") for n in by.get("tables", ())))
    names = bool(by.get("names") or any(n.startswith("names.") for n in by.get("tables", ())))
    return Reached(
        items,
        tuple(sorted(found)),
        flags=every or "flags" in by,
        goods=card is None or bool({"technology", "goods_words"} & by.keys()),
        organs="organs" in by,
        names=names,
        lists=lists,
        systems="systems" in by,
    )


def _quiet_table(item: Item) -> bool:
    return item.section == "tables" and item.id.partition(".")[0] in QUIET


def _card(old: Pack, new: Pack) -> tuple[str, ...] | None:
    """Instruments read through another day; None where the card differs in more than that."""
    was, now = (_plain_card(pack) for pack in (old, new))
    through = [one.pop("known_through", {}) for one in (was, now)]
    if was != now:
        return None
    return tuple(k for k in {*through[0], *through[1]} if through[0].get(k) != through[1].get(k))


def _plain_card(pack: Pack) -> dict[str, Any]:
    card: Mapping[str, Any] = pack.plain("pack").get("pack", {})
    return {key: value for key, value in card.items() if key not in CARD_QUIET}


def _beside(law: Law, names: Iterable[str]) -> Iterator[str]:
    wanted = frozenset(names)
    yield from (j for j in law.jurisdictions if wanted & frozenset(law.beside(j)))


def _of_entries(pack: Pack, law: Law, ids: Iterable[str]) -> Iterator[str]:
    held = pack.plain("controls")
    yield from _beside(law, {held[key]["jurisdiction"] for key in ids if key in held})


def _of_rules(law: Law, ids: frozenset[str]) -> Iterator[str]:
    """Jurisdictions one of whose rules, or what they name, is among these."""
    if not ids:
        return
    for jurisdiction in law.jurisdictions:
        own = [rule for rule in law.rules.values() if rule.jurisdiction == jurisdiction]
        asked = (*own, *law.behind(jurisdiction))
        if any(rule.id in ids for rule in asked) or not ids.isdisjoint(_definitions(asked)):
            yield jurisdiction


def _definitions(rules: Iterable[Rule]) -> set[str]:
    """Ids of every definition that rules name, and of those that these name."""
    found: set[str] = set()
    waiting: list[Node] = [node for rule in rules for one in rule.versions for node in one.nodes()]
    while waiting:
        node = waiting.pop()
        if isinstance(node, AllNode | AnyNode):
            waiting.extend(node.parts)
        elif isinstance(node, NotNode):
            waiting.append(node.part)
        elif isinstance(node, PartyNode):
            waiting.append(node.where)
        elif isinstance(node, DefinitionNode) and node.rule.id not in found:
            found.add(node.rule.id)
            waiting.extend(inner for one in node.rule.versions for inner in one.nodes())
    return found
