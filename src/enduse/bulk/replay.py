"""Make a run again from what it keeps, and say what differs and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from enduse.bulk.chunks import parts_in_turn
from enduse.bulk.expand import Expander
from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.output import tables_of
from enduse.bulk.run import Run
from enduse.bulk.tables import Row
from enduse.intake.contract_json import transfer_from_json
from enduse.model.transfer import Transfer

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that came out otherwise: its table, its line, per column what is kept and what came."""

    table: str
    row: int
    columns: dict[str, tuple[object, object]]


@dataclass(slots=True)
class Replayed:
    """What a replay came to."""

    lines: int = 0
    differing: dict[str, int] = field(default_factory=dict)
    first: list[Difference] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether every row of every table came out the same."""
        return not self.differing


def replay(
    run: Run, store: Path | None, cache: Path | None, progress: Callable[[int], None]
) -> Replayed:
    """Review the transfers of a run again with its own knowledge and lists.

    Raises:
        DataError: where the lists it was made with are not installed.
    """
    expander = Expander(run, store, cache)
    plan = Plan(expander.pack, expander.reviewer)
    kept = {name: run.rows(name) for name in ("transfers", "lines", "findings", "matches")}
    waiting: dict[str, Row | None] = dict.fromkeys(kept)
    found = Replayed()
    for parts in parts_in_turn(_transfers(run), []):
        tables = tables_of(plan, plan.answer(parts), found.lines)
        last = found.lines + len(parts)
        for name, rows in kept.items():
            old = list(_until(rows, waiting, name, last))
            _compare(found, name, old, tables[name].to_pylist())
        found.lines = last
        progress(found.lines)
    return found


def _transfers(run: Run) -> Iterator[Transfer]:
    for line in run.rows("transfers"):
        yield transfer_from_json(json.loads(line["transfer"]))


def _until(
    rows: Iterator[Row], waiting: dict[str, Row | None], name: str, last: int
) -> Iterator[Row]:
    """Kept rows of lines before `last`; the first beyond waits for the next chunk."""
    held = waiting[name]
    if held is not None:
        if held["row"] >= last:
            return
        waiting[name] = None
        yield held
    for row in rows:
        if row["row"] >= last:
            waiting[name] = row
            return
        yield row


def _compare(found: Replayed, name: str, old: list[Row], new: list[Row]) -> None:
    if old == new:
        return
    count = abs(len(old) - len(new))
    for a, b in zip(old, new, strict=False):
        if a != b:
            count += 1
            if len(found.first) < SHOWN:
                columns = {c: (a[c], b[c]) for c in a if a[c] != b[c]}
                found.first.append(Difference(name, a["row"], columns))
    found.differing[name] = found.differing.get(name, 0) + count
