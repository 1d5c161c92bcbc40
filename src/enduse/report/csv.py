"""Headlines as CSV: one row a line, the source's keys, one status column a jurisdiction."""

from __future__ import annotations

import csv
import io
import json
from typing import BinaryIO

from enduse.bulk.run import Run
from enduse.report.cells import HEADLINE, headline
from enduse.report.selection import Selection


def write_csv(run: Run, selection: Selection, out: BinaryIO) -> None:
    """Write UTF-8 with a byte order mark, so that spreadsheets read every script."""
    keys, places = columns(run, selection)
    out.write(b"\xef\xbb\xbf")
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow([*HEADLINE, *(f"key_{k}" for k in keys), *(f"status_{p}" for p in places)])
        for line in selection.lines(run):
            own, statuses = json.loads(line["keys"]), json.loads(line["statuses"])
            writer.writerow(
                [
                    *headline(line).values(),
                    *(own.get(key, "") for key in keys),
                    *(statuses.get(place, "") for place in places),
                ]
            )
    finally:
        text.detach()


def columns(run: Run, selection: Selection) -> tuple[list[str], list[str]]:
    """Names of source keys and of jurisdictions that occur, in order of their first line."""
    keys: dict[str, None] = {}
    places: dict[str, None] = {}
    for line in selection.lines(run):
        keys.update(dict.fromkeys(json.loads(line["keys"])))
        places.update(dict.fromkeys(json.loads(line["statuses"])))
    return list(keys), list(places)
