"""The tables of the docs are made from stored results, and from nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.__main__ import machine
from benchmarks.table import BEGIN, END, put_into, read_results, table

from enduse.errors import DataError


def result(lines: int, **more: object) -> dict[str, Any]:
    """A result as `python -m benchmarks` writes it."""
    return {
        "lines": lines, "seed": 7, "generated_entries": 0, "memory": None, "seconds": 50.0,
        "lines_per_second": lines / 50, "cpu_seconds": 80.0, "peak_memory_mb": 1600,
        "cpu_us_per_line": 80.0 / lines * 1e6, "law_keys_per_line": 0.0151,
        "keys_per_line": {"us": 0.0151, "flags": 0.03, "conditions": 0.025},
        "stages_cpu_seconds": {"lists": 10.0, "law and flags": 20.0, "new stage": 1.0},
        "machine": {
            "commit": "abc", "measured_on": "2026-11-24", "processors": 2, "processor": "A",
            "memory_mb": 8000, "system": "Linux", "python": "3.11", "load_before": 0.5,
        },
    } | more  # fmt: skip


def test_a_column_is_a_result_and_the_fewest_lines_come_first() -> None:
    """Costs are per line; what only one of them has leaves the other's cell empty."""
    small = result(
        100_000, baseline={"lines": 100_000, "cpu_seconds": 250.0}, ratio_cpu_per_line=3.125
    )
    text = table([result(1_000_000, memory="1G"), small])
    for row in (
        "| | 100,000 lines | 1,000,000 lines |",
        "| `--memory` | | 1G |",
        "| CPU per line, us | 800 | 80.0 |",
        "| of which lists (names) | 100 | 10.0 |",
        "| of which new stage | 10.0 | 1.0 |",
        "| of which in no stage | 490 | 49.0 |",
        "| conditions evaluated per line | 0.0250 | 0.0250 |",
        "| memoised call per line, us | 2,500 (100,000 lines) | |",
        "| ratio of CPU per line, same lines | 3.1 | |",
    ):
        assert row in text.splitlines()
    assert "ratio to bulk" not in text, "no result has it"
    assert "2 processors (A), 8,000 MB of memory" in text


def test_a_table_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """Between the marks; the rest of the page stays."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    for _ in range(2):
        put_into(page, table([result(1000)]))
    text = page.read_text()
    assert text.startswith(f"before\n{BEGIN}\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "old" not in text
    assert text.count("1,000 lines |") == 1
    page.write_text("no marks")
    with pytest.raises(DataError, match="no place"):
        put_into(page, "x")


@pytest.mark.parametrize("text", ["{", "[]", '{"lines": 5}'])
def test_what_is_no_result_is_refused(text: str, tmp_path: Path) -> None:
    """Also a file that is not there."""
    path = tmp_path / "a.json"
    path.write_text(text)
    with pytest.raises(DataError, match="no result"):
        read_results([path])
    with pytest.raises(DataError, match="no result"):
        read_results([tmp_path / "missing.json"])


def test_a_result_tells_the_machine_without_its_name() -> None:
    """Processors, memory, system, Python, load and commit."""
    import platform

    said = machine()
    assert said.keys() == result(1)["machine"].keys()
    assert said["memory_mb"] > 0
    words = set(json.dumps(said).replace('"', " ").replace(",", " ").split())
    assert platform.node() not in words


def test_the_page_shows_the_stored_results(root: Path) -> None:
    """`python -m benchmarks.table benchmarks/results/local-*.json --into PAGE` was run."""
    page = (root / "docs/explanation/bulk.md").read_text(encoding="utf-8")
    shown = page.partition(BEGIN)[2].partition(END)[0].strip()
    stored = sorted((root / "benchmarks/results").glob("local-*.json"))
    assert BEGIN in page
    assert END in page
    assert shown == (table(read_results(stored)).strip() if stored else "None stored yet.")
