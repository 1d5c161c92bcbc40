"""Differences as text, JSON and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from enduse.lists.catalogue import Snapshot
from enduse.lists.changes import Change, Difference, not_compared

_MARKS = {"added": "+", "removed": "-", "changed": "~"}


def missing_lines(old: Snapshot, new: Snapshot) -> Iterator[str]:
    """A line for each list that only one of the two files holds."""
    for list_id, lacks, entries in not_compared(old, new):
        part = ", a part," if lacks.coverage == "partial" else ""
        yield (
            f"{list_id}: not compared: {lacks.source} of {lacks.day}{part} does not hold it; the"
            f" other file has {entries:,} entries"
        )


def text_lines(differences: Iterable[Difference]) -> Iterator[str]:
    """Counts, counts by programme, then each entry with what changed in it."""
    for one in differences:
        counts = one.counts()
        yield (
            f"{one.list}: {one.old.source} of {one.old.day} to {one.new.source} of {one.new.day}: "
            f"{counts.get('added', 0)} added, {counts.get('removed', 0)} removed, "
            f"{counts.get('changed', 0)} changed, {one.unchanged} as before"
        )
        if one.unsaid:
            yield f"    {one.unsaid:,} more are in one file only: the other is a part of the list"
        for (programme, kind), number in sorted(one.programmes().items()):
            if programme:
                yield f"    {programme}: {number} {kind}"
        for change in one.changes:
            yield f"  {_MARKS[change.kind]} {change.entry.name} ({change.entry.entry})"
            for field in change.fields:
                for value in field.removed:
                    yield f"      {field.property}, before: {value}"
                for value in field.added:
                    yield f"      {field.property}, now: {value}"


def as_json(differences: Iterable[Difference]) -> list[dict[str, object]]:
    """The same as a value for JSON."""
    return [
        {
            "list": one.list,
            "old": {"source": one.old.source, "day": one.old.day.isoformat(), "id": one.old.id},
            "new": {"source": one.new.source, "day": one.new.day.isoformat(), "id": one.new.id},
            "counts": {k: one.counts().get(k, 0) for k in _MARKS}
            | {"unchanged": one.unchanged, "unsaid": one.unsaid},
            "programmes": [
                {"programme": p, "kind": k, "entries": n}
                for (p, k), n in sorted(one.programmes().items())
            ],
            "changes": [_change(c) for c in one.changes],
        }
        for one in differences
    ]


def _change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "entry": change.entry.entry,
        "name": change.entry.name,
        "material": change.material,
        "fields": [
            {"property": f.property, "removed": list(f.removed), "added": list(f.added)}
            for f in change.fields
        ],
    }


_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
    "color:#1a1a1a;background:#fff}table{border-collapse:collapse;width:100%}"
    "td,th{border-bottom:1px solid #ccc;padding:.35rem .5rem;text-align:left;vertical-align:top}"
    "caption{text-align:left;font-weight:600;padding:.5rem 0}"
)


def html_page(differences: Iterable[Difference], missing: Iterable[str] = ()) -> str:
    """The same as one page without scripts or outside parts."""
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>What changed</title><style>{_STYLE}</style></head><body><h1>What changed</h1>"
    )
    parts = [head, *(f"<p>{escape(line)}</p>" for line in missing)]
    for one in differences:
        counts = one.counts()
        parts.append(
            f"<h2>{escape(one.list)}</h2><p>{escape(one.old.source)} of {one.old.day} to "
            f"{escape(one.new.source)} of {one.new.day}: {counts.get('added', 0)} added, "
            f"{counts.get('removed', 0)} removed, {counts.get('changed', 0)} changed, "
            f"{one.unchanged} as before{_unsaid(one)}.</p>"
            "<table><caption>Entries</caption><thead><tr>"
            "<th scope=col>Change</th><th scope=col>Entry</th><th scope=col>Property</th>"
            "<th scope=col>Before</th><th scope=col>Now</th></tr></thead><tbody>"
        )
        for change in one.changes:
            parts.extend(_html_rows(change))
        parts.append("</tbody></table>")
    parts.append("</body></html>\n")
    return "".join(parts)


def _unsaid(one: Difference) -> str:
    more = f"{one.unsaid:,} more are in one file only: the other is a part of the list"
    return f"; {more}" if one.unsaid else ""


def _html_rows(change: Change) -> Iterator[str]:
    head = f"<td>{change.kind}</td><td>{escape(change.entry.name)}</td>"
    if not change.fields:
        yield f"<tr>{head}<td></td><td></td><td></td></tr>"
    for field in change.fields:
        before = "<br>".join(escape(v) for v in field.removed)
        now = "<br>".join(escape(v) for v in field.added)
        yield f"<tr>{head}<td>{field.property}</td><td>{before}</td><td>{now}</td></tr>"
