"""Check what one file cannot: that ids it names exist in other files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from enduse.knowledge.folder import FileProblem
from enduse.knowledge.schema import condition as schema
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.flags import FlagFile
from enduse.knowledge.schema.law import RuleFile, RuleVersion

Sections = Mapping[str, Mapping[str, BaseModel]]
Problems = Iterator[tuple[str, str, str]]
"""Section, id and what is wrong."""


def reference_problems(
    sections: Sections, files: Mapping[tuple[str, str], str]
) -> list[FileProblem]:
    """Name every id that leads nowhere."""
    return [
        FileProblem(files.get((section, key), f"{section}/{key}"), 1, problem)
        for check in CHECKS
        for section, key, problem in check(sections)
    ]


def _law(sections: Sections) -> Problems:
    rules = {k: r for k, r in sections.get("law", {}).items() if isinstance(r, RuleFile)}
    for key, rule in rules.items():
        for version in rule.versions:
            for problem in _version(sections, rules, rule, version):
                yield "law", key, problem


def _version(
    sections: Sections, rules: Mapping[str, RuleFile], rule: RuleFile, version: RuleVersion
) -> Iterator[str]:
    conditions = [version.when] if version.when else []
    conditions += [
        one.when for one in (*version.unless, *version.conditions, *version.excluded_when)
    ]
    for condition in conditions:
        yield from _condition(sections, rules, condition)
    for policy in version.then.review_policies if version.then else ():
        if policy not in rules or rules[policy].kind != "review_policy":
            yield f"there is no review policy {policy}"
    for name in version.lifts.rules if version.lifts else ():
        if not any(key == name or key.startswith(name + ".") for key in rules):
            yield f"lifts {name}, which is no rule and no folder of rules"
    reasons = {v.then.reason for r in rules.values() for v in r.versions if v.then is not None}
    for reason in version.lifts.reasons if version.lifts else ():
        if reason not in reasons:
            yield f"lifts the reason {reason!r}, which no rule gives"
    if rule.kind == "exception" and rule.regime != "export":
        yield "exceptions belong to export law"


def _condition(sections: Sections, rules: Mapping[str, RuleFile], condition: Any) -> Iterator[str]:
    facts = sections.get("facts", {})
    if isinstance(condition, schema.All | schema.AnyOf):
        for part in condition.all if isinstance(condition, schema.All) else condition.any:
            yield from _condition(sections, rules, part)
    elif isinstance(condition, schema.Not):
        yield from _condition(sections, rules, condition.not_)
    elif isinstance(condition, schema.AnyParty):
        if "any_party" in str(condition.any_party.where.model_dump().keys()):
            yield "binders do not nest"
        yield from _condition(sections, rules, condition.any_party.where)
    elif isinstance(condition, schema.Definition):
        if condition.definition not in rules:
            yield f"there is no definition {condition.definition}"
    else:
        fact = facts.get(condition.fact)
        if not isinstance(fact, FactFile):
            yield f"there is no fact {condition.fact}"
        else:
            yield from _comparison(condition, fact)


def _comparison(condition: schema.Compare, fact: FactFile) -> Iterator[str]:
    how, constant = condition.comparison
    fits = {
        "set": ("contains", "contains_any"),
        "decimal": ("at_least", "more_than", "at_most", "less_than"),
        "date": ("on_or_after", "before", "is"),
    }.get(fact.type, ("is", "in"))
    if how not in fits:
        yield f"{condition.fact} is a {fact.type}: compare it with {' or '.join(fits)}, not {how}"
    elif fact.type == "boolean" and not isinstance(constant, bool):
        yield f"{condition.fact} is true or false, not {constant!r}"
    elif fact.values and how in ("is", "in", "contains", "contains_any"):
        given = constant if isinstance(constant, tuple) else (constant,)
        for one in given:
            if one not in fact.values:
                yield f"{condition.fact} is never {one!r} (values: {', '.join(fact.values)})"


def _facts(sections: Sections) -> Problems:
    facts = sections.get("facts", {})
    for key, fact in facts.items():
        if not isinstance(fact, FactFile) or fact.derived is None:
            continue
        if fact.derived.table and fact.derived.table not in sections.get("tables", {}):
            yield "facts", key, f"there is no table {fact.derived.table}"
        for read in fact.derived.reads:
            if read not in facts:
                yield "facts", key, f"reads {read}, which is no fact"


def _controls(sections: Sections) -> Problems:
    rules = {k: r for k, r in sections.get("law", {}).items() if isinstance(r, RuleFile)}
    entries = sections.get("controls", {})
    codes = {
        (entry.jurisdiction, entry.code.lower())
        for entry in entries.values()
        if isinstance(entry, EntryFile)
    }
    seen: dict[tuple[str, str], str] = {}
    for key, entry in entries.items():
        if not isinstance(entry, EntryFile):
            continue
        place = (entry.jurisdiction, entry.code.lower())
        if place in seen:
            yield "controls", key, f"the code {entry.code} stands in {seen[place]} too"
        seen[place] = key
        if entry.parent and (entry.jurisdiction, entry.parent.lower()) not in codes:
            yield "controls", key, f"its parent {entry.parent} is no entry"
        for version in entry.versions:
            if version.when is not None:
                for problem in _condition(sections, rules, version.when):
                    yield "controls", key, problem


def _flags(sections: Sections) -> Problems:
    for key, flag in sections.get("flags", {}).items():
        if not isinstance(flag, FlagFile):
            continue
        for version in flag.versions:
            if version.test is not None:
                for problem in _condition(sections, {}, version.test):
                    yield "flags", key, problem


CHECKS: list[Callable[[Sections], Problems]] = [_law, _facts, _controls, _flags]
"""Checks over all sections; a part that adds a kind of file may add one."""
