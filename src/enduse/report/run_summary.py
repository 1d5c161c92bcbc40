"""The summary of a run: counts with their handles, as text, JSON or HTML."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

from enduse.bulk.cells import TITLES, TOLD, Cell, cells_of
from enduse.bulk.labels import labels_of
from enduse.bulk.rejected import Unread, unread
from enduse.bulk.run import Run
from enduse.errors import UsageError
from enduse.report.lines import WIDTH, cut, wrapped
from enduse.report.rejected import rows_word, unread_words

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


def _told(cells: list[Cell], value: str) -> int:
    return sum(cell.lines for cell in cells if (cell.group, cell.value) == ("told", value))


def _sentences(run: Run, cells: list[Cell]) -> list[str]:
    """What of the input could not be told, and what was not reviewed at all."""
    whole = _lines(cells)
    share = 100 / (whole or 1)
    unknown, part = _told(cells, "not"), _told(cells, "in_part")
    found = [
        (
            f"{unknown:,} of {whole:,} lines ({unknown * share:.1f} %) could not be told; "
            f"{part:,} ({part * share:.1f} %) could be told in part: something is missing or asked "
            "that could change the outcome, or the law of a jurisdiction lacks what it asks."
        )
    ]
    count = run.manifest["rows"]["rejects"]
    if count:
        found.append(
            f"{rows_word(count)} could not be read and {'is' if count == 1 else 'are'} in none of "
            "these numbers: enduse show RUN --rejects"
        )
    return found


def _broken(run: Run) -> list[Unread]:
    return [one for one in unread(run) if one.rejected]


def _of_rejects(run: Run) -> int:
    return int(run.manifest["rows"]["rejects"])


def _precision(run: Run) -> list[str]:
    return [one.words() for one in labels_of(run)] or [
        "precision not measured (enduse sample RUN writes a sheet to label)"
    ]


def _text(run: Run, cells: list[Cell]) -> str:
    return "\n".join(_text_lines(run, cells)) + "\n"


def _text_lines(run: Run, cells: list[Cell]) -> Iterator[str]:
    whole = _lines(cells) or 1
    yield f"{_lines(cells):,} lines; the lines behind a number: enduse show RUN --cell HANDLE"
    for sentence in _sentences(run, cells):
        yield from wrapped(sentence, WIDTH)
    for one in _broken(run):
        yield from unread_words(one, WIDTH, "file not read: ")
    for group, title in TITLES.items():
        some = [cell for cell in cells if cell.group == group]
        if not some:
            continue
        yield ""
        yield title
        for cell in some[:SHOWN]:
            of = _of_rejects(run) if group == "rejected" else whole
            yield from _number(cell, of)
        if len(some) > SHOWN:
            yield f"  and {len(some) - SHOWN:,} more (--format json names all)"
    yield ""
    yield "How often a finding is right"
    for words in _precision(run):
        yield from wrapped(words, WIDTH, "  ", "    ")


def _number(cell: Cell, whole: int) -> Iterator[str]:
    """A number, its share and its handle; a handle is never cut: it is to be copied."""
    lead = f"  {cell.lines:>12,}  {cell.lines * 100 / whole:5.1f} %  "
    yield from wrapped(cell.id, WIDTH, lead, " " * len(lead))
    if cell.group == "told":
        yield " " * len(lead) + cut(TOLD[cell.value], WIDTH - len(lead))


def _json(run: Run, cells: list[Cell]) -> str:
    found = {
        "run": run.id,
        "lines": _lines(cells),
        "could_not_be_told": {
            "lines": _told(cells, "not"),
            "share": _share(_told(cells, "not"), _lines(cells)),
            "in_part_lines": _told(cells, "in_part"),
            "in_part_share": _share(_told(cells, "in_part"), _lines(cells)),
        },
        "rejected_rows": _of_rejects(run),
        "files_not_read": [{"name": one.name, "why": one.why} for one in _broken(run)],
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


def _share(lines: int, whole: int) -> str:
    return f"{lines / (whole or 1):.4f}"


_STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;"
    "margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #8886}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}code{overflow-wrap:anywhere}"
)


def _meaning(cell: Cell) -> str:
    return f"<br>{html.escape(TOLD[cell.value])}" if cell.group == "told" else ""


def _html(run: Run, cells: list[Cell]) -> str:
    whole = _lines(cells) or 1
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>Summary of a run</title><style>{_STYLE}</style>",
        f"<main><h1>{_lines(cells):,} lines reviewed</h1>",
        "<p>The lines behind a number: <code>enduse show RUN --cell HANDLE</code>.</p>",
    ]
    parts += [f"<p>{html.escape(sentence)}</p>" for sentence in _sentences(run, cells)]
    for one in _broken(run):
        parts.append(f"<p>File not read: {html.escape(one.name)}: {html.escape(one.why)}</p>")
    for group, title in TITLES.items():
        some = [cell for cell in cells if cell.group == group]
        if not some:
            continue
        parts.append(f"<h2>{html.escape(title)}</h2><table><thead><tr>")
        unit = "Rows" if group == "rejected" else "Lines"
        of = _of_rejects(run) if group == "rejected" else whole
        parts.append(f'<th scope="col">Handle</th><th scope="col">{unit}</th>')
        parts.append('<th scope="col">Share</th></tr></thead><tbody>')
        for cell in some:
            parts.append(
                f"<tr><td><code>{html.escape(cell.id)}</code>{_meaning(cell)}</td>"
                f"<td class=n>{cell.lines:,}</td>"
                f"<td class=n>{cell.lines * 100 / of:.1f} %</td></tr>"
            )
        parts.append("</tbody></table>")
    parts.append("<h2>How often a finding is right</h2><ul>")
    parts += [f"<li>{html.escape(words)}</li>" for words in _precision(run)]
    parts.append("</ul></main></html>\n")
    return "\n".join(parts)
