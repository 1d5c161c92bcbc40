"""A destination is explained by official tables, dated and cited, and by nothing else."""

from __future__ import annotations

from pathlib import Path

from enduse.knowledge.source import open_knowledge
from enduse.report.destination import destination


def test_memberships_come_with_their_days_and_citation(root: Path) -> None:
    """Cambodia stood in Country Group D:5 from 2021-12-09 (86 FR 70015)."""
    lines = destination(open_knowledge(root / "knowledge"), "KH")
    assert lines is not None
    text = " ".join(" ".join(lines).split())
    assert "from 2021-12-09, until before 2025-11-01: us.D:5 (86 FR 70015)" in text
    assert "No score of a country is made here" in text


def test_a_code_that_no_table_names_is_not_a_destination(root: Path) -> None:
    """Nothing is said rather than something guessed."""
    assert destination(open_knowledge(root / "knowledge"), "QQ") is None
