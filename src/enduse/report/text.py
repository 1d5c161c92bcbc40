"""The report for a terminal of 80 columns: the first 25 lines answer, then the groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from enduse.bulk.rejected import reasons, unread
from enduse.bulk.run import Run
from enduse.bulk.summary import Group, Summary
from enduse.bulk.tables import Row
from enduse.report.line_list import LISTED, line_list
from enduse.report.lines import WIDTH, cut, padded, wrapped
from enduse.report.rejected import unread_words
from enduse.report.selection import Selection
from enduse.report.unread import of_run

LABEL = 9
FIRST_QUESTIONS = 12
SHOWN_GROUPS = 40
SHOWN_FILES = 5
SHOWN_REASONS = 3
TITLES = {
    "stop": "STOP",
    "refer": "REFER",
    "unknown": "UNKNOWN",
    "nothing_found": "NOTHING",
}


def text_report(
    run: Run,
    summary: Summary,
    selection: Selection | None = None,
    width: int = WIDTH,
    first: Sequence[Row] = (),
) -> Iterator[str]:
    """Write the report line by line; of a selection, it says which lines it is about.

    `first` are the first lines; those of a small selection are listed.
    """
    yield from _head(run.manifest, width)
    yield from _not_read(run, width)
    words = selection.words() if selection else ""
    if words:
        whole = run.manifest["rows"]["lines"]
        yield from labelled(
            "SHOWN", f"{words}: {summary.lines:,} of the {whole:,} lines of this run; what "
            "was read and searched is said of the whole run", width,
        )  # fmt: skip
        if not summary.lines:
            return
    yield from _outcomes(summary, width)
    yield from _questions(summary, width)
    yield from _next(summary, width)
    yield from _beside(summary, width)
    if any(one["with_problems"] for one in run.manifest["inputs"]):
        hint = "lines read with problems: enduse show RUN --where problems=any"
        yield from labelled("problems", hint, width)
    yield ""
    yield from _groups(summary, width)
    if words and summary.lines == len(first) <= LISTED:
        yield from line_list(first, width)
    standing = run.manifest["standing"]
    if standing:
        yield "STANDING QUESTIONS " + "-" * (width - 19)
        yield from wrapped(
            f"{len(standing)} red flags can only be seen by a person. They concern all "
            f"{summary.lines:,} lines and are asked once, in the HTML report (--format html); "
            f"what one means: `enduse explain {standing[0]['id']}`, and so on for each.",
            width,
        )


def labelled(label: str, text: str, width: int) -> Iterator[str]:
    """A label in its own column, the text beside it."""
    yield from wrapped(text, width, padded(label, LABEL), " " * LABEL)


def _head(manifest: dict[str, Any], width: int) -> Iterator[str]:
    curated = [one for one in manifest["searched"] if one["coverage"] != "complete"]
    lists = manifest["searched"]
    if curated and len(curated) == len(lists):
        count = sum(one["entries"] for one in lists)
        yield from wrapped(
            f"Names were compared with {count:,} designations that ship with enduse: a chosen "
            "subset, NOT the full official lists.",
            width,
        )
    else:
        full = ", ".join(
            f"{o['list']} {o['list_date']}" for o in lists if o["coverage"] == "complete"
        )
        yield from wrapped(f"Names were compared with: {full}; and shipped designations.", width)
    for sentence in of_run(manifest):
        yield from wrapped(sentence, width)
    files = manifest["inputs"]
    names = files[0]["name"] if len(files) == 1 else f"{len(files)} files"
    total = {k: sum(f[k] for f in files) for k in ("read", "with_problems", "rejected")}
    how = ""
    if len(files) == 1:
        parts = (files[0][k] for k in ("format", "encoding", "profile"))
        how = " (" + ", ".join(str(p) for p in parts if p) + ")"
    rows = sum(total.values())
    yield from labelled(
        "read",
        f"{cut(names, 40)}{how}: {rows:,} rows in: {total['read']:,} read, "
        f"{total['with_problems']:,} read with problems, {total['rejected']:,} rejected",
        width,
    )
    yield from labelled("", manifest["coverage"], width)
    law = ", ".join(f"{j.upper()} {day}" for j, day in sorted(manifest["law_read_through"].items()))
    day = manifest["options"].get("as_of") or "each line's own date"
    yield from labelled(
        "law", f"as of {day}; read through {law or 'no law in this knowledge'}", width
    )


def _not_read(run: Run, width: int) -> Iterator[str]:
    """Rows that were rejected, by reason, and files that could not be read, by name."""
    if not run.manifest["rows"]["rejects"]:
        return
    found = reasons(run).most_common()
    said = [f"{rows:,} x {cut(reason, 60)}" for reason, rows in found[:SHOWN_REASONS]]
    if len(found) > SHOWN_REASONS:
        said.append(f"{sum(rows for _, rows in found[SHOWN_REASONS:]):,} x other reasons")
    yield from labelled(
        "",
        f"Rejected rows are NOT reviewed (`enduse show RUN --rejects`): {'; '.join(said)}",
        width,
    )
    broken = [one for one in unread(run) if one.rejected]
    for one in broken[:SHOWN_FILES]:
        yield from unread_words(one, width, " " * LABEL + "file ")
    if len(broken) > SHOWN_FILES:
        yield " " * LABEL + f"and {len(broken) - SHOWN_FILES:,} files more"


def _outcomes(summary: Summary, width: int) -> Iterator[str]:
    for outcome, title in TITLES.items():
        count = summary.outcomes[outcome]
        amount = summary.amounts[outcome].words()
        value = f", {amount}" if amount else ""
        yield from labelled(title, f"{count:,} of {summary.lines:,} lines{value}", width)
        if outcome == "unknown" and count:
            causes = ", ".join(f"{c} {n:,}" for c, n in summary.unknown_because.most_common())
            yield from labelled("", f"could not be told because of: {causes}", width)
        if outcome in ("stop", "refer"):
            largest = [g for g in summary.groups if g.outcome == outcome][:3]
            for group in largest:
                text = f"{group.lines:,} x {group.sentence}"
                yield " " * LABEL + cut(text, width - LABEL)
    if summary.listed_later:
        count = summary.listed_later.total()
        words = "name equals an entry that was" if count == 1 else "names equal entries that were"
        yield from labelled("then/now", f"{count:,} {words} not listed on that day", width)


def _beside(summary: Summary, width: int) -> Iterator[str]:
    """What outcomes do not tell: technologies seen, and lines whose law waits for a country."""
    if summary.technical:
        named = ", ".join(f"{one} {n:,}" for one, n in summary.technologies.most_common(5))
        more = ", …" if len(summary.technologies) > 5 else ""
        lines = "line shows" if summary.technical == 1 else "lines show"
        yield from labelled(
            "goods",
            f"{summary.technical:,} {lines} a surveillance technology: {named}{more}",
            width,
        )
    if summary.unplaced:
        one = summary.unplaced == 1
        yield from labelled(
            "open",
            f"{summary.unplaced:,} {'line names' if one else 'lines name'} no country of dispatch "
            "or exporter: law is open, or answered under assumptions only. Say it: --default "
            "dispatched_from=XX",
            width,
        )


def _questions(summary: Summary, width: int) -> Iterator[str]:
    ordered = summary.questions.ordered()
    if not ordered:
        return
    first = min(FIRST_QUESTIONS, len(ordered))
    settled = summary.questions.settled(first)
    yield from labelled(
        "ask",
        f"{first} answers settle {settled:,} of the {summary.questions.lines:,} lines that ask "
        f"something ({len(ordered):,} questions)",
        width,
    )


def _next(summary: Summary, width: int) -> Iterator[str]:
    if summary.questions.lines:
        yield from labelled("next", "enduse review … --ask questions.xlsx", width)
    elif summary.lines:
        yield from labelled("next", "enduse show RUN --format html > report.html", width)


def _groups(summary: Summary, width: int) -> Iterator[str]:
    shown = [g for g in summary.groups if g.outcome != "nothing_found"]
    title = ""
    for group in shown[:SHOWN_GROUPS]:
        if group.outcome != title:
            title = group.outcome
            yield f"{TITLES[title]} " + "-" * (width - len(TITLES[title]) - 1)
        yield from _group(group, width)
    if len(shown) > SHOWN_GROUPS:
        rest = sum(g.lines for g in shown[SHOWN_GROUPS:])
        yield f"and {len(shown) - SHOWN_GROUPS:,} more groups with {rest:,} lines"
    later = summary.listed_later.most_common(20)
    if later:
        yield "NOT LISTED ON THE DAY, LISTED ON ANOTHER " + "-" * (width - 41)
        for name, count in later:
            list_, _, named = name.partition(":")
            entry, _, since = named.rpartition(":")
            yield cut(f"{count:>7,}  {entry} ({list_}, from {since or 'a day not given'})", width)


def _group(group: Group, width: int) -> Iterator[str]:
    yield from wrapped(group.sentence, width, f"{group.lines:>7,}  ", " " * 9)
    # The ids come first: what is cut at the edge of the terminal must not be what one looks up.
    more = ", …" if group.lines > len(group.first) else ""
    word = "line" if group.lines == 1 else "lines"
    details = [f"{word} {', '.join(group.first)}{more}"]
    if group.parties:
        names = ", ".join(f"{name} ({n:,})" for name, n in group.parties.most_common(2))
        details.append(names)
    if group.destinations:
        details.append("to " + ", ".join(d for d, _ in group.destinations.most_common(4)))
    amount = group.amounts.words()
    if amount:
        details.append(amount)
    yield " " * 9 + cut("; ".join(details), width - 9)
