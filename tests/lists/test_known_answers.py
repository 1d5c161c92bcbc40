"""Who was listed on which day, against answers that a program took from the files themselves."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

import pytest

from enduse.knowledge.pack import Pack
from enduse.lists.lookup import find
from enduse.lists.reference import Reference
from enduse.lists.store import File, ListStore
from enduse.lists.view import open_lists

pytestmark = [pytest.mark.shared, pytest.mark.slow]


def answers(shared: Path) -> list[dict[str, str]]:
    path = shared / "data" / "lists" / "known_answers.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def imported(shared: Path, root: Path, reference: Reference, seed: int) -> ListStore:
    """Every file that an answer names, in an order that must not matter."""
    store = ListStore(root, reference)
    names = sorted({row["file"] for row in answers(shared)})
    random.Random(seed).shuffle(names)
    for name in names:
        path = shared / "data" / "lists" / name
        store.add(
            name.split("/")[0],
            [File(path.name, path.read_bytes())],
            date.fromisoformat(path.name[:10]),
        )
    return store


@pytest.mark.parametrize("seed", [1, 2])
def test_every_known_answer_is_right(
    shared: Path, tmp_path: Path, reference: Reference, pack: Pack, seed: int
) -> None:
    """163 rows: yes, no, the day before and the day, listed again after removal."""
    store = imported(shared, tmp_path / "lists", reference, seed)
    wrong = []
    rows = answers(shared)
    assert len(rows) == 163
    for list_id in sorted({row["list"] for row in rows}):
        lists = open_lists(store.root, pack, (list_id,))
        entries, whole = lists.entries(), {s.list: s.complete_for for s in lists.searched()}
        for row in rows:
            if row["list"] != list_id:
                continue
            day = date.fromisoformat(row["as_of"])
            states = {f.listed_as_of(day, whole) for f in find(entries, row["entry_name"], list_id)}
            said = "yes" if True in states else "not known" if None in states else "no"
            if said != row["listed"]:
                wrong.append((list_id, row["entry_name"], row["as_of"], row["listed"], said))
    assert wrong == []
