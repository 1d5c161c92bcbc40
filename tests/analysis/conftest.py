"""Knowledge, tables and a small run that tests of analyses share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from enduse.analysis.gaps import GapTable
from enduse.bulk.make import RunRequest, make_run
from enduse.bulk.run import Run
from enduse.intake.options import ReadOptions
from enduse.knowledge.pack import Pack
from enduse.knowledge.source import open_knowledge
from enduse.lists.view import open_lists
from enduse.review.options import ReviewOptions


@pytest.fixture(scope="session")
def pack(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The knowledge of the checkout."""
    return open_knowledge(root / "knowledge", (), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def table(pack: Pack) -> GapTable:
    """The gap table over it."""
    return GapTable(pack)


def transfer(
    id_: str,
    day: str | None,
    goods: str,
    parties: list[tuple[str, str, str, str]],
    *,
    kind: str = "export",
    amount: str | None = None,
    currency: str = "USD",
    group: str | None = None,
) -> dict[str, Any]:
    """A line of the contract; parties are role, type, name, country."""
    value = {"amount": amount, "currency": currency, "basis": "shared" if group else "line"}
    return {
        "id": id_,
        "group": group,
        "date": day,
        "date_basis": "export",
        "kind": kind,
        "dispatched_from": parties[0][3],
        "destination": parties[-1][3],
        "goods": {"description": goods, **({"value": value} if amount else {})},
        "parties": [{"role": r, "type": t, "name": n, "country": c} for r, t, n, c in parties],
    }


MAKER = ("supplier", "organisation", "Aurora Vision Inc", "US")
TRADER = ("end_user", "organisation", "Meridian Trading LLC", "AE")
RESELLER = ("supplier", "organisation", "MERIDIAN TRADING, LLC", "AE")
POLICE = ("end_user", "organisation", "Metropolitan Police Service", "GB")
CLERK = ("end_user", "person", "Maria Example", "GB")
UNTYPED = ("supplier", "unknown", "Jo Sample", "US")
FACE, CANNON = "Facial recognition software", "Riot control vehicle with water cannon"

LINES = [
    transfer("F1", "2019-03-01", FACE, [MAKER, TRADER], amount="1000"),
    transfer("F2", "2019-09-01", FACE, [RESELLER, POLICE], amount="1500", currency="EUR"),
    transfer("F3", "2021-05-01", FACE, [MAKER, POLICE], amount="900", group="G1"),
    transfer("F4", "2021-05-01", FACE, [MAKER, POLICE], amount="900", group="G1"),
    transfer("F5", None, FACE, [MAKER, POLICE]),
    transfer("F6", "2020", FACE, [UNTYPED, CLERK]),
    transfer("W1", "2020-10-05", CANNON, [MAKER, POLICE], amount="50000"),
    transfer("W2", "2020-10-06", CANNON, [MAKER, POLICE], amount="60000"),
    transfer("P1", "2021-06-01", FACE, [MAKER, POLICE], kind="procurement", amount="10"),
    transfer("N1", "2020-01-01", "Ceramic tiles", [MAKER, TRADER], amount="7"),
]


@pytest.fixture(scope="session")
def run(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run over ten lines: face recognition, water cannon, tiles."""
    folder = tmp_path_factory.mktemp("runs")
    file = folder / "lines.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    request = RunRequest(paths=(file,), reading=ReadOptions(), options=ReviewOptions())
    lists = open_lists(None, pack)
    return make_run(request, pack, lists, folder / "run", lambda _: None).run
