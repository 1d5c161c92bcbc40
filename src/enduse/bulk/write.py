"""Review transfers into a run, line by line: the specification of bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from enduse.bulk.findings import finding_rows
from enduse.bulk.run import RunWriter
from enduse.bulk.tables import line_row, match_rows, reject_row, transfer_row
from enduse.model.outcome import Outcome
from enduse.model.transfer import Reject, Transfer
from enduse.review.engine import Reviewer


@dataclass(slots=True)
class Counts:
    """Lines by outcome, and rejected rows."""

    lines: int = 0
    rejects: int = 0
    worst: Outcome = Outcome.NOTHING_FOUND


Progress = Callable[[int], None]
"""Told how many lines are done; where it has a method `doing`, also what is being done."""


def doing(progress: Progress, what: str, done: int = 0) -> None:
    """Say what is being done before and after lines are: `opening knowledge and lists`.

    Args:
        done: lines that were done before, by an earlier try: no part of what is done in a second.
    """
    say = getattr(progress, "doing", None)
    if say is not None:
        say(what, done)


def write_run(
    items: Iterable[Transfer | Reject],
    reviewer: Reviewer,
    writer: RunWriter,
    progress: Progress = lambda _: None,
) -> Counts:
    """Review every transfer and write its rows; rejects go to their own table."""
    counts = Counts()

    def transfers() -> Iterator[Transfer]:
        for item in items:
            if isinstance(item, Reject):
                counts.rejects += 1
                writer.add("rejects", [reject_row(item)])
            else:
                yield item

    for row, review in enumerate(reviewer.review_all(transfers())):
        writer.add("transfers", [transfer_row(row, review)])
        writer.add("lines", [line_row(row, review)])
        writer.add("findings", finding_rows(row, review))
        writer.add("matches", match_rows(row, review))
        counts.lines += 1
        counts.worst = max(counts.worst, review.outcome)
        progress(counts.lines)
    return counts
