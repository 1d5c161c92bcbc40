"""`enduse show` as a user runs it: rows that could not be read, a selection, how a run was made."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def enduse(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the program with a home of its own."""
    home = tmp_path_factory.mktemp("home")
    env = dict(os.environ, ENDUSE_HOME=str(home), PYTHONPATH=str(ROOT / "src"))

    def run(*words: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "enduse", *map(str, words)],
            cwd=ROOT, env=env, capture_output=True, check=False,
        )  # fmt: skip

    return run


@pytest.fixture(scope="module")
def kept(enduse: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an example, two rows of which cannot be read, and a file of something else."""
    place = tmp_path_factory.mktemp("folder")
    text = (ROOT / "examples/transfers.csv").read_text(encoding="utf-8")
    long = ",".join(["x"] * 40)
    (place / "orders.csv").write_text(f"{text}{long}\n", encoding="utf-8")
    (place / "strange.csv").write_text("a,b\n1,2\n")
    folder = tmp_path_factory.mktemp("runs") / "run"
    done = enduse("review", place, "--bulk", "--out", folder)
    assert done.returncode == 20, done.stderr
    return folder


def text_of(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """Lines of a view; none is wider than a terminal."""
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode().splitlines()
    assert max(map(cell_len, lines)) <= 80
    return lines


def test_rows_that_could_not_be_read_are_listed(enduse: Run, kept: Path) -> None:
    """With reason, remedy, line and text; as text, CSV and JSON Lines."""
    text = "\n".join(text_of(enduse("show", kept, "--rejects")))
    for words in ("3 rows could not be read and were NOT reviewed", "strange.csv",
                  "the whole file", "line 19: x | x", "columns have shifted",
                  "A delimiter stands unquoted"):  # fmt: skip
        assert words in text
    rows = enduse("show", kept, "--rejects", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(row)["line"] for row in rows] == [18, 19, 0]
    table = enduse("show", kept, "--rejects", "--format", "csv").stdout.decode().splitlines()
    assert table[0] == "file,line,reason,remedy,text"
    assert len(table) == 4
    assert enduse("show", kept, "--rejects", "--format", "html").returncode == 2


def test_the_summary_counts_them_by_reason(enduse: Run, kept: Path) -> None:
    """Each number with a handle; files that could not be read are named."""
    text = "\n".join(text_of(enduse("summary", kept)))
    handle = "rejected=N cells under N headings: columns have shifted"
    assert handle in text
    assert "file not read: strange.csv: none of its headings is known" in text
    some = text_of(enduse("show", kept, "--cell", handle))
    assert "2 rows for this reason" in "\n".join(some)
    assert "strange.csv" not in "\n".join(some)
    said = json.loads(enduse("summary", kept, "--format", "json").stdout)
    assert said["rejected_rows"] == 3
    assert [one["name"] for one in said["files_not_read"]] == ["strange.csv"]
    assert "strange.csv" in enduse("summary", kept, "--format", "html").stdout.decode()


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_report_names_what_was_not_read(form: str, enduse: Run, kept: Path) -> None:
    """Rejected rows by reason, and files by name."""
    text = enduse("show", kept, "--format", form).stdout.decode()
    for words in ("strange.csv", "none of its headings is known", "show RUN --rejects",
                  "columns have shifted"):  # fmt: skip
        assert words in " ".join(text.split())


def test_a_selection_says_that_it_is_one(enduse: Run, kept: Path) -> None:
    """Which lines, how many of how many; also where there are none."""
    text = " ".join("\n".join(text_of(enduse("show", kept, "--where", "outcome=stop"))).split())
    assert "SHOWN outcome=stop: 4 of the 16 lines of this run" in text
    text = " ".join(enduse("show", kept, "--cell", "told=not").stdout.decode().split())
    assert "SHOWN told=not: 1 of the 16 lines" in text
    none = enduse("show", kept, "--where", "destination=ZZ").stdout.decode()
    assert "destination=ZZ: 0 of the 16 lines" in none
    assert "STANDING" not in none
    assert "SHOWN" not in enduse("show", kept).stdout.decode()
    html = enduse("show", kept, "--where", "outcome=stop", "--format", "html").stdout.decode()
    assert "Shown: outcome=stop: 4 of the 16 lines" in html


@pytest.mark.parametrize("where", ["outcome=red", "unknown_because=x", "kind=gift"])
def test_a_value_that_no_line_can_have_is_refused(where: str, enduse: Run, kept: Path) -> None:
    """It is a mistake, and not an empty answer."""
    done = enduse("show", kept, "--where", where)
    assert done.returncode == 2
    assert b"It is one of" in done.stderr


def test_a_run_says_from_what_it_was_made(enduse: Run, kept: Path) -> None:
    """Hashes of the inputs, knowledge, lists, days of the law, and the cost of each stage."""
    text = "\n".join(text_of(enduse("show", kept, "--made")))
    manifest = json.loads((kept / "manifest.json").read_text())
    for one in manifest["inputs"]:
        assert one["name"] in text
        assert one["sha256"] in text
    for words in (manifest["lists"], manifest["knowledge"]["sha256"], "2026-09-24",
                  "163 entries", "of CPU", "opening knowledge and lists"):  # fmt: skip
        assert words in text
    (kept / "stages.json").rename(kept / "away.json")
    assert "not noted" in enduse("show", kept, "--made").stdout.decode()
    (kept / "away.json").rename(kept / "stages.json")


def test_views_that_do_not_go_together_are_refused(enduse: Run, kept: Path) -> None:
    """Before anything is written."""
    for words in (("--rejects", "--made"), ("--made", "--where", "outcome=stop")):
        done = enduse("show", kept, *words)
        assert (done.returncode, done.stdout) == (2, b"")


def test_a_small_selection_lists_its_lines(enduse: Run, kept: Path) -> None:
    """By a handle of the summary in --cell or --where, and lines read with problems."""
    by_cell = text_of(enduse("show", kept, "--cell", "technology=anpr"))
    assert by_cell == text_of(enduse("show", kept, "--where", "technology=anpr"))
    listed = by_cell[next(n for n, one in enumerate(by_cell) if one.startswith("LINES -")) + 1 :]
    assert any(one.startswith("T-1") and "; " in one for one in listed)
    table = enduse("show", kept, "--where", "problems=any", "--format", "csv").stdout.decode()
    found = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert found
    assert all(int(one["problems"]) > 0 for one in found)
    assert any("problems=any" in one for one in text_of(enduse("show", kept)))
