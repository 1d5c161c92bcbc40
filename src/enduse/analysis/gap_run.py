"""What was observed in a run, cell by cell: each line in the cell of its own day."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from enduse.analysis.gap_cell import Cell
from enduse.analysis.gaps import GapTable
from enduse.analysis.reach import Status, Subject
from enduse.bulk.run import Run
from enduse.bulk.summary import Amounts
from enduse.bulk.tables import Row

COLUMNS = (
    "row", "id", "file", "group", "kind", "as_of", "description", "technologies", "organ",
    "statuses", "amount", "currency", "value_basis",
)  # fmt: skip
OUT_OF_SCOPE = frozenset({"not_subject", "not_covered", "not_modelled"})
FIRST = 5


@dataclass(slots=True)
class Observed:
    """Lines of a run that fell in one cell with one status.

    Args:
        in_scope: lines that the jurisdiction's law reaches, or may reach.
        exports: lines that are no procurement.
        organs: security organs that were end users, by class.
        first: ids of the first lines, in the order of the run.
    """

    lines: int = 0
    in_scope: int = 0
    exports: int = 0
    amounts: Amounts = field(default_factory=Amounts)
    organs: Counter[str] = field(default_factory=Counter)
    first: list[str] = field(default_factory=list)


Place = tuple[str, str, str, Status]
"""Technology, item (or empty), jurisdiction, status."""


@dataclass(slots=True)
class ObservedGaps:
    """All cells of a run that hold a line, and the lines that stand in none.

    Args:
        no_day: lines with a technology and no day: no cell can be told.
        no_item: lines of a divided technology whose text names no item.
    """

    cells: dict[Place, Observed] = field(default_factory=dict)
    sample: dict[Place, Cell] = field(default_factory=dict)
    lines: int = 0
    with_technology: int = 0
    no_day: int = 0
    no_item: Counter[str] = field(default_factory=Counter)

    def ordered(self) -> list[tuple[Place, Observed]]:
        """Cells by technology, item, jurisdiction, closest reach first."""
        rank = {status: n for n, status in enumerate(Status)}
        return sorted(self.cells.items(), key=lambda one: (*one[0][:3], rank[one[0][3]]))


def observe(run: Run, table: GapTable) -> ObservedGaps:
    """Lay every line of a run into the cells of its day."""
    found = ObservedGaps()
    finder = _Finder(table)
    for line in run.rows("lines", COLUMNS):
        found.lines += 1
        if not line["technologies"]:
            continue
        found.with_technology += 1
        if not line["as_of"]:
            found.no_day += 1
            continue
        statuses: dict[str, str] = json.loads(line["statuses"])
        for subject in finder.subjects(line, found.no_item):
            for jurisdiction in table.law.jurisdictions:
                cell = finder.cell(subject, jurisdiction, date.fromisoformat(line["as_of"]))
                place = (*cell.key, cell.status)
                found.sample.setdefault(place, cell)
                seen = found.cells.setdefault(place, Observed())
                _add(seen, line, statuses.get(jurisdiction, "") not in OUT_OF_SCOPE)
    return found


def _add(seen: Observed, line: Row, in_scope: bool) -> None:
    seen.lines += 1
    seen.in_scope += in_scope
    seen.exports += line["kind"] not in ("procurement", "unknown")
    seen.amounts.add(line)
    if line["organ"]:
        seen.organs[line["organ"]] += 1
    if len(seen.first) < FIRST:
        seen.first.append(line["id"])


class _Finder:
    """Finds the items of a line by their words, and its cells by the interval of its day."""

    def __init__(self, table: GapTable) -> None:
        self._table = table
        self._days = table.change_days()
        self._cells: dict[tuple[str, str, str, int], Cell] = {}
        self._by: dict[str, list[Subject]] = {}
        for subject in table.subjects:
            self._by.setdefault(subject.technology, []).append(subject)
        self._words = {
            (s.technology, s.item.id): re.compile(s.item.words, re.IGNORECASE)
            for s in table.subjects
            if s.item is not None and s.item.words
        }

    def subjects(self, line: Row, no_item: Counter[str]) -> Iterator[Subject]:
        """The technologies of the line; of a divided one the items that its text names."""
        for technology in line["technologies"]:
            mine = self._by.get(technology, [])
            if len(mine) == 1 and mine[0].item is None:
                yield mine[0]
                continue
            named = [s for s in mine if s.item and self._named(s, line["description"] or "")]
            if not named:
                no_item[technology] += 1
            yield from named

    def _named(self, subject: Subject, text: str) -> bool:
        assert subject.item is not None, "only items have words"
        words = self._words.get((subject.technology, subject.item.id))
        return bool(words and words.search(text))

    def cell(self, subject: Subject, jurisdiction: str, day: date) -> Cell:
        """The cell of the day; days between two changes of the law share it."""
        item = subject.item.id if subject.item else ""
        key = (subject.technology, item, jurisdiction, bisect_right(self._days, day))
        if key not in self._cells:
            self._cells[key] = self._table.cell(subject, jurisdiction, day)
        return self._cells[key]
