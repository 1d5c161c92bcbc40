"""Reading a folder: every problem of every file in one run, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.errors import KnowledgeError
from enduse.knowledge.folder import read_folder
from enduse.knowledge.pack import Pack, write_pack
from enduse.knowledge.references import reference_problems
from enduse.knowledge.source import open_knowledge

RULE = """title: A rule
kind: requirement
versions:
  - from: 2020-01-01
    to: {to}
    when: {{fact: destination.country, is: {country}}}
    then: {{status: licence_required, reason: test}}
    cite: [{{instrument: Act}}]
    verified: true
{more}"""
SECOND = """  - from: {start}
    when: {{fact: destination.country, is: XX}}
    then: {{status: licence_required, reason: test}}
    cite: [{{instrument: Act}}]
    verified: true
"""
PACK = """title: test
version: "1"
compiled: 2026-01-01
licence: CC0-1.0
known_through: {xx: 2026-01-01}
"""
FACT = """title: Destination
subject: route
type: code
declared_at: destination
question: Where to?
when_absent: insufficient
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder with one fact and one rule of an invented country."""
    for name, text in {
        "pack.yaml": PACK,
        "facts/destination/country.yaml": FACT,
        "law/xx/act/one.yaml": RULE.format(to="null", country="XX", more=""),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def _problems(folder: Path) -> list[str]:
    read = read_folder(folder)
    return [str(p) for p in read.problems + reference_problems(read.sections, read.files)]


def test_a_good_folder_has_no_problem(folder: Path) -> None:
    """The fixture itself loads, and its path is its id."""
    assert _problems(folder) == []
    assert "xx.act.one" in read_folder(folder).sections["law"]


@pytest.mark.parametrize(
    ("to", "start", "words"),
    [
        ("2021-01-01", "2020-06-01", "overlaps"),
        ("2021-01-01", "2021-02-01", "state gap"),
        ("null", "2021-01-01", "overlaps"),
        ("2019-01-01", "2021-01-01", "not after"),
    ],
)
def test_versions_that_do_not_follow_each_other_are_refused(
    folder: Path, to: str, start: str, words: str
) -> None:
    """Overlap, an unexplained gap, an end before its start."""
    text = RULE.format(to=to, country="XX", more=SECOND.format(start=start))
    (folder / "law/xx/act/one.yaml").write_text(text, encoding="utf-8")
    assert any(words in problem for problem in _problems(folder))


def test_an_explained_gap_is_accepted(folder: Path) -> None:
    """A gap that says why it is there loads."""
    text = RULE.format(
        to="2021-01-01\n    gap: repealed", country="XX", more=SECOND.format(start="2022-01-01")
    )
    (folder / "law/xx/act/one.yaml").write_text(text, encoding="utf-8")
    assert _problems(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("verified: true", "verified: true\n    verifed: true", "verifed"),
        ("    cite: [{instrument: Act}]\n", "", "cite"),
        ("licence_required", "licence_maybe", "licence_maybe"),
        ("destination.country", "destination.contry", "no fact"),
        ("is: XX", "at_least: 5", "compare it with"),
    ],
)
def test_a_slip_is_named_with_its_file(folder: Path, old: str, new: str, words: str) -> None:
    """Unknown key, missing citation, unknown status, unknown fact, unfit comparison."""
    path = folder / "law/xx/act/one.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    problems = _problems(folder)
    assert any(
        words in problem and problem.startswith("law/xx/act/one.yaml:") for problem in problems
    )


def test_all_problems_come_in_one_run(folder: Path) -> None:
    """Three broken files are three problems, each with its file."""
    (folder / "law/xx/act/two.yaml").write_text("title: [", encoding="utf-8")
    (folder / "law/xx/act/three.yaml").write_bytes(b"\xff\xfe\x00")
    (folder / "law/xx/act/fo.ur.yaml").write_text("title: x", encoding="utf-8")
    assert len(_problems(folder)) == 3


def test_a_pack_is_deterministic_and_reads_back(folder: Path) -> None:
    """The same folder gives the same bytes, and the pack gives the same rules."""
    sections = read_folder(folder).sections
    data = write_pack(sections)
    assert data == write_pack(read_folder(folder).sections)
    assert Pack(data, "x").all_sections() == sections | {
        k: {} for k in Pack(data, "x").all_sections() if k not in sections
    }


def test_an_overlay_replaces_and_adds(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file of the overlay with the same id replaces, another adds; the identity changes."""
    overlay = tmp_path_factory.mktemp("overlay")
    (overlay / "law/xx/act").mkdir(parents=True)
    text = RULE.format(to="null", country="YY", more="")
    (overlay / "law/xx/act/one.yaml").write_text(text, encoding="utf-8")
    (overlay / "law/xx/act/new.yaml").write_text(text, encoding="utf-8")
    base, laid = open_knowledge(folder), open_knowledge(folder, [overlay])
    assert base.sha256 != laid.sha256
    assert len(laid.all_sections()["law"]) == 2


def test_a_broken_folder_is_refused_whole(folder: Path) -> None:
    """Nothing is reviewed with knowledge that does not load."""
    (folder / "law/xx/act/two.yaml").write_text("title: [", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="1 problems"):
        open_knowledge(folder)


def test_a_table_is_typed_by_its_card(folder: Path) -> None:
    """Cells that do not fit, a missing card and a wrong heading are problems with their line."""
    (folder / "law/t.csv").write_text("country,from\nXX,2020-13-01\nYY,always\n", encoding="utf-8")
    assert any("needs its card" in problem for problem in _problems(folder))
    card = (
        "title: t\ncolumns: {country: code, from: date}\ncite: [{instrument: A}]\nverified: true\n"
    )
    (folder / "law/t.table.yaml").write_text(card, encoding="utf-8")
    assert _problems(folder) == [
        "law/t.csv:2: from: '2020-13-01' is not an ISO day, `always` or empty"
    ]
