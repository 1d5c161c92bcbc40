"""Generated trade lines with realistic repetition: the same seed gives the same bytes.

Four parties a line (end user 85 %, forwarder 95 % filled) whose names follow Zipf's law, with
variants of case and punctuation; 0.4 % of the names are names of official lists, most with one
edit, 0.6 % are security organs; goods texts of which a fifth to a fourth are distinct, one in
fourteen about surveillance technology; every day of twelve years; 120 countries.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Numbers = npt.NDArray[np.int64]

COUNTRIES = [
    "US",
    "CN",
    "DE",
    "VN",
    "MX",
    "JP",
    "KR",
    "GB",
    "FR",
    "NL",
    "IN",
    "BR",
    "IT",
    "TW",
    "MY",
    "TH",
    "SG",
    "HK",
    "AE",
    "TR",
    "PL",
    "CA",
    "ES",
    "ID",
    "BE",
    "CZ",
    "CH",
    "SA",
    "AT",
    "HU",
    "SE",
    "AU",
    "ZA",
    "RO",
    "PH",
    "IE",
    "IL",
    "PT",
    "DK",
    "FI",
    "NO",
    "CO",
    "CL",
    "EG",
    "PE",
    "MA",
    "UA",
    "SK",
    "GR",
    "PK",
    "BD",
    "NG",
    "AR",
    "KZ",
    "KE",
    "RU",
    "DZ",
    "TN",
    "QA",
    "KW",
    "OM",
    "LK",
    "BG",
    "HR",
    "SI",
    "LT",
    "LV",
    "EE",
    "RS",
    "BY",
    "UZ",
    "EC",
    "GT",
    "CR",
    "PA",
    "DO",
    "SV",
    "HN",
    "UY",
    "PY",
    "BO",
    "GH",
    "CI",
    "SN",
    "TZ",
    "UG",
    "ET",
    "MM",
    "KH",
    "LA",
    "NP",
    "JO",
    "LB",
    "IQ",
    "IR",
    "SY",
    "AF",
    "AZ",
    "GE",
    "AM",
    "MN",
    "KG",
    "TJ",
    "TM",
    "BN",
    "MO",
    "MT",
    "CY",
    "LU",
    "IS",
    "BH",
    "YE",
    "LY",
    "SD",
    "ZM",
    "ZW",
    "MZ",
    "AO",
    "CM",
    "CU",
    "VE",
    "NI",
    "RW",
]
STARTS = [
    "Al",
    "An",
    "Bel",
    "Cor",
    "Dan",
    "El",
    "Fen",
    "Gar",
    "Hal",
    "Ist",
    "Jor",
    "Kal",
    "Lum",
    "Mar",
    "Nor",
    "Or",
    "Pol",
    "Quan",
    "Ros",
    "Sol",
    "Tar",
    "Ul",
    "Ver",
    "Wen",
    "Xin",
    "Yan",
    "Zen",
    "Bao",
    "Chi",
    "Dong",
    "Fu",
    "Guo",
    "Hua",
    "Jin",
    "Kai",
    "Long",
    "Ming",
    "Nan",
    "Ping",
    "Rui",
    "Shun",
    "Tai",
    "Wei",
    "Yong",
    "Zhong",
]
ENDS = [
    "dor",
    "tek",
    "mar",
    "lin",
    "via",
    "ton",
    "sen",
    "nik",
    "ros",
    "vel",
    "dan",
    "tor",
    "gas",
    "lux",
    "mex",
    "pol",
    "ver",
    "nex",
    "tal",
    "rim",
    "cor",
    "bis",
    "fel",
    "han",
    "jun",
    "lian",
    "sheng",
    "tong",
    "xiang",
    "yuan",
    "zhou",
    "ming",
    "kang",
]
TRADES = [
    "Trading",
    "Electronics",
    "Logistics",
    "Components",
    "Systems",
    "Industrial",
    "Machinery",
    "Textiles",
    "Foods",
    "Chemicals",
    "Optics",
    "Motors",
    "Plastics",
    "Steel",
    "Instruments",
    "Networks",
    "Software",
    "Engineering",
    "Medical",
    "Packaging",
]
FORMS = [
    "Co., Ltd.",
    "Ltd",
    "LLC",
    "Inc.",
    "GmbH",
    "S.A.",
    "S.A. de C.V.",
    "Pte Ltd",
    "Sdn Bhd",
    "JSC",
    "OOO",
    "B.V.",
    "AG",
    "Co. Limited",
    "SpA",
]
OTHER_SCRIPTS = [
    "深圳市{}电子有限公司",
    "上海{}贸易有限公司",
    "ООО «{}»",
    "АО {} Снаб",
    "شركة {} للتجارة",
    "株式会社{}",
    "(주){}",
]
ORGANS = [
    "Ministry of Interior",
    "Policía Nacional",
    "{} Public Security Bureau",
    "Prison Service of {}",
    "Federal Security Service",
    "{} Provincial Police",
    "公安局",
    "Ministério da Justiça",
    "{} Police Department",
    "Direction Générale de la Sûreté Nationale",
    "Border Guard Service",
    "State Security Service",
]
GOODS = [
    "cotton t-shirts",
    "steel bolts M8",
    "ball bearings",
    "frozen shrimp",
    "passenger car tyres",
    "LED lamps",
    "printed circuit boards",
    "polyethylene film",
    "wooden furniture parts",
    "ceramic tiles",
    "coffee beans",
    "hydraulic pump",
    "gearbox spare parts",
    "medical gloves",
    "laptop computers",
    "cable harness",
    "solar modules",
    "men's leather shoes",
    "toy sets",
    "aluminium profiles",
    "pharmaceutical tablets",
    "valves for pipes",
    "electric motor 5 kW",
    "sunflower oil",
    "injection moulding machine",
    "air conditioner",
    "diesel generator",
]
GOODS_HS = [
    "610910",
    "731815",
    "848210",
    "030617",
    "401110",
    "853950",
    "853400",
    "392010",
    "940390",
    "690721",
    "090111",
    "841350",
    "848340",
    "401519",
    "847130",
    "854430",
    "854143",
    "640391",
    "950300",
    "760421",
    "300490",
    "848180",
    "850152",
    "151219",
    "847710",
    "841510",
    "850211",
]
SURVEILLANCE = (
    ("IP dome cameras with facial recognition software", "852589"),
    ("network video recorder, 32 channels", "852190"),
    ("IMSI catcher system", "851762"),
    ("DNA sequencing kits", "382200"),
    ("thermal imaging camera 640x480 25 Hz", "852589"),
    ("automatic number plate recognition cameras", "852589"),
    ("mobile phone forensic extraction kit", "847330"),
    ("lawful interception monitoring centre software", "852349"),
    ("drones with surveillance payload", "880622"),
    ("fingerprint readers, AFIS workstation", "847160"),
    ("leg irons and handcuffs", "732690"),
    ("CCTV system with video analytics", "852589"),
)
_FIRST_DAY, _DAYS = np.datetime64("2014-07-01"), 4_380


def list_names() -> list[str]:
    """Names of the shipped designations."""
    from enduse.cli.settings import knowledge_pack
    from enduse.lists.view import open_lists

    return [
        name.value
        for one in open_lists(None, knowledge_pack(None, None)).entries()
        for name in one.names
    ]


def table(lines: int, seed: int = 7, listed: Sequence[str] | None = None) -> pa.Table:
    """Return that many lines in the flat form of the contract, all text."""
    draw, words = np.random.default_rng(seed), random.Random(seed)
    listed = list(listed) if listed is not None else list_names()
    companies = _companies(max(200, lines), words)
    country = _zipf(draw, len(companies), len(COUNTRIES), 1.2)
    numbers = np.arange(lines, dtype=np.int64)
    columns: dict[str, Any] = {
        "id": _numbered("T", numbers),
        "group": _numbered("B", numbers // 3),
        "date": (_FIRST_DAY + draw.integers(0, _DAYS, lines)).astype(str),
        "kind": ["export"] * lines,
    }
    columns |= _goods(draw, words, lines)
    for role, filled, slope in (
        ("exporter", 1.0, 1.13),
        ("freight_forwarder", 0.95, 1.35),
        ("consignee", 1.0, 1.13),
        ("end_user", 0.85, 1.13),
    ):
        columns |= _parties(draw, words, role, lines, filled, slope, companies, country, listed)
    origin = np.array(COUNTRIES)[_zipf(draw, lines, 40, 1.1)]
    columns["origin"] = origin
    columns["dispatched_from"] = np.where(
        draw.random(lines) < 0.8, columns["exporter_country"], origin
    )
    transit = np.array(COUNTRIES)[_zipf(draw, lines, 60, 0.9)]
    columns["transit"] = np.where(draw.random(lines) < 0.25, transit, "")
    columns["destination"] = columns["consignee_country"]
    columns["value"] = [str(n) for n in draw.integers(50, 2_000_000, lines)]
    columns["currency"] = np.array(["USD", "EUR", "CNY"])[draw.integers(0, 3, lines)]
    columns["value_basis"] = ["line"] * lines
    columns["quantity"] = [str(n) for n in draw.integers(1, 5_000, lines)]
    return pa.table({name: pa.array(list(cells), pa.string()) for name, cells in columns.items()})


def _numbered(letter: str, numbers: Numbers) -> list[str]:
    return [f"{letter}-{n:09d}" for n in numbers.tolist()]


def _zipf(draw: np.random.Generator, size: int, top: int, slope: float) -> Numbers:
    """Ranks from 0 to `top`, the first the most frequent."""
    weights = 1.0 / np.arange(1, top + 1) ** slope
    edges = np.cumsum(weights) / weights.sum()
    return np.minimum(np.searchsorted(edges, draw.random(size)), top - 1).astype(np.int64)


def _companies(count: int, words: random.Random) -> list[str]:
    found = []
    for n in range(count):
        stem = words.choice(STARTS) + words.choice(ENDS)
        if n % 23 == 0:
            found.append(words.choice(OTHER_SCRIPTS).format(stem + str(n % 997)))
            continue
        second = words.choice(STARTS) + words.choice(ENDS) + words.choice(ENDS)
        found.append(f"{stem} {second} {words.choice(TRADES)} {words.choice(FORMS)}")
    return found


def _parties(
    draw: np.random.Generator,
    words: random.Random,
    role: str,
    lines: int,
    filled: float,
    slope: float,
    companies: list[str],
    country: Numbers,
    listed: Sequence[str],
) -> dict[str, Any]:
    pick = _zipf(draw, lines, len(companies), slope)
    names = [companies[n] for n in pick.tolist()]
    codes = np.array(COUNTRIES)[country[pick]]
    for n in np.flatnonzero(draw.random(lines) < 0.06).tolist():
        names[n] = _variant(names[n], words)
    for n in np.flatnonzero(draw.random(lines) < 0.004).tolist():
        names[n] = _edited(words.choice(listed), words)
    if role in ("end_user", "consignee"):
        for n in np.flatnonzero(draw.random(lines) < 0.006).tolist():
            names[n] = words.choice(ORGANS).format(words.choice(STARTS) + words.choice(ENDS))
    empty = np.flatnonzero(draw.random(lines) >= filled)
    for n in empty.tolist():
        names[n] = ""
    codes[empty] = ""
    return {role: names, f"{role}_country": codes}


def _variant(name: str, words: random.Random) -> str:
    return words.choice((name.upper(), name.replace(".", ""), name.replace(",", " "), name.lower()))


def _edited(name: str, words: random.Random) -> str:
    if len(name) < 8 or words.random() < 0.3:
        return name
    place = words.randrange(1, len(name) - 1)
    return name[:place] + name[place + 1 :] if words.random() < 0.5 else name.upper()


def _goods(draw: np.random.Generator, words: random.Random, lines: int) -> dict[str, Any]:
    texts, codes, entries = [], [], []
    watched = draw.random(lines) < 0.07
    which = _zipf(draw, lines, len(GOODS), 0.7).tolist()
    number = _zipf(draw, lines, max(50, lines // 2), 1.05).tolist()
    for n in range(lines):
        if watched[n]:
            text, hs = words.choice(SURVEILLANCE)
        else:
            text, hs = GOODS[which[n]], GOODS_HS[which[n]]
        texts.append(f"{text}, item {number[n]:05d}" if number[n] % 3 else text)
        codes.append(hs)
        entries.append(words.choice(("EAR99", "4A994", "5A002", "")) if watched[n] else "")
    return {"goods_description": texts, "hs": codes, "entry_us": entries}


def write(path: Path, lines: int, seed: int = 7, listed: Sequence[str] | None = None) -> None:
    """Write CSV or Parquet, as the suffix says; `listed`: names of lists that stand on lines."""
    found = table(lines, seed, listed)
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        pq.write_table(found, path)
    else:
        from pyarrow import csv

        csv.write_csv(found, path, csv.WriteOptions(quoting_style="needed"))
