"""The watched sources, and what moved, as documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from enduse.analysis.watch import Moved, Watched
from enduse.report.document import Cell, Document, Section, Sheet

NOTHING_ITSELF = "Nothing here changes law: a person reads, and edits the rule with its date."


def watched_document(watched: Watched, at: date | None = None) -> Document:
    """Every source, its last reading, what rests on it, and since when another is due on a day."""
    rows: list[tuple[Cell, ...]] = []
    for id_, file in sorted(watched.sources.items()):
        resting = watched.resting(id_)
        due = ""
        if at is not None:
            late = (at - file.read.on).days - file.every_days
            due = f"since {late} days" if late > 0 else ""
        rows.append(
            (id_, file.title, file.read.on.isoformat(), file.read.version, file.read.by,
             "kept" if file.read.sha256 else "not kept", file.every_days, due,
             len(resting.rules), len(resting.entries), len(resting.cases), file.note)
        )  # fmt: skip
    sheet = Sheet(
        name="watched",
        title="Sources",
        headings=("source", "title", "last read", "version", "by", "hash", "every days", "due",
                  "rules", "entries", "cases", "note"),
        rows=tuple(rows),
    )  # fmt: skip
    return Document(
        title="Texts that the law of this knowledge rests on",
        lead=(NOTHING_ITSELF,),
        sections=(Section(title="What was last read", sheets=(sheet,)),),
        sources=tuple(f"{f.title}: {f.url}" for _, f in sorted(watched.sources.items()) if f.url),
    )


def moved_document(found: Sequence[Moved]) -> Document:
    """What moved, part by part, and what to read again."""
    sections = [
        Section(
            title="Sources",
            sheets=(
                Sheet(
                    name="moved",
                    title="Compared with the last reading",
                    headings=("source", "title", "state", "why", "rules", "entries", "cases"),
                    rows=tuple(
                        (m.source, m.title, m.state, m.why, len(m.again.rules),
                         len(m.again.entries), len(m.again.cases))
                        for m in found
                    ),
                ),
            ),
        )
    ]  # fmt: skip
    for one in found:
        if one.state != "as read":
            sections.append(_again(one))
    return Document(
        title="What moved since it was read", lead=(NOTHING_ITSELF,), sections=tuple(sections)
    )


def _again(moved: Moved) -> Section:
    parts = [("changed", p) for p in moved.changed]
    parts += [("new", p) for p in moved.added] + [("gone", p) for p in moved.removed]
    again = [("rule", r) for r in moved.again.rules]
    again += [("entry", e) for e in moved.again.entries]
    again += [("case", c) for c in moved.again.cases]
    sheets = []
    if parts:
        sheets.append(
            Sheet(
                name=f"parts-{moved.source}",
                title="Parts",
                headings=("how", "part"),
                rows=tuple(parts),
            )
        )
    sheets.append(
        Sheet(
            name=f"again-{moved.source}",
            title="To read again",
            headings=("what", "id"),
            rows=tuple(again),
        )
    )
    return Section(title=moved.title, words=(moved.why,), sheets=tuple(sheets))
