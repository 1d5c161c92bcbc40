"""The law itself: rules with their history, changes between days, what is covered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from enduse.knowledge.schema.law import RuleFile, RuleVersion
from enduse.report.lines import wrapped
from enduse.review.licence.law import DUTIES, Law
from enduse.review.licence.rules import Rule

WIDTH = 80


def rule_list(law: Law, prefix: str = "", kind: str = "") -> Iterator[str]:
    """One line a rule: id, kind, title, first day of its last version."""
    for id_, rule in sorted(law.rules.items()):
        if id_.startswith(prefix) and (not kind or rule.file.kind == kind):
            last = rule.versions[-1].version
            since = "" if last.start is None else f" (from {last.start})"
            yield from wrapped(
                f"{id_}  {rule.file.kind}: {rule.file.title}{since}", WIDTH, "", "  "
            )


def rule_history(law: Law, id_: str) -> Iterator[str]:
    """A rule with every version, what it reads and what names it."""
    rule = law.rules[id_]
    yield f"{id_}"
    yield from wrapped(f"{rule.file.kind.replace('_', ' ')}: {rule.file.title}", WIDTH, "  ", "  ")
    if rule.file.summary:
        yield from wrapped(rule.file.summary, WIDTH, "  ", "  ")
    for version in rule.file.versions:
        yield from _version(version)
    reads = ", ".join(law.reads(id_))
    if reads:
        yield from wrapped(f"reads: {reads}", WIDTH, "  ", "    ")
    if rule.known_through:
        yield f"  read through {rule.known_through}"


def _version(version: RuleVersion) -> Iterator[str]:
    end = "in force" if version.to is None else f"until before {version.to}"
    hour = f" {version.from_time}" if version.from_time else ""
    text = f"from {version.from_}{hour}, {end}"
    if version.text_status != "in_force":
        text += f"; {version.text_status}"
    if not version.confirmed:
        text += "; nobody could confirm that it is in force"
    if version.read_from:
        text += f"; read from {version.read_from} on, unconfirmed before"
    if not version.verified:
        text += "; NOT CHECKED against its source by us"
    yield from wrapped(text, WIDTH, "  * ", "    ")
    if version.text:
        yield from wrapped(version.text, WIDTH, "    ", "    ")
    if version.note:
        yield from wrapped(f"note: {version.note}", WIDTH, "    ", "    ")
    yield from wrapped("; ".join(str(cite) for cite in version.cite), WIDTH, "    ", "    ")


def changes(law: Law, first: date, last: date) -> Iterator[str]:
    """What begins and ends from `first` to `last`, both included, day by day."""
    found: dict[date, list[str]] = defaultdict(list)
    for day, text in _all_turns(law):
        if first <= day <= last:
            found[day].append(text)
    for day in sorted(found):
        yield f"{day}"
        for text in sorted(set(found[day])):
            yield from wrapped(text, WIDTH, "  ", "    ")
    if not found:
        yield f"Nothing that was read changes from {first} to {last}."


def _all_turns(law: Law) -> Iterator[tuple[date, str]]:
    for id_, rule in sorted(law.rules.items()):
        for day, text in _turns(rule):
            yield day, f"{text}: {rule.file.title} [{id_}]"
    yield from law.entries.turns()
    for (name, _, _), table in sorted(law.tables.items()):
        for day, count in Counter(table.turns()).items():
            yield day, f"{count} cells of the table {name} change"


def _turns(rule: Rule) -> Iterator[tuple[date, str]]:
    for n, one in enumerate(rule.versions):
        version = one.version
        cite = str(version.cite[0])
        word = "changes" if n else "begins"
        if version.text_status != "in_force":
            word = version.text_status
        if version.start is not None:
            yield version.start, f"{word} ({cite})"
        following = rule.versions[n + 1].version.start if n + 1 < len(rule.versions) else None
        if version.to is not None and version.to != following:
            yield version.to, f"ends ({cite})"


def coverage(law: Law) -> Iterator[str]:
    """Per jurisdiction: what is modelled, what is checked, what is not held, read through when."""
    by: dict[str, list[RuleFile]] = defaultdict(list)
    for rule in law.rules.values():
        by[rule.jurisdiction].append(rule.file)
    for jurisdiction, files in sorted(by.items()):
        versions = [version for file in files for version in file.versions]
        verified = sum(version.verified for version in versions)
        duties = sum(file.kind in DUTIES for file in files)
        exceptions = sum(file.kind == "exception" for file in files)
        yield (
            f"{jurisdiction.upper()}: {duties} duties, {exceptions} exceptions, {len(files)} rules "
            f"in {len(versions)} versions"
        )
        yield (
            f"  {verified} versions checked against their source, {len(versions) - verified} not; "
            f"read through {law.read_through(jurisdiction) or 'a day not stated'}"
        )
        missing = law.card.not_modelled.get(jurisdiction, ())
        if missing:
            yield from wrapped("not held: " + "; ".join(missing), WIDTH, "  ", "    ")
        partly = sorted(
            f"{file.title} ({version.enforcement.replace('_', ' ')})"
            for file in files
            for version in file.versions
            if version.enforcement != "enforced"
        )
        for text in partly:
            yield from wrapped(text, WIDTH, "  enforcement: ", "    ")


def stale(law: Law, at: date, days: int) -> Iterator[str]:
    """Rules read more than `days` before `at`, scheduled versions that are due, ending stays."""
    for id_, rule in sorted(law.rules.items()):
        through = rule.known_through
        last = rule.versions[-1].version
        if through is not None and (at - through).days > days:
            yield from wrapped(f"{id_}: read through {through}", WIDTH, "", "  ")
        for one in rule.versions:
            version = one.version
            due = version.start is not None and through is not None and through < version.start
            if due and version.start is not None and version.start <= at:
                yield from wrapped(
                    f"{id_}: a version of {version.start} is due and was not confirmed", WIDTH
                )
        if last.text_status == "stayed" and last.to is not None and last.to <= at:
            yield from wrapped(f"{id_}: its stay ended on {last.to}", WIDTH, "", "  ")
