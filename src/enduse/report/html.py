"""One self-contained HTML file: groups, table, evidence sheets, pictures; no outside request."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO

from enduse.bulk.expand import Expander
from enduse.bulk.rejected import reasons, unread
from enduse.bulk.run import Run
from enduse.bulk.summary import OUTCOMES, Summary, summarise_lines
from enduse.bulk.tables import Row, message_of
from enduse.report.evidence import Sheet, sheet
from enduse.report.pictures import NOT_NAMED, Flow, flow_picture, timeline
from enduse.report.selection import Selection
from enduse.report.unread import of_run
from enduse.review.words import sentence

MOST_SHEETS = 2_000
TEMPLATE = Path(__file__).with_name("report.html.jinja")


def write_html(run: Run, selection: Selection, out: BinaryIO) -> None:
    """Write the page; the worst lines carry evidence sheets, and the page says which do not."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    summary = summarise_lines(selection.lines(run))
    lines = _worst(run, selection)
    page = template.render(
        manifest=run.manifest,
        run_id=run.id,
        shown=selection.words(),
        whole=run.manifest["rows"]["lines"],
        rejected=reasons(run).most_common(20),
        not_read=[one for one in unread(run) if one.rejected],
        unread=of_run(run.manifest),
        summary=summary,
        outcomes=OUTCOMES,
        groups=summary.groups[:300],
        lines=lines,
        sheets=_sheets(run, selection, lines),
        most=MOST_SHEETS,
        counts=_counts(summary),
        questions=summary.questions.ordered()[:25],
        flow=flow_picture(_flows(run, selection)),
        flows=_flows(run, selection).most_common(40),
        time=_timeline(run, selection),
    )
    out.write(page.encode())


def _worst(run: Run, selection: Selection) -> list[dict[str, Any]]:
    """The worst lines first, in file order within an outcome."""
    kept: dict[str, list[Row]] = {outcome: [] for outcome in OUTCOMES}
    for line in selection.lines(run):
        if len(kept[line["outcome"]]) < MOST_SHEETS:
            kept[line["outcome"]].append(line)
    ordered = [line for outcome in OUTCOMES for line in kept[outcome]][:MOST_SHEETS]
    return [{**line, "sentence": sentence(message_of(line))} for line in ordered]


def _sheets(run: Run, selection: Selection, lines: list[dict[str, Any]]) -> dict[int, Sheet]:
    rows = [line["row"] for line in lines if line["outcome"] != "nothing_found"]
    if not rows:
        return {}
    expander = Expander(run, selection.store, selection.cache)
    reviews = expander.reviews(frozenset(rows))
    return {
        row: sheet(review, expander.reviewer.law)
        for row, review in zip(sorted(rows), reviews, strict=True)
    }


def _counts(summary: Summary) -> list[tuple[str, list[tuple[str, int]]]]:
    return [
        ("Technology", summary.technologies.most_common(20)),
        ("Security organ", summary.organs.most_common(20)),
        ("Destination", summary.destinations.most_common(20)),
    ]


def _flows(run: Run, selection: Selection) -> Counter[Flow]:
    """Lines by supplier, intermediary and end user; a leg nobody names is drawn as such."""
    found: Counter[Flow] = Counter()
    for line in selection.lines(run):
        if line["outcome"] == "nothing_found" and not line["technologies"]:
            continue
        names = (line["supplier"], line["intermediary"], line["end_user"])
        found[tuple(name or NOT_NAMED for name in names)] += 1  # type: ignore[index]
    return found


def _timeline(run: Run, selection: Selection) -> Any:
    days = {line["row"]: line["as_of"] for line in selection.lines(run) if line["as_of"]}
    listings: dict[str, list[tuple[str | None, str | None]]] = {}
    seen: dict[str, list[tuple[str, bool]]] = {}
    for match in run.rows("matches"):
        if match["relation"] != "same" or match["row"] not in days:
            continue
        name = f"{match['entry_name']} ({match['list']})"
        whole = json.loads(match["match"])
        listings[name] = [(one["from"], one["to"]) for one in whole["intervals"]]
        seen.setdefault(name, []).append((days[match["row"]], match["listed_as_of"] == "yes"))
    return timeline(listings, seen)
