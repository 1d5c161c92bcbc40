"""Which lines of a run a view shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from enduse.bulk.run import Run
from enduse.bulk.tables import COLUMNS, Row
from enduse.errors import UsageError


@dataclass(frozen=True, slots=True)
class Selection:
    """Lines whose headline columns equal all of `where`; a list column contains the value.

    `store` is the store of lists that whole reviews are expanded with; `cache` keeps what takes
    long to build. `only` narrows to these rows.
    """

    where: Mapping[str, str] = field(default_factory=dict)
    store: Path | None = None
    cache: Path | None = None
    only: frozenset[int] | None = None

    def __post_init__(self) -> None:
        unknown = set(self.where) - set(COLUMNS["lines"])
        if unknown:
            raise UsageError(
                "--where",
                f"a line has no column {', '.join(sorted(unknown))}",
                f"Columns: {', '.join(COLUMNS['lines'])}.",
            )

    def lines(self, run: Run) -> Iterator[Row]:
        """The headlines, in order."""
        for line in run.rows("lines"):
            if self.only is not None and line["row"] not in self.only:
                continue
            if all(_equals(line[name], value) for name, value in self.where.items()):
                yield line

    def rows(self, run: Run) -> frozenset[int] | None:
        """Row numbers; None for all."""
        if not self.where:
            return self.only
        return frozenset(line["row"] for line in self.lines(run))


def _equals(cell: object, value: str) -> bool:
    if isinstance(cell, list):
        return value in cell
    return ("" if cell is None else str(cell)) == value
