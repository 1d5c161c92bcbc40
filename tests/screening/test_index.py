"""An index is stored, opened, and refused where it does not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.screening.conftest import entry

from enduse.errors import ListStoreError
from enduse.screening.index import NameIndex
from enduse.screening.screen import Screener
from enduse.screening.vocabulary import NamesKnowledge


def test_a_stored_index_answers_as_the_built_one(
    index: NameIndex, names: NamesKnowledge, tmp_path: Path
) -> None:
    """Saving and opening changes no answer and no identity."""
    index.save(tmp_path / "index")
    opened = NameIndex.open(tmp_path / "index", names)
    assert opened.identity == index.identity
    query = ["Hikvision Digital", "Тульский оружейный завод"]
    assert Screener(opened).screen(query) == Screener(index).screen(query)


def test_the_same_entries_give_the_same_identity(names: NamesKnowledge) -> None:
    """And other names another."""
    one = NameIndex.build([entry(1, "Alpha Beta")], names)
    same = NameIndex.build([entry(1, "Alpha Beta")], names)
    other = NameIndex.build([entry(1, "Alpha Gamma")], names)
    assert one.identity == same.identity != other.identity


def test_an_index_of_other_knowledge_is_refused(
    index: NameIndex, names: NamesKnowledge, tmp_path: Path
) -> None:
    """List and query must be read by the same normaliser."""
    index.save(tmp_path)
    with pytest.raises(ListStoreError, match="other names knowledge"):
        NameIndex.open(tmp_path, replace(names, identity="other"))


def test_a_half_written_index_is_refused(
    index: NameIndex, names: NamesKnowledge, tmp_path: Path
) -> None:
    """A missing column, a damaged card or an empty folder is an error that says what to do."""
    with pytest.raises(ListStoreError, match="not a name index"):
        NameIndex.open(tmp_path, names)
    index.save(tmp_path)
    (tmp_path / "posting.npy").unlink()
    with pytest.raises(ListStoreError, match="not a name index"):
        NameIndex.open(tmp_path, names)
    (tmp_path / "index.json").write_text("{")
    with pytest.raises(ListStoreError, match="not a name index"):
        NameIndex.open(tmp_path, names)


def test_an_empty_list_finds_nothing(names: NamesKnowledge) -> None:
    """No entries is a list too."""
    assert Screener(NameIndex.build([], names)).screen(["Hikvision"]) == [()]
