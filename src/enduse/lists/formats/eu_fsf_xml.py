"""The consolidated financial sanctions list of the European Union: `export` 1.1, and `WHOLE`.

Each name, address and number carries the act that brought it, so dates belong to values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from enduse.lists.formats.draft import Draft
from enduse.lists.formats.gather import Gathered
from enduse.lists.formats.reading import ReadLog, changed, clean
from enduse.lists.formats.xmlrows import children, known, rows, text
from enduse.model.listing import EntryType, ListEntry, NameKind

_ACT = ("@regulationType", "@publicationDate", "@numberTitle", "@publicationUrl")
_PLACE = ("city", "zipCode", "region", "place", "countryIso2Code", "countryDescription")
_COMMON = ("regulationLanguage", "logicalId")
_SHAPE = {
    "": "designationDetails unitedNationId euReferenceNumber logicalId designationDate",
    "regulation": "regulationType organisationType publicationDate entryIntoForceDate"
    " numberTitle programme logicalId",
    "subjectType": "code classificationCode",
    "nameAlias": "firstName middleName lastName wholeName function gender title nameLanguage"
    " strong",
    "citizenship": "region countryIso2Code countryDescription",
    "birthdate": "circa calendarType birthdate dayOfMonth monthOfYear year yearRangeFrom"
    " yearRangeTo " + " ".join(_PLACE),
    "identification": "diplomatic knownExpired knownFalse reportedLost revokedByIssuer issuedBy"
    " issueDate validFrom validTo latinNumber nameOnDocument number region identificationTypeCode"
    " identificationTypeDescription countryIso2Code countryDescription",
    "address": "street poBox asAtListingTime " + " ".join(_PLACE),
}


def _allowed() -> frozenset[str]:
    lines = ["remark", "regulation/publicationUrl", "address/contactInfo"]
    lines += ["address/contactInfo@key", "address/contactInfo@value"]
    for tag, attributes in _SHAPE.items():
        if tag:
            lines.append(tag)
            lines += [f"{tag}/remark", f"{tag}/regulationSummary"]
            lines += [f"{tag}/regulationSummary{a}" for a in _ACT]
            lines += [f"{tag}@{a}" for a in _COMMON]
        lines += [f"{tag}@{a}" for a in attributes.split()]
    return known("\n".join(lines))


_ENTITY = _allowed()
_TYPES = {"person": EntryType.PERSON, "enterprise": EntryType.ORGANISATION}


def part(data: bytes) -> str:
    """It is one file."""
    head = data[:2000]
    return "main" if b"http://eu.europa.ec/fpi/fsd/export" in head else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read version 1.1; a party under two programmes stands in it twice, with one logical id."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "identifiers"}
    gathered = Gathered()
    for _, number, element in rows(parts["main"], log, "export", {"sanctionEntity": _ENTITY}):
        if number == 0:
            log.list_date = log.day(
                clean(element.get("generationDate"))[:10], "head", "generationDate", "%Y-%m-%d"
            )
            continue
        entry = _entry(element, number, log)
        if entry is not None:
            gathered.add(entry)
    yield from gathered.entries()


def _entry(element: Any, number: int, log: ReadLog) -> ListEntry | None:
    row = f"sanctionEntity {number} ({element.get('euReferenceNumber')})"
    kinds = [k.get("code", "") for k in children(element, "subjectType")] or [""]
    if kinds[0] not in _TYPES:
        raise changed(log.file, row, f"the subject type {kinds[0]!r}")
    draft = Draft(
        list_id=log.codes["*"],
        id=clean(element.get("logicalId")),
        type=_TYPES[kinds[0]],
        row=row,
    )
    days: list[date] = []
    for name in children(element, "nameAlias"):
        since = _since(name, row, log)
        weak = name.get("strong") == "false"
        first = not draft.names
        kind = NameKind.PRIMARY if first else NameKind.WEAK_ALIAS if weak else NameKind.ALIAS
        draft.name(name.get("wholeName"), kind, (name.get("nameLanguage") or "").lower(), since)
        days += [since] if since else []
    for act in children(element, "regulation"):
        draft.value("programmes", log.programme(draft.list_id, clean(act.get("programme")), row))
        draft.cite([clean(act.get("numberTitle"))])
        since = log.day(act.get("entryIntoForceDate", ""), row, "entryIntoForceDate", "%Y-%m-%d")
        days += [since] if since else []
    for place in children(element, "address"):
        parts = (
            place.get(a, "") for a in ("street", "poBox", "zipCode", "city", "region", "place")
        )
        country = clean(place.get("countryDescription"))
        country = "" if country == "UNKNOWN" else country
        line = [p for p in (clean(x) for x in (*parts, country)) if p]
        draft.value("addresses", ", ".join(line), _since(place, row, log))
        draft.value("countries", _code(place))
        for contact in children(place, "contactInfo"):
            draft.remark(f"{contact.get('key')} {contact.get('value')}")
    for one in children(element, "citizenship"):
        draft.value("countries", _code(one))
    _numbers(element, draft)
    draft.start = min(days) if days else None
    draft.remark(text(element, "remark"))
    return draft.build(log)


def _numbers(element: Any, draft: Draft) -> None:
    draft.identifier("EU reference", element.get("euReferenceNumber"))
    draft.identifier("UN reference", element.get("unitedNationId"))
    if draft.type is EntryType.PERSON:
        return
    for one in children(element, "identification"):
        scheme = one.get("identificationTypeDescription") or one.get("identificationTypeCode") or ""
        draft.identifier(scheme, one.get("number"), _code(one))


def _code(element: Any) -> str:
    code = clean(element.get("countryIso2Code"))
    return "" if code in ("00", "XX") else code


def _since(element: Any, row: str, log: ReadLog) -> date | None:
    for act in children(element, "regulationSummary"):
        return log.day(act.get("publicationDate", ""), row, "publicationDate", "%Y-%m-%d")
    return None
