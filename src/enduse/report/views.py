"""One door to every form of a report; a new form is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from enduse.bulk.run import Run
from enduse.bulk.tables import Row
from enduse.errors import UsageError
from enduse.report.selection import Selection

Write = Callable[[Run, Selection, BinaryIO], None]


def _text(run: Run, selection: Selection, out: BinaryIO) -> None:
    from enduse.bulk.summary import summarise_lines
    from enduse.report.line_list import LISTED
    from enduse.report.text import text_report

    first: list[Row] = []

    def kept() -> Iterator[Row]:
        for line in selection.lines(run):
            if len(first) <= LISTED:
                first.append(line)
            yield line

    summary = summarise_lines(kept())
    for line in text_report(run, summary, selection, first=first):
        out.write(line.encode() + b"\n")


def _jsonl(run: Run, selection: Selection, out: BinaryIO) -> None:
    from enduse.report.jsonl import write_jsonl

    write_jsonl(run, selection, out)


def _csv(run: Run, selection: Selection, out: BinaryIO) -> None:
    from enduse.report.csv import write_csv

    write_csv(run, selection, out)


def _xlsx(run: Run, selection: Selection, out: BinaryIO) -> None:
    from enduse.report.xlsx import write_xlsx

    write_xlsx(run, selection, out)


def _html(run: Run, selection: Selection, out: BinaryIO) -> None:
    from enduse.report.html import write_html

    write_html(run, selection, out)


def _blocks(run: Run, selection: Selection, out: BinaryIO) -> None:
    from enduse.report.blocks import write_blocks

    write_blocks(run, selection, out)


def _memo(form: str) -> Write:
    def write(run: Run, selection: Selection, out: BinaryIO) -> None:
        from enduse.report.review_memo import write_memo

        write_memo(run, selection, out, form)

    return write


FORMATS: Mapping[str, Write] = {
    "text": _text,
    "jsonl": _jsonl,
    "csv": _csv,
    "xlsx": _xlsx,
    "html": _html,
    "blocks": _blocks,
    "md": _memo("md"),
    "docx": _memo("docx"),
}


def check_format(name: str) -> None:
    """Refuse an unknown form before any work is done."""
    if name not in FORMATS:
        raise UsageError("--format", f"{name!r} is no form", f"Use one of {', '.join(FORMATS)}.")


def write_view(
    run: Run,
    name: str,
    out: BinaryIO,
    selection: Selection,
) -> None:
    """Write one form of a run, whole or for the lines of a selection."""
    FORMATS[name](run, selection, out)
    out.flush()
