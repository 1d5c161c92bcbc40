"""The consolidated list of the United Nations Security Council (`CONSOLIDATED_LIST`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from enduse.lists.formats.draft import Draft
from enduse.lists.formats.reading import ReadLog, UnreadableListError, changed, clean
from enduse.lists.formats.xmlrows import children, known, rows, text, texts
from enduse.model.listing import EntryType, ListEntry, NameKind

_SHARED = """
DATAID
VERSIONNUM                 # counts edits, says nothing on content
FIRST_NAME
SECOND_NAME
THIRD_NAME
FOURTH_NAME
UN_LIST_TYPE
REFERENCE_NUMBER
LISTED_ON
SUBMITTED_ON
SUBMITTED_BY
NAME_ORIGINAL_SCRIPT
COMMENTS1
LIST_TYPE
LIST_TYPE/VALUE
LAST_DAY_UPDATED           # days of edits: snapshots show what changed
LAST_DAY_UPDATED/VALUE
SORT_KEY
SORT_KEY_LAST_MOD
DELISTED_ON
DESIGNATION
DESIGNATION/VALUE
TITLE
TITLE/VALUE
NATIONALITY
NATIONALITY/VALUE
NATIONALITY2
GENDER                     # facts on natural persons are not kept
@noNamespaceSchemaLocation
"""


def _address(tag: str) -> str:
    lines = ("", "/STREET", "/CITY", "/STATE_PROVINCE", "/ZIP_CODE", "/COUNTRY", "/NOTE")
    return "\n".join(tag + line for line in lines)


_ENTITY = known(
    _SHARED
    + _address("ENTITY_ADDRESS")
    + """
ENTITY_ALIAS
ENTITY_ALIAS/QUALITY
ENTITY_ALIAS/ALIAS_NAME
ENTITY_ALIAS/NOTE
"""
)
_INDIVIDUAL = known(
    _SHARED
    + _address("INDIVIDUAL_ADDRESS")
    + "\n"
    + _address("INDIVIDUAL_PLACE_OF_BIRTH")
    + """
INDIVIDUAL_ALIAS
INDIVIDUAL_ALIAS/QUALITY
INDIVIDUAL_ALIAS/ALIAS_NAME
INDIVIDUAL_ALIAS/NOTE
INDIVIDUAL_ALIAS/DATE_OF_BIRTH
INDIVIDUAL_ALIAS/CITY_OF_BIRTH
INDIVIDUAL_ALIAS/COUNTRY_OF_BIRTH
INDIVIDUAL_DATE_OF_BIRTH
INDIVIDUAL_DATE_OF_BIRTH/TYPE_OF_DATE
INDIVIDUAL_DATE_OF_BIRTH/DATE
INDIVIDUAL_DATE_OF_BIRTH/YEAR
INDIVIDUAL_DATE_OF_BIRTH/FROM_YEAR
INDIVIDUAL_DATE_OF_BIRTH/TO_YEAR
INDIVIDUAL_DATE_OF_BIRTH/NOTE
INDIVIDUAL_DOCUMENT
INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT
INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT2
INDIVIDUAL_DOCUMENT/NUMBER
INDIVIDUAL_DOCUMENT/ISSUING_COUNTRY
INDIVIDUAL_DOCUMENT/COUNTRY_OF_ISSUE
INDIVIDUAL_DOCUMENT/CITY_OF_ISSUE
INDIVIDUAL_DOCUMENT/DATE_OF_ISSUE
INDIVIDUAL_DOCUMENT/NOTE
"""
)
_QUALITY = {
    "": NameKind.ALIAS,
    "a.k.a.": NameKind.ALIAS,
    "f.k.a.": NameKind.FORMER,
    "good": NameKind.ALIAS,
    "low": NameKind.WEAK_ALIAS,
}


def part(data: bytes) -> str:
    """It is one file."""
    return "main" if b"<CONSOLIDATED_LIST" in data[:2000] else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition; its date is the day it was generated, in the publisher's own time."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "identifiers"}
    wanted = {"INDIVIDUAL": _INDIVIDUAL, "ENTITY": _ENTITY}
    for tag, number, element in rows(parts["main"], log, "CONSOLIDATED_LIST", wanted):
        if number == 0:
            _head(element, log)
            continue
        entry = _entry(tag, element, f"{tag} {number}", log)
        if entry is not None:
            yield entry


def _head(element: Any, log: ReadLog) -> None:
    stated = clean(element.get("dateGenerated"))
    try:
        log.list_date = datetime.fromisoformat(stated).date()
    except ValueError:
        raise UnreadableListError(
            log.file, f"dateGenerated is {stated!r}, not a time", "Fetch the file again."
        ) from None


def _entry(tag: str, element: Any, where: str, log: ReadLog) -> ListEntry | None:
    number = clean(text(element, "DATAID"))
    row = f"{where} (DATAID {number})"
    kind = EntryType.PERSON if tag == "INDIVIDUAL" else EntryType.ORGANISATION
    draft = Draft(list_id=log.codes["*"], id=number, type=kind, row=row)
    words = (text(element, f"{n}_NAME") for n in ("FIRST", "SECOND", "THIRD", "FOURTH"))
    draft.name(" ".join(w for w in (clean(x) for x in words) if w), NameKind.PRIMARY)
    draft.name(text(element, "NAME_ORIGINAL_SCRIPT"), NameKind.PRIMARY)
    for alias in children(element, f"{tag}_ALIAS"):
        quality = clean(text(alias, "QUALITY")).casefold()
        if quality not in _QUALITY:
            raise changed(log.file, row, f"the alias quality {quality!r}")
        for name in clean(text(alias, "ALIAS_NAME")).split("; "):
            draft.name(name, _QUALITY[quality])
        draft.remark(text(alias, "NOTE"))
    draft.value(
        "programmes", log.programme(draft.list_id, clean(text(element, "UN_LIST_TYPE")), row)
    )
    draft.identifier("UN reference", text(element, "REFERENCE_NUMBER"))
    draft.start = log.day(clean(text(element, "LISTED_ON"))[:10], row, "LISTED_ON", "%Y-%m-%d")
    draft.end = log.day(clean(text(element, "DELISTED_ON"))[:10], row, "DELISTED_ON", "%Y-%m-%d")
    for place in children(element, f"{tag}_ADDRESS"):
        lines = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
        draft.value("addresses", ", ".join(t for t in (clean(text(place, x)) for x in lines) if t))
        draft.value("countries", log.country(text(place, "COUNTRY"), row))
        draft.remark(text(place, "NOTE"))
    for country in texts(element, "NATIONALITY", "VALUE"):
        draft.value("countries", log.country(country, row))
    draft.remark(text(element, "COMMENTS1"))
    return draft.build(log)
