"""Explain one thing of the knowledge: rule, fact, entry, technology, organ, flag, list, system."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.flags import FlagFile
from enduse.knowledge.schema.law import RuleFile
from enduse.knowledge.schema.lists import ListCard, ListsFile
from enduse.knowledge.schema.organs import OrganFile
from enduse.knowledge.schema.systems import SystemFile
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.report.destination import destination
from enduse.report.law import rule_history
from enduse.report.lines import wrapped
from enduse.report.systems import NOT_CHECKED, entry_lines
from enduse.review.end_user.recognise import NameReading, OrganRecogniser
from enduse.review.licence.law import Law, law_of
from enduse.review.systems import Registry, System

WIDTH = 80
MOST_SYSTEMS = 3
"""More entries than these are listed by name instead of written out."""
Explain = Callable[[Pack, str], Iterator[str] | None]


def explain(pack: Pack, name: str) -> list[str]:
    """Everything that is called so; empty where nothing is."""
    found: list[str] = []
    for one in EXPLAINERS:
        lines = one(pack, name)
        if lines is not None:
            found.extend(["", *lines] if found else lines)
    return found or list(_organ(pack, name))


def _rule(pack: Pack, name: str) -> Iterator[str] | None:
    if name not in pack.section("law", RuleFile):
        return None
    return rule_history(law_of(pack), name)


def _fact(pack: Pack, name: str) -> Iterator[str] | None:
    file = pack.section("facts", FactFile).get(name)
    return None if file is None else _fact_lines(law_of(pack), name, file)


def _fact_lines(law: Law, name: str, file: FactFile) -> Iterator[str]:
    yield f"{name}: a fact about the {file.subject}"
    yield from _text(file.title)
    if file.question:
        yield from _text(f"asked: {file.question}")
    if file.declared_at:
        values = f" ({', '.join(file.values)})" if file.values else ""
        yield from _text(f"given at {file.declared_at} as {file.type} {file.unit}{values}")
    if file.derived:
        yield from _text(f"computed by {file.derived.by}")
    yield from _text(f"where it is absent: {file.when_absent.replace('_', ' ')}")
    if file.note:
        yield from _text(file.note)
    rules = [id_ for id_ in sorted(law.rules) if name in law.reads(id_)]
    yield from _text("read by: " + (", ".join(rules) or "no rule"))


def _entry(pack: Pack, name: str) -> Iterator[str] | None:
    files = [
        (key, file)
        for key, file in sorted(pack.section("controls", EntryFile).items())
        if name.lower() in (key.lower(), file.code.lower())
    ]
    return _entry_lines(files) if files else None


def _entry_lines(files: Sequence[tuple[str, EntryFile]]) -> Iterator[str]:
    for key, file in files:
        yield f"{file.jurisdiction.upper()} {file.code}: {file.title} [{key}]"
        for version in file.versions:
            end = "in force" if version.to is None else f"until before {version.to}"
            yield from _text(f"from {version.from_}, {end}: {version.covers}")
            marks = ", ".join((*version.reasons, *version.columns, *version.labels))
            if marks:
                yield from _text(f"reasons and marks: {marks}", 4)
            cites = "; ".join(str(cite) for cite in version.cite)
            checked = "" if version.verified else f" ({NOT_CHECKED})"
            yield from _text(cites + checked, 4)


def _technology(pack: Pack, name: str) -> Iterator[str] | None:
    file = pack.section("technology", TechnologyFile).get(name)
    return None if file is None else _technology_lines(name, file)


def _technology_lines(name: str, file: TechnologyFile) -> Iterator[str]:
    yield f"{name}: {file.title}"
    yield from _text(file.what)
    yield from _text(f"Rights: {file.rights.text} ({'; '.join(map(str, file.rights.cite))})")
    for candidate in file.candidates:
        decided = ", ".join(candidate.decided_by)
        yield from _text(
            f"may fall under {candidate.jurisdiction.upper()} {candidate.entry}: {candidate.covers}"
            + (f" (decided by {decided})" if decided else "")
        )
    for gap in file.gaps:
        partly = "partly " if gap.partly else ""
        yield from _text(f"{partly}no entry in {gap.jurisdiction.upper()}: {gap.reason}")
    for one in file.deciding:
        yield from _text(f"{one.fact}: {one.question}")
    languages = ", ".join(sorted(file.terms))
    checked = "" if file.terms_verified else f"; its words are {NOT_CHECKED}"
    yield from _text(f"words in: {languages}{checked}")


def _flag(pack: Pack, name: str) -> Iterator[str] | None:
    file = pack.section("flags", FlagFile).get(name)
    return None if file is None else _flag_lines(name, file)


def _flag_lines(name: str, file: FlagFile) -> Iterator[str]:
    yield f"{name}: {file.title}"
    yield from _text(f"asked: {file.question}")
    yield from _text(f"source: {file.source}; raises {file.raises}")
    tested = any(version.test is not None for version in file.versions)
    yield from _text("answered from data" if tested else "a standing question: no data answer it")
    for text in (file.why, file.exclusions):
        if text:
            yield from _text(text)


def _list(pack: Pack, name: str) -> Iterator[str] | None:
    for key, file in pack.section("lists", ListsFile).items():
        if isinstance(file.root, ListCard) and key.rpartition(".")[2] == name:
            return _list_lines(name, file.root)
    return None


def _list_lines(name: str, card: ListCard) -> Iterator[str]:
    yield f"{name}: {card.title}"
    yield from _text(f"published by {card.publisher}; {card.effect}")
    yield from _text(f"licence of the data: {card.licence}")
    yield from _text("; ".join(str(cite) for cite in card.cite))
    if card.note:
        yield from _text(card.note)


def _systems(pack: Pack, name: str) -> Iterator[str] | None:
    found = Registry.build(pack.section("systems", SystemFile)).find(name)
    return _system_lines(pack, found) if found else None


def _system_lines(pack: Pack, found: Sequence[System]) -> Iterator[str]:
    if len(found) > MOST_SYSTEMS:
        yield f"{len(found)} documented systems are called so:"
        for one in found:
            yield from _text(f"{one.id}: {one.file.title}")
        return
    technology = pack.section("technology", TechnologyFile)
    for n, one in enumerate(found):
        if n:
            yield ""
        yield from entry_lines(one, technology)


def _organ(pack: Pack, name: str) -> Iterator[str]:
    """What the end-user check reads in a name that is nothing else; empty where it reads none."""
    read = OrganRecogniser(pack.section("organs", OrganFile)).read(name)
    if read.because:
        yield from _organ_lines(name, read)


def _organ_lines(name: str, read: NameReading) -> Iterator[str]:
    organ = read.organ
    if organ is None:
        yield f"{name}: not read as a security organ"
    else:
        yield f"{name}: read as {organ.cls.replace('_', ' ')} ({organ.state.replace('_', ' ')})"
        for label, value in (
            ("country", organ.country),
            ("place", organ.place),
            ("level", organ.level),
            ("branch of", organ.branch_of),
        ):
            if value:
                yield from _text(f"{label}: {value}")
    for one in read.because:
        yield from _text(f"for it: {one.text} (as {one.term}, {one.kind})")
    for one in read.against:
        yield from _text(f"against it: {one.text} (as {one.term})")


def _text(text: str, indent: int = 2) -> Iterator[str]:
    yield from wrapped(text, WIDTH, " " * indent, " " * (indent + 2))


EXPLAINERS: tuple[Explain, ...] = (
    destination,
    _rule,
    _fact,
    _entry,
    _technology,
    _flag,
    _list,
    _systems,
)
