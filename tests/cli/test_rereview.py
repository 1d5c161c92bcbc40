"""`enduse rereview` as a person types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from tests.lists.formats import publishers as p
from typer.testing import CliRunner

from enduse.cli.main import app
from enduse.errors import ListStoreError, UsageError

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
    shown = enduse(place, "rereview", place / "run", *days).stdout
    assert max(len(line) for line in shown.splitlines()) <= 80
    text = " ".join(shown.split())
    assert "A (row 0): " in text
    assert "newly matched: end_user Zzyzx Example Works, un-sc ZZYZX EXAMPLE WORKS (900)" in text
    assert "1 entry differs; 1 of 2 names match one; 1 line looked at; 1 line reopened" in text
    result = enduse(place, "rereview", place / "run", *days, "--format", "jsonl")
    (line,) = [json.loads(one) for one in result.stdout.splitlines()]
    assert (line["row"], line["id"]) == (0, "A")
    assert "1 line reopened" in result.stderr


def test_the_knowledge_of_the_run_against_another(place: Path) -> None:
    """The store took a file in since: the run is compared with the lists it was made with."""
    same = enduse(place, "rereview", place / "run").stdout
    assert same == "0 items differ; 0 lines looked at; 0 lines reopened\n"
    overlay = place / "overlay"
    (overlay / "flags").mkdir(parents=True)
    (overlay / "flags" / "house-01.yaml").write_text(FLAG)
    text = " ".join(enduse(place, "rereview", place / "run", "--overlay", overlay).stdout.split())
    assert "A (row 0): " in text
    assert "B (row 1)" not in text
    assert "flag house-01: not_seen before, seen now" in text
    assert "knowledge, flags: house-01: new" in text
    assert "1 line reopened" in text


DAYS = ("--from", "un-sc@2024-11-30", "--to", "un-sc@2025-11-18")


def test_a_table_of_parties_in_place_of_a_run(place: Path) -> None:
    """Rows are named by line and id; those that could not be read are told, not lost."""
    table = place / "parties.csv"
    table.write_text("id,name\nq1,Zzyzx Example Works\nq2,Quite Another Body\nq3,\n")
    done = enduse(place, "rereview", table, *DAYS)
    assert done.exit_code == 0
    text = " ".join(done.stdout.split())
    assert "q1 (line 2): Zzyzx Example Works: 1 match, 0 before" in text
    assert "newly matched: un-sc ZZYZX EXAMPLE WORKS (900)" in text
    assert "q2" not in text
    assert "1 of 2 names match one; 1 row looked at; 1 row reopened" in text
    assert "3 rows in: 2 read, 0 read with problems, 1 rejected" in done.stderr
    assert "rejected, line 4: no name and no number" in done.stderr
    lines = enduse(place, "rereview", table, *DAYS, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["q1"]
    found = enduse(place, "rereview", table).exception
    assert isinstance(found, UsageError)


def test_a_list_that_only_one_state_can_read_is_refused(place: Path, tmp_path: Path) -> None:
    """Its entries would look as if all had come."""
    shutil.copytree(place / "home" / "lists", tmp_path / "home" / "lists")
    store = tmp_path / "home" / "lists"
    shutil.rmtree(store / "merged")
    shutil.rmtree(store / "rows")
    catalogue = sorted((store / "catalogue" / "un-sc").glob("*.json"))
    record = json.loads(catalogue[-1].read_text())
    digest = record["parts"]["main"]["sha256"].removeprefix("sha256:")
    for path in (store / "raw").rglob(f"*{digest[:20]}*"):
        path.unlink()
    table = tmp_path / "parties.csv"
    table.write_text("id,name\nq1,Zzyzx Example Works\n")
    found = enduse(tmp_path, "rereview", table, *DAYS).exception
    assert isinstance(found, ListStoreError)
    assert "un-sc" in str(found)


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
