"""The consolidated list of HM Treasury's Office of Financial Sanctions Implementation, CSV.

The first line says when it was updated, the second is the heading; one row per name, and the
party is its Group ID. Dates may be `00/00/1980`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from enduse.lists.formats.delimited import cells, columns, table
from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import ReadLog, changed, clean, decode
from enduse.model.listing import EntryType, ListEntry, NameKind

_OLD = columns(
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,"
    "Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,"
    "Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,"
    "Listed On,Last Updated,Group ID"
)
_2022 = columns(
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
    "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,"
    "Passport Details,National Identification Number,National Identification Details,Position,"
    "Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,"
    "Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,"
    "UK Sanctions List Date Designated,Last Updated,Group ID"
)
_TYPES = {
    "individual": EntryType.PERSON,
    "entity": EntryType.ORGANISATION,
    "ship": EntryType.VESSEL,
}
_KINDS = {
    "": NameKind.ALIAS,
    "prime alias": NameKind.PRIMARY,
    "primary name": NameKind.PRIMARY,
    "primary name variation": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
    "fka": NameKind.FORMER,
}
_PLACE = [f"Address {n}" for n in range(1, 7)] + ["Post/Zip Code", "Country"]


def part(data: bytes) -> str:
    """It is one file."""
    head = data[:3000].lstrip(b"\xef\xbb\xbf")
    return "main" if head.startswith(b"Last Updated") and b"Group ID" in head else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition; rows of one group are one entry."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries"}
    text = decode(parts["main"], log, "utf-8", "cp1252")
    _, first = next(cells(text, log))
    stated = first[1] if len(first) > 1 else ""
    log.list_date = log.day(stated, "line 1", "Last Updated", "%d/%m/%Y")
    drafts: dict[str, Draft] = {}
    for line, row in table(text, log, (_2022, _OLD), skip=1):
        group = clean(row["Group ID"])
        row_name = f"line {line} (group {group})"
        if not group:
            log.reject(line, "a row without Group ID", "Look at the row.", str(row))
            continue
        draft = drafts.setdefault(group, Draft(list_id=log.codes["*"], id=group, row=row_name))
        take(draft, row, row_name, log)
    yield from built(drafts.values(), log)


def take(draft: Draft, row: dict[str, str], where: str, log: ReadLog) -> None:
    """Add one row to its entry; the XML gives the same rows under other names."""
    kind, alias = clean(row["Group Type"]).casefold(), clean(row["Alias Type"]).casefold()
    if kind not in _TYPES:
        raise changed(log.file, where, f"the group type {row['Group Type']!r}")
    if alias not in _KINDS:
        raise changed(log.file, where, f"the alias type {row['Alias Type']!r}")
    draft.type = _TYPES[kind]
    weak = clean(row.get("Alias Quality", "")).casefold() == "low quality"
    words = [clean(row[f"Name {n}"]) for n in (1, 2, 3, 4, 5, 6)]
    name = " ".join(w for w in words if w)
    draft.name(name, NameKind.WEAK_ALIAS if weak else _KINDS[alias])
    draft.name(row.get("Name Non-Latin Script", ""), NameKind.ALIAS)
    draft.value("addresses", ", ".join(p for p in (clean(row[c]) for c in _PLACE) if p))
    draft.value("countries", log.country(_country(row["Country"]), where))
    draft.value("programmes", log.programme(draft.list_id, clean(row["Regime"]), where))
    listed = log.day(row["Listed On"], where, "Listed On", "%d/%m/%Y", "%Y-%m-%d")
    if listed is not None and (draft.start is None or listed < draft.start):
        draft.start = listed
    draft.remark(row["Other Information"])


def _country(text: str) -> str:
    return clean(text).split("(")[0].strip(" .")
