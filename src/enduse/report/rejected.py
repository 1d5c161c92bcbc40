"""The rows of a run that could not be read: reason, what to do, and the row itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import BinaryIO

from enduse.bulk.rejected import Unread, reason_of, rejected, unread
from enduse.bulk.run import Run
from enduse.bulk.tables import COLUMNS, Row
from enduse.errors import UsageError
from enduse.report.lines import WIDTH, cut, wrapped

FORMATS = ("text", "jsonl", "csv")


def write_rejected(run: Run, form: str, out: BinaryIO, reason: str | None = None) -> None:
    """Write the rejected rows, in the order of the files; those of one reason where it is given.

    Raises:
        UsageError: for another form than those of `FORMATS`.
    """
    if form not in FORMATS:
        raise UsageError(
            "--format", f"{form!r} is no form here", f"Use one of {', '.join(FORMATS)}."
        )
    rows = rejected(run, reason)
    if form == "jsonl":
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    elif form == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, list(COLUMNS["rejects"]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
        out.write(text.getvalue().encode())
    else:
        for line in _text(run, list(rows), reason):
            out.write(line.encode() + b"\n")
    out.flush()


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _text(run: Run, rows: Sequence[Row], reason: str | None) -> Iterator[str]:
    count = run.manifest["rows"]["rejects"]
    lines = run.manifest["rows"]["lines"]
    yield from wrapped(
        f"{rows_word(count)} could not be read and {'was' if count == 1 else 'were'} NOT reviewed, "
        f"beside {lines:,} lines that were.",
        WIDTH,
    )
    if reason is not None:
        yield from wrapped(f"{rows_word(len(rows))} for this reason: {reason}", WIDTH)
    for name, of_file in groupby(rows, lambda row: row["file"]):
        yield ""
        yield cut(name or "?", WIDTH)
        for (why, remedy), some in groupby(of_file, lambda row: (reason_of(row), row["remedy"])):
            yield from wrapped(why, WIDTH, "  ", "    ")
            yield from wrapped(remedy, WIDTH, "    ", "    ")
            for row in some:
                where = f"line {row['line']:,}" if row["line"] else "the whole file"
                yield cut(f"    {where}: {row['text'] or 'no text'}".rstrip(), WIDTH)
    broken = unread(run)
    if broken and reason is None:
        yield ""
        yield "Files and sheets that could not be read, or break off:"
        for one in broken:
            yield from unread_words(one)


def rows_word(count: int) -> str:
    """`1 row`, `2 rows`."""
    return f"{count:,} row{'' if count == 1 else 's'}"


def unread_words(one: Unread, width: int = WIDTH, lead: str = "  ") -> Iterator[str]:
    """A file that could not be read, and what of it was reviewed."""
    kept = f" ({one.lines:,} lines before that were reviewed)" if one.lines else ""
    yield from wrapped(f"{one.name}: {one.why}{kept}", width, lead, " " * len(lead) + "  ")
