"""`enduse lists status`: how old each list is, and what failed or was refused."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer

from enduse.cli.lists_options import FormatOption, StoreOption, day_of, store_of
from enduse.cli.settings import KnowledgeOption, OverlayOption
from enduse.cli.terminal import many, say


def status(
    as_of: Annotated[str, typer.Option("--as-of", help="The day from which age counts.")] = "",
    store: StoreOption = None,
    format_: FormatOption = "text",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Say how old each list is, what it holds, when the next file is due, what was refused."""
    from enduse.lists.formats.us_ofac_parts import parts_missing
    from enduse.lists.upkeep import failures, superseded
    from enduse.lists.upkeep import status as states

    opened = store_of(store, knowledge, overlay)
    day = day_of(as_of, "--as-of") if as_of else date.today()  # noqa: DTZ011 - the user's own day
    found = list(states(opened, day))
    refused = [(one, superseded(opened, one)) for one in opened.refused()]
    failed = failures(opened)
    if format_ == "json":
        lists = [
            {
                "list": s.list,
                "title": s.title,
                "source": s.newest.source,
                "day": s.newest.day.isoformat(),
                "list_date": s.newest.list_date.isoformat() if s.newest.list_date else None,
                "snapshot": s.newest.id,
                "coverage": s.newest.coverage,
                "entries": s.entries,
                "snapshots": s.snapshots,
                "complete_days": s.complete_days,
                "age_days": s.age_days,
                "due": s.due.isoformat(),
                "overdue": s.overdue(day),
                "licence": s.licence,
            }
            for s in found
        ]
        aside = [one | {"superseded": done} for one, done in refused]
        report = {"lists": lists, "refused": aside, "failed": list(failed)}
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    for s in found:
        late = ", overdue" if s.overdue(day) else ""
        say(
            f"{s.list}: {many(s.entries, 'entry', 'entries')} in {s.newest.source} of"
            f" {s.newest.day} ({_age(s.age_days)} old; next due {s.due}{late});"
            f" {many(s.snapshots, 'snapshot', 'snapshots')}"
        )
        for text in parts_missing(s.newest):
            say(text, "  ")
    if found:
        say(
            "Entries are those of the newest file; `enduse screen` searches the entries of all"
            " files held, those taken off too."
        )
    for one in failed:
        say(f"refresh failed: {one['source']}, {one['at']}: {one['state']}: {one['why']}")
    for one, done in refused:
        if not done:
            say(f"kept aside: {one['file']} ({one['source']}, {one['day']}): {one['why']}")
    if older := sum(done for _, done in refused):
        files = many(older, "file", "files")
        say(f"kept aside before: {files}, each followed by a file that was taken")
    if failed or not all(done for _, done in refused):
        say("The files held before keep serving.")
    if not found:
        say("No list is installed; the shipped designations are searched, a subset.")


def _age(days: int) -> str:
    return "1 day" if days == 1 else f"{days:,} days"
