"""The consolidated financial sanctions list of the European Union, CSV 1.1.

A party stands on as many rows as it has names, addresses, births, papers and nationalities; each
block of columns names the act that brought it, so dates belong to values as in the XML. The file
does not tell weak names from strong ones. Written from the publisher's 118 headings: no real file
was held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from enduse.lists.formats.delimited import table
from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import ReadLog, changed, clean, decode
from enduse.model.listing import EntryType, ListEntry, NameKind

_ACT = "Type OrganisationType PublicationDate EntryIntoForceDate NumberTitle Programme"
_TAIL = "LogicalId RegulationLanguage Remark"
_COUNTRY = "CountryIso2Code CountryDescription"
_BLOCKS = {
    "Entity": "LogicalId EU_ReferenceNumber UnitedNationId DesignationDate DesignationDetails"
    " Remark SubjectType SubjectType_ClassificationCode",
    "NameAlias": "LastName FirstName MiddleName WholeName NameLanguage Gender Title Function"
    f" {_TAIL}",
    "Address": "City Street PoBox ZipCode Region Place AsAtListingTime ContactInfo"
    f" {_COUNTRY} {_TAIL}",
    "BirthDate": "BirthDate Day Month Year YearRangeFrom YearRangeTo Circa CalendarType ZipCode"
    f" Region Place City {_COUNTRY} {_TAIL}",
    "Identification": "Number Diplomatic KnownExpired KnownFalse ReportedLost RevokedByIssuer"
    " IssuedBy IssuedDate ValidFrom ValidTo LatinNumber NameOnDocument TypeCode TypeDescription"
    f" Region {_COUNTRY} {_TAIL}",
    "Citizenship": f"Region {_COUNTRY} {_TAIL}",
}
HEADING = (
    "fileGenerationDate",
    *(
        f"{block}_{name}"
        for block, names in _BLOCKS.items()
        for name in (
            *names.split(),
            *(f"Regulation_{a}" for a in (*_ACT.split(), "PublicationUrl")),
        )
    ),
)
"""The 118 headings, in their order."""

_TYPES = {
    "p": EntryType.PERSON,
    "person": EntryType.PERSON,
    "e": EntryType.ORGANISATION,
    "enterprise": EntryType.ORGANISATION,
}
_LINES = ("Street", "PoBox", "ZipCode", "City", "Region", "Place")
_DAY = ("%Y-%m-%d", "%d/%m/%Y")


def part(data: bytes) -> str:
    """The first heading says it."""
    head = data[:100].removeprefix(b"\xef\xbb\xbf").lower()
    return "main" if head.startswith((b"filegenerationdate;", b'"filegenerationdate"')) else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition; rows of one logical id are one entry."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "identifiers"}
    drafts: dict[str, Draft] = {}
    text = decode(parts["main"], log, "utf-8", "cp1252")
    for line, row in table(text, log, (HEADING,), delimiter=";"):
        number = clean(row["Entity_LogicalId"])
        where = f"line {line} (entity {number})"
        if not number.isdecimal():
            log.reject(line, "a row without the id of its entity", "Look at it.", str(row))
            continue
        if log.list_date is None:
            stated = clean(row["fileGenerationDate"])
            log.list_date = log.day(stated, where, "fileGenerationDate", *reversed(_DAY))
        kind = clean(row["Entity_SubjectType"]).casefold()
        if kind not in _TYPES:
            raise changed(log.file, where, f"the subject type {row['Entity_SubjectType']!r}")
        draft = drafts.get(number)
        if draft is None:
            draft = Draft(list_id=log.codes["*"], id=number, type=_TYPES[kind], row=where)
            drafts[number] = draft
            draft.identifier("EU reference", row["Entity_EU_ReferenceNumber"])
            draft.identifier("UN reference", row["Entity_UnitedNationId"])
        _take(draft, row, where, log)
    yield from built(drafts.values(), log)


def _take(draft: Draft, row: dict[str, str], where: str, log: ReadLog) -> None:
    days = [_day(row, "Entity_Regulation_EntryIntoForceDate", where, log)]
    whole = clean(row["NameAlias_WholeName"]) or " ".join(
        part for part in (clean(row[f"NameAlias_{n}Name"]) for n in ("First", "Middle", "Last"))
        if part
    )  # fmt: skip
    if whole:
        since = _day(row, "NameAlias_Regulation_PublicationDate", where, log)
        kind = NameKind.ALIAS if draft.names else NameKind.PRIMARY
        draft.name(whole, kind, clean(row["NameAlias_NameLanguage"]).lower(), since)
        days.append(since)
    if programme := clean(row["Entity_Regulation_Programme"]):
        draft.value("programmes", log.programme(draft.list_id, programme, where))
    draft.cite(c for c in [clean(row["Entity_Regulation_NumberTitle"])] if c)
    country = clean(row["Address_CountryDescription"])
    lines = [clean(row[f"Address_{n}"]) for n in _LINES]
    lines.append("" if country == "UNKNOWN" else country)
    since = _day(row, "Address_Regulation_PublicationDate", where, log)
    draft.value("addresses", ", ".join(x for x in lines if x), since)
    for block in ("Address", "Citizenship"):
        code = clean(row[f"{block}_CountryIso2Code"])
        draft.value("countries", "" if code in ("00", "XX") else code)
    if draft.type is not EntryType.PERSON:
        scheme = row["Identification_TypeDescription"] or row["Identification_TypeCode"]
        code = clean(row["Identification_CountryIso2Code"])
        draft.identifier(scheme, row["Identification_Number"], "" if code == "00" else code)
    known = [d for d in (draft.start, *days) if d is not None]
    draft.start = min(known) if known else None
    draft.remark(row["Entity_Remark"])
    draft.remark(row["Address_ContactInfo"])


def _day(row: dict[str, str], column: str, where: str, log: ReadLog) -> date | None:
    return log.day(row[column], where, column, *_DAY)
