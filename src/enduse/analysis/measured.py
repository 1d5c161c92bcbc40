"""How often the goods check was right where it was measured, as ranges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.table import Table

TABLE = "coverage.recogniser"
Z = Decimal("1.96")
"""A range that holds the true share 19 times of 20, if rows were drawn at random."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Precision and recall of one technology; shares in ten-thousandths, as ranges.

    Args:
        found: rows found; `right` of them show the technology; `missed` show it and were not found.
    """

    technology: str
    right: int
    found: int
    missed: int
    precision: tuple[int, int]
    recall: tuple[int, int]


def wilson(part: int, whole: int) -> tuple[int, int]:
    """The range of a share in ten-thousandths (Wilson, 95 percent); all of it for no rows."""
    if whole == 0:
        return 0, 10_000
    n, p = Decimal(whole), Decimal(part) / whole
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * (p * (1 - p) / n + Z * Z / (4 * n * n)).sqrt() / (1 + Z * Z / n)
    low = ((middle - half) * 10_000).to_integral_value(ROUND_FLOOR)
    high = ((middle + half) * 10_000).to_integral_value(ROUND_CEILING)
    return max(0, int(low)), min(10_000, int(high))


def measured(pack: Pack, technologies: Iterable[str]) -> list[Measured]:
    """Figures of the technologies; one without a labelled row has the whole range."""
    table = pack.section("tables", Table).get(TABLE)
    rows = {row["technology"]: row for row in table.rows} if table else {}
    none = {"right": "0", "wrong": "0", "missed": "0"}
    found = []
    for technology in sorted(technologies):
        row = rows.get(technology, none)
        right, wrong, missed = int(row["right"]), int(row["wrong"]), int(row["missed"])
        found.append(
            Measured(
                technology,
                right,
                right + wrong,
                missed,
                wilson(right, right + wrong),
                wilson(right, right + missed),
            )
        )
    return found
