"""SDN.XML and CONSOLIDATED.XML (`sdnList`); `publshInformation` is the publisher's spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from enduse.lists.formats.draft import Draft
from enduse.lists.formats.ofac_remarks import read_remarks
from enduse.lists.formats.reading import ReadLog, changed, clean
from enduse.lists.formats.xmlrows import children, known, rows, text, texts
from enduse.model.listing import EntryType, ListEntry, NameKind

_HEAD = known("Publish_Date\nRecord_Count")
_ENTRY = known("""
uid
lastName
firstName
title
sdnType
nspType                    # before 2015, on the consolidated list
remarks
programList
programList/program
idList
idList/id
idList/id/uid
idList/id/idType
idList/id/idNumber
idList/id/idCountry
idList/id/issueDate        # of a passport: not kept
idList/id/expirationDate   # of a passport: not kept
akaList
akaList/aka
akaList/aka/uid
akaList/aka/type
akaList/aka/category
akaList/aka/lastName
akaList/aka/firstName
addressList
addressList/address
addressList/address/uid
addressList/address/address1
addressList/address/address2
addressList/address/address3
addressList/address/city
addressList/address/stateOrProvince
addressList/address/postalCode
addressList/address/country
nationalityList
nationalityList/nationality
nationalityList/nationality/uid
nationalityList/nationality/country
nationalityList/nationality/mainEntry
citizenshipList
citizenshipList/citizenship
citizenshipList/citizenship/uid
citizenshipList/citizenship/country
citizenshipList/citizenship/mainEntry
dateOfBirthList            # facts on natural persons are not kept
dateOfBirthList/dateOfBirthItem
dateOfBirthList/dateOfBirthItem/uid
dateOfBirthList/dateOfBirthItem/dateOfBirth
dateOfBirthList/dateOfBirthItem/mainEntry
placeOfBirthList
placeOfBirthList/placeOfBirthItem
placeOfBirthList/placeOfBirthItem/uid
placeOfBirthList/placeOfBirthItem/placeOfBirth
placeOfBirthList/placeOfBirthItem/mainEntry
vesselInfo
vesselInfo/callSign
vesselInfo/vesselType
vesselInfo/vesselFlag
vesselInfo/vesselOwner
vesselInfo/tonnage
vesselInfo/grossRegisteredTonnage
""")
_TYPES = {
    "Entity": EntryType.ORGANISATION,
    "Individual": EntryType.PERSON,
    "Vessel": EntryType.VESSEL,
    "Aircraft": EntryType.AIRCRAFT,
}
_LINES = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
_NOT_NUMBERS = ("Additional Sanctions Information", "For more information", "Gender", "Secondary")


def part(data: bytes) -> str:
    """It is one file."""
    return "main" if b"<sdnList" in data[:2000] else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition and compare with the number of records that it states."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "identifiers"}
    wanted = {"publshInformation": _HEAD, "sdnEntry": _ENTRY}
    count = 0
    for tag, number, element in rows(parts["main"], log, "sdnList", wanted):
        if tag == "publshInformation":
            log.list_date = log.day(
                text(element, "Publish_Date"), "head", "Publish_Date", "%m/%d/%Y"
            )
            declared = clean(text(element, "Record_Count"))
            log.declared = int(declared) if declared.isdecimal() and len(declared) < 10 else None
        elif tag == "sdnEntry":
            count += 1
            entry = _entry(element, number, log)
            if entry is not None:
                yield entry
    if log.declared is not None and log.declared != count:
        log.cut_off(log.file, f"it states {log.declared} records and holds {count}")


def _entry(element: Any, number: int, log: ReadLog) -> ListEntry | None:
    row = f"entry {number} (uid {clean(text(element, 'uid'))})"
    kind = clean(text(element, "sdnType") or text(element, "nspType"))
    if kind not in _TYPES:
        raise changed(log.file, row, f"the type {kind!r}")
    draft = Draft(
        list_id=log.codes["*"], id=clean(text(element, "uid")), type=_TYPES[kind], row=row
    )
    draft.name(_name(element), NameKind.PRIMARY)
    for code in texts(element, "programList", "program"):
        draft.value("programmes", log.programme(draft.list_id, clean(code), row))
    for aka in (a for group in children(element, "akaList") for a in children(group, "aka")):
        draft.name(_name(aka), _kind(aka, row, log))
    for place in (
        a for group in children(element, "addressList") for a in children(group, "address")
    ):
        draft.value("addresses", ", ".join(t for t in (clean(text(place, x)) for x in _LINES) if t))
        draft.value("countries", log.country(text(place, "country"), row))
    for group, one in (("nationalityList", "nationality"), ("citizenshipList", "citizenship")):
        for country in texts(element, group, one, "country"):
            draft.value("countries", log.country(country, row))
    if title := clean(text(element, "title")):
        draft.remark(f"Title {title}")
    _numbers(element, draft, log, row)
    read_remarks(draft, clean(text(element, "remarks")), log, row)
    return draft.build(log)


def _name(element: Any) -> str:
    last, first = clean(text(element, "lastName")), clean(text(element, "firstName"))
    return f"{last}, {first}" if first else last


def _kind(aka: Any, row: str, log: ReadLog) -> NameKind:
    category, kind = clean(text(aka, "category")), clean(text(aka, "type"))
    if category not in ("strong", "weak") or kind not in ("a.k.a.", "f.k.a.", "n.k.a."):
        raise changed(log.file, row, f"the alias {kind!r} {category!r}")
    if category == "weak":
        return NameKind.WEAK_ALIAS
    return NameKind.FORMER if kind == "f.k.a." else NameKind.ALIAS


def _numbers(element: Any, draft: Draft, log: ReadLog, row: str) -> None:
    for one in (i for group in children(element, "idList") for i in children(group, "id")):
        scheme, value = clean(text(one, "idType")), clean(text(one, "idNumber"))
        if scheme.startswith(_NOT_NUMBERS):
            draft.remark(f"{scheme} {value}")
        elif scheme.startswith("Listing Date"):
            draft.start = log.day(value, row, scheme, "%d %b %Y", "%m/%d/%Y") or draft.start
        elif draft.type is not EntryType.PERSON:
            draft.identifier(scheme, value, log.country(text(one, "idCountry"), row))
    for vessel in children(element, "vesselInfo"):
        draft.identifier("call sign", text(vessel, "callSign"))
        draft.value("countries", log.country(text(vessel, "vesselFlag"), row))
        for tag in ("vesselType", "vesselOwner", "tonnage", "grossRegisteredTonnage"):
            if value := clean(text(vessel, tag)):
                draft.remark(f"{tag} {value}")
