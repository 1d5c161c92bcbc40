"""An entry of the registry of documented systems as lines of text.

What nobody checked stands last, under its own heading; replies and court states stand with the
claims they answer; each technology is followed by the entries that may reach it, or the gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from enduse.knowledge.schema.systems import Stated, SystemFile
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.report.lines import wrapped
from enduse.review.systems import System

NOT_CHECKED = "not checked: do not quote"
WIDTH = 80
S = TypeVar("S", bound=Stated)


def entry_lines(system: System, technology: Mapping[str, TechnologyFile]) -> Iterator[str]:
    """The entry with sources, evidence classes, replies, court states, law and corrections."""
    file = system.file
    native = f" ({file.native})" if file.native else ""
    yield f"{file.title}{native}"
    yield from _text(f"{system.id}; {file.kind.replace('_', ' ')}; {file.period}")
    yield from _labels(file)
    yield from _statements(file, verified=True)
    unchecked = list(_statements(file, verified=False))
    if unchecked:
        yield f"  {NOT_CHECKED.upper()}"
        yield from unchecked
    for id_ in file.technologies:
        yield from _law(id_, technology.get(id_))
    for question in file.open_questions:
        yield from _text(f"open: {question}")
    for source in file.sources:
        read = "" if source.read else f" ({NOT_CHECKED})"
        where = source.url or source.citation
        yield from _text(f"[{source.key}] {source.title}, {source.date}: {where}{read}")
    for correction in file.corrections:
        yield from _text(f"corrected {correction.date}: {correction.what} ({correction.why})")
    yield from _text(f"to report an error: {file.report_errors}")


def _labels(file: SystemFile) -> Iterator[str]:
    for label, values in (
        ("also called", file.aliases),
        ("where", (*file.countries, *file.place_names)),
        ("suppliers", [_actor(a.name, a.note) for a in file.suppliers]),
        ("through", [_actor(a.name, a.note) for a in file.intermediaries]),
        ("end users", [_actor(a.name, a.note) for a in file.end_users]),
        ("rights", file.rights),
    ):
        if values:
            yield from _text(f"{label}: {', '.join(values)}")


def _actor(name: str, note: str) -> str:
    return f"{name} ({note})" if note else name


def _statements(file: SystemFile, *, verified: bool) -> Iterator[str]:
    for claim in _of(file.claims, verified):
        yield from _item(f"{claim.text} ({claim.evidence.replace('_', ' ')}", claim)
    for reply in _of(file.replies, verified):
        yield from _item(f"reply of {reply.by}: {reply.text} (", reply)
    for court in _of(file.court, verified):
        state = f"{court.state} as of {court.as_of}"
        yield from _item(f"{court.authority}, {court.rule}: {state}. {court.text} (", court)


def _of(stated: Sequence[S], verified: bool) -> list[S]:
    return [one for one in stated if one.verified is verified]


def _item(text: str, stated: Stated) -> Iterator[str]:
    joint = "" if text.endswith("(") else ", "
    yield from _text(f"- {text}{joint}{', '.join(stated.sources)})", 4)


def _law(id_: str, file: TechnologyFile | None) -> Iterator[str]:
    """The control entries that may reach a technology of the entry, or that none does."""
    yield from _text(f"technology {id_}:" + ("" if file else " not described in this knowledge"))
    if file is None:
        return
    for one in file.candidates:
        last = "" if one.to is None else f", until before {one.to}"
        yield from _text(f"may fall under {one.jurisdiction.upper()} {one.entry}{last}", 4)
    for gap in file.gaps:
        partly = "partly a gap" if gap.partly else "coverage gap"
        yield from _text(f"{gap.jurisdiction.upper()}: {partly}: {gap.reason}", 4)


def _text(text: str, indent: int = 2) -> Iterator[str]:
    yield from wrapped(text, WIDTH, " " * indent, " " * (indent + 2))
