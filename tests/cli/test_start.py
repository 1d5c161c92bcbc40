"""A command loads no library that its answer does not need; told by modules, not by a clock."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LIBRARIES = (
    "ahocorasick_rs", "anyascii", "charset_normalizer", "duckdb", "httpx", "jinja2", "lxml",
    "numpy", "opencc", "pyarrow", "pydantic", "pypinyin", "rapidfuzz", "rich", "xlsxwriter", "yaml",
)  # fmt: skip
LICENCE = ("licence", "--from", "US", "--to", "CL", "--date", "2024-05-01")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which each of the commands has run once."""
    place = tmp_path_factory.mktemp("home")
    loaded(place, *LICENCE, "--goods", "fingerprint scanners", "--party", "end_user=Police@CL")
    return place


def loaded(home: Path, *command: str) -> set[str]:
    """Modules that a command has loaded when it ends."""
    code = (
        "import json, sys\n"
        f"sys.argv = ['enduse', *{command!r}]\n"
        "from enduse.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        "print('\\n' + json.dumps(sorted(sys.modules)))"
    )
    environment = {**os.environ, "ENDUSE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(found)


@pytest.mark.parametrize(
    ("command", "libraries"),
    [
        (("--help",), set()),
        (("licence", "--help"), {"pydantic"}),
        ((*LICENCE, "--entry", "us=3A980"), {"pydantic"}),
        ((*LICENCE, "--goods", "surveillance cameras"), {"pydantic", "ahocorasick_rs"}),
        (
            (*LICENCE, "--party", "end_user=Carabineros de Chile@CL"),
            {"pydantic", "ahocorasick_rs", "numpy", "rapidfuzz"},
        ),
        (("screen", "Acme Optical Works"), {"pydantic", "numpy", "rapidfuzz"}),
        (("law", "show", "us.ear.744-11"), {"pydantic"}),
    ],
)
def test_a_command_loads_only_what_it_needs(
    home: Path, command: tuple[str, ...], libraries: set[str]
) -> None:
    assert {name for name in LIBRARIES if name in loaded(home, *command)} <= libraries


def test_a_verb_loads_no_other_verb(home: Path) -> None:
    verbs = {name for name in loaded(home, "licence", "--help") if name.startswith("enduse.cli.")}
    assert verbs == {f"enduse.cli.{name}" for name in ("main", "licence", "inputs", "settings")}


def test_a_question_about_an_entry_reads_no_words(home: Path) -> None:
    """Neither the terms of goods, nor those of organs, nor names are opened for it."""
    modules = loaded(home, *LICENCE, "--entry", "us=3A980")
    opened = {
        "enduse.review.goods.lexicon",
        "enduse.review.end_user.lexicon",
        "enduse.screening.vocabulary",
        "enduse.knowledge.folder",
    }
    assert opened.isdisjoint(modules)


def test_nothing_is_compiled_twice(home: Path) -> None:
    """What compiles is not even loaded where its result is kept."""
    modules = loaded(
        home, *LICENCE, "--goods", "fingerprint scanners", "--party", "end_user=Policia@CL"
    )
    compile_ = {
        "enduse.review.goods.compile",
        "enduse.review.end_user.compile",
        "enduse.knowledge.schema.names",
        "enduse.knowledge.strict_yaml",
    }
    assert compile_.isdisjoint(modules)
