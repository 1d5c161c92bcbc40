"""Tables that departments give for the Consolidated Screening List: one shape a list.

Entity List (2015) and Unverified List (2017) of the Bureau of Industry and Security,
nonproliferation sanctions and statutory debarment of the Department of State.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from enduse.lists.formats.delimited import columns, table
from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import ReadLog, citations, clean, decode
from enduse.lists.identity import entry_id, name_key
from enduse.model.listing import EntryType, ListEntry, NameKind

_EL = columns(
    "Source List,Entity Number,SDN Type,Programs,Name,Title,Address,City,State/Province,"
    "Postal Code,Country,Federal Register Notice,Effective Date,Date Lifted/Waived/Expired,"
    "Standard Order,License Requirement,License Policy,Call Sign,Vessel Type,Gross Tonnage,"
    "Gross Register Tonnage,Vessel Flag,Vessel Owner,Remarks/Notes,Address Number,"
    "Address Remarks,Alternate Number,Alternate Type,Alternate Name,Alternate Remarks,Web Link"
)
_UVL = ("COUNTRY", "NAME", "ADDRESS")
_ISN_2014 = columns(
    "Programs,Name,Address,Country,Federal Register Notice,Effective Date,"
    "Date Lifted/Waived/Expired"
)
_ISN_2016 = columns(
    "Source List,Programs,Name,Alternative Names,Country,Federal Register Notice,Effective Date,"
    "Remarks/Notes,Web Link"
)
_DTC_2014 = columns(
    "Corp,Debarred Party Full Name,Debarred Party Surname/Corporate Name,"
    "Debarred Party Given Names,Alias,Type,Date of Birth - PUBLIC RELEASE,Notice Date,Notice,"
    "Eff. Date,Corrected Notice,Corrected Notice Date"
)
_DTC_2018 = columns(
    "Debarred Party Full Name and Alias,Date of Birth,Notice,Notice Date,Corrected Notice,"
    "Corrected Notice Date"
)
_DAY = ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d")
Take = Callable[[Draft, dict[str, str], ReadLog], None]


def part(data: bytes) -> str:
    """Any of the headings."""
    first = data[:600].decode("cp1252", "replace").splitlines()[:1]
    keys = {name_key(cell) for cell in (first[0].split(",") if first else [])}
    known = [{name_key(h) for h in s} for s in (_EL, _UVL, _ISN_2014, _DTC_2014, _DTC_2018)]
    return "main" if any(len(keys & shape) >= min(3, len(shape)) for shape in known) else ""


def read_el(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read the Entity List: a row for each pair of address and alias."""
    log.carries |= {"names", "addresses", "countries", "requirement", "policy"}
    yield from _gather(parts["main"], log, (_EL,), "Name", "Country", _take_el)


def read_uvl(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read the Unverified List: a row for each pair of name and address."""
    log.carries |= {"names", "addresses", "countries"}
    yield from _gather(parts["main"], log, (_UVL,), "NAME", "COUNTRY", _take_uvl)


def read_isn(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read the nonproliferation sanctions: a row for each act, with its own first and last day."""
    log.carries |= {"names", "programmes", "countries"}
    shapes = (_ISN_2016, _ISN_2014)
    yield from _gather(parts["main"], log, shapes, "Name", "Country", _take_isn)


def read_dtc(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read debarred parties."""
    log.carries |= {"names"}
    text = decode(parts["main"], log, "utf-8", "cp1252")
    column = "Debarred Party Full Name and Alias"
    for line, row in table(text, log, (_DTC_2018, _DTC_2014), short_rows=True):
        draft = Draft(list_id=log.codes["*"], row=f"line {line}")
        whole = clean(row.get(column) or row.get("Debarred Party Full Name", ""))
        name, _, rest = whole.partition("(a.k.a.")
        draft.name(name, NameKind.PRIMARY)
        for alias in rest.strip().removesuffix(")").split(";"):
            draft.name(alias)
        draft.name(row.get("Alias", ""))
        if clean(row.get("Corp", "")):
            draft.type = EntryType.ORGANISATION
        since = row.get("Eff. Date") or row["Notice Date"]
        draft.start = log.day(since, draft.row, "Notice Date", *_DAY)
        draft.cite(citations(row["Notice"]) + citations(row["Corrected Notice"]))
        draft.remark(row.get("Type", ""))
        key = (log.codes["*"], whole, [*citations(row["Notice"])])
        draft.id = entry_id(key[0], f"{key[1]} {key[2]}", [])
        entry = draft.build(log, line)
        if entry is not None:
            yield entry


def _gather(
    data: bytes,
    log: ReadLog,
    shapes: tuple[tuple[str, ...] | list[str], ...],
    name: str,
    country: str,
    take: Take,
) -> Iterator[ListEntry]:
    text = decode(data, log, "utf-8", "cp1252")
    drafts: dict[tuple[str, str], Draft] = {}
    for line, row in table(text, log, shapes, short_rows=True):
        key = (name_key(row[name]), clean(row[country]))
        draft = drafts.get(key)
        if draft is None:
            draft = drafts[key] = Draft(list_id=log.codes["*"], row=f"line {line}")
            draft.name(row[name], NameKind.PRIMARY)
        draft.value("countries", log.country(row[country], f"line {line}"))
        take(draft, row, log)
    yield from built(drafts.values(), log)


def _take_el(draft: Draft, row: dict[str, str], log: ReadLog) -> None:
    columns = ("Address", "City", "State/Province", "Postal Code", "Country")
    place = [clean(row[c]) for c in columns]
    draft.value("addresses", ", ".join(p for p in place if p))
    draft.name(row["Alternate Name"])
    draft.start = log.day(row["Effective Date"], draft.row, "Effective Date", *_DAY)
    draft.value("requirement", row["License Requirement"])
    draft.value("policy", row["License Policy"])
    draft.cite(citations(row["Federal Register Notice"]))
    draft.remark(row["Remarks/Notes"])


def _take_uvl(draft: Draft, row: dict[str, str], _log: ReadLog) -> None:
    draft.value("addresses", row["ADDRESS"])


def _take_isn(draft: Draft, row: dict[str, str], log: ReadLog) -> None:
    for alias in row.get("Alternative Names", "").split(";"):
        draft.name(alias)
    draft.value("programmes", log.programme(draft.list_id, clean(row["Programs"]), draft.row))
    ended = clean(row.get("Date Lifted/Waived/Expired", ""))
    since = log.day(row["Effective Date"], draft.row, "Effective Date", *_DAY)
    until = log.day(ended, draft.row, "Date Lifted/Waived/Expired", *_DAY)
    if since is not None or until is not None:
        draft.period(since, until)
    if ended:
        draft.remark(f"{clean(row['Programs'])} lifted, waived or expired {ended}")
    draft.cite(citations(row["Federal Register Notice"]))
    draft.value("addresses", row.get("Address", ""))
    draft.remark(row.get("Remarks/Notes", ""))
