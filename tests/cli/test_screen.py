"""`enduse screen` as a person types it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
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
from enduse.report.lines import cell_len

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
    assert "same from 0.8700 if most of the listed" in text
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
    told = [(row["id"], row["name"], row["rank"], row["entry_id"]) for row in rows]
    assert told == [("q1", "Tula Arms Factory", "1", "E2"), ("q2", "Nothing Of Note", "", "")]
    assert rows[1]["notes"] == "no match"


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


def test_a_cell_of_more_names_than_are_compared_says_so(own: Path) -> None:
    """Names behind the bound are not dropped in silence, and twenty names are all compared."""
    cell = "; ".join(f"Zyq{n}vorn Wumble{n}fast" for n in range(20))
    assert "compared" not in run(cell)
    said = run(cell + "; " + cell.replace("Zyq", "Brix"))
    assert "only the first 25 were compared" in " ".join(said.split())
    assert "words of a name" not in said


def test_a_list_that_nobody_knows_is_refused(own: Path) -> None:
    """No match on a list that was not searched would look like an absence."""
    assert isinstance(failure("Hikvision", "--list", "nosuch"), UsageError)
    said = run("Tula Arms", "--list", "mine", "--against", str(own))
    assert "searched mine" in said


def test_shipped_designations_are_no_list_of_their_own(own: Path) -> None:
    """They are told as searched, yet stand on other lists: silence under that name is refused."""
    told = failure("Hikvision", "--list", "enduse-curated")
    assert isinstance(told, UsageError)
    assert "shipped designations of several lists" in told.problem
    for list_id in told.remedy.partition(": ")[2].split(", "):
        assert "no such list" not in run("Hikvision", "--list", list_id)
    assert "us-bis-el" in told.remedy
    assert "enduse-curated" not in str(failure("Hikvision", "--list", "nosuch"))


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
    """JSON in the line; CSV in a row without a rank."""
    found = json.loads(run(name, "--against", str(own), "--format", "json"))
    assert any(words in note for note in found["notes"])
    [row] = csv.DictReader(io.StringIO(run(name, "--against", str(own), "--format", "csv")))
    assert row["rank"] == ""
    assert words in row["notes"]


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
    words = "only the best 50 matches were kept"
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
        text = " ".join(run(*args[1:]).split())
        assert "no matches" in text
        assert "not searched: un-sc, which cannot be read" in text
        assert text.count("import it again") == 1
        assert text.lower().count("fetch") == 1, "one remedy"
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


ODD = (
    b"id,name,country\n"
    b"q1,Tula Arms Plant,RU\n"
    b"q2,Tula Arms Plant\n"
    b"q3,Tula Arms Plant,RU,more,cells\n"
    b"q4,,\n"
    b"q5,M\xfcnchener Werke,Atlantis\n"
)


def test_an_odd_row_is_rejected_or_a_problem_and_the_others_are_answered(
    own: Path, tmp_path: Path
) -> None:
    """Rows in are read, read with problems, or rejected with the reason, in every format."""
    queries = tmp_path / "odd.csv"
    queries.write_bytes(ODD)
    asked = ["screen", "--file", str(queries), "--against", str(own), "--format"]
    done = {form: CliRunner().invoke(app, [*asked, form], catch_exceptions=False)
            for form in FORMATS}  # fmt: skip
    for one in done.values():
        assert one.exit_code == 0
        told = " ".join(one.stderr.split())
        assert "5 rows in: 1 read, 2 read with problems, 2 rejected" in told
    lines = [json.loads(line) for line in done["jsonl"].stdout.splitlines()]
    assert [line["id"] for line in lines] == ["q1", "q2", None, None, "q5"]
    assert [line["rejected"]["line"] for line in lines if "rejected" in line] == [4, 5]
    assert lines[4]["name"] == "Münchener Werke", "another encoding than UTF-8 is found"
    assert [one["field"] for one in lines[1]["problems"]] == ["row"]
    rows = list(csv.DictReader(io.StringIO(done["csv"].stdout)))
    assert [row["notes"][:20] for row in rows if not row["id"]] == [
        "rejected, line 4: 5 ",
        "rejected, line 5: no",
    ]
    assert "rejected, line 5: no name and no number" in done["text"].stdout


ENCODINGS = ["utf-8-sig", "utf-16", "cp1251"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_names_of_any_encoding_and_delimiter_are_read(
    own: Path, tmp_path: Path, encoding: str
) -> None:
    """As the files of a review are."""
    queries = tmp_path / "queries.csv"
    rows = "".join(f"q{n};Тульский оружейный завод номер {n}\n" for n in range(30))
    queries.write_text("ID;Name\n" + rows, encoding=encoding)
    out = run("--file", str(queries), "--against", str(own), "--format", "jsonl")
    assert json.loads(out.splitlines()[7])["name"] == "Тульский оружейный завод номер 7"


def test_a_file_of_which_no_row_can_be_read_is_an_error(own: Path, tmp_path: Path) -> None:
    """And one without a column of names; one without rows asks nothing."""
    queries = tmp_path / "queries.csv"
    for text in ("id,name\nq1,\n", "id,nom\nq1,Tula\n"):
        queries.write_text(text)
        assert isinstance(failure("--file", str(queries), "--against", str(own)), DataError)
    queries.write_text("id,name\n")
    assert run("--file", str(queries), "--against", str(own), "--format", "jsonl") == ""


def test_a_number_without_a_name_is_looked_for(own: Path, tmp_path: Path) -> None:
    """A row with an identifier alone is a question too."""
    queries = tmp_path / "queries.csv"
    queries.write_text("id,name,identifier_IMO\nq1,,9562233\n")
    [line] = run("--file", str(queries), "--against", str(own), "--format", "jsonl").splitlines()
    assert any("no name" in note for note in json.loads(line)["notes"])


def test_csv_says_who_was_listed_on_the_day(own: Path) -> None:
    """With the days of the listing beside it."""
    asked = ("Hikvision", "--against", str(own), "--format", "csv")
    [row] = csv.DictReader(io.StringIO(run(*asked, "--as-of", "2018-01-01")))
    assert (row["as_of"], row["listed_as_of"]) == ("2018-01-01", "false")
    assert row["listed"] == "2019-10-09 to still (list)"
    [row] = csv.DictReader(io.StringIO(run(*asked)))
    assert (row["as_of"], row["listed_as_of"]) == ("", "")


def test_rows_of_ones_own_list_that_cannot_be_read_are_told(own: Path) -> None:
    """No match says nothing of them; rows of one id are one entry."""
    more = "E3,mine,,,,,,\nE2,mine,Zzyzx Foundry,,Atlantis,31.12.2020,,\n"
    own.write_text(LIST + more, encoding="utf-8")
    args = ["screen", "Zzyzx Foundry", "--against", str(own)]
    done = CliRunner().invoke(app, args, catch_exceptions=False)
    assert "by its name Zzyzx Foundry" in done.stdout
    assert "searched mine: 2 entries" in done.stdout
    said = " ".join(done.stdout.split())
    assert "not searched: own.csv, line 4, which was rejected: no `entry_id` or no `name`" in said
    told = " ".join(done.stderr.split())
    assert "line 5: country 'Atlantis': names no country" in told
    assert "line 5: from '31.12.2020': not a day" in told


def test_a_list_is_chosen_before_the_best_matches_are_kept(own: Path) -> None:
    """Sixty entries of another list hide none of the one that is asked for."""
    rows = "".join(f"M{n},many,Tula Arms Plant JSC,,RU,,,\n" for n in range(60))
    own.write_text(LIST.splitlines()[0] + "\n" + rows + "E2,mine,Tula Arms Plant JSC of X,,,,,\n")
    asked = ("Tula Arms Plant JSC", "--against", str(own), "--list", "mine", "--format", "json")
    found = json.loads(run(*asked))
    assert [match["entry"] for match in found["matches"]] == ["E2"]
    assert not any("best 50" in note for note in found["notes"])


def test_a_number_of_an_own_list_finds_its_entry(tmp_path: Path) -> None:
    """As a number of an official list does; a column that is not known is named once."""
    own = tmp_path / "own.csv"
    own.write_text(
        "entry_id,list,name,identifier_OGRN,reg_no\n"
        "1,own,Foo Wumble,,1027739850962\n"
        "1,own,Foo Wumble,1027739850962,\n"
        "2,own,Other Works,1027739850963,\n"
    )
    args = ["screen", "Quite Another", "--identifier", "1027739850962", "--against", str(own)]
    done = CliRunner().invoke(app, [*args, "--format", "json"], catch_exceptions=False)
    [match] = json.loads(done.stdout)["matches"]
    assert match["entry"] == "1"
    assert "OGRN 1027739850962" in str(match)
    told = " ".join(done.stderr.split())
    assert told.count("column 'reg_no': not known: nothing in this column is read") == 1
    assert "identifier_SCHEME" in told
    assert "OGRN'" not in told


def test_a_day_to_come_is_refused(own: Path) -> None:
    """No list says who will be listed."""
    assert isinstance(failure("Hikvision", "--as-of", "2199-01-01"), UsageError)


def test_a_file_that_is_old_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On stderr, as its age is that of the day; a past day that it covers needs no word."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path))
    store = open_store(tmp_path / "lists", knowledge_pack(None, None))
    for day, count in (("2024-11-30", 502), ("2024-12-01", 501)):
        bodies = [publishers.un_entity(n, f"ZZYZX FOUNDRY {n}") for n in range(100, 100 + count)]
        store.add("un-sc", [File("un.xml", publishers.un(day, *bodies))], date.fromisoformat(day))
    args = ["screen", "Zzyzx Foundry 205"]
    done = CliRunner().invoke(app, args, catch_exceptions=False)
    assert "old files: un-sc of 2024-12-01 (due since 2024-12-" in done.stderr
    assert "503 entries of all files held, 502 in the newest" in " ".join(done.stdout.split())
    past = CliRunner().invoke(app, [*args, "--as-of", "2024-12-01"], catch_exceptions=False)
    assert "old files" not in past.stderr


def test_no_line_is_wider_than_a_terminal(own: Path) -> None:
    """Whatever the names and citations are; a long word goes on below."""
    name = "北京" * 30
    own.write_text(LIST + f"E9,mine,{name},{'long name ' * 20},CN,,,{'84 FR 54002 ' * 12}\n")
    text = run(name, "海康威视", "--against", str(own), "--explain", "--as-of", "2020-01-01")
    assert "84 FR 54002" in text
    assert max(cell_len(line) for line in text.splitlines()) <= 80


@pytest.fixture
def foundries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Take in a file of the United Nations of a day, with 500 foundries and other names."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path))
    store = open_store(tmp_path / "lists", knowledge_pack(None, None))

    def _take(day: str, *names: str) -> None:
        bodies = [publishers.un_entity(n, f"ZZYZX FOUNDRY {n}") for n in range(100, 600)]
        more = [publishers.un_entity(n, name) for n, name in enumerate(names, 900)]
        file = File("un.xml", publishers.un(day, *bodies, *more))
        store.add("un-sc", [file], date.fromisoformat(day))

    return _take


def test_a_day_without_a_file_makes_no_absence(foundries: Callable[..., None]) -> None:
    """In text, in the notes of CSV and on stderr beside it; a day with a file needs no word."""
    foundries("2021-03-12")
    foundries("2024-11-30")
    went = "un-sc: no file held of 2020-01-01; who was removed before 2021-03-12 cannot be seen"
    between = (
        "un-sc: no file held of 2023-01-01; who came after 2021-03-12 and was removed before"
        " 2024-11-30 cannot be seen"
    )
    came = "un-sc: no file held of 2026-01-01; who came after 2024-11-30 cannot be seen"
    for day, said in (("2020-01-01", went), ("2023-01-01", between), ("2026-01-01", came)):
        args = ("Babylon Project", "--list", "un-sc", "--as-of", day)
        text = run(*args)
        assert max(cell_len(line) for line in text.splitlines()) <= 80
        assert f"{said}: absence says nothing for that day" in " ".join(text.split())
        assert f"not complete for {day}" in " ".join(text.split())
        done = CliRunner().invoke(app, ["screen", *args, "--format", "csv"], catch_exceptions=False)
        [row] = csv.DictReader(io.StringIO(done.stdout))
        assert said in row["notes"]
        assert said in " ".join(done.stderr.split())
    for form in ("text", "csv"):
        asked = ("Babylon Project", "--list", "un-sc", "--as-of", "2024-11-30", "--format", form)
        assert "no file held" not in run(*asked)
        assert "no file held" not in run(*asked[:3], "--format", form)
    assert "complete for 2024-11-30" in " ".join(run(*asked[:-2]).split())


def test_a_day_after_the_newest_file_is_told_as_that_files(
    foundries: Callable[..., None],
) -> None:
    """Nobody holds what the list said since; what the file of the day says is said flatly."""
    foundries("2024-11-30")
    asked = ("Zzyzx Foundry 205", "--list", "un-sc", "--as-of")
    text = " ".join(run(*asked, "2026-11-01").split())
    assert "listed in the newest file, of 2024-11-30; nothing newer is held" in text
    assert "listed 2007-03-24, still in the newest file, of 2024-11-30 (from: list; until:" in text
    assert "on that day" not in text
    row = next(csv.DictReader(io.StringIO(run(*asked, "2026-11-01", "--format", "csv"))))
    assert row["notes"].startswith("listed in the newest file, of 2024-11-30; nothing newer")
    assert row["listed_as_of"] == "true"
    assert "listed on that day" in run(*asked, "2024-11-30")


def test_an_end_that_files_alone_tell_is_not_the_lists(foundries: Callable[..., None]) -> None:
    """The last file with the entry and the first without it are named, with the source of each."""
    foundries("2021-03-12", "BABYLON PROJECT")
    foundries("2024-11-30")
    said = (
        "listed 2007-03-24, in the files held until 2021-03-12, not in that of 2024-11-30"
        " (from: list; until: files)"
    )
    asked = ("Babylon Project", "--list", "un-sc")
    assert said in " ".join(run(*asked).split())
    row = next(csv.DictReader(io.StringIO(run(*asked, "--format", "csv"))))
    assert f"listed {row['listed']}" == said


def test_without_a_name_and_a_number_nothing_was_looked_for(own: Path) -> None:
    """An empty name is no search for a number."""
    assert "nothing was looked for" in run("", "--against", str(own))
    by_number = run("", "--identifier", "9562233", "--against", str(own))
    assert "only the number was looked for" in by_number


def test_an_edition_without_its_aliases_is_not_called_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be found is told on any day, also once the names are kept."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path))
    store = open_store(tmp_path / "lists", knowledge_pack(None, None))
    row = '%d,"ZZYZX FOUNDRY %d",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    rows = "".join(row % (n, n) for n in range(1, 5501)).encode()
    store.add("us-ofac-sdn-csv", [File("sdn.csv", rows)], date(2024, 3, 5))
    for day in ((), ("--as-of", "2024-03-05")):
        text = " ".join(run("Babylon Project", "--list", "us-ofac-sdn", *day).split())
        assert "us-ofac-sdn: aliases (ALT.CSV) are not held: names by alias cannot be" in text
        assert "in the newest, not whole" in text
        assert "complete" not in text
