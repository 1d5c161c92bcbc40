"""From what a run was made, with which knowledge and lists, and how long each stage took."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from enduse.bulk.run import STAGES, Run
from enduse.report.lines import WIDTH, cut, wrapped

WORDS = {
    "build": "opening knowledge and lists",
    "warm": "lines answered before the processes part",
    "cut": "cutting files, sending lines, gathering parts",
    "read": "reading cells",
    "lists": "names against lists",
    "look": "organs, goods, classes of parties",
    "decide": "outcomes",
    "tables": "laying out tables",
    "write": "writing",
    "review": "reading, reviewing and writing, line by line",
}
"""What a stage of `stages.json` is; one that is not here stands under its own name."""
LISTS = 30


def made_lines(run: Run) -> Iterator[str]:
    """Write it for a terminal of 80 columns."""
    said = run.manifest
    yield "Run"
    yield f"  {run.id}"
    yield "Inputs"
    for one in said["inputs"]:
        yield from _input(one)
    yield from _options(said)
    yield "Knowledge"
    yield cut(f"  version {said['knowledge']['version']}", WIDTH)
    yield f"  {said['knowledge']['sha256']}"
    law = ", ".join(f"{j.upper()} {day}" for j, day in sorted(said["law_read_through"].items()))
    yield from wrapped(f"law read through {law or 'no law'}", WIDTH, "  ", "  ")
    yield "Lists"
    yield f"  {said['lists']}"
    for one in said["searched"][:LISTS]:
        words = (
            f"{one['list']}: {one['entries']:,} entries, {one['coverage'].replace('_', ' ')}, "
            f"of {one['list_date']}"
        )
        yield from wrapped(words, WIDTH, "  ", "    ")
        yield cut(f"    {one['snapshot']}", WIDTH)
    if len(said["searched"]) > LISTS:
        yield f"  and {len(said['searched']) - LISTS:,} lists more (manifest.json)"
    yield from _stages(run)


def _input(one: Mapping[str, Any]) -> Iterator[str]:
    yield cut(f"  {one['name']}", WIDTH)
    how = ", ".join(str(one[k]) for k in ("format", "encoding", "profile") if one[k])
    counts = (
        f"{one['read']:,} read, {one['with_problems']:,} read with problems, "
        f"{one['rejected']:,} rejected"
    )
    yield from wrapped(f"{how}; {counts}" if how else counts, WIDTH, "    ", "    ")
    yield f"    {_hash(one['sha256'])}"
    if one["failed"]:
        yield from wrapped(f"could not be read: {one['failed']}", WIDTH, "    ", "    ")


def _hash(text: str | None) -> str:
    if not text:
        return "no hash"
    return text if ":" in text else f"sha256:{text}"


def _options(said: Mapping[str, Any]) -> Iterator[str]:
    options = said["options"]
    yield "Options"
    day = options["as_of"] or "each line's own date"
    words = [f"as of {day}"]
    if options["also_as_of"]:
        words.append(f"beside it as of {', '.join(options['also_as_of'])}")
    for name in ("jurisdictions", "rules"):
        if options[name]:
            words.append(f"only {name} {', '.join(options[name])}")
    words += [f"{name} {options[name]}" for name in ("profile", "encoding") if options[name]]
    words += [f"where not given, {name}={value}" for name, value in options["defaults"].items()]
    words += [
        f"stated: {one['name']}={one['value']}{' by ' + one['by'] if one['by'] else ''}"
        for one in options["statements"]
    ]
    if said["answers"]:
        words.append(f"{len(said['answers']):,} answers laid into the lines")
    for one in words:
        yield from wrapped(one, WIDTH, "  ", "    ")


def _stages(run: Run) -> Iterator[str]:
    path = run.folder / STAGES
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        cpu, lines = dict(said["cpu_seconds"]), int(said["lines"])
    except (OSError, ValueError, LookupError, TypeError):
        yield "How long it took was not noted (stages.json is missing or cannot be read)."
        return
    yield "How long it took (a note beside the run, no part of its identity)"
    seconds, total = said.get("seconds"), sum(cpu.values())
    if seconds:
        yield f"  {seconds:,.1f} s for {lines:,} lines: {lines / seconds:,.0f} a second"
    if lines:
        each = total * 1e6 / lines
        yield f"  {total:,.1f} s of CPU in all processes: {each:,.0f} us a line, of which"
    for name, spent in sorted(cpu.items(), key=lambda one: (-one[1], one[0])):
        words = cut(WORDS.get(name) or name, 48)
        yield f"    {words:<48} {spent:>9,.2f} s {spent * 100 / (total or 1):>4.0f} %"
    peaks = said.get("peak_mb") or {}
    if peaks:
        other = peaks.get("largest_other")
        beside = f", the largest other {other:,} MB" if other else ""
        yield f"  most memory: the leading process {peaks.get('this', 0):,} MB{beside}"
    if said.get("forgot"):
        yield f"  processes forgot what they remembered {said['forgot']:,} times (--memory)"
    if said.get("keys_evaluated"):
        count = sum(said["keys_evaluated"].values())
        yield f"  {count:,} answers of rules were worked out for {lines:,} lines"
