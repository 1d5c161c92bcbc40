"""Lines of flows as a Parquet table: for who counts again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import BinaryIO

from enduse.analysis.flow_line import FlowLine
from enduse.analysis.flows import SIDES

TEXTS = (
    "id", "file", "day", "kind", "supplier", "supplier_country", "intermediary", "end_user",
    "organ", "destination", "year", "words", "amount", "currency", "value_basis", "group",
    "controlled", "outcome",
)  # fmt: skip


def write_flows_parquet(lines: Sequence[FlowLine], out: BinaryIO) -> None:
    """One row a line and technology; amounts are text, as exact as they were read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = [
        pa.field("row", pa.int64()),
        pa.field("line", pa.int64()),
        pa.field("technology", pa.string()),
        *(pa.field(name, pa.string()) for name in TEXTS),
        pa.field("listed", pa.list_(pa.string())),
        pa.field("listed_later", pa.list_(pa.string())),
    ]
    rows = [_row(line, technology) for line in lines for technology in line.technologies]
    data = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(columns)), data, compression="zstd")
    out.write(data.getvalue())


def _row(line: FlowLine, technology: str) -> dict[str, object]:
    money = line.money()
    return {
        "row": line.row,
        "line": line.line,
        "technology": technology,
        "id": line.id,
        "day": line.day,
        "kind": line.kind,
        "words": line.words,
        "controlled": line.controlled,
        "outcome": line.outcome,
        "listed": list(line.listed),
        "listed_later": list(line.later),
        **{name: side(line) for name, side in SIDES.items()},
        **money,
    }
