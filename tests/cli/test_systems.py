"""`enduse systems` lists, filters and shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from enduse.cli.systems import app
from enduse.errors import UsageError

RUN = CliRunner()


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.getbasetemp() / "home"
    monkeypatch.setenv("ENDUSE_HOME", str(home))


def _run(root: Path, *args: str) -> str:
    done = RUN.invoke(app, [*args, "--knowledge", str(root / "knowledge")], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_entries_of_the_article_are_listed(root: Path) -> None:
    lines = _run(root, "list", "--seed").splitlines()
    assert lines[-1].startswith("25 of ")
    assert any(line.startswith("ijop ") for line in lines)


def test_entries_from_memory_are_listed_only_when_asked_for_and_marked(root: Path) -> None:
    shown = _run(root, "list", "--country", "pk")
    asked = _run(root, "list", "--country", "pk", "--unchecked")
    assert "pk_lahore" not in shown
    assert "more from memory (--unchecked)" in shown
    line = next(line for line in asked.splitlines() if line.startswith("pk_lahore"))
    assert "not checked: do not quote" in line


def test_kind_and_technology_narrow_the_list(root: Path) -> None:
    listed = _run(root, "list", "--kind", "enforcement", "--technology", "dpi_filtering")
    ids = {line.split()[0] for line in listed.splitlines()[:-1]}
    assert {"enforcement_computerlinks_2013", "enforcement_aramex_2014"} <= ids
    assert "enforcement_finfisher_2023" not in ids


def test_an_entry_is_shown_by_any_of_its_names(root: Path) -> None:
    assert _run(root, "show", "雪亮工程") == _run(root, "show", "sharp_eyes")
    data = json.loads(_run(root, "show", "ijop", "--format", "json"))
    assert (data["id"], data["seed"]) == ("ijop", True)
    assert all(claim["sources"] for claim in data["claims"])


def test_a_name_of_several_entries_lists_them(root: Path) -> None:
    out = _run(root, "show", "Cellebrite")
    assert "entries are called so" in out
    assert "cellebrite_rs" in out


def test_an_unknown_name_says_where_to_look(root: Path) -> None:
    with pytest.raises(UsageError, match="no entry has this id or name"):
        _run(root, "show", "no such thing at all")
