"""A list change reopens exactly the lines that a full re-run finds changed."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from enduse.bulk.rereview import changed, rereview
from enduse.bulk.run import Run, RunWriter
from enduse.bulk.said import reopened
from enduse.bulk.write import write_run
from enduse.intake.contract_json import transfer_from_json
from enduse.intake.contract_write import transfer_to_json
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.listing import ListEntry
from enduse.review.build import build_reviewer
from enduse.review.engine import Reviewer
from enduse.review.options import ReviewOptions
from tests.bulk.random_lines import lines

MANIFEST = {"options": {"as_of": None, "also_as_of": [], "jurisdictions": [], "rules": []}}


class Altered(Lists):
    """The shipped designations with some entries changed, removed, or renamed."""

    def __init__(self, lists: Lists, pack: Pack, seed: int) -> None:
        super().__init__(None, pack, ())
        draw = random.Random(seed)
        self._altered = tuple(
            one for entry in lists.entries() for one in self._one(entry, draw.random())
        )

    @staticmethod
    def _one(entry: ListEntry, chance: float) -> tuple[ListEntry, ...]:
        if chance < 0.1:
            return ()
        if chance < 0.2:
            return (replace(entry, intervals=(), origins=()),)
        if chance < 0.3:
            first = replace(entry.names[0], value="Sunrise Trading LLC")
            return (replace(entry, names=(first, *entry.names[1:])),)
        return (replace(entry, snapshots=("sha256:another",)),)

    def entries(self) -> tuple[ListEntry, ...]:
        """The altered entries."""
        return self._altered


@pytest.mark.parametrize("seed", [1])
def test_rereview_equals_a_full_run(
    seed: int, pack: Pack, lists: Lists, reviewer: Reviewer, listed: list[str], tmp_path: Path
) -> None:
    """Every line whose review differs materially, and no other; other snapshots reopen nothing."""
    # As a run keeps them: a country that is no code is a problem once it was read again.
    transfers = [transfer_from_json(transfer_to_json(t)) for t in lines(100, seed, listed)]
    with RunWriter(tmp_path / "run") as writer:
        write_run(transfers, reviewer, writer)
        run: Run = writer.finish(MANIFEST, pack.data)
    new = Altered(lists, pack, seed)
    found = {one.row: one for one in rereview(run, pack, lists, new)}
    after = build_reviewer(pack, new, ReviewOptions())
    pairs = zip(reviewer.review_all(transfers), after.review_all(transfers), strict=True)
    full = {
        row: one
        for row, (old, other) in enumerate(pairs)
        if (one := reopened(row, old, other)) is not None
    }
    assert full, "the change touches something"
    assert found == full
    assert len(full) < len(transfers)


def test_only_material_changes_count(lists: Lists) -> None:
    """Another snapshot with the same words changes no entry; a removed one is named."""
    same = [replace(entry, snapshots=("sha256:another",)) for entry in lists.entries()]
    assert changed(lists.entries(), same) == {}
    gone = list(lists.entries())[1:]
    (key,) = changed(lists.entries(), gone)
    assert key == (lists.entries()[0].list, lists.entries()[0].entry)
