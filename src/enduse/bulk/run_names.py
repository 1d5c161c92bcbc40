"""The names of a run: which distinct names stand on which lines, kept once for every re-review."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enduse.bulk.run import Run
from enduse.intake.contract_json import transfer_from_json
from enduse.model.transfer import Transfer

FORM = 1
"""Raised when the same run gives another table of names."""


@dataclass(frozen=True, slots=True)
class RunNames:
    """Distinct names of parties and owners, each with the rows of its lines."""

    names: list[str]
    rows: list[list[int]]

    def on(self, rows: set[int]) -> list[str]:
        """Names that stand on one of these lines."""
        return [n for n, r in zip(self.names, self.rows, strict=True) if not rows.isdisjoint(r)]

    def rows_of(self, chosen: Iterable[bool]) -> set[int]:
        """Rows of the lines that bear one of the names chosen."""
        found: set[int] = set()
        for rows, yes in zip(self.rows, chosen, strict=True):
            if yes:
                found.update(rows)
        return found


def names_of(run: Run, cache: Path | None) -> RunNames:
    """The names of a run: from the kept table, or read from its transfers and kept."""
    path = cache and cache / "runs" / f"{run.id.removeprefix('sha256:')[:32]}-{FORM}.parquet"
    if path is not None and path.is_file():
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        return RunNames(table["name"].to_pylist(), table["rows"].to_pylist())
    found: dict[str, list[int]] = {}
    for line in run.rows("transfers"):
        for name in dict.fromkeys(_names(json.loads(line["transfer"]).get("parties") or ())):
            found.setdefault(name, []).append(line["row"])
    names = RunNames(list(found), list(found.values()))
    if path is not None:
        _keep(names, path)
    return names


def _names(bodies: Iterable[dict[str, Any]]) -> Iterator[str]:
    for body in bodies:
        if body.get("name"):
            yield body["name"]
        yield from _names(body.get("owners") or ())


def _keep(names: RunNames, path: Path) -> None:
    """Keep the table; a folder that cannot be written is no error, the next time reads again."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    table = pa.table({"name": names.names, "rows": pa.array(names.rows, pa.list_(pa.int64()))})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, part, compression="zstd")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)


def every_transfer(run: Run) -> Iterator[Transfer]:
    """The transfers of all rows, in order."""
    for line in run.rows("transfers"):
        yield transfer_from_json(json.loads(line["transfer"]))


def transfers_at(run: Run, rows: Collection[int]) -> Iterator[tuple[int, Transfer]]:
    """The transfers of some rows, in order; parts of a run without any of them are not read."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if not rows:
        return
    wanted = pa.array(sorted(rows), pa.int64())
    low, high = min(rows), max(rows)
    for path in run.files("transfers"):
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                held = file.metadata.row_group(group).column(0).statistics
                if held is not None and (held.max < low or held.min > high):
                    continue
                table = file.read_row_group(group)
                chosen = table.filter(pc.is_in(table["row"], wanted))
                for line in chosen.to_pylist():
                    yield line["row"], transfer_from_json(json.loads(line["transfer"]))
