"""`enduse screen` as a person types it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.lists.formats import publishers
from typer.testing import CliRunner

from enduse.cli.main import app
from enduse.cli.screen import FORMATS
from enduse.cli.settings import knowledge_pack
from enduse.errors import DataError, NoInputError, UsageError
from enduse.lists.store import File
from enduse.lists.view import open_store

LIST = (
    "entry_id,list,name,aliases,country,from,to,cite\n"
    'E1,mine,"Hangzhou Hikvision Digital Technology Co., Ltd.",Hikvision,CN,2019-10-09,,84 FR 1\n'
    "E2,mine,Tula Arms Plant JSC,,RU,,,\n"
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of one's own, and a home without installed lists."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path / "home"))
    path = tmp_path / "own.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*args: str) -> str:
    """Run the command and return what it printed."""
    result = CliRunner().invoke(app, ["screen", *args], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def failure(*args: str) -> BaseException | None:
    """Run a command that fails, and return why."""
    return CliRunner().invoke(app, ["screen", *args]).exception


def test_text_says_since_when_and_what_was_searched(own: Path) -> None:
    """And that a match is not an identification."""
    text = run("海康威视", "--against", str(own), "--as-of", "2018-01-01", "--explain")
    assert "listed 2019-10-09 to still (list)" in text
    assert "not listed on that day" in text
    assert "84 FR 1" in text
    assert "brand" in text
    assert "searched mine: 2 entries, own list" in text
    assert "not an identification" in text


def test_a_file_gives_one_line_per_query(own: Path, tmp_path: Path) -> None:
    """In the order of the file, with `query` as an alias of `name`."""
    queries = tmp_path / "queries.csv"
    queries.write_text("id,query\nq1,Tula Arms Factory\nq2,Nothing Of Note\n", encoding="utf-8")
    out = run("--file", str(queries), "--against", str(own), "--format", "jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["id"] for line in lines] == ["q1", "q2"]
    assert lines[0]["matches"][0]["entry"] == "E2"
    assert lines[1]["matches"] == []
    rows = list(csv.DictReader(io.StringIO(
        run("--file", str(queries), "--against", str(own), "--format", "csv")
    )))  # fmt: skip
    assert [(row["id"], row["rank"], row["entry_id"]) for row in rows] == [("q1", "1", "E2")]


def test_another_country_makes_same_only_possible(own: Path) -> None:
    """It never takes the match away."""
    name = "Hangzhou Hikvision Digital Technology"
    here = json.loads(run(name, "--against", str(own), "--country", "CN", "--format", "json"))
    there = json.loads(run(name, "--against", str(own), "--country", "BR", "--format", "json"))
    assert here["matches"][0]["relation"] == "same"
    assert there["matches"][0]["relation"] == "possible"
    assert "country differs: BR, listed with CN" in there["matches"][0]["because"]


def test_the_shipped_designations_are_searched_without_any_list(own: Path) -> None:
    """A fresh installation answers, and says how little it searched."""
    assert "curated_subset" in run("Hikvision")


def test_what_cannot_be_asked_is_refused_with_the_reason(own: Path, tmp_path: Path) -> None:
    """No traceback, and what to do."""
    assert isinstance(failure("x", "--format", "pdf"), UsageError)
    assert isinstance(failure(), UsageError)
    assert isinstance(failure("x", "--as-of", "soon"), UsageError)
    assert isinstance(failure("x", "--against", str(tmp_path / "none.csv")), NoInputError)
    broken = tmp_path / "broken.csv"
    broken.write_text("entry_id,list,name\nE1,mine\n", encoding="utf-8")
    assert isinstance(failure("x", "--against", str(broken)), DataError)


def test_a_name_that_could_match_nothing_is_not_answered_like_an_absence(own: Path) -> None:
    """Words of all firms, a country, a picture, a letter, a text: each is told apart."""
    assert "only words that many bodies bear" in run("LTD")
    assert "only words that many bodies bear" in run("中国")
    assert "no letter or digit" in run("🎥")
    assert "too short" in run("X5")
    assert "only the first 32 words" in run(" ".join(f"word{n}" for n in range(300)))
    assert "says" not in run("Zzyzx Unheard Of Works")


def test_a_list_that_nobody_knows_is_refused(own: Path) -> None:
    """No match on a list that was not searched would look like an absence."""
    assert isinstance(failure("Hikvision", "--list", "nosuch"), UsageError)
    said = run("Tula Arms", "--list", "mine", "--against", str(own))
    assert "searched mine" in said


def test_a_country_is_read_or_refused(own: Path) -> None:
    """A country that was not read would weaken every match."""
    assert "country differs" not in run("Hikvision", "--against", str(own), "--country", "China")
    assert isinstance(failure("Hikvision", "--country", "Atlantis"), UsageError)


def test_a_country_of_a_file_is_read_as_elsewhere(own: Path, tmp_path: Path) -> None:
    """Names, lower case and three letters are codes; what names no country is said."""
    queries = tmp_path / "queries.csv"
    given = ("CN", "cn", "CHN", "China", "中国", "Atlantis", "")
    rows = [f"q{i},Hangzhou Hikvision Digital Technology,{c}" for i, c in enumerate(given)]
    queries.write_text("id,name,country\n" + "\n".join(rows) + "\n", encoding="utf-8")
    out = run("--file", str(queries), "--against", str(own), "--format", "jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["matches"][0]["relation"] for line in lines] == ["same"] * len(given)
    because = [" ".join(line["matches"][0]["because"]) for line in lines]
    assert all("differs" not in text for text in because)
    assert ["not read: not compared" in " ".join(line["notes"]) for line in lines] == [
        c == "Atlantis" for c in given
    ]


def test_countries_of_a_list_of_ones_own_are_read_too(own: Path) -> None:
    """A list with the names of countries in words is compared as one with codes."""
    own.write_text(LIST.replace(",CN,", ",China,"), encoding="utf-8")
    name = "Hangzhou Hikvision Digital Technology"
    found = json.loads(run(name, "--against", str(own), "--country", "CN", "--format", "json"))
    assert found["matches"][0]["relation"] == "same"


OPEN = [
    ("LTD", "only words that many bodies bear"),
    ("🎥", "no letter or digit"),
    ("X5", "too short"),
    (" ".join(f"word{n}" for n in range(300)), "only the first 32 words"),
]


@pytest.mark.parametrize(("name", "words"), OPEN, ids=lambda v: str(v)[:12])
def test_every_format_says_what_a_silence_is_worth(own: Path, name: str, words: str) -> None:
    """JSON in the line; CSV, which has no row without a match, on stderr."""
    found = json.loads(run(name, "--against", str(own), "--format", "json"))
    assert any(words in note for note in found["notes"])
    args = ["screen", name, "--against", str(own), "--format", "csv"]
    result = CliRunner().invoke(app, args, catch_exceptions=False)
    assert words in result.stderr
    assert result.stdout.count("\n") == 1


def test_a_weak_script_is_told_with_its_measured_share(own: Path, tmp_path: Path) -> None:
    """In text, in JSON and in the rows of CSV, with our romanisation."""
    assert "find their entry in" in run("海康威视", "--against", str(own))
    found = json.loads(run("海康威视", "--against", str(own), "--format", "json"))
    [script] = found["scripts"]
    assert script["script"] == "han"
    assert 0 < int(script["found_of_100"]) < 100
    assert script["read_as"] == "haikangweishi"
    assert found["searched"][0]["list"] == "mine"
    text = run("海康威视", "--against", str(own), "--format", "csv")
    [row] = csv.DictReader(io.StringIO(text))
    assert f"in {script['found_of_100']} of 100 cases" in row["notes"]
    assert json.loads(run("Tula Arms", "--against", str(own), "--format", "json"))["scripts"] == []


def test_more_matches_than_are_shown_are_told_in_every_format(tmp_path: Path, own: Path) -> None:
    """Silence beyond the last match shown is no absence; fewer matches need no such word."""
    words = "only the best 50 matches of all lists were kept"
    path = tmp_path / "many.csv"
    for count, told in ((60, True), (49, False)):
        rows = "".join(f"M{n},mine,Tula Arms Plant JSC,,RU,,,\n" for n in range(count))
        path.write_text(LIST.splitlines()[0] + "\n" + rows, encoding="utf-8")
        for form in FORMATS:
            out = run("Tula Arms Plant JSC", "--against", str(path), "--format", form)
            assert (words in out) is told


def test_a_day_of_which_nobody_can_say_is_told_as_such(own: Path) -> None:
    """As `lists show --as-of` does; without a day there is nothing to say."""
    said = "not known whether listed on"
    asked = ("Tula Arms Plant JSC", "--against", str(own))
    assert f"{said} 2020-05-01" in run(*asked, "--as-of", "2020-05-01")
    assert said not in run(*asked)


def test_a_list_that_cannot_be_read_is_told_and_searched_once_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In every format; what was answered without the list is not kept."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path))
    store = open_store(tmp_path / "lists", knowledge_pack(None, None))
    bodies = [publishers.un_entity(n, f"ZZYZX FOUNDRY {n}") for n in range(100, 600)]
    file = File("un.xml", publishers.un("2024-11-30", *bodies))
    store.add("un-sc", [file], date(2024, 11, 30))
    for name in ("rows", "raw"):
        (store.root / name).rename(tmp_path / name)
    shutil.rmtree(store.root / "merged", ignore_errors=True)
    args = ["screen", "Zzyzx Foundry 205"]
    for _ in range(2):
        text = run(*args[1:])
        assert "no matches" in text
        assert "not searched: un-sc, which cannot be read" in text
        [line] = run(*args[1:], "--format", "json").splitlines()
        assert any("not searched: un-sc" in note for note in json.loads(line)["notes"])
        done = CliRunner().invoke(app, [*args, "--format", "csv"], catch_exceptions=False)
        assert "not searched: un-sc" in done.stderr
        assert "not searched: un-sc" not in run(*args[1:], "--list", "us-bis-el")
    for name in ("rows", "raw"):
        shutil.rmtree(store.root / name, ignore_errors=True)
        (tmp_path / name).rename(store.root / name)
    text = run(*args[1:])
    assert "ZZYZX FOUNDRY 205" in text
    assert "not searched" not in text
