"""The way back into an ERP: source keys, outcome, reason, citation, as the input was written."""

from __future__ import annotations

import csv
import io
import json
from typing import BinaryIO

from enduse.bulk.run import Run
from enduse.bulk.tables import message_of
from enduse.report.cells import guarded
from enduse.report.csv import columns
from enduse.report.selection import Selection
from enduse.review.words import sentence

HEADINGS = ("outcome", "reason", "citation")


def write_blocks(run: Run, selection: Selection, out: BinaryIO) -> None:
    """Write in the first input's own delimiter and encoding; keys are never altered.

    A character that the encoding does not hold is written as `?` in the reason, never in a key.
    """
    first = run.manifest["inputs"][0] if run.manifest["inputs"] else {}
    encoding = first.get("encoding") or "utf-8"
    delimiter = {"tab": "\t"}.get(first.get("delimiter") or ",", first.get("delimiter") or ",")
    keys, _ = columns(run, selection)
    text = io.TextIOWrapper(out, encoding=encoding, errors="replace", newline="")
    try:
        writer = csv.writer(text, delimiter=delimiter[:1], lineterminator="\r\n")
        writer.writerow([*(keys or ["id"]), *HEADINGS])
        for line in selection.lines(run):
            own = json.loads(line["keys"])
            where = [own.get(key, "") for key in keys] if keys else [line["id"]]
            why = guarded(sentence(message_of(line)))
            writer.writerow([*where, line["outcome"], why, guarded(line["cite"] or "")])
        text.flush()
    finally:
        text.detach()
