"""`enduse rereview` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from tests.lists.formats import publishers as p
from typer.testing import CliRunner

from enduse.cli.main import app
from enduse.errors import UsageError

LINES = [
    {"id": "A", "date": "2025-12-01", "destination": "IR", "goods": {"description": "pumps"},
     "parties": [{"role": "end_user", "name": "Zzyzx Example Works", "country": "IR"}]},
    {"id": "B", "date": "2025-12-01", "destination": "FR", "goods": {"description": "pumps"},
     "parties": [{"role": "end_user", "name": "Quite Another Body", "country": "FR"}]},
]  # fmt: skip
FLAG = """
title: "Goods for Iran"
question: "Who uses them?"
source: "A house rule"
subject: transfer
raises: refer
versions:
  - from: 2020-01-01
    to: null
    test: {fact: destination.country, is: IR}
    cite: [{instrument: House rule}]
    verified: true
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two editions of a list, and a run made with the first."""
    place = tmp_path_factory.mktemp("rereview")
    rest = [p.un_entity(n, f"WORKS NUMBER {n}") for n in range(100, 600)]
    new = p.un_entity(900, "ZZYZX EXAMPLE WORKS", "2025-11-18")
    for day, extra in (("2024-11-30", []), ("2025-11-18", [new])):
        (place / f"{day}.xml").write_bytes(p.un(day, *rest, *extra))
    (place / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES))
    enduse(place, "lists", "import", "un-sc", place / "2024-11-30.xml", "--date", "2024-11-30")
    enduse(place, "review", place / "lines.jsonl", "--out", place / "run")
    enduse(place, "lists", "import", "un-sc", place / "2025-11-18.xml", "--date", "2025-11-18")
    return place


def enduse(place: Path, *args: str | Path) -> Result:
    """Run a verb with a home of its own."""
    env = {"ENDUSE_HOME": str(place / "home")}
    return CliRunner().invoke(app, [str(a) for a in args], env=env)


def test_a_new_entry_reopens_its_line_and_no_other(place: Path) -> None:
    """As text, and as JSON Lines with the counts on stderr."""
    days = ("--from", "un-sc@2024-11-30", "--to", "un-sc@2025-11-18")
    text = enduse(place, "rereview", place / "run", *days).stdout
    assert "A (row 0): " in text
    assert "newly matched: end_user Zzyzx Example Works, un-sc ZZYZX EXAMPLE WORKS (900)" in text
    assert "1 entries differ; 1 of 2 names match one; 1 lines looked at; 1 lines reopened" in text
    result = enduse(place, "rereview", place / "run", *days, "--format", "jsonl")
    (line,) = [json.loads(one) for one in result.stdout.splitlines()]
    assert (line["row"], line["id"]) == (0, "A")
    assert "1 lines reopened" in result.stderr


def test_the_knowledge_of_the_run_against_another(place: Path) -> None:
    """The store took a file in since: the run is compared with the lists it was made with."""
    same = enduse(place, "rereview", place / "run").stdout
    assert same == "0 items differ; 0 lines looked at; 0 lines reopened\n"
    overlay = place / "overlay"
    (overlay / "flags").mkdir(parents=True)
    (overlay / "flags" / "house-01.yaml").write_text(FLAG)
    text = enduse(place, "rereview", place / "run", "--overlay", overlay).stdout
    assert "A (row 0): " in text
    assert "B (row 1)" not in text
    assert "flag house-01: not_seen before, seen now" in text
    assert "knowledge, flags: house-01: new" in text
    assert "1 lines reopened" in text


WRONG = [
    (("--from", "un-sc@2024-11-30"), "is missing"),
    (("--from", "a", "--to", "b", "--overlay", "x"), "one change at a time"),
    (("--format", "pdf"), "is not a format"),
    (("--from", "un-sc@2025-11-18", "--to", "un-sc@2024-11-30"), "is not later"),
    (("--from", "un-sc@2020-01-01", "--to", "un-sc@2024-11-30"), "no snapshot"),
]


@pytest.mark.parametrize(("args", "words"), WRONG, ids=lambda v: str(v)[:24])
def test_wrong_use_says_what_to_do(place: Path, args: tuple[str, ...], words: str) -> None:
    """Never a traceback."""
    found = enduse(place, "rereview", place / "run", *args).exception
    assert isinstance(found, UsageError)
    assert words in str(found)
