"""Which engine reviews: by size, or as asked."""

from __future__ import annotations

import pytest

from enduse.bulk.engines import bulk_engine
from enduse.errors import UsageError


@pytest.mark.parametrize(
    ("name", "table", "engine"),
    [
        ("auto", None, "local"),
        ("auto", "shop.orders", "spark"),
        ("local", None, "local"),
        ("spark", None, "spark"),
    ],
)
def test_bulk_takes_the_engine_that_fits_the_input(
    name: str, table: str | None, engine: str
) -> None:
    """Files are reviewed on this machine, a table of a cluster there."""
    assert bulk_engine(name, table) == engine


def test_bulk_and_line_by_line_exclude_each_other() -> None:
    """What was asked for twice, differently, is refused before any work."""
    with pytest.raises(UsageError, match="--bulk"):
        bulk_engine("line", None)
