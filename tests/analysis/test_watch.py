"""A sighting is compared with the reading; what rests on what moved is named."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from enduse.analysis.watch import Watched, parts_of
from enduse.errors import DataError, UsageError
from enduse.knowledge.pack import Pack, write_pack
from enduse.knowledge.schema.table import Table
from enduse.knowledge.schema.watch import Parts, WatchFile

LINES = [
    {"eccn": "0A977", "heading": "Water cannon", "reasons": "CC"},
    {"eccn": "3A981", "heading": "Polygraphs", "reasons": "CC"},
    {"eccn": "9A980", "heading": "Mobile crime laboratories", "reasons": "CC"},
]


def text(lines: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


@pytest.fixture(scope="module")
def watched(pack: Pack) -> Watched:
    """The knowledge, with a reading of three entries of the list instead of all of them."""
    sections = pack.all_sections()
    card = pack.section("watch", WatchFile)["us-ccl"]
    data = text(LINES)
    read = card.read.model_copy(update={"sha256": hashlib.sha256(data).hexdigest()})
    sections["watch"]["us-ccl"] = card.model_copy(update={"read": read})
    assert card.parts is not None
    hashes = parts_of(card.parts, data, "lines")
    table = pack.section("tables", Table)[card.parts.table]
    rows = tuple({"part": part, "sha256": digest} for part, digest in sorted(hashes.items()))
    sections["tables"][card.parts.table] = table.model_copy(update={"rows": rows})
    return Watched(Pack(write_pack(sections), "test"))


def test_the_same_bytes_are_as_read(watched: Watched, tmp_path: Path) -> None:
    """Nothing to read again."""
    file = tmp_path / "list.jsonl"
    file.write_bytes(text(LINES))
    (found,) = watched.check(file, "us-ccl")
    assert (found.state, found.again.rules, found.changed) == ("as read", (), ())


def test_another_order_of_keys_and_lines_is_no_change(watched: Watched, tmp_path: Path) -> None:
    """Parts are compared by what they say."""
    file = tmp_path / "list.jsonl"
    file.write_bytes(text([dict(reversed(one.items())) for one in reversed(LINES)]))
    (found,) = watched.check(file, "us-ccl")
    assert found.state == "as read"


def test_a_changed_entry_names_itself_its_rules_and_its_cases(
    watched: Watched, tmp_path: Path
) -> None:
    """Only what rests on the parts that moved."""
    moved = [{**LINES[0], "reasons": "CC, AT"}, *LINES[1:2], {"eccn": "9Z999", "heading": "New"}]
    file = tmp_path / "list.jsonl"
    file.write_bytes(text(moved))
    (found,) = watched.check(file, "us-ccl")
    assert found.state == "moved"
    assert (found.changed, found.added, found.removed) == (("0A977",), ("9Z999",), ("9A980",))
    assert "us-ccl.0A977" in found.again.entries
    assert "us-ccl.3A981" not in found.again.entries
    assert found.again.cases
    assert all("#" in case for case in found.again.cases)


def test_sightings_are_compared_by_hash_or_version(watched: Watched, tmp_path: Path) -> None:
    """A version that moved names every rule that cites the text."""
    file = tmp_path / "seen.csv"
    file.write_text(
        "source,version,sha256\n"
        "us-ear-744,text of 2026-12-01,\n"
        "us-ear-742,text of 2026-09-24,\n"
        "us-ofac,,\n"
    )
    found = {m.source: m for m in watched.check(file, None)}
    assert found["us-ear-744"].state == "moved"
    assert "us.ear.744-11-a" in found["us-ear-744"].again.rules
    assert found["us-ear-744"].again.cases
    assert found["us-ear-742"].state == "as read"
    assert found["us-ofac"].state == "cannot be told"


def test_bad_input_says_what_to_do(watched: Watched, tmp_path: Path) -> None:
    """An unknown source, a text without its source, a text of something else."""
    file = tmp_path / "x.txt"
    file.write_text("plain words\n")
    with pytest.raises(UsageError, match="is not watched"):
        watched.check(file, "xx-law")
    with pytest.raises(UsageError, match="--source"):
        watched.check(file, None)
    with pytest.raises(DataError, match="no JSON object"):
        watched.check(file, "us-ccl")


def test_a_text_falls_into_parts_by_its_headings() -> None:
    """White space is no change; a changed sentence changes its section alone."""
    parts = Parts(form="text", by=r"^§ (\d+\.\d+)", table="x")
    one = parts_of(
        parts, "§ 744.11 Entity List\nfirst  words\n§ 744.21 Military\nmore".encode(), "x"
    )
    two = parts_of(parts, "§ 744.11 Entity List first words\n§ 744.21 Military\nless".encode(), "x")
    assert one["744.11"] == two["744.11"]
    assert one["744.21"] != two["744.21"]


def test_every_watched_text_carries_something(pack: Pack) -> None:
    """A text that nothing rests on is watched for nothing, or its citation is misspelt."""
    held = Watched(pack)
    idle = [s for s in held.sources if not any((held.resting(s).rules, held.resting(s).entries))]
    assert idle == []
