"""dpl.txt of the Bureau of Industry and Security: tabs, one row per address or spelling.

Older editions leave off empty cells at the end, mix quoted and bare cells and hold blank rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from enduse.lists.formats.delimited import table
from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import ReadLog, citations, clean, decode
from enduse.lists.identity import name_key
from enduse.model.listing import ListEntry, NameKind

_COLUMNS = (
    "Name",
    "Street_Address",
    "City",
    "State",
    "Country",
    "Postal_Code",
    "Effective_Date",
    "Expiration_Date",
    "Standard_Order",
    "Last_Update",
    "Action",
    "FR_Citation",
)

_DAY = ("%m/%d/%Y", "%Y-%m-%d")
_ORDERS = {"Y": "Standard denial order", "N": "Non-standard denial order"}


def part(data: bytes) -> str:
    """It is one file."""
    return "main" if b"Street_Address" in data[:200] else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read all orders; rows of one name are one entry, with a period for each order."""
    log.carries |= {"names", "addresses", "countries", "requirement"}
    text = decode(parts["main"], log, "utf-8", "cp1252")
    drafts: dict[str, Draft] = {}
    for line, row in table(text, log, (_COLUMNS,), delimiter="\t", short_rows=True):
        name = clean(row["Name"])
        draft = drafts.get(name_key(name))
        if draft is None:
            draft = drafts[name_key(name)] = Draft(list_id=log.codes["*"], row=f"line {line}")
            draft.name(name, NameKind.PRIMARY)
        _take(draft, row, f"line {line}", log)
    yield from built(drafts.values(), log)


def _take(draft: Draft, row: dict[str, str], where: str, log: ReadLog) -> None:
    start = log.day(row["Effective_Date"], where, "Effective_Date", *_DAY)
    end = log.day(row["Expiration_Date"], where, "Expiration_Date", *_DAY)
    if start is not None or end is not None:
        draft.period(start, end)
    draft.value("countries", log.country(row["Country"], where))
    place = (row[c] for c in ("Street_Address", "City", "State", "Postal_Code", "Country"))
    draft.value("addresses", ", ".join(p for p in (clean(x) for x in place) if p))
    standard = clean(row["Standard_Order"]).upper()
    if standard not in ("", "Y", "N"):
        log.problem(where, "Standard_Order", standard, "neither Y nor N", "Check the order.")
    draft.value("requirement", _ORDERS.get(standard, standard))
    draft.remark(row["Action"])
    draft.cite(citations(row["FR_Citation"]))
