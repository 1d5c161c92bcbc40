"""Parts of a run: what is in them, and how it is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from enduse.bulk.part_files import write_part
from enduse.bulk.plan.blocks import Blocks, Cells
from enduse.bulk.tables import schema


def _row(field: str, text: str) -> Cells:
    return ("flags", "a.flag", None, None, "refer", field, text, "{}")


def test_rows_of_one_shape_keep_their_own_texts(tmp_path: Path) -> None:
    """Blocks by number, whether of whole rows or of words put into a shape, come in order."""
    blocks = Blocks()
    whole = blocks.block([_row("x", "one"), _row("x", "two")])
    worded = blocks.worded([_row("y", ""), _row("z", "")], np.array([1, 0]), ["three", "one"])
    again = blocks.block([_row("x", "one"), _row("x", "two")])
    assert again == whole
    columns = [np.array([whole, 0]), np.array([worded[0], worded[1]])]
    table = blocks.table(10, columns)
    path = tmp_path / "findings" / "000000.parquet"
    write_part(table, path)
    read = pq.read_table(path).cast(schema("findings")).to_pylist()
    found = [(row["row"], row["field"], row["text"]) for row in read]
    assert found == [(10, "x", "one"), (10, "x", "two"), (10, "z", "three"), (11, "y", "one")]


def test_bounds_are_kept_of_row_numbers_only(tmp_path: Path) -> None:
    """A reader that looks for lines by number may skip a part; texts have no bounds."""
    path = tmp_path / "transfers" / "000000.parquet"
    write_part(pa.table({"row": [3, 4], "transfer": ["{}", "{}"]}), path)
    group = pq.ParquetFile(path).metadata.row_group(0)
    numbers, texts = group.column(0), group.column(1)
    assert (numbers.statistics.min, numbers.statistics.max) == (3, 4)
    assert not texts.is_stats_set
    assert list(path.parent.iterdir()) == [path]
