"""Delimited text read strictly: known headings only, and every row as long as its heading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from enduse.lists.formats.reading import ReadLog, UnreadableListError, changed
from enduse.lists.identity import name_key


def columns(text: str, mark: str = ",") -> tuple[str, ...]:
    """Read a heading as publishers print it."""
    return tuple(text.split(mark))


def cells(text: str, log: ReadLog, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of each row that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as err:
        raise UnreadableListError(
            f"{log.file}, line {reader.line_num}", f"not readable as a table: {err}", "Fetch again."
        ) from None


def table(
    text: str,
    log: ReadLog,
    shapes: Sequence[Sequence[str]],
    *,
    delimiter: str = ",",
    short_rows: bool = False,
    skip: int = 0,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield rows by heading.

    Args:
        shapes: the headings this source has used over the years, newest first; a file must use
            one of them exactly (empty headings after the last are dropped).
        short_rows: whether the publisher leaves off empty cells at the end of a row.
        skip: rows before the heading.

    Raises:
        UnreadableListError: for other headings, naming the first that is not known.
        TruncatedListError: when the last row breaks off.
    """
    rows = cells(text, log, delimiter)
    for _ in range(skip):
        next(rows, None)
    line, heading = next(rows, (0, []))
    heading = [h.strip() for h in heading]
    while heading and not heading[-1]:
        heading.pop()
    keys = [name_key(h) for h in heading]
    shape = next((s for s in shapes if [name_key(h) for h in s] == keys), None)
    if shape is None:
        raise _other_heading(log, line, heading, shapes)
    width = len(shape)
    held: tuple[int, list[str]] | None = None
    for line, row in rows:
        if held is not None:
            raise _misshapen(log, *held, width)
        if len(row) > width and not any(c.strip() for c in row[width:]):
            row = row[:width]
        if len(row) < width and short_rows:
            row = row + [""] * (width - len(row))
        if len(row) != width:
            held = (line, row)
            continue
        if [name_key(c) for c in row] == keys:
            log.reject(line, "the heading stands here again", "Nothing to do.", "")
            continue
        log.rows += 1
        yield line, dict(zip(shape, row, strict=True))
    if held is not None:
        if len(held[1]) < width:
            log.cut_off(
                f"{log.file}, line {held[0]}",
                f"the last row breaks off after {len(held[1])} of {width} cells",
            )
            return
        raise _misshapen(log, *held, width)


def _misshapen(log: ReadLog, line: int, row: list[str], width: int) -> UnreadableListError:
    return UnreadableListError(
        f"{log.file}, line {line}", f"{len(row)} cells where the heading has {width}", "Look at it."
    )


def _other_heading(
    log: ReadLog, line: int, heading: list[str], shapes: Sequence[Sequence[str]]
) -> UnreadableListError:
    known = {name_key(h) for s in shapes for h in s}
    new = [h for h in heading if name_key(h) not in known]
    if new and len(new) < len(heading):
        return changed(log.file, f"line {line}", f"the column {new[0]!r}")
    near = max(shapes, key=lambda s: len({name_key(h) for h in s} & {name_key(h) for h in heading}))
    missing = [h for h in near if name_key(h) not in {name_key(x) for x in heading}]
    if missing and len(missing) < len(near):
        return UnreadableListError(
            f"{log.file}, line {line}",
            f"the column {missing[0]!r} is missing: the publisher changed the file",
            "Nothing was taken over. Look at the change, then add it to the reader.",
        )
    return UnreadableListError(
        f"{log.file}, line {line}",
        "the headings are not those of this source",
        "Check that SOURCE and FILE belong together.",
    )
