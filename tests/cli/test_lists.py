"""`enduse lists`, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from tests.lists.formats import publishers as p
from typer.testing import CliRunner

from enduse.cli.lists import app
from enduse.errors import EnduseError, UsageError
from enduse.knowledge.folder import read_folder
from enduse.knowledge.pack import write_pack


@pytest.fixture(scope="module")
def pack_file(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge about lists, compiled once."""
    folder = read_folder(root / "knowledge")
    path = tmp_path_factory.mktemp("knowledge") / "lists.pack"
    path.write_bytes(write_pack({k: folder.sections[k] for k in ("lists", "tables", "pack")}))
    return path


@pytest.fixture
def run(tmp_path: Path, pack_file: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run a verb with a home of its own."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ENDUSE_KNOWLEDGE", str(pack_file))

    def _run(*args: str | Path) -> Result:
        result = CliRunner().invoke(app, [str(a) for a in args])
        if isinstance(result.exception, EnduseError):
            return result
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return _run


@pytest.fixture
def editions(tmp_path: Path) -> list[Path]:
    """Three files of the United Nations: listed, taken off, listed again."""
    rest = [p.un_entity(n, f"WORKS NUMBER {n}") for n in range(100, 600)]
    one = p.un_entity(900, "EXAMPLE WORKS")
    paths = []
    for day, extra in (("2021-03-12", [one]), ("2024-11-30", []), ("2025-11-18", [one])):
        path = tmp_path / f"{day}.xml"
        path.write_bytes(p.un(day, *rest, *extra))
        paths.append(path)
    return paths


def test_import_show_diff_status_verify_export(run, editions, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The whole round; JSON as the contract writes it."""
    for path in editions:
        assert run("import", "un-sc", path, "--date", path.stem).exit_code == 0
    shown = run(
        "show", "Example Works", "--list", "un-sc", "--as-of", "2024-11-30", "--format", "json"
    )
    (entry,) = json.loads(shown.stdout)["entries"]
    assert entry["list"] == "un-sc"
    assert entry["listed_as_of"] is False
    assert entry["intervals"] == [
        {"from": "2007-03-24", "to": "2021-03-13", "dates_from": "list"},
        {"from": "2025-11-18", "to": None, "dates_from": "snapshots"},
    ]
    assert entry["snapshots"][0].startswith("sha256:")
    text = run("show", "Example Works", "--list", "un-sc", "--as-of", "2023-01-01").stdout
    assert "on 2023-01-01: not known whether listed" in text
    diff = " ".join(run("diff", "un-sc@2024-11-30", "un-sc@2025-11-18").stdout.split())
    assert "1 added, 0 removed, 0 changed" in diff
    status = json.loads(run("status", "--as-of", "2025-11-28", "--format", "json").stdout)
    assert status["lists"][0]["age_days"] == 10
    assert "every byte agrees" in run("verify").stdout
    bundle = tmp_path / "bundle.zip"
    assert run("export", bundle).exit_code == 0
    carried = run("import", "bundle", bundle, "--store", tmp_path / "other")
    assert "3 snapshots taken in" in carried.stdout


def test_text_says_which_names_were_given_on_which_days(run, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """An alias that came later, countries, programmes; and no list that neither file holds."""
    rest = [p.un_entity(n, f"WORKS NUMBER {n}") for n in range(100, 600)]
    alias = "<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>EXW</ALIAS_NAME></ENTITY_ALIAS>"
    plain = p.un_entity(900, "EXAMPLE WORKS")
    for day, one in (
        ("2024-11-30", plain),
        ("2025-11-18", plain.replace("</ENTITY>", f"{alias}</ENTITY>")),
    ):
        path = tmp_path / f"{day}.xml"
        path.write_bytes(p.un(day, *rest, one))
        assert run("import", "un-sc", path, "--date", day).exit_code == 0
    before = run("show", "Example Works", "--list", "un-sc", "--as-of", "2024-12-24").stdout
    assert "on other days: EXW (2025-11-18 to still)" in before
    assert "programme: Iran" in before
    after = run("show", "Example Works", "--list", "un-sc", "--as-of", "2025-12-24").stdout
    assert "also: EXW" in after
    wrong = run("diff", "un-sc@2024-11-30", "un-sc@2025-11-18", "--list", "us-bis-el")
    assert "in neither file" in str(wrong.exception)


def test_shipped_designations_are_no_list_to_show(run) -> None:  # type: ignore[no-untyped-def]
    """The same answer as `screen` gives: which lists they stand on."""
    told = run("show", "Hikvision", "--list", "enduse-curated").exception
    assert "shipped designations of several lists" in str(told)
    assert "us-bis-el" in str(told)
    assert "no such list" in str(run("show", "Hikvision", "--list", "nosuch").exception)


def test_a_refused_file_is_told_by_status(run, editions, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Exit code of its class, the reason kept, the old file serving."""
    assert run("import", "un-sc", editions[0], "--date", "2021-03-12").exit_code == 0
    half = tmp_path / "half.xml"
    half.write_bytes(p.un("2021-03-13", *[p.un_entity(n, f"W {n}") for n in range(250)]))
    result = run("import", "un-sc", half, "--date", "2021-03-13")
    assert isinstance(result.exception, EnduseError)
    assert result.exception.exit_code == 76
    text = run("status", "--as-of", "2021-03-13").stdout
    assert "un-sc: 502 entries in un-sc of 2021-03-12" in text
    assert "kept aside: half.xml" in text
    assert "keep serving" in text
    whole = tmp_path / "whole.xml"
    whole.write_bytes(editions[0].read_bytes().replace(b"2021-03-12", b"2021-03-14"))
    assert run("import", "un-sc", whole, "--date", "2021-03-14").exit_code == 0
    text = run("status", "--as-of", "2021-03-14").stdout
    assert "half.xml" not in text, "what a good file has followed needs no one's eye"
    assert "kept aside before: 1 file," in text
    (aside,) = json.loads(run("status", "--format", "json").stdout)["refused"]
    assert (aside["file"], aside["superseded"]) == ("half.xml", True)


def test_a_name_that_is_not_there_is_said_with_what_was_searched(run, editions) -> None:  # type: ignore[no-untyped-def]
    """Absence is a statement only on the days of complete files."""
    run("import", "un-sc", editions[0], "--date", "2021-03-12")
    on = run("show", "No Such Body", "--list", "un-sc", "--as-of", "2021-03-12").stdout
    assert "un-sc is complete for 2021-03-12" in on
    off = run("show", "No Such Body", "--list", "un-sc", "--as-of", "2022-01-01").stdout
    assert "was searched in the file of 2021-03-12" in off
    assert "removals before cannot be seen" in off


def test_a_list_that_is_not_installed_is_not_called_searched(run) -> None:  # type: ignore[no-untyped-def]
    """Silence of a list that is not there says nothing."""
    result = run("show", "Example Works", "--list", "eu-fsf", "--format", "json")
    assert json.loads(result.stdout)["searched"] == []
    assert "eu-fsf is not installed: nothing was searched" in result.stderr


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("import", "un-sc", "FILE"), "is missing"),
        (("import", "un-sc", "FILE", "--date", "2024-02-31"), "is not a day"),
        (("import", "xx", "FILE", "--date", "2024-02-01"), "no such source"),
        (("import", "un-sc", "FILE", "--date", "2999-01-01"), "still to come"),
        (("import", "un-sc", "/no/such/file", "--date", "2024-02-01"), "cannot be read"),
        (("diff", "a", "b"), "no snapshot of that name"),
        (("show", "X", "--list", "us-bis-xx"), "us-bis-xx: no such list"),
        (("export", "/no/such/folder/bundle.zip"), "no snapshot to export"),
    ],
)
def test_wrong_use_says_what_to_do(run, editions, args, word) -> None:  # type: ignore[no-untyped-def]
    """Never a traceback."""
    result = run(*[str(editions[0]) if a == "FILE" else a for a in args])
    assert isinstance(result.exception, EnduseError)
    assert word in str(result.exception)
    assert result.exception.remedy


def test_a_day_against_the_file_is_told_and_a_day_to_come_refused(run, editions) -> None:  # type: ignore[no-untyped-def]
    """The first on stderr and in JSON; the help says that the day is required."""
    done = run("import", "un-sc", editions[0], "--date", "2026-01-05")
    assert "check the day: the file states 2021-03-12" in " ".join(done.stderr.split())
    asked = ("import", "un-sc", editions[1], "--date", "2026-11-01", "--format", "json")
    assert "days before the day given" in json.loads(run(*asked).stdout)["check_the_day"][0]
    assert isinstance(run("show", "X", "--as-of", "2199-01-01").exception, UsageError)
    assert "Required, save for a bundle" in " ".join(run("import", "--help").output.split())


def test_lines_fit_a_terminal_and_counts_are_told_apart(run, editions, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Of status, show, diff and import; status says what screen counts beside it."""
    said = [run("import", "un-sc", path, "--date", path.stem).output for path in editions[:2]]
    said.append(run("status").stdout)
    said.append(run("show", "WORKS NUMBER 100").stdout)
    said.append(run("show", "Nobody Of This Name").stdout)
    said.append(run("diff", "un-sc@2021-03-12", "un-sc@2024-11-30").stdout)
    assert max(len(line) for text in said for line in text.splitlines()) <= 80
    status = " ".join(said[2].split())
    assert "2 snapshots" in status
    monkeypatch.setenv("ENDUSE_WIDTH", "1000")
    assert any(len(line) > 80 for line in run("status").stdout.splitlines())
    assert "Entries are those of the newest file; `enduse screen` searches" in status


def test_show_says_what_the_files_held_say_and_no_more(run, editions) -> None:  # type: ignore[no-untyped-def]
    """An end is that of the files; a day after the newest file is told as that file's."""
    for path in editions[:2]:
        run("import", "un-sc", path, "--date", path.stem)
    gone = " ".join(run("show", "Example Works", "--as-of", "2024-11-30").stdout.split())
    assert "on 2024-11-30: not listed" in gone
    assert (
        "listed 2007-03-24, in the files held until 2021-03-12, not in that of 2024-11-30"
        " (from: list; until: files)" in gone
    )
    still = " ".join(run("show", "WORKS NUMBER 100", "--as-of", "2026-01-01").stdout.split())
    newest = "in the newest file, of 2024-11-30"
    assert f"on 2026-01-01: listed {newest}; nothing newer is held" in still
    assert f"listed 2007-03-24, still {newest} (from: list; until: files)" in still
    on = run("show", "WORKS NUMBER 100", "--as-of", "2024-11-30").stdout
    assert "on 2024-11-30: listed\n" in on


def test_parts_that_are_not_held_are_told(run, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """At import and in status: without ALT.CSV no name is found by alias."""
    path = tmp_path / "sdn.csv"
    row = b'%d,"WORKS %d",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    path.write_bytes(b"".join(row % (n, n) for n in range(1, 6001)) + b"\x1a")
    done = run("import", "us-ofac-sdn-csv", path, "--date", "2024-03-05")
    for text in (done.output, run("status").stdout):
        said = " ".join(text.split())
        assert "aliases (ALT.CSV) are not held: names by alias cannot be found" in said
        assert "addresses (ADD.CSV) are not held" in said
