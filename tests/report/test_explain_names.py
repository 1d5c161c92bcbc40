"""`explain` finds documented systems by name, and reads other names as the end-user check does."""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.knowledge.pack import Pack, write_pack
from enduse.knowledge.source import compile_folder
from enduse.report.explain import explain


@pytest.fixture(scope="module")
def pack(root: Path) -> Pack:
    return Pack(write_pack(compile_folder(root / "knowledge")), "test")


def test_a_system_is_explained_by_its_native_name(pack: Pack) -> None:
    lines = explain(pack, "雪亮工程")
    assert lines[0].startswith("Sharp Eyes")


def test_a_supplier_lists_the_systems_it_stands_in(pack: Pack) -> None:
    lines = explain(pack, "Hikvision")
    assert any("hik_pishan_2017" in line for line in lines)


def test_a_name_is_explained_as_an_organ_with_the_words_that_carried_it(pack: Pack) -> None:
    text = "\n".join(explain(pack, "Urumqi City PSB Tianshan Branch"))
    assert "read as public security bureau" in text
    assert "level: branch" in text
    assert "for it: PSB" in text


def test_a_name_that_is_no_organ_says_what_speaks_against_it(pack: Pack) -> None:
    text = "\n".join(explain(pack, "Police Credit Union"))
    assert "not read as a security organ" in text
    assert "against it: Credit Union" in text


def test_words_that_mean_nothing_here_are_explained_by_nothing(pack: Pack) -> None:
    assert explain(pack, "qwertz asdf") == []
