"""A list change reopens exactly the lines that a full re-run finds changed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from enduse.bulk.rereview import Looked, between, changed, rereview
from enduse.bulk.run import Run, RunWriter
from enduse.bulk.said import reopened
from enduse.bulk.write import write_run
from enduse.intake.contract_json import transfer_from_json
from enduse.intake.contract_write import transfer_to_json
from enduse.knowledge.pack import Pack
from enduse.lists.store import File
from enduse.lists.view import Lists, open_lists, open_store
from enduse.model.listing import ListEntry
from enduse.model.period import parse_transfer_date
from enduse.model.transfer import Party, Role, Transfer
from enduse.review.build import build_reviewer
from enduse.review.engine import Reviewer
from enduse.review.options import ReviewOptions
from tests.bulk.random_lines import lines
from tests.lists.formats import publishers as p

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


EDITIONS = ("2021-03-12", "2024-11-30", "2025-11-18")


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(("first", "last"), [EDITIONS[:2], EDITIONS[1:]])
def test_rereview_of_real_snapshots_equals_a_full_run(
    first: str, last: str, pack: Pack, shared: Path, tmp_path: Path
) -> None:
    """Parties taken off the United Nations list in 2024, and put on again in 2025."""
    store = open_store(tmp_path / "lists", pack)
    for day in EDITIONS:
        path = shared / "data" / "lists" / "un-sc" / f"{day}.xml.gz"
        store.add("un-sc", [File(path.name, path.read_bytes())], date.fromisoformat(day))
    installed = open_lists(tmp_path / "lists", pack)
    old, new = between(installed, f"un-sc@{first}", f"un-sc@{last}")
    touched = list(changed(old.entries(), new.entries()).values())
    names = [versions[-1].name for versions in touched[::7]]
    own = [transfer_from_json(transfer_to_json(t)) for t in lines(120, 3, names)]
    own.append(replace(own[0], date=parse_transfer_date(last)))
    before = build_reviewer(pack, old, ReviewOptions(), tmp_path / "cache")
    with RunWriter(tmp_path / "run") as writer:
        write_run(own, before, writer)
        run = writer.finish(MANIFEST, pack.data)
    looked = Looked()
    found = {one.row: one for one in rereview(run, pack, old, new, tmp_path / "cache", looked)}
    again = {one.row: one for one in rereview(run, pack, old, new, tmp_path / "cache")}
    after = build_reviewer(pack, new, ReviewOptions(), tmp_path / "cache")
    pairs = zip(before.review_all(own), after.review_all(own), strict=True)
    full = {
        row: one for row, (a, b) in enumerate(pairs) if (one := reopened(row, a, b)) is not None
    }
    assert found == full == again, "from the names as read, and from those that were kept"
    assert 0 < len(full) < len(own)
    assert looked.entries == len(touched)


def test_a_line_on_the_day_of_a_new_file_is_looked_at_again(pack: Pack, tmp_path: Path) -> None:
    """From that day on absence means something: not known becomes not listed, or the reverse."""
    reference_day = date(2024, 5, 2)
    store = open_store(tmp_path / "lists", pack)
    rest = [p.un_entity(n, f"WORKS NUMBER {n}") for n in range(100, 600)]
    gone = p.un_entity(900, "ZZYZX HOLDING BODY")
    for day, entities in (
        ("2021-03-12", [*rest, gone]),
        ("2023-01-10", rest),
        (reference_day.isoformat(), rest),
    ):
        store.add("un-sc", [File(f"{day}.xml", p.un(day, *entities))], date.fromisoformat(day))
    installed = open_lists(tmp_path / "lists", pack)
    old, new = between(installed, "un-sc@2021-03-12", f"un-sc@{reference_day}")
    transfers = [
        Transfer(
            id=f"L{n}",
            date=parse_transfer_date(day),
            parties=(Party(role=Role.END_USER, name="Zzyzx Holding Body"),),
        )
        for n, day in enumerate(
            ("2021-03-12", "2022-06-01", "2023-01-10", reference_day.isoformat())
        )
    ]
    before = build_reviewer(pack, old, ReviewOptions())
    with RunWriter(tmp_path / "run") as writer:
        write_run(transfers, before, writer)
        run = writer.finish(MANIFEST, pack.data)
    found = {one.row: " ".join(one.changes) for one in rereview(run, pack, old, new)}
    assert "listed before, not listed now" in found[3]
    assert "listed before, not known now" in found[1]
