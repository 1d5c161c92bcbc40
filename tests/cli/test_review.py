"""`enduse review` as a user runs it: one file in, every view out, answers taken back."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/transfers.csv"
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def enduse(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the program with a home of its own."""
    home = tmp_path_factory.mktemp("home")
    env = dict(os.environ, ENDUSE_HOME=str(home), PYTHONPATH=str(ROOT / "src"))

    def run(*words: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "enduse", *map(str, words)],
            cwd=ROOT, env=env, capture_output=True, input=stdin, check=False,
        )  # fmt: skip

    return run


@pytest.fixture(scope="module")
def kept(enduse: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, reviewed once and kept."""
    folder = tmp_path_factory.mktemp("runs") / "example"
    done = enduse("review", EXAMPLE, "--out", folder)
    assert done.returncode == 20, done.stderr
    return folder


def test_the_first_lines_of_the_text_answer(enduse: Run, kept: Path) -> None:
    """What was read, which lists, law through when, what stops; nothing wider than 80 columns."""
    from rich.cells import cell_len

    lines = enduse("show", kept).stdout.decode().splitlines()
    head = "\n".join(lines[:25])
    for word in ("NOT the full official lists", "rows in", "rejected", "law", "STOP", "REFER",
                 "UNKNOWN", "NOTHING", "ask", "next"):  # fmt: skip
        assert word in head
    assert max(map(cell_len, lines)) <= 80


def test_the_text_is_the_golden_one(enduse: Run, kept: Path) -> None:
    """`tests/golden/transfers.txt`; rewrite it with `enduse review examples/transfers.csv`."""
    written = (ROOT / "tests/golden/transfers.txt").read_text(encoding="utf-8")
    assert enduse("show", kept).stdout.decode() == written


def test_the_same_run_twice_has_the_same_bytes(enduse: Run, kept: Path, tmp_path: Path) -> None:
    """No output holds the day on which it was made; a note tells how long that took."""
    again = tmp_path / "again"
    enduse("review", EXAMPLE, "--out", again)
    files = {file.name: file for file in kept.iterdir()}
    assert json.loads(files.pop("stages.json").read_text())["cpu_seconds"]
    for file in files.values():
        assert (again / file.name).read_bytes() == file.read_bytes(), file.name


def test_every_review_fits_the_published_schema(enduse: Run, kept: Path) -> None:
    """`docs/reference/schema/review.json` holds for every line."""
    schema = json.loads((ROOT / "docs/reference/schema/review.json").read_text(encoding="utf-8"))
    reviews = [
        json.loads(line) for line in enduse("show", kept, "--format", "jsonl").stdout.splitlines()
    ]
    assert len(reviews) == 16
    for review in reviews:
        jsonschema.validate(review, schema)
        assert review["run"].startswith("sha256:")


def test_a_csv_cannot_run_a_formula_and_keeps_its_keys(enduse: Run, tmp_path: Path) -> None:
    """A name that begins with = is text; the source's own key keeps its zeros."""
    path = tmp_path / "evil.csv"
    path.write_text(
        'id,end_user,end_user_country,goods_description,key_VBELN\n'
        '=1+1,"=HYPERLINK(""http://x"")",CN,+camera,0000000012\n', encoding="utf-8",
    )  # fmt: skip
    text = enduse("review", path, "--format", "csv").stdout.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["end_user"].startswith("'=")
    assert row["description"].startswith("'+")
    assert row["key_VBELN"] == "0000000012"
    book = tmp_path / "evil.xlsx"
    book.write_bytes(enduse("review", path, "--format", "xlsx").stdout)
    cells = CalamineWorkbook.from_path(str(book)).get_sheet_by_name("lines").to_python()[1]
    assert '\'=HYPERLINK("http://x")' in cells
    assert "0000000012" in cells


def test_blocks_go_back_as_the_input_came(enduse: Run, tmp_path: Path) -> None:
    """The input's delimiter and encoding, its keys untouched."""
    path = tmp_path / "orders.csv"
    head = "id;end_user;end_user_country;goods_description;key_VBELN;key_POSNR\n"
    text = head + "1;Полиция;RU;камера;0000000012;000010\n"
    path.write_bytes(text.encode("cp1251"))
    done = enduse("review", path, "--encoding", "cp1251", "--format", "blocks")
    lines = done.stdout.decode("cp1251").splitlines()
    assert lines[0] == "VBELN;POSNR;outcome;reason;citation"
    assert lines[1].startswith("0000000012;000010;")


def test_the_page_asks_for_nothing_outside(enduse: Run, kept: Path) -> None:
    """One self-contained file: no address is fetched, scripts are its own."""
    page = enduse("show", kept, "--format", "html").stdout.decode()
    for word in ("src=", "@import", "url(", "<link", "fetch(", "XMLHttpRequest"):
        assert word not in page
    assert "default-src 'none'" in page
    assert "prefers-color-scheme:dark" in page


def test_questions_go_out_and_answers_come_back(enduse: Run, tmp_path: Path) -> None:
    """An answer settles the lines that asked, and is recorded in the run."""
    path = tmp_path / "camera.csv"
    head = "id,date,kind,goods_description,origin,dispatched_from,destination,end_user\n"
    line = "{},2024-05-01,export,Fingerprint livescan station,US,US,CL,Policia de Chile\n"
    path.write_text(head + "".join(line.format(n) for n in range(3)), encoding="utf-8")
    sheet = tmp_path / "questions.xlsx"
    first = enduse("review", path, "--ask", sheet, "--format", "csv")
    rows = CalamineWorkbook.from_path(str(sheet)).get_sheet_by_index(0).to_python()
    asked = [row for row in rows[1:] if row[7] == "goods.entries.us"]
    assert asked, first.stdout
    assert asked[0][0] == 3, "one question for three lines"
    _answer(sheet, rows, {"goods.entries.us": "3A981"})
    run = tmp_path / "run"
    enduse("review", path, "--answers", sheet, "--out", run)
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["answers"][0]["person"] == "A. Officer"
    lines = enduse("show", run, "--format", "jsonl").stdout.splitlines()
    assert all(json.loads(one)["outcome"] == "stop" for one in lines)


def _answer(path: Path, rows: list[list[object]], answers: dict[str, str]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for n, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(n, column, cell)
        answer = answers.get(str(row[7])) if n else None
        if answer:
            sheet.write(n, 3, answer)
            sheet.write(n, 5, "A. Officer")
    book.close()


def test_a_statement_is_recorded_with_who_made_it(enduse: Run, tmp_path: Path) -> None:
    """`--statement` answers a standing question for the file."""
    run = tmp_path / "run"
    words = ("--statement", "informed_by_authority=false", "--by", "A. Officer")
    enduse("review", EXAMPLE, *words, "--out", run)
    said = json.loads((run / "manifest.json").read_text(encoding="utf-8"))["options"]["statements"]
    assert said == [{"by": "A. Officer", "name": "informed_by_authority", "value": "false"}]


def test_one_line_can_be_explained(enduse: Run, kept: Path) -> None:
    """Each match word by word, and the rules that did not apply."""
    text = enduse("show", kept, "--explain", "T-1003").stdout.decode()
    assert "us.ear.744-11-a" in text
    assert "(equal)" in text
    assert "- not us." in text


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["review", "nothere.csv"], 66, "Check the name"),
        (["review", str(EXAMPLE), "--format", "pdf"], 2, "Use one of"),
        (["review", str(EXAMPLE), "--as-of", "2021-02-30"], 2, "Write it as"),
        (["review", str(EXAMPLE), "--rules", "us.nothing"], 78, "enduse law list"),
        (["show", "docs"], 66, "--out"),
        (["licence", "--jurisdiction", "xx", "--date", "2024-01-01"], 2, "Held:"),
        (["explain", "no.such.thing"], 2, "nothing is called so"),
    ],
)
def test_an_error_says_what_to_do(enduse: Run, words: list[str], code: int, said: str) -> None:
    """Where, what is wrong, what to do; the exit code of its class; no traceback."""
    done = enduse(*words)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
