"""Seeded random transfers in which every input of the checks varies, and most repeat."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from enduse.model.period import DateBasis, TransferDate, parse_transfer_date
from enduse.model.transfer import (
    Acquisition,
    Assumption,
    Goods,
    Kind,
    Money,
    Owner,
    Party,
    PartyType,
    Problem,
    Role,
    Source,
    Transfer,
    ValueBasis,
)

COUNTRIES = ("US", "CN", "HK", "DE", "FR", "GB", "RU", "BY", "IR", "VN", "LA", "UG", "TR", "AE",
             "XX", "unknown", "SY", "VE", "MM", "CU", "KP", "MX", "IN", "AF")  # fmt: skip
TEXTS = (None, "cotton shirts", "IP cameras with facial recognition, 25 Hz", "IMSI catcher",
         "DNA sequencing kits", "spare parts", "热像仪", "handcuffs and leg irons", "x",
         "network surveillance software", "thermal imaging camera 640x480, 9 Hz")  # fmt: skip
ENTRIES = (None, None, "EAR99", "none", "4A994", "5A001.f.1", "5A002", "4E001.c", "9Z999", "3A981",
           "Annex III 1.3")  # fmt: skip
NAMES = ("Harbor Genomics Inc.", "Blue Freight Forwarding Ltd", "Sunrise Trading LLC", "AB",
         "Pearl River Laboratory Supplies Ltd", "深圳市华强贸易有限公司", "ООО Снаб", "unknown",
         "Policía Nacional", "Ministry of Interior of Uganda", "Kashgar Public Security Bureau",
         "Northern Logistics GmbH", "Delta Components S.A.", "")  # fmt: skip
ADDRESSES = (None, "Business Center Plaza, Office 5, Dubai", "555 Qianmo Road, Binjiang District",
             "12 Main Street, Springfield")  # fmt: skip
FACTS = (("identification", "1:N"), ("frame_rate_hz", "30"), ("frame_rate_hz", "fast"),
         ("no_such_fact", "1"))  # fmt: skip
STATEMENTS = (("licence", "D123456"), ("exception_claimed", "TMP"), ("exporter_aware", "true"),
              ("informed_by_authority", "perhaps"), ("military_end_use", "yes"))  # fmt: skip


def lines(count: int, seed: int, listed: list[str]) -> list[Transfer]:
    """That many transfers; `listed` are names of lists."""
    draw = random.Random(seed)
    return [_line(n, draw, listed) for n in range(count)]


def _line(n: int, draw: random.Random, listed: list[str]) -> Transfer:
    kind = draw.choices(list(Kind), (60, 5, 5, 5, 3, 15, 4, 3))[0]
    return Transfer(
        id=f"L{n}",
        source=Source(file="random.jsonl", line=n + 1, sha256="sha256:00"),
        keys=(("Z", str(n)), ("A", f'"{n}')) if draw.random() < 0.2 else (),
        group=f"G{n // 3}" if draw.random() < 0.7 else None,
        date=_date(draw),
        date_basis=draw.choice(list(DateBasis)),
        kind=kind,
        goods=_goods(draw),
        dispatched_from=_country(draw),
        transit=draw.choice((None, None, (), (_code(draw),), (_code(draw), _code(draw)))),
        destination=_country(draw),
        parties=tuple(_party(draw, listed) for _ in range(draw.randrange(6))),
        end_use=draw.choice((None, "spare parts", "resale", "police laboratory", "general use")),
        statements=tuple(s for s in STATEMENTS if draw.random() < 0.06),
        acquisition=_deal(draw) if kind is Kind.ACQUISITION else None,
        problems=(
            (
                Problem(
                    field=draw.choice(("quantity", "date")), value="12 pcs", reason="r", remedy="m"
                ),
            )
            if draw.random() < 0.1
            else ()
        ),
        assumed=(Assumption(field="kind", value="export", by="p"),) if draw.random() < 0.3 else (),
    )


def _date(draw: random.Random) -> TransferDate | None:
    day = date(2010, 1, 1) + timedelta(days=draw.randrange(6_100))
    form = draw.random()
    if form < 0.05:
        return None
    if form < 0.12:
        return parse_transfer_date(f"{day.year}-{day.month:02d}")
    if form < 0.15:
        return parse_transfer_date(str(day.year))
    if form < 0.2:
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return TransferDate(first=day, last=day, text=moment.isoformat(), instant=moment)
    if form < 0.4:
        day = draw.choice((date(2019, 10, 9), date(2020, 12, 31), date(2022, 2, 24),
                           date(2021, 1, 1), date(2023, 10, 12)))  # fmt: skip
        day += timedelta(days=draw.randrange(-1, 2))
    return parse_transfer_date(day.isoformat())


def _code(draw: random.Random) -> str:
    return draw.choice(COUNTRIES)


def _country(draw: random.Random) -> str | None:
    return None if draw.random() < 0.1 else _code(draw)


def _goods(draw: random.Random) -> Goods:
    entries = {j: draw.choice(ENTRIES) for j in ("us", "eu", "uk", "de") if draw.random() < 0.4}
    # Equal numbers that are written in two ways, and all kinds of others.
    amount = draw.choice(
        (Decimal(100), Decimal("100.00"), Decimal(draw.randrange(1_000_000)) / 100)
    )
    return Goods(
        description=draw.choice(TEXTS),
        hs=draw.choice((None, "852589", "610910", "382200", "85")),
        codes=draw.choice(((), (("cpv", "35125300"),))),
        model=draw.choice((None, None, "DS-2CD2143", "Cellebrite UFED")),
        quantity=draw.choice((None, Decimal(3), Decimal("3.00"))),
        value=draw.choice((None, Money(amount=amount, currency="USD", basis=ValueBasis.LINE))),
        entries=tuple((j, e) for j, e in entries.items() if e),
        origin=_country(draw),
        facts=tuple(dict(f for f in FACTS if draw.random() < 0.05).items()),
    )


def _party(draw: random.Random, listed: list[str]) -> Party:
    name = draw.choice(listed) if draw.random() < 0.12 else draw.choice(NAMES)
    owner = Owner(
        name=draw.choice((*listed[:3], "Somebody Holding")),
        percent=draw.choice((None, Decimal(60), Decimal(20), Decimal("60.0"), Decimal(50))),
        country=_country(draw),
    )
    return Party(
        role=draw.choice(list(Role)),
        name=name,
        type=draw.choice(list(PartyType)),
        country=_country(draw),
        address=draw.choice(ADDRESSES),
        owners=draw.choice((None, None, None, (), (owner,))),
        state_percent=draw.choice((None, None, None, None, Decimal(50), Decimal("50.0"))),
        facts=(("military_end_user", "true"),) if draw.random() < 0.05 else (),
    )


def _deal(draw: random.Random) -> Acquisition:
    return Acquisition(
        activities=draw.choice(((), ("makes equipment for lawful interception",))),
        target_entries=draw.choice(((), (("us", ("5A001.f.1",)),))),
        stake_after_percent=draw.choice((None, Decimal(26), Decimal("26.0"))),
        signing_date=draw.choice((None, parse_transfer_date("2019-07-19"))),
    )
