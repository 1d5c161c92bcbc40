"""The enhanced XML of the sanctions list service (`sanctionsData`): scripts, dates per list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from enduse.lists.formats.draft import Draft
from enduse.lists.formats.reading import ReadLog, changed, clean
from enduse.lists.formats.xmlrows import children, known, rows, text, texts
from enduse.model.listing import EntryType, ListEntry, NameKind

_HEAD = known(
    "dataAsOf\nfilters\nfilters/sanctionsLists\nfilters/sanctionsLists/sanctionsList"
    "\nfilters/sanctionsLists/sanctionsList@refId"
)
_REFERENCE = known("type\nvalue\nisoCode\ncode\n@refId")
_FEATURE_TYPE = known(
    "type\ndetailType\ndetailType@refId\npublishExclude\npublishDescription\npublishOrder"
    "\n@featureTypeId"
)
_LISTS = (
    "sanctionsLists/sanctionsList",
    "sanctionsPrograms/sanctionsProgram",
    "sanctionsTypes/sanctionsType",
    "legalAuthorities/legalAuthority",
)
_PATHS = """
@id
generalInfo
generalInfo/identityId
generalInfo/entityType
generalInfo/entityType@refId
generalInfo/remarks
generalInfo/title
sanctionsLists/sanctionsList@datePublished
names
names/name
names/name@id
names/name/isPrimary
names/name/isLowQuality
names/name/aliasType
names/name/aliasType@refId
names/name/translations
names/name/translations/translation
names/name/translations/translation@id
names/name/translations/translation/isPrimary
names/name/translations/translation/script
names/name/translations/translation/script@refId
names/name/translations/translation/formattedFirstName
names/name/translations/translation/formattedLastName
names/name/translations/translation/formattedFullName
names/name/translations/translation/nameParts
names/name/translations/translation/nameParts/namePart
names/name/translations/translation/nameParts/namePart@id
names/name/translations/translation/nameParts/namePart/type
names/name/translations/translation/nameParts/namePart/type@refId
names/name/translations/translation/nameParts/namePart/value
addresses
addresses/address
addresses/address@id
addresses/address/country
addresses/address/country@refId
addresses/address/translations
addresses/address/translations/translation
addresses/address/translations/translation@id
addresses/address/translations/translation/isPrimary
addresses/address/translations/translation/script
addresses/address/translations/translation/script@refId
addresses/address/translations/translation/addressParts
addresses/address/translations/translation/addressParts/addressPart
addresses/address/translations/translation/addressParts/addressPart@id
addresses/address/translations/translation/addressParts/addressPart/type
addresses/address/translations/translation/addressParts/addressPart/type@refId
addresses/address/translations/translation/addressParts/addressPart/value
features
features/feature
features/feature@id
features/feature/type
features/feature/type@featureTypeId
features/feature/versionId
features/feature/value
features/feature/valueRefId
features/feature/valueDate            # birth dates: facts on natural persons are not kept
features/feature/valueDate@id
features/feature/valueDate/fromDateBegin
features/feature/valueDate/fromDateEnd
features/feature/valueDate/toDateBegin
features/feature/valueDate/toDateEnd
features/feature/valueDate/isApproximate
features/feature/valueDate/isDateRange
features/feature/isPrimary
features/feature/reliability
features/feature/reliability@refId
features/feature/comments
relationships
relationships/relationship
relationships/relationship@id
relationships/relationship/type
relationships/relationship/type@refId
relationships/relationship/relatedEntity
relationships/relationship/relatedEntity@entityId
relationships/relationship/quality
relationships/relationship/quality@refId
relationships/relationship/comments
identityDocuments
identityDocuments/identityDocument
identityDocuments/identityDocument@id
identityDocuments/identityDocument/type
identityDocuments/identityDocument/type@refId
identityDocuments/identityDocument/name
identityDocuments/identityDocument/name@nameId
identityDocuments/identityDocument/name@nameTranslationId
identityDocuments/identityDocument/documentNumber
identityDocuments/identityDocument/isValid
identityDocuments/identityDocument/issueDate
identityDocuments/identityDocument/expirationDate
identityDocuments/identityDocument/issuingLocation
identityDocuments/identityDocument/issuingCountry
identityDocuments/identityDocument/issuingCountry@refId
identityDocuments/identityDocument/issuingAuthority
identityDocuments/identityDocument/comments
"""
_ENTITY = known(_PATHS + "\n".join(f"{p.split('/')[0]}\n{p}\n{p}@refId\n{p}@id" for p in _LISTS))
_TYPES = {
    "Entity": EntryType.ORGANISATION,
    "Individual": EntryType.PERSON,
    "Vessel": EntryType.VESSEL,
    "Aircraft": EntryType.AIRCRAFT,
}
_UMBRELLA = ("Consolidated List",)
_PERSONAL = frozenset(
    {
        "Birthdate",
        "Place of Birth",
        "Gender",
        "Nationality Country",
        "Citizenship Country",
        "Phone Number",
        "Email Address",
    }
)


def part(data: bytes) -> str:
    """It is one file."""
    return "main" if b"<sanctionsData" in data[:2000] else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "identifiers"}
    wanted = {
        "publicationInfo": _HEAD,
        "referenceValue": _REFERENCE,
        "featureType": _FEATURE_TYPE,
        "entity": _ENTITY,
    }
    for tag, number, element in rows(parts["main"], log, "sanctionsData", wanted):
        if tag == "publicationInfo":
            stated = clean(text(element, "dataAsOf"))[:10]
            log.list_date = log.day(stated, "head", "dataAsOf", "%Y-%m-%d")
        elif tag == "entity":
            entry = _entry(element, f"entity {number} (id {element.get('id')})", log)
            if entry is not None:
                yield entry


def _entry(element: Any, row: str, log: ReadLog) -> ListEntry | None:
    kind = clean(text(element, "generalInfo", "entityType"))
    if kind not in _TYPES:
        raise changed(log.file, row, f"the entity type {kind!r}")
    draft = Draft(list_id=log.codes["*"], id=clean(element.get("id")), type=_TYPES[kind], row=row)
    draft.start = _published(element, row, log)
    for code in texts(element, "sanctionsPrograms", "sanctionsProgram"):
        draft.value("programmes", log.programme(draft.list_id, clean(code), row))
    for group in children(element, "names"):
        for name in children(group, "name"):
            for version in children(name, "translations"):
                for one in children(version, "translation"):
                    full = text(one, "formattedFullName")
                    draft.name(full, _kind(name), clean(text(one, "script")))
    for group in children(element, "addresses"):
        for place in children(group, "address"):
            country = clean(text(place, "country"))
            line = [clean(t) for t in _address(place)]
            draft.value("addresses", ", ".join(p for p in (*line, country) if p))
            draft.value("countries", log.country(country, row))
    for group in children(element, "identityDocuments"):
        for one in children(group, "identityDocument"):
            if draft.type is not EntryType.PERSON:
                country = log.country(text(one, "issuingCountry"), row)
                draft.identifier(text(one, "type"), text(one, "documentNumber"), country)
    _features(element, draft)
    draft.remark(text(element, "generalInfo", "remarks"))
    return draft.build(log)


def _address(place: Any) -> list[str]:
    first = [t for g in children(place, "translations") for t in children(g, "translation")][:1]
    return [v for t in first for v in texts(t, "addressParts", "addressPart", "value")]


def _kind(name: Any) -> NameKind:
    if clean(text(name, "isPrimary")) == "true":
        return NameKind.PRIMARY
    if clean(text(name, "isLowQuality")) == "true":
        return NameKind.WEAK_ALIAS
    return NameKind.FORMER if text(name, "aliasType").startswith("F.K.A") else NameKind.ALIAS


def _published(element: Any, row: str, log: ReadLog) -> date | None:
    days = []
    for group in children(element, "sanctionsLists"):
        for one in children(group, "sanctionsList"):
            if clean(one.text) not in _UMBRELLA:
                day = log.day(one.get("datePublished", ""), row, "datePublished", "%Y-%m-%d")
                days += [day] if day else []
    return min(days, default=None)


def _features(element: Any, draft: Draft) -> None:
    for group in children(element, "features"):
        for one in children(group, "feature"):
            kind, value = clean(text(one, "type")), clean(text(one, "value"))
            if kind in _PERSONAL or not value:
                continue
            if kind == "Vessel Call Sign":
                draft.identifier("call sign", value)
            else:
                draft.remark(f"{kind} {value}")
