"""Generated pages are current: facts, rules, technologies, schemas, the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from enduse.cli.main import VERBS
from enduse.knowledge.source import open_knowledge
from enduse.report.reference import pages
from enduse.report.schema_review import json_schema


@pytest.mark.parametrize("name", ["facts.md", "rules.md", "technologies.md"])
def test_a_reference_page_is_current(root: Path, name: str) -> None:
    """Run `enduse knowledge reference docs/reference` where this fails."""
    written = (root / "docs/reference" / name).read_text(encoding="utf-8")
    assert written == pages(open_knowledge(root / "knowledge"))[name]


@pytest.mark.parametrize("name", ["transfer", "review"])
def test_a_schema_is_current(root: Path, name: str) -> None:
    """Run `enduse schema NAME > docs/reference/schema/NAME.json` where this fails."""
    written = json.loads((root / f"docs/reference/schema/{name}.json").read_text(encoding="utf-8"))
    assert written == json_schema(name)


def test_the_page_of_the_command_line_is_current(root: Path, tmp_path: Path) -> None:
    """Run `enduse knowledge reference docs/reference` where this fails."""
    env = dict(os.environ, ENDUSE_HOME=str(tmp_path), PYTHONPATH=str(root / "src"))
    command = [sys.executable, "-m", "enduse", "knowledge", "reference", str(tmp_path)]
    subprocess.run(command, env=env, check=True, capture_output=True, cwd=root)
    for name in ("cli.md", "facts.md"):
        made = (tmp_path / name).read_text(encoding="utf-8")
        assert made == (root / "docs/reference" / name).read_text(encoding="utf-8"), name
        if name == "cli.md":
            assert set(VERBS) <= {
                line.split()[2] for line in made.splitlines() if line[:3] == "## "
            }
