"""The verbs of policy analysts on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from enduse.cli.main import app
from enduse.errors import EnduseError

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of who runs the tests."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path / "home"))


def test_gaps_writes_the_json_of_the_contract() -> None:
    """One technology, one jurisdiction, one day."""
    args = ["gaps", "--at", "2026-09-01", "--jurisdiction", "us", "--technology", "anpr"]
    found = RUNNER.invoke(app, [*args, "--format", "json"])
    assert found.exit_code == 0
    whole = json.loads(found.stdout)
    assert whole["at"] == "2026-09-01"
    assert [c["status"] for c in whole["cells"]] == ["none"]


@pytest.mark.parametrize(
    "args",
    [
        ["gaps", "--at", "2026-13-01"],
        ["gaps", "--at", "2026-09-01", "--jurisdiction", "atlantis"],
        ["gaps", "--at", "2026-09-01", "--technology", "magic"],
        ["gaps", "--format", "pdf"],
        ["flows", "no-such-run"],
        ["simulate", "no-such-folder", "--over", "no-such-run"],
        ["simulate", "new", "no/name"],
        ["watch", "look"],
        ["watch", "check"],
    ],
)
def test_bad_input_is_an_error_that_says_what_to_do(args: list[str]) -> None:
    """Never a traceback of ours."""
    found = RUNNER.invoke(app, args)
    assert isinstance(found.exception, EnduseError), found.exception


def test_law_diff_names_the_act() -> None:
    """The water cannon entry, by its first day."""
    found = RUNNER.invoke(
        app, ["law", "diff", "2020-10-05", "2020-10-06", "--only", "us 0A977", "--format", "md"]
    )
    assert found.exit_code == 0
    assert "85 FR 63009" in found.stdout


def test_watch_lists_what_is_due() -> None:
    """A week after the reading only the stay is due."""
    found = RUNNER.invoke(app, ["watch", "--at", "2026-12-05", "--format", "csv"])
    assert found.exit_code == 0
    due = [line for line in found.stdout.splitlines() if "since 4 days" in line]
    assert len(due) == 1
    assert "us-affiliates-stay" in due[0]
