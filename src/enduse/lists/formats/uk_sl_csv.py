"""The UK Sanctions List as CSV: a line with the day of the report, then 58 columns.

A designation stands on one row for each pair of name and address; names are in six parts with the
family name first in the file and last when said. Written from the publisher's headings: no real
file was held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from enduse.lists.formats.delimited import cells, columns, table
from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import ReadLog, changed, clean, decode
from enduse.lists.formats.uk_sl import KINDS, TYPES
from enduse.model.listing import EntryType, ListEntry, NameKind

_HEADING = columns(
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
    "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,"
    "Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,"
    "Other Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,"
    "Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,"
    "Phone number,Website,Email address,Date Designated,D.O.B,Nationality(/ies),"
    "National Identifier number,National Identifier additional information,Passport number,"
    "Passport additional information,Position,Gender,Town of birth,Country of birth,"
    "Type of entity,Subsidiaries,Parent company,Business registration number (s),IMO number,"
    "Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,"
    "Previous flags,Type of ship,Tonnage of ship,Length of ship,Year Built,"
    "Hull identification number (HIN)"
)
_PLACE = [f"Address Line {n}" for n in range(1, 7)] + ["Address Postal Code", "Address Country"]


def part(data: bytes) -> str:
    """The heading says it, on the first or second line."""
    head = data[:3000]
    return "main" if b"Unique ID" in head and b"Designation Type" in head else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition; rows of one Unique ID are one entry."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "identifiers"}
    text = decode(parts["main"], log, "utf-8", "cp1252")
    _, first = next(cells(text, log), (0, [""]))
    dated = first[0].startswith("Report Date")
    if dated:
        stated = first[0].partition(":")[2] or "".join(first[1:2])
        log.list_date = log.day(stated, "line 1", "Report Date", "%d-%b-%Y", "%d/%m/%Y")
    drafts: dict[str, Draft] = {}
    for line, row in table(text, log, (_HEADING,), skip=int(dated)):
        unique = clean(row["Unique ID"])
        where = f"line {line} ({unique})"
        if not unique:
            log.reject(line, "a row without Unique ID", "Look at the row.", str(row))
            continue
        draft = drafts.setdefault(unique, Draft(list_id=log.codes["*"], id=unique, row=where))
        _take(draft, row, where, log)
    yield from built(drafts.values(), log)


def _take(draft: Draft, row: dict[str, str], where: str, log: ReadLog) -> None:
    kind, word = clean(row["Designation Type"]).casefold(), clean(row["Name type"]).casefold()
    if kind not in TYPES:
        raise changed(log.file, where, f"the designation type {row['Designation Type']!r}")
    if word not in KINDS:
        raise changed(log.file, where, f"the name type {row['Name type']!r}")
    draft.type = TYPES[kind]
    whole = " ".join(w for w in (clean(row[f"Name {n}"]) for n in range(1, 7)) if w)
    weak = "low" in row["Alias strength"].casefold()
    draft.name(whole, NameKind.WEAK_ALIAS if weak else KINDS[word])
    language = clean(row["Non-latin script language"])
    draft.name(row["Name non-latin script"], NameKind.PRIMARY, language)
    draft.value("programmes", log.programme(draft.list_id, clean(row["Regime Name"]), where))
    for measure in row["Sanctions Imposed"].split("|"):
        draft.value("requirement", measure)
    draft.value("addresses", ", ".join(p for p in (clean(row[c]) for c in _PLACE) if p))
    draft.value("countries", log.country(row["Address Country"], where))
    draft.identifier("OFSI group", row["OFSI Group ID"])
    draft.identifier("UN reference", row["UN Reference Number"])
    if draft.type is not EntryType.PERSON:
        draft.identifier("business registration", row["Business registration number (s)"])
        draft.identifier("IMO", row["IMO number"])
    since = log.day(row["Date Designated"], where, "Date Designated", "%d/%m/%Y")
    if since is not None and (draft.start is None or since < draft.start):
        draft.start = since
    draft.remark(row["Other Information"])
    draft.remark(row["UK Statement of Reasons"])
