"""What is compiled from knowledge is kept whole, or made anew."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from enduse.knowledge.compiled import MOST_KEPT, follows_from, kept
from enduse.knowledge.pack import Pack, write_pack
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.flags import FlagFile


def never() -> bytes:
    pytest.fail("made again, though it was kept")


def pack_of(**facts: str) -> Pack:
    """A pack of a few facts that anybody may state."""
    made = {
        name: FactFile(
            title=title,
            subject="item",
            type="text",
            declared_at=f"goods.facts.{name}",
            question="What is it?",
            when_absent="insufficient",
        )
        for name, title in facts.items()
    }
    return Pack(write_pack({"facts": made}), "a pack")


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    assert kept(tmp_path, "words", "one", lambda: b"a\nb") == b"a\nb"
    assert kept(tmp_path, "words", "one", never) == b"a\nb"


def test_what_follows_from_something_else_is_made_for_itself(tmp_path: Path) -> None:
    kept(tmp_path, "words", "one", lambda: b"a")
    assert kept(tmp_path, "words", "two", lambda: b"b") == b"b"
    assert kept(tmp_path, "words", "one", never) == b"a"


@pytest.mark.parametrize("change", ["cut", "flip", "foreign", "empty", "longer"])
def test_a_damaged_or_foreign_file_is_made_anew(tmp_path: Path, change: str) -> None:
    kept(tmp_path, "words", "one", lambda: b"some words")
    (path,) = tmp_path.iterdir()
    data = path.read_bytes()
    path.write_bytes(
        {
            "cut": data[:-2],
            "flip": data[:-1] + bytes([data[-1] ^ 1]),
            "foreign": b"PK\x03\x04 of another program",
            "empty": b"",
            "longer": data + b"x",
        }[change]
    )
    assert kept(tmp_path, "words", "one", lambda: b"made anew") == b"made anew"
    assert kept(tmp_path, "words", "one", never) == b"made anew"


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    """A file stands where the folder should be: nothing can be kept, whoever asks."""
    (tmp_path / "cache").write_text("in the way")
    assert kept(tmp_path / "cache", "words", "one", lambda: b"a") == b"a"
    assert kept(None, "words", "one", lambda: b"a") == b"a"


def test_only_the_newest_of_a_name_are_kept(tmp_path: Path) -> None:
    kept(tmp_path, "other", "x", lambda: b"x")
    for number in range(MOST_KEPT + 3):
        kept(tmp_path, "words", f"{number:02d}", lambda: b"a")
        os.utime(tmp_path / f"words-{number:02d}", (number, number))
    kept(tmp_path, "words", "last", lambda: b"a")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == MOST_KEPT + 1
    assert {"other-x", "words-last", f"words-{MOST_KEPT + 2:02d}"} <= set(names)


def test_several_at_once_read_whole_files(tmp_path: Path) -> None:
    """Whoever comes second puts the same bytes in place of the first."""
    wrong: list[bytes] = []
    data = b"line\n" * 50_000

    def ask() -> None:
        for number in range(20):
            found = kept(tmp_path, "words", str(number), lambda: data)
            if found != data:
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert not [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_identity_follows_sections_and_code(tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "words.py").write_text("a = 1")
    one, other = pack_of(a="A"), pack_of(a="B")

    def identity(pack: Pack, section: str = "facts") -> str:
        return follows_from(pack, (section,), (code,), ("json",))

    first = identity(one)
    assert identity(one) == first
    assert identity(other) != first
    assert identity(one, "flags") == identity(other, "flags"), "another section does not count"
    other_code = tmp_path / "other"
    other_code.mkdir()
    (other_code / "words.py").write_text("a = 22")
    assert follows_from(one, ("facts",), (other_code,), ("json",)) != first
    assert follows_from(one, ("facts",), (code,), ("re",)) != first


def test_items_of_a_pack_are_read_when_they_are_asked_for() -> None:
    pack = pack_of(a="A", b="B")
    facts = pack.section("facts", FactFile)
    assert sorted(facts) == ["a", "b"]
    assert facts["a"] is facts["a"]
    assert "c" not in facts
    assert dict(pack.section("flags", FlagFile)) == {}


def test_an_item_that_does_not_fit_is_an_error_that_names_it() -> None:
    """A pack of another version opens; the item that it writes otherwise is named."""
    import io
    import zipfile

    from enduse.errors import KnowledgeError

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("meta.json", json.dumps({"format": 1, "sha256": "0"}))
        archive.writestr("facts.json", json.dumps({"goods.weight": {"title": "Weight"}}))
    facts = Pack(out.getvalue(), "old.pack").section("facts", FactFile)
    with pytest.raises(KnowledgeError, match=r"old\.pack: facts/goods\.weight"):
        facts["goods.weight"]
