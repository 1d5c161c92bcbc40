"""The Consolidated Canadian Autonomous Sanctions List, before and after bilingual tags.

No id: an entry is regime, schedule and item. Aliases are parted by commas, semicolons or "and";
parts that a comma may belong to (legal forms) stay together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from enduse.lists.formats.draft import Draft
from enduse.lists.formats.reading import ReadLog, clean
from enduse.lists.formats.xmlrows import known, rows, text
from enduse.model.listing import EntryType, ListEntry, NameKind

_NEW = {
    "Country": "Country-Pays",
    "Entity": "EntityOrShip-EntiteOuNavire",
    "LastName": "LastName-NomDeFamille",
    "GivenName": "GivenName-Prenom",
    "Aliases": "Aliases-Alias",
    "Title": "TitleOrShipType-TitreOuTypeDeNavire",
    "DateOfBirth": "DateOfBirthOrShipBuildDate-DateDeNaissanceOuDateDeConstructionDuNavire",
    "Schedule": "Schedule-Annexe",
    "Item": "Item-NumeroDarticle",
    "DateOfListing": "DateOfListing-DateDinscription",
    "IMO": "ShipIMONumber-NumeroOMIDuNavire",
}
_RECORD = known("\n".join([*_NEW, *_NEW.values()]))
_PARTED = re.compile(
    r"\s*;\s*|,\s+(?!(?:inc|ltd|llc|l\.l\.c|limited|co|corp|s\.a|gmbh|jr|sr)\b)", re.I
)


def part(data: bytes) -> str:
    """It is one file."""
    head = data[:3000]
    return "main" if b"<data-set" in head and b"<record>" in head else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition."""
    log.carries |= {"names", "programmes", "type"}
    for tag, number, element in rows(parts["main"], log, "data-set", {"record": _RECORD}):
        if tag == "record":
            entry = _entry(element, number, log)
            if entry is not None:
                yield entry


def _entry(element: Any, number: int, log: ReadLog) -> ListEntry | None:
    def cell(name: str) -> str:
        return clean(text(element, name) or text(element, _NEW[name]))

    regime = cell("Country")
    place = "/".join(p for p in (regime, cell("Schedule"), cell("Item")) if p)
    row = f"record {number} ({place})"
    draft = Draft(list_id=log.codes["*"], id=place, row=row)
    body = cell("Entity")
    if body:
        draft.type = EntryType.VESSEL if cell("IMO") else EntryType.ORGANISATION
        for i, name in enumerate(body.split("/") if " / " not in body else body.split(" / ")):
            draft.name(name, NameKind.ALIAS if i else NameKind.PRIMARY)
    else:
        draft.type = EntryType.PERSON
        draft.name(
            " ".join(p for p in (cell("GivenName"), cell("LastName")) if p), NameKind.PRIMARY
        )
    for alias in _PARTED.split(cell("Aliases")):
        for one in re.split(r"\s+(?:Arabic|Persian|Russian)\s*:\s*", alias.removeprefix("and ")):
            draft.name(one)
    draft.value("programmes", log.programme(draft.list_id, regime, row))
    draft.identifier("IMO", cell("IMO"))
    draft.start = log.day(cell("DateOfListing"), row, "DateOfListing", "%Y-%m-%d")
    draft.remark(cell("Title"))
    return draft.build(log)
