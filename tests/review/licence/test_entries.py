"""Control entries on a day."""

from __future__ import annotations

from datetime import date

import pytest

from enduse.knowledge.schema.controls import EntryFile
from enduse.review.licence.entries import Entries

VERSION = {
    "from": "always",
    "covers": "Cameras.",
    "columns": ("NS2",),
    "cite": ({"instrument": "15 CFR"},),
    "verified": True,
}


def entry(code: str, parent: str | None = None, *, split: bool = False) -> tuple[str, EntryFile]:
    """An entry file and its id."""
    file = EntryFile.model_validate(
        {
            "title": code,
            "code": code,
            "jurisdiction": "us",
            "parent": parent,
            "split": split,
            "versions": (VERSION,),
        }
    )
    return f"us-ccl.{code.replace('.', '-')}", file


def test_a_split_sub_entry_is_replaced_by_its_own_sub_entries() -> None:
    """A declared parent is answered for every sub-entry that differs in law, at any depth."""
    files = dict(
        [
            entry("6A003", split=True),
            entry("6A003.a", "6A003"),
            entry("6A003.b", "6A003", split=True),
            entry("6A003.b.3", "6A003.b"),
        ]
    )
    assert Entries(files, {}, {}).children("us", "6A003") == ("6A003.a", "6A003.b.3")


def test_a_sub_entry_without_file_is_read_as_the_entry_above() -> None:
    """Unless the entries below that one differ in law."""
    entries = Entries(dict([entry("4A005"), entry("5A001", split=True)]), {}, {})
    found = entries.at("us", "4A005.a", date(2024, 1, 1))
    assert found is not None
    assert found.facts.columns == frozenset({"NS2"})
    unknown = entries.at("us", "5A001.z", date(2024, 1, 1))
    assert unknown is not None
    assert not unknown.facts.known


@pytest.mark.parametrize(
    "written",
    ["2019/125 III.1.3", "Annex III 1.3", "Reg. (EU) 2019/125 Annex III, item 1.3", "iii.1.3"],
)
def test_a_code_is_found_with_the_words_around_it(written: str) -> None:
    """People write the act, the annex and the item in many ways."""
    entries = Entries(dict([entry("2019/125 III.1.3")]), {}, {})
    assert entries.canonical("us", written) == "2019/125 III.1.3"
