"""The collected real files: each is read, and its rows add up to what its publisher put in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from enduse.intake.report import ReadReport
from enduse.model.transfer import Reject, Transfer

Read = Callable[..., tuple[list[Transfer], list[Reject], ReadReport]]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("place", "rows", "rejected", "most_problems"),
    [
        ("csv_mexico_compranet", 1594, 0, 1),
        ("csv_spain_minor", 1506, 1, 12),
        ("customs_port_formats", 1720, 0, 150),
        ("ocds_uk_2020", 315, 0, 0),
        ("ocds_colombia", 436, 0, 0),
        ("ted_eforms", 150, 0, 0),
        ("reported_deals", 45, 0, 0),
        ("licences_eu_caat", 1806, 196, 60),
    ],
)
def test_real_files_are_read(
    read_all: Read, shared: Path, place: str, rows: int, rejected: int, most_problems: int
) -> None:
    """Rows as the collection counts them; a table of codes or counts is one reject."""
    transfers, rejects, report = read_all(shared / "data" / "transfers" / place)
    assert report.total("rows_in") >= rows
    assert len(rejects) == rejected
    assert report.total("with_problems") <= most_problems
    assert all(one.reason and one.remedy for one in rejects)
    assert all(one.source.sha256 for one in transfers)


@pytest.mark.shared
def test_every_messy_package_is_read(read_all: Read, shared: Path) -> None:
    """Several documents in one file, Latin-1, versioned, 1.0 and 1.1: no file without a line."""
    for path in sorted((shared / "data" / "transfers" / "ocds_mexico_paraguay").glob("*.json")):
        transfers, rejects, _ = read_all(path)
        assert transfers, path.name
        assert not rejects, path.name
        assert all(t.goods.description and t.date for t in transfers), path.name
