"""Damaged files, the same for the same seed: what networks, editors and publishers do to them."""

from __future__ import annotations

import random

from tests.lists.formats import publishers as p

from enduse.errors import EnduseError
from enduse.lists.formats.reading import ReadLog
from enduse.lists.formats.registry import reader_for, unpack
from enduse.lists.reference import Reference

SAMPLES: list[tuple[str, bytes]] = [
    ("us-csl", p.csl(p.csl_el("Example Works", alt_names="EXW; Works"), p.csl_row(p.SDN, "X"))),
    ("us-ofac-sdn-csv", p.SDN_CSV),
    ("us-ofac-sdn-xml", p.SDN_XML),
    ("us-ofac-cons-enhanced-xml", p.ENHANCED),
    ("us-ofac-sdn-advanced-xml", p.ADVANCED),
    ("us-ofac-sdn-txt", p.TXT),
    ("us-bis-dpl", p.DPL),
    ("us-bis-el", p.EL_CSV),
    ("us-bis-el-ecfr", p.ECFR),
    ("us-bis-uvl", p.UVL),
    ("us-state-isn", p.ISN),
    ("us-state-dtc", p.DTC),
    ("us-fcc-covered", p.FCC),
    ("un-sc", p.un("2026-02-27", p.un_entity(5, "EXAMPLE WORKS"))),
    ("eu-fsf", p.EU),
    ("eu-fsf", p.EU_CSV),
    ("eu-fsf", p.EU_11),
    ("eu-fsf", p.EU_WHOLE),
    ("uk-ofsi", p.OFSI),
    ("uk-ofsi", p.OFSI_2022),
    ("uk-ofsi", p.OFSI_XML),
    ("uk-sl", p.UK),
    ("uk-sl", p.UK_SHIP),
    ("uk-sl", p.UK_CSV),
    ("ca-sema", p.SEMA_NEW),
    ("ch-seco", p.SECO),
    ("au-dfat", p.dfat(p.dfat_row(10, "Example Works", "Entity", "Primary Name", 45000))),
    ("jp-meti-eul", p.JP),
    ("own", p.OWN),
]
PIECES = (
    b"\x00", b"\xff\xfe", b'"', b"'", b"<", b">", b"&", b"&#0;", b"]]>", b"<!--", b",", b";",
    b"\t", b"\r", b"\n\n", b"\x1a", b"-0- ", b"null", b"NaN", b"1e999", b"-1", b"00/00/0000",
    b"9999-99-99", b"0001-01-01", b"99999999999999999999", "ß\u202e\u0000中".encode(), b"{", b"[",
    b"PK\x03\x04", b"\x1f\x8b",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Damage a file in one to four places."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not out:
            break
        at = chance.randrange(len(out))
        length = chance.choice((1, 1, 2, 8, 40, 300))
        kind = chance.randrange(7)
        if kind == 0:
            out[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[at : at + length]
        elif kind == 3:
            out[at:at] = chance.choice(PIECES)
        elif kind == 4:
            out[at : at + length] = chance.choice(PIECES)
        elif kind == 5:
            del out[at:]
        else:
            other = chance.randrange(len(out))
            out[at : at + length], out[other : other + length] = (
                out[other : other + length],
                out[at : at + length],
            )
    return bytes(out)


def survives(reference: Reference, source: str, data: bytes) -> str:
    """Read damaged bytes: `read` or `refused`; any other exception is a bug and goes through."""
    try:
        plain = unpack(data, "file")
        reader, part = reader_for(source, plain, "file")
        log = ReadLog(
            file="file", codes=reference.source(source).codes, countries=reference.countries
        )
        for entry in reader.read({part: plain}, log):
            assert entry.names
        return "read"
    except EnduseError:
        return "refused"
