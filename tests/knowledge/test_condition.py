"""Constants of conditions are what the file says, after a pack too."""

from __future__ import annotations

from datetime import date

import pytest

from enduse.knowledge.schema.condition import Compare


@pytest.mark.parametrize("text", ["0", "9", "2021", "1.5", "5A001", "NO", "2021-3-4"])
def test_a_code_is_never_a_day(text: str) -> None:
    """`entry.category in [0, 9]` became 1970-01-01 once the knowledge was a pack."""
    written = Compare.model_validate({"fact": "entry.category", "in": [text, "none"]})
    read = Compare.model_validate_json(written.model_dump_json(by_alias=True, exclude_unset=True))
    assert read.comparison == ("in", (text, "none"))


def test_an_iso_day_is_a_day() -> None:
    """Days stay days."""
    read = Compare.model_validate_json('{"fact": "x.day", "is": "2021-03-04"}')
    assert read.comparison == ("is", date(2021, 3, 4))
