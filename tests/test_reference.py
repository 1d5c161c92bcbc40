"""Generated pages are current: facts, rules, technologies, schemas, the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
