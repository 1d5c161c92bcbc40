"""The summary of a run: counts with their handles, as text, JSON or HTML."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

from enduse.bulk.cells import TITLES, Cell, cells_of
from enduse.bulk.labels import labels_of
from enduse.bulk.run import Run
from enduse.errors import UsageError

FORMATS = ("text", "json", "html")
SHOWN = 15


def summary_text(run: Run, form: str) -> str:
    """The summary in one of `FORMATS`.

    Raises:
        UsageError: for another form.
    """
    if form not in FORMATS:
        raise UsageError("--format", f"{form!r} is no form", f"Use one of {', '.join(FORMATS)}.")
    cells = cells_of(run)
    return {"text": _text, "json": _json, "html": _html}[form](run, cells)


def _lines(cells: list[Cell]) -> int:
    return sum(cell.lines for cell in cells if cell.group == "outcome")


def _precision(run: Run) -> list[str]:
    return [one.words() for one in labels_of(run)] or [
        "precision not measured (enduse sample RUN writes a sheet to label)"
    ]


def _text(run: Run, cells: list[Cell]) -> str:
    return "\n".join(_text_lines(run, cells)) + "\n"


def _text_lines(run: Run, cells: list[Cell]) -> Iterator[str]:
    whole = _lines(cells) or 1
    yield f"{_lines(cells):,} lines; the lines behind a number: enduse show RUN --cell HANDLE"
    for group, title in TITLES.items():
        some = [cell for cell in cells if cell.group == group]
        if not some:
            continue
        yield ""
        yield title
        for cell in some[:SHOWN]:
            yield f"  {cell.lines:>12,}  {cell.lines * 100 / whole:5.1f} %  {cell.id}"
        if len(some) > SHOWN:
            yield f"  and {len(some) - SHOWN:,} more (--format json names all)"
    yield ""
    yield "How often a finding is right"
    yield from (f"  {words}" for words in _precision(run))


def _json(run: Run, cells: list[Cell]) -> str:
    found = {
        "run": run.id,
        "lines": _lines(cells),
        "cells": [
            {"id": c.id, "group": c.group, "value": c.value, "lines": c.lines} for c in cells
        ],
        "precision": [
            {
                "stratum": one.stratum,
                "found": one.found,
                "labelled": one.labelled,
                "right": one.right,
                "low": f"{one.interval[0]:.4f}",
                "high": f"{one.interval[1]:.4f}",
            }
            for one in labels_of(run)
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


_STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;"
    "margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #8886}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}code{overflow-wrap:anywhere}"
)


def _html(run: Run, cells: list[Cell]) -> str:
    whole = _lines(cells) or 1
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>Summary of a run</title><style>{_STYLE}</style>",
        f"<main><h1>{_lines(cells):,} lines reviewed</h1>",
        "<p>The lines behind a number: <code>enduse show RUN --cell HANDLE</code>.</p>",
    ]
    for group, title in TITLES.items():
        some = [cell for cell in cells if cell.group == group]
        if not some:
            continue
        parts.append(f"<h2>{html.escape(title)}</h2><table><thead><tr>")
        parts.append('<th scope="col">Handle</th><th scope="col">Lines</th>')
        parts.append('<th scope="col">Share</th></tr></thead><tbody>')
        for cell in some:
            parts.append(
                f"<tr><td><code>{html.escape(cell.id)}</code></td><td class=n>{cell.lines:,}</td>"
                f"<td class=n>{cell.lines * 100 / whole:.1f} %</td></tr>"
            )
        parts.append("</tbody></table>")
    parts.append("<h2>How often a finding is right</h2><ul>")
    parts += [f"<li>{html.escape(words)}</li>" for words in _precision(run)]
    parts.append("</ul></main></html>\n")
    return "\n".join(parts)
