"""A run made while a list could not be read says so by name, in every report."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.lists.formats import publishers
from typer.testing import CliRunner

from enduse.cli.main import app
from enduse.cli.settings import knowledge_pack
from enduse.lists.store import File
from enduse.lists.view import open_store
from enduse.report.unread import not_searched

LINE = {
    "id": "A", "date": "2025-12-01", "destination": "FR", "goods": {"description": "pumps"},
    "parties": [{"role": "end_user", "name": "Zzyzx Foundry 205", "country": "FR"}],
}  # fmt: skip


def test_text_html_and_memo_name_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason, and with one remedy; a run with all lists says nothing of it."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path / "home"))
    store = open_store(tmp_path / "home" / "lists", knowledge_pack(None, None))
    bodies = [publishers.un_entity(n, f"ZZYZX FOUNDRY {n}") for n in range(100, 600)]
    store.add("un-sc", [File("un.xml", publishers.un("2024-11-30", *bodies))], date(2024, 11, 30))
    (tmp_path / "lines.jsonl").write_text(json.dumps(LINE) + "\n")
    said = []
    for name in ("whole", "broken"):
        if name == "broken":
            for folder in ("rows", "raw", "merged"):
                shutil.rmtree(store.root / folder, ignore_errors=True)
            shutil.rmtree(tmp_path / "home" / "cache", ignore_errors=True)
        args = ["review", str(tmp_path / "lines.jsonl"), "--out", str(tmp_path / name)]
        said.append(CliRunner().invoke(app, args, catch_exceptions=False).stdout)
        for form in ("html", "md"):
            shown = ["show", str(tmp_path / name), "--format", form]
            said.append(CliRunner().invoke(app, shown, catch_exceptions=False).stdout)
    told = [" ".join(text.split()).lower() for text in said]
    words = "not searched: un-sc, which cannot be read ("
    assert [words in text for text in told] == [False, False, False, True, True, True]
    assert max(len(line) for line in said[3].splitlines()) <= 80
    assert all(text.count("import it again") == 1 for text in told[3:])
    manifest = json.loads((tmp_path / "broken" / "manifest.json").read_text())
    assert manifest["unread"][0].startswith("un-sc: ")


def test_a_reason_is_one_sentence() -> None:
    """However many lines it had."""
    [text] = not_searched(["un-sc: a.parquet: damaged\n  bytes."], "screen")
    assert "(a.parquet: damaged bytes): no match says nothing of it" in text
