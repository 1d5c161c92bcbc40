"""Each example file is read, and shows what it is there to show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from enduse.intake.report import ReadReport
from enduse.model.transfer import Kind, Reject, Transfer

Read = Callable[..., tuple[list[Transfer], list[Reject], ReadReport]]


@pytest.mark.parametrize(
    ("name", "profile", "counts"),
    [
        ("transfers.csv", "flat", (15, 1, 1)),
        ("transfers.jsonl", "contract", (3, 1, 0)),
        ("pedidos.csv", "generic_es", (3, 1, 0)),
        ("Kazakhstan_Export.xlsx", "customs_exports", (2, 1, 0)),
        ("ocds_release_package.json", "ocds", (2, 0, 0)),
        ("notices.jsonl", "notice", (3, 0, 0)),
        ("sap", "sap_sd", (3, 1, 0)),
    ],
)
def test_an_example_is_read_by_its_profile(
    read_all: Read, root: Path, name: str, profile: str, counts: tuple[int, int, int]
) -> None:
    """Read, read with problems, rejected."""
    _, _, report = read_all(root / "examples" / name)
    assert report.files[-1].profile == profile
    assert tuple(report.total(n) for n in ("read", "with_problems", "rejected")) == counts


def test_the_spanish_orders_show_encoding_decimal_comma_and_returns(
    read_all: Read, root: Path
) -> None:
    """cp1252, `1.234,56`, `12.400,00-`, day before month, a country that is none."""
    transfers, _, report = read_all(root / "examples" / "pedidos.csv")
    assert report.files[0].encoding == "cp1252"
    assert report.files[0].not_kept == ("Observaciones",)
    values = [str(t.goods.value.amount) for t in transfers if t.goods.value]
    assert values == ["18450.00", "1234.56", "-12400.00", "9900.00"]
    assert [t.destination for t in transfers] == ["PE", "MA", "CL", None]


def test_the_contract_lines_show_an_acquisition(read_all: Read, root: Path) -> None:
    """Investor, target, shares, activities."""
    transfers, _, _ = read_all(root / "examples" / "transfers.jsonl")
    deal = next(t for t in transfers if t.kind is Kind.ACQUISITION)
    assert deal.acquisition is not None
    assert str(deal.acquisition.stake_after_percent) == "26"
    assert deal.parties[0].owners is not None
