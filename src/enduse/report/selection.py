"""Which lines of a run a view shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from enduse.bulk.run import Run
from enduse.bulk.summary import OUTCOMES
from enduse.bulk.tables import COLUMNS, Row
from enduse.errors import UsageError
from enduse.model.transfer import Kind

ANY = "any"
"""A value that every number above zero equals: `problems=any`."""
VALUES: Mapping[str, tuple[str, ...]] = {
    "outcome": OUTCOMES,
    "unknown_because": ("party", "item", "list", "date", "value"),
    "kind": tuple(kind.value for kind in Kind),
}
"""Columns that can have no other value than these: another is a mistake, not an empty answer."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Lines whose headline columns equal all of `where`; a list column contains the value.

    `store` is the store of lists that whole reviews are expanded with; `cache` keeps what takes
    long to build. `only` narrows to these rows, those behind the number `cell` of the summary.
    """

    where: Mapping[str, str] = field(default_factory=dict)
    store: Path | None = None
    cache: Path | None = None
    only: frozenset[int] | None = None
    cell: str | None = None

    def __post_init__(self) -> None:
        unknown = set(self.where) - set(COLUMNS["lines"])
        if unknown:
            raise UsageError(
                "--where",
                f"a line has no column {', '.join(sorted(unknown))}; a number of the summary is "
                "asked with --cell",
                f"Columns: {', '.join(COLUMNS['lines'])}.",
            )
        for name, values in VALUES.items():
            value = self.where.get(name)
            if value is not None and value not in values:
                raise UsageError(
                    "--where",
                    f"{name} is never {value!r}",
                    f"It is one of {', '.join(values)}.",
                )

    def words(self) -> str:
        """Which lines these are, as the command line said it; empty where they are all."""
        said = [f"{name}={value}" for name, value in self.where.items()]
        return " and ".join(said if self.cell is None else [*said, self.cell])

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
    if isinstance(cell, int) and value == ANY:
        return cell > 0
    return ("" if cell is None else str(cell)) == value
