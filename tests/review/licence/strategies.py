"""Random lines over the shipped law: entries, countries, parties, facts of the registry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from enduse.knowledge.pack import Pack
from enduse.knowledge.source import open_knowledge
from enduse.model.citation import Because
from enduse.model.match import Relation
from enduse.model.period import parse_transfer_date
from enduse.model.subject import Organ
from enduse.model.transfer import Goods, Kind, Party, Role, Transfer
from enduse.review.evaluate.line import Line, Listed
from enduse.review.licence.law import Law, law_of

ROOT = Path(__file__).resolve().parents[3]


@cache
def pack() -> Pack:
    """The knowledge of the checkout, compiled once."""
    return open_knowledge(ROOT / "knowledge")


@cache
def law() -> Law:
    """Its law, compiled once."""
    return law_of(pack())


def item_facts() -> dict[str, list[str]]:
    """Item facts that a line declares, with values to draw from."""
    found = {}
    for file in law().facts.values():
        if file.declared_at and file.declared_at.startswith("goods.facts."):
            name = file.declared_at.removeprefix("goods.facts.")
            values = list(file.values) or {
                "boolean": ["true", "false"],
                "decimal": ["1", "9", "30", "60", "111000", "400000"],
            }.get(file.type, ["x"])
            found[name] = values
    return found


def _codes(jurisdiction: str) -> list[str]:
    from enduse.knowledge.schema.controls import EntryFile

    files = pack().section("controls", EntryFile).values()
    codes = sorted(f.code for f in files if f.jurisdiction == jurisdiction)
    return [*codes, law().unlisted(jurisdiction)]


COUNTRIES = ["US", "CN", "HK", "RU", "BY", "IR", "SY", "MM", "GB", "DE", "IT", "FR", "AT", "CL",
             "KH", "EG", "IN", "JP", "CU", "UZ", "VE", "CA"]  # fmt: skip
PROFILES = ["us-bis-el/all-items/presumption-of-denial", "us-bis-el/all-items/xinjiang-split",
            "us-bis-uvl", "us-ofac-sdn", "us-bis-meu"]  # fmt: skip
ACTS = [("", ""), ("84 FR 54002", ""), ("88 FR 18983", "en-route-2023-03-28")]
ORGANS = [None, "police", "intelligence", "military", "interior_ministry", "prison_corrections"]
DAYS = st.dates(min_value=date(2012, 1, 1), max_value=date(2026, 10, 31))


def _organ(cls: str | None) -> Organ | None:
    if cls is None:
        return None
    because = (Because(field="parties[0].name", text="drawn"),)
    return Organ(
        cls=cls, country="", place="", level="", branch_of="", state="organ", because=because
    )


@st.composite
def lines(draw: st.DrawFn, day: st.SearchStrategy[date] = DAYS) -> Line:
    """A line with a declared US and EU entry, some facts, one or two parties, maybe listed."""
    facts = item_facts()
    names = draw(st.lists(st.sampled_from(sorted(facts)), max_size=5, unique=True))
    goods = Goods(
        description="drawn",
        entries=(
            ("eu", draw(st.sampled_from(_codes("eu")))),
            ("uk", draw(st.sampled_from(_codes("uk")))),
            ("us", draw(st.sampled_from(_codes("us")))),
        ),
        origin=draw(st.sampled_from([None, "US", "DE", "CN"])),
        facts=tuple((name, draw(st.sampled_from(facts[name]))) for name in names),
    )
    roles = draw(
        st.lists(st.sampled_from([Role.END_USER, Role.CONSIGNEE, Role.PURCHASER]), max_size=2)
    )
    parties = tuple(
        Party(role=role, name=f"Body {n}", country=draw(st.sampled_from(COUNTRIES)))
        for n, role in enumerate(roles)
    )
    listings = {
        party.name: (
            Listed(
                draw(st.sampled_from(PROFILES)),
                draw(st.sampled_from(Relation)),
                True,
                *draw(st.sampled_from(ACTS)),
            ),
        )
        for party in parties
        if draw(st.integers(0, 3)) == 0
    }
    when = draw(day)
    statements = [
        (name, draw(st.sampled_from(["true", "false"])))
        for name in ("informed_by_authority", "exporter_aware")
        if draw(st.booleans())
    ]
    transfer = Transfer(
        id="drawn",
        date=parse_transfer_date(when.isoformat()),
        kind=draw(st.sampled_from([Kind.EXPORT, Kind.REEXPORT])),
        goods=goods,
        dispatched_from=draw(st.sampled_from([None, "US", "IT", "DE", "GB", "CN"])),
        destination=draw(st.sampled_from([None, *COUNTRIES])),
        parties=parties,
        statements=tuple(statements),
    )
    organs = tuple(_organ(draw(st.sampled_from(ORGANS))) for _ in parties)
    return Line(transfer, when, organs, listings)


def with_goods_facts(line: Line, facts: tuple[tuple[str, str], ...]) -> Line:
    """The line with other item facts."""
    goods = replace(line.transfer.goods, facts=facts)
    return replace(line, transfer=replace(line.transfer, goods=goods))
