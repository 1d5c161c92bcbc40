"""Speed of the law engine: positions per second on distinct keys, and growth with the rules.

Run: `python -m benchmarks.law --lines 2000 [--json FILE]`. One core, one process.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.law import RuleFile
from enduse.knowledge.schema.table import Table
from enduse.knowledge.source import open_knowledge
from enduse.model.period import parse_transfer_date
from enduse.model.transfer import Goods, Kind, Party, Role, Transfer
from enduse.review.evaluate.line import Line
from enduse.review.licence.check import licence
from enduse.review.licence.law import DUTIES, Law

ROOT = Path(__file__).resolve().parent.parent
COUNTRIES = ("US", "CN", "RU", "IR", "GB", "DE", "IT", "CL", "KH", "EG", "IN", "UZ", "VE", "MM")


def lines(pack: Pack, count: int, seed: int = 1) -> list[Line]:
    """Random lines with declared entries, all with keys of their own."""
    mixed = random.Random(seed)
    codes: dict[str, list[str]] = {}
    for file in pack.section("controls", EntryFile).values():
        codes.setdefault(file.jurisdiction, []).append(file.code)
    found = []
    for n in range(count):
        day = date(2014, 1, 1) + timedelta(days=mixed.randrange(4500))
        goods = Goods(
            description="drawn",
            origin=mixed.choice(("US", "DE", None)),
            entries=tuple((j, mixed.choice(codes[j])) for j in ("eu", "uk", "us")),
        )
        transfer = Transfer(
            id=str(n),
            date=parse_transfer_date(day.isoformat()),
            kind=Kind.EXPORT,
            goods=goods,
            dispatched_from=mixed.choice(("US", "DE", "IT", "GB")),
            destination=mixed.choice(COUNTRIES),
            parties=(Party(role=Role.END_USER, name="A body", country="CN"),),
        )
        found.append(Line(transfer, day, (None,)))
    return found


def law(pack: Pack, share: float, seed: int = 1) -> Law:
    """The law of a pack with a share of its duties; all other rules stay."""
    mixed = random.Random(seed)
    rules = {
        id_: rule
        for id_, rule in pack.section("law", RuleFile).items()
        if rule.kind not in DUTIES or mixed.random() < share
    }
    return Law(
        rules,
        pack.section("controls", EntryFile),
        pack.section("facts", FactFile),
        pack.section("tables", Table),
        pack.card,
    )


def measure(pack: Pack, share: float, drawn: list[Line]) -> dict[str, float]:
    """Answer every line in every jurisdiction; CPU seconds."""
    used = law(pack, share)
    names = used.jurisdictions
    begin = time.process_time()
    positions = sum(
        len(licence(used, replace(line), name, explain=False).positions)
        for line in drawn
        for name in names
    )
    seconds = time.process_time() - begin
    duties = sum(rule.file.kind in DUTIES for rule in used.rules.values())
    return {
        "share": share,
        "duties": duties,
        "positions": positions,
        "positions_per_second": round(positions / seconds),
        "microseconds_per_position": round(seconds * 1e6 / positions, 1),
    }


def main() -> None:
    """Print one row a share of the rules."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    pack = open_knowledge(ROOT / "knowledge")
    drawn = lines(pack, args.lines)
    rows = [measure(pack, share, drawn) for share in (0.25, 0.5, 1.0)]
    for row in rows:
        print(row)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
