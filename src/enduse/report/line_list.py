"""The lines of a small selection, one row a line: id, day, who, what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from enduse.bulk.tables import Row
from enduse.report.lines import cut, padded

LISTED = 50
"""Most lines that a text report lists one by one."""
_ID, _DAY = 16, 11


def line_list(lines: Sequence[Row], width: int) -> Iterator[str]:
    """A row a line; ids that are long push the rest to the right: they are looked up with."""
    yield "LINES " + "-" * (width - 6)
    for line in lines:
        id_ = str(line["id"])
        lead = padded(id_, _ID) if len(id_) < _ID else f"{id_} "
        named = [cut(name, 13) for name in (line["supplier"], line["end_user"]) if name]
        who = " -> ".join(named) or "nobody named"
        text = f"{lead}{padded((line['date'] or 'no day')[:10], _DAY)}{who}; "
        yield cut(text + (line["description"] or "goods not described"), width)
