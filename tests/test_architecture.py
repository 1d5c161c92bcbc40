"""Guards that no linter gives: sizes, the clock, words we do not use, start-up."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parent.parent / "src" / "enduse"
MODULES = sorted(SRC.rglob("*.py"))
HEAVY = (
    "duckdb",
    "pyarrow",
    "sqlalchemy",
    "pyspark",
    "fastapi",
    "numpy",
    "lxml",
    "pydantic",
    "httpx",
)
CLOCK = re.compile(r"date\.today\(|datetime\.now\(|time\.time\(|utcnow\(")
BANNED = re.compile(r"\b(blacklist\w*|cleared|vendor|hits?)\b", re.IGNORECASE)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SRC).as_posix())
def test_a_module_is_small(path: Path) -> None:
    """No module is longer than 300 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_the_clock_is_read_in_the_command_line_only() -> None:
    """Time is an argument below `cli` and `web`."""
    inside = [p for p in MODULES if p.relative_to(SRC).parts[0] not in ("cli", "web")]
    assert [p.name for p in inside if CLOCK.search(p.read_text(encoding="utf-8"))] == []


def test_nothing_below_the_command_line_writes_logs() -> None:
    """Names of parties never stand in a log: there is none."""
    inside = [p for p in MODULES if p.relative_to(SRC).parts[0] != "cli"]
    writes = re.compile(r"^\s*(import logging|from logging|import structlog|print\()", re.MULTILINE)
    assert [p.name for p in inside if writes.search(p.read_text(encoding="utf-8"))] == []


def test_no_drawer_modules() -> None:
    """No utils, helpers, common, misc or manager."""
    names = {part for p in MODULES for part in p.relative_to(SRC).with_suffix("").parts}
    assert names.isdisjoint({"utils", "helpers", "common", "misc", "manager", "managers"})


def test_no_country_is_named_in_code() -> None:
    """A country code is data; publishers' formats may name their publisher's list."""
    codes = {"US", "CN", "RU", "IR", "SY", "KP", "CU", "GB", "DE", "HK", "BY", "MM", "VE"}
    found = []
    for path in MODULES:
        if "formats" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in codes:
                found.append(f"{path.relative_to(SRC)}:{node.lineno} {node.value}")
    assert found == []


def test_help_imports_nothing_heavy() -> None:
    """`enduse --help` loads none of the engines."""
    code = (
        "import sys, enduse.cli.main as m\n"
        "try:\n    m.app(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SRC.parent
    )
    assert done.stderr.strip() == "[]"
