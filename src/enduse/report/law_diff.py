"""The law of two days side by side, as a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from enduse.analysis.law_diff import Difference
from enduse.report.document import Document, Section, Sheet

KINDS = (("rule", "Rules"), ("entry", "Control entries"), ("table", "Rows of dated tables"))
READ_ONLY = (
    "What was read and dated in this knowledge. A change that nobody entered is not here; "
    "`enduse watch` says what was last read."
)


def law_diff_document(found: Sequence[Difference], first: date, second: date) -> Document:
    """Everything added, removed and changed, by field, with the acts."""
    sections = []
    for kind, title in KINDS:
        mine = [one for one in found if one.kind == kind]
        if mine:
            counts = Counter(one.what for one in mine)
            words = ", ".join(f"{n:,} {what}" for what, n in sorted(counts.items()))
            sections.append(Section(title=title, words=(words,), sheets=(_sheet(kind, mine),)))
    lead = [READ_ONLY]
    if not found:
        lead.append(f"Nothing that was read differs between {first} and {second}.")
    return Document(
        title=f"The law on {first} and on {second}",
        lead=tuple(lead),
        sections=tuple(sections),
        sources=tuple(dict.fromkeys(act for one in found for act in one.acts)),
    )


def _sheet(kind: str, found: Sequence[Difference]) -> Sheet:
    rows = []
    for one in found:
        for change in one.fields or (None,):
            rows.append(
                (
                    one.id,
                    one.title,
                    one.what,
                    change.field if change else "",
                    change.before if change else "",
                    change.after if change else "",
                    ", ".join(map(str, one.days)),
                    "; ".join(one.acts),
                    "yes" if one.verified else "no",
                )
            )
    return Sheet(
        name=f"{kind}s",
        title="Differences",
        headings=("id", "title", "what", "field", "before", "after", "on", "act", "checked"),
        rows=tuple(rows),
    )
