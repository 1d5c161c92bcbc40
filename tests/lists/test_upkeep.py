"""Status, verification and bundles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.lists.formats import publishers as p

from enduse.errors import ListStoreError
from enduse.lists.folder import raw_path
from enduse.lists.reference import Reference
from enduse.lists.store import File, ListStore
from enduse.lists.upkeep import read_bundle, status, verify, write_bundle


@pytest.fixture
def filled(store: ListStore) -> ListStore:
    for day, count in (("2024-11-30", 500), ("2025-11-18", 520)):
        entities = [p.un_entity(n, f"WORKS NUMBER {n}") for n in range(100, 100 + count)]
        file = File(f"{day}.xml", p.un(day, *entities))
        store.add("un-sc", [file], date.fromisoformat(day))
    return store


def test_status_counts_age_from_the_day_asked(filled: ListStore) -> None:
    """Only here are ages given."""
    (one,) = status(filled, date(2025, 11, 28))
    assert (one.list, one.entries, one.snapshots, one.complete_days) == ("un-sc", 521, 2, 2)
    assert one.age_days == 10
    assert one.due == date(2025, 11, 25)
    assert one.overdue(date(2025, 11, 28))


def test_a_whole_store_verifies(filled: ListStore) -> None:
    """Every byte agrees."""
    assert list(verify(filled)) == []


def test_a_changed_byte_is_found(filled: ListStore) -> None:
    """Tampering with any kept file is named with its source and day."""
    snapshot = filled.snapshots()[0]
    path = raw_path(filled.root, snapshot.id)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    (problem,) = verify(filled)
    assert problem.startswith("un-sc of 2024-11-30 (main, 2024-11-30.xml):")


def test_other_bytes_under_a_hash_are_found(filled: ListStore) -> None:
    """A whole file put in another's place."""
    one, other = (raw_path(filled.root, s.id) for s in filled.snapshots())
    one.write_bytes(other.read_bytes())
    assert any("hash to" in text for text in verify(filled))


def test_damaged_rows_are_made_anew(filled: ListStore) -> None:
    """They follow from the bytes."""
    path = filled.rows_path(filled.snapshots()[0])
    path.write_bytes(b"PAR1 broken PAR1")
    assert any("made anew" in text for text in list(verify(filled)))
    assert list(verify(filled)) == []


def test_a_bundle_carries_a_store_over(
    filled: ListStore, tmp_path: Path, reference: Reference
) -> None:
    """The same store gives the same bytes; the other store answers the same."""
    out, again = tmp_path / "a.zip", tmp_path / "b.zip"
    assert write_bundle(filled, out) == 2
    write_bundle(filled, again)
    assert out.read_bytes() == again.read_bytes()
    other = ListStore(tmp_path / "other", reference)
    assert read_bundle(other, out) == 2
    assert other.snapshots() == filled.snapshots()
    assert list(verify(other)) == []


@pytest.mark.parametrize("place", [0.1, 0.5, 0.95])
def test_a_damaged_bundle_takes_nothing_over(
    filled: ListStore, tmp_path: Path, reference: Reference, place: float
) -> None:
    """Hashes are checked before anything is written."""
    out = tmp_path / "a.zip"
    write_bundle(filled, out)
    data = bytearray(out.read_bytes())
    data[int(len(data) * place)] ^= 0xFF
    out.write_bytes(bytes(data))
    other = ListStore(tmp_path / "other", reference)
    with pytest.raises(ListStoreError):
        read_bundle(other, out)
    assert other.snapshots() == ()


def test_a_record_that_is_not_one_is_named(filled: ListStore) -> None:
    """A catalogue written by something else."""
    path = filled.root / "catalogue" / "un-sc" / "2020-01-01-abc.json"
    path.write_text('{"format": 1}', encoding="utf-8")
    with pytest.raises(ListStoreError, match="not a record"):
        filled.snapshots()
    assert any("not a record" in text for text in verify(filled))


def test_a_part_that_was_cut_is_read_again_as_it_was_accepted(
    store: ListStore, tmp_path: Path, reference: Reference
) -> None:
    """Its record says that it is a part: a bundle brings it without rows, and it still reads."""
    cut = File("cut.csv", p.csl(p.csl_el("Example Works")) + b'x,"Entity List')
    told = store.add("us-csl", [cut], date(2023, 11, 30), partial=True).snapshot
    write_bundle(store, tmp_path / "lists.zip")
    other = ListStore(tmp_path / "other", reference)
    assert read_bundle(other, tmp_path / "lists.zip") == 1
    assert list(verify(other)) == []
    (there,) = other.snapshots()
    assert there.coverage == "partial"
    assert len(list(other.entries(there))) == told.lists["us-bis-el"].entries == 1
    store.rows_path(told).unlink()
    assert list(verify(store)) == []
