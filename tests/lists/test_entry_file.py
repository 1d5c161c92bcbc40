"""An entry is read alone, and damage is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.errors import ListStoreError
from enduse.knowledge.source import open_knowledge
from enduse.lists.entry_file import INDEX, LINES, EntryFile, write_entries
from enduse.lists.view import open_lists
from enduse.model.listing import ListEntry


@pytest.fixture(scope="module")
def entries(root: Path) -> tuple[ListEntry, ...]:
    """The shipped designations."""
    return open_lists(None, open_knowledge(root / "knowledge")).entries()


def test_every_entry_comes_back_as_it_was(entries: tuple[ListEntry, ...], tmp_path: Path) -> None:
    write_entries(tmp_path, entries)
    keys = [(one.list, one.entry) for one in entries]
    found = EntryFile(tmp_path).read(keys)
    assert list(map(found.__getitem__, keys)) == list(entries)
    assert len(keys) > 100


def test_a_key_that_is_not_there_is_left_out(
    entries: tuple[ListEntry, ...], tmp_path: Path
) -> None:
    write_entries(tmp_path, entries[:3])
    one = entries[1]
    found = EntryFile(tmp_path).read([(one.list, one.entry), (one.list, "no such entry")])
    assert found == {(one.list, one.entry): one}
    assert EntryFile(tmp_path).read([]) == {}


def test_no_entries_are_a_file_too(tmp_path: Path) -> None:
    write_entries(tmp_path, [])
    assert EntryFile(tmp_path).read([("a", "b")]) == {}


@pytest.mark.parametrize("change", ["no index", "cut index", "other index", "cut lines", "flip"])
def test_damage_is_an_error(entries: tuple[ListEntry, ...], tmp_path: Path, change: str) -> None:
    write_entries(tmp_path, entries[:5])
    index, lines = tmp_path / INDEX, tmp_path / LINES
    whole, text = index.read_bytes(), lines.read_bytes()
    if change == "no index":
        index.unlink()
    elif change == "cut index":
        index.write_bytes(whole[:-8])
    elif change == "other index":
        index.write_bytes(b"x" + whole)
    elif change == "cut lines":
        lines.write_bytes(text[: len(text) // 2])
    else:
        lines.write_bytes(text.replace(b'"names', b'"nam3s').replace(b"0", b"1"))
    with pytest.raises(ListStoreError):
        EntryFile(tmp_path).read([(one.list, one.entry) for one in entries[:5]])
