"""What the tables of a run say again and again: rows and texts of answers, made once each."""

from __future__ import annotations

from enduse.bulk.findings import licence_rows
from enduse.bulk.plan.blocks import Cells, cells_of
from enduse.bulk.plan.own_words import FlagRows
from enduse.bulk.plan.questions import Questions, Said
from enduse.bulk.tables import statuses
from enduse.model.licence import Licence
from enduse.review.engine import Checks

Numbers = tuple[int, ...]
"""Numbers of answers, one of each jurisdiction; they hold for the run."""


class Book:
    """Rows and texts of answers by their number, kept for a run."""

    def __init__(self, checks: Checks) -> None:
        self.flags = FlagRows()
        self.questions = Questions(checks)
        self._rows: dict[tuple[int, int], tuple[Cells, ...]] = {}
        self._statuses: dict[Numbers, str] = {}

    def rows(self, jurisdiction: int, number: int, licence: Licence | None) -> tuple[Cells, ...]:
        """The findings of an answer."""
        key = jurisdiction, number
        found = self._rows.get(key)
        if found is None:
            found = self._rows[key] = cells_of(licence_rows(0, licence)) if licence else ()
        return found

    def statuses(self, numbers: Numbers, said: Said) -> str:
        """The status of each jurisdiction."""
        found = self._statuses.get(numbers)
        if found is None:
            found = self._statuses[numbers] = statuses(one for one in said if one is not None)
        return found
