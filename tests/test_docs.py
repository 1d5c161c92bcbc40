"""Docs that run: every console block of README and docs is executed and compared."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
OUTCOME_CODES = (0, 5, 10, 20)


class Step(NamedTuple):
    """A command of a page and the output that the page shows."""

    page: str
    command: str
    output: str


def steps() -> list[Step]:
    """Every `$ enduse ...` of every console block, in order."""
    found = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append(Step(page.relative_to(ROOT).as_posix(), command, output))
    return found


def fits(shown: str, printed: str) -> bool:
    """Whether the output fits; a line `...` stands for any lines."""
    pattern = "".join(
        ".*" if line.strip() == "..." else re.escape(line) + "\n" for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


@pytest.mark.parametrize("step", steps(), ids=lambda s: f"{s.page}: {s.command[:60]}")
def test_a_console_block_prints_what_the_page_shows(step: Step, tmp_path: Path) -> None:
    """The page cannot drift from the program."""
    words = shlex.split(step.command)
    assert words[0] == "enduse", "only enduse commands stand in console blocks"
    env = dict(os.environ, ENDUSE_HOME=str(tmp_path), PYTHONPATH=str(ROOT / "src"), COLUMNS="80")
    done = subprocess.run(
        [sys.executable, "-m", "enduse", *words[1:]],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in OUTCOME_CODES, done.stderr
    assert fits(step.output, done.stdout), done.stdout


def test_the_readme_shows_the_program() -> None:
    """At least one console block stands in the README."""
    assert any(step.page == "README.md" for step in steps())


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page exists."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), target
