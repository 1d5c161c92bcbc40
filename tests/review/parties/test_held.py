"""A kept state of the lists answers as the lists do, and is made anew where it is damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enduse.errors import ListStoreError
from enduse.knowledge.pack import Pack
from enduse.knowledge.source import open_knowledge
from enduse.lists.view import Lists, open_lists
from enduse.model.listing import EntryType, Identifier, ListedName, ListEntry
from enduse.model.match import NameMatch
from enduse.review.parties import held as held_module
from enduse.review.parties.held import Held, InMemory, Kept, compiled, hold
from enduse.screening.names_kept import Names
from enduse.screening.screen import Screener

NAMES = ("Hikvision", "Sensetime Group", "新疆公安厅", "Nobody Ltd", "ООО Папилон")


@pytest.fixture(scope="module")
def pack(root: Path) -> Pack:
    """The knowledge of this checkout."""
    return open_knowledge(root / "knowledge")


@pytest.fixture(scope="module")
def lists(pack: Pack) -> Lists:
    """The shipped designations."""
    return open_lists(None, pack)


@pytest.fixture(scope="module")
def names(pack: Pack) -> Names:
    """Names knowledge that is not kept."""
    return Names(pack)


@pytest.fixture(scope="module")
def expected(lists: Lists, names: Names) -> list[tuple[NameMatch, ...]]:
    """What the names match without anything kept."""
    found = matches(InMemory(lists, names))
    assert any(found)
    return found


def matches(held: Held) -> list[tuple[NameMatch, ...]]:
    return Screener(held.index).screen(NAMES)


def folder_of(cache: Path) -> Path:
    (folder,) = cache.iterdir()
    return folder


def test_a_kept_state_answers_as_the_lists_do(
    lists: Lists, names: Names, expected: list[tuple[NameMatch, ...]], tmp_path: Path
) -> None:
    assert isinstance(hold(lists, names, tmp_path), InMemory)
    held = hold(lists, names, tmp_path)
    assert isinstance(held, Kept)
    assert matches(held) == expected
    assert held.searched == lists.searched()
    assert held.unreadable == lists.unreadable()
    keys = {(m.list, m.entry) for found in expected for m in found}
    assert held.entries(keys) == InMemory(lists, names).entries(keys)


@pytest.mark.parametrize(
    "damaged", ["held.json", "index.json", "text.npy", "entries.index", "entries.jsonl"]
)
def test_damage_is_made_good(
    lists: Lists,
    names: Names,
    expected: list[tuple[NameMatch, ...]],
    tmp_path: Path,
    damaged: str,
) -> None:
    """The answer is the same, and the folder is whole again for the next."""
    hold(lists, names, tmp_path)
    path = folder_of(tmp_path) / damaged
    path.write_bytes(path.read_bytes()[:-20])
    keys = {(m.list, m.entry) for found in expected for m in found}
    held = hold(lists, names, tmp_path)
    assert matches(held) == expected
    assert held.entries(keys) == InMemory(lists, names).entries(keys)
    again = Kept(folder_of(tmp_path), lists, names)
    assert matches(again) == expected
    assert again.entries(keys) == held.entries(keys)


def test_entries_are_found_by_their_numbers(tmp_path: Path, names: Names, pack: Pack) -> None:
    """Written with blanks or without; a damaged file of numbers is made anew."""
    bodies = [
        ListEntry(
            list="own",
            entry=str(n),
            type=EntryType.ORGANISATION,
            names=(ListedName(value=f"Body {n}"),),
            identifiers=tuple(Identifier(value=v, scheme="Tax ID") for v in values),
        )
        for n, values in enumerate((("INN 77-12345", "9999"), ("INN7712345",), ("55 55 55",), ()))
    ]

    class Own(Lists):
        def entries(self) -> tuple[ListEntry, ...]:
            return tuple(bodies)

    own = Own(None, pack, ())
    hold(own, names, tmp_path)
    for _ in range(2):
        held = hold(own, names, tmp_path)
        assert isinstance(held, Kept)
        found = sorted(one.entry for one in held.numbered(["inn 77 12345"]))
        assert found == ["0", "1"]
        assert [one.entry for one in held.numbered(["555555", "0"])] == ["2"]
        assert list(held.numbered(["1234"])) == []
        path = folder_of(tmp_path) / "numbers.json"
        path.write_bytes(path.read_bytes()[:-9])


def test_a_folder_that_cannot_be_written_is_no_error(
    lists: Lists, names: Names, tmp_path: Path
) -> None:
    (tmp_path / "lists").write_text("in the way")
    assert isinstance(hold(lists, names, tmp_path / "lists"), InMemory)


def test_what_another_process_kept_meanwhile_stays(
    lists: Lists, names: Names, tmp_path: Path
) -> None:
    hold(lists, names, tmp_path)
    said = folder_of(tmp_path) / "held.json"
    before = said.stat()
    hold(lists, names, tmp_path)
    assert (said.stat().st_ino, json.loads(said.read_text())["unreadable"]) == (before.st_ino, [])


class Unread(Lists):
    """Lists of which one cannot be read."""

    def unreadable(self) -> tuple[str, ...]:
        return ("own: gone",)


def test_a_state_without_a_list_is_not_kept(pack: Pack, names: Names, tmp_path: Path) -> None:
    """A folder to ship stands apart, says so, and is not opened once the list is there."""
    for _ in range(2):
        assert isinstance(hold(Unread(None, pack, ()), names, tmp_path / "lists"), InMemory)
    place = compiled(Unread(None, pack, ()), names, tmp_path / "lists")
    assert Kept(place, Unread(None, pack, ()), names).unreadable == ("own: gone",)
    held = hold(Lists(None, pack, ()), names, tmp_path / "lists")
    assert held.unreadable == ()
    assert isinstance(hold(Lists(None, pack, ()), names, tmp_path / "lists"), Kept)


def test_damage_that_cannot_be_made_good_is_no_shorter_answer(
    pack: Pack, names: Names, tmp_path: Path
) -> None:
    """What was kept says that a list was searched: an answer without it would be wrong."""
    hold(Lists(None, pack, ()), names, tmp_path / "lists")
    (folder_of(tmp_path / "lists") / "index.json").unlink()
    with pytest.raises(ListStoreError, match="own: gone"):
        matches(hold(Unread(None, pack, ()), names, tmp_path / "lists"))
    held = hold(Unread(None, pack, ()), names, tmp_path / "lists")
    assert held.unreadable == ("own: gone",)


def test_a_state_that_other_code_made_is_not_served(
    lists: Lists, names: Names, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither place nor time of a module count, only what it says."""
    folders = []
    for number, text in enumerate(("a = 1\n", "a = 1\n", "a = 2\n")):
        code = tmp_path / str(number)
        code.mkdir()
        (code / "module.py").write_text(text)
        monkeypatch.setattr(held_module, "CODE", (code,))
        folders.append(compiled(lists, names, tmp_path / "home" / "lists").name)
    assert folders[0] == folders[1] != folders[2]
