"""Cited acts: a page of the Federal Register belongs to the act that holds it, with its days."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from enduse.knowledge.schema.table import Table
from enduse.knowledge.table_cells import cell_day

_PAGE = re.compile(r"(\d+) FR (\d+)")


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `does` is adds, revises or removes."""

    act: str
    effective: date
    does: str
    verified: bool
    savings: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts by the range of their pages."""

    _starts: tuple[tuple[int, int], ...]
    _ends: tuple[int, ...]
    _acts: tuple[Act, ...]

    @classmethod
    def build(cls, table: Table | None) -> Acts:
        """Read the table `cited-acts`."""
        rows = sorted(
            table.rows if table else (), key=lambda r: (int(r["volume"]), int(r["first_page"]))
        )
        found = []
        for row in rows:
            effective = cell_day(row["effective"])
            assert effective is not None, f"{row['act']} has no effective day"
            first, last = cell_day(row["en_route_on"]), cell_day(row["exported_before"])
            found.append(
                Act(
                    row["act"],
                    effective,
                    row["does"],
                    row["verified"] == "true",
                    (first, last) if first and last else None,
                )
            )
        return cls(
            tuple((int(r["volume"]), int(r["first_page"])) for r in rows),
            tuple(int(r["last_page"]) for r in rows),
            tuple(found),
        )

    def every(self) -> tuple[Act, ...]:
        """All acts, in the order of their pages."""
        return self._acts

    def of(self, citation: str) -> Act | None:
        """The act on whose pages a citation stands."""
        found = _PAGE.fullmatch(citation)
        if found is None:
            return None
        volume, page = int(found[1]), int(found[2])
        place = bisect_right(self._starts, (volume, page)) - 1
        if place < 0 or self._starts[place][0] != volume or page > self._ends[place]:
            return None
        return self._acts[place]

    def cited(self, citations: Iterable[str]) -> tuple[Act, ...]:
        """Acts behind citations, by effective day."""
        acts = {a.act: a for a in (self.of(c) for c in citations) if a is not None}
        return tuple(sorted(acts.values(), key=lambda a: (a.effective, a.act)))
