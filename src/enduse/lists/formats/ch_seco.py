"""The Swiss list (`swiss-sanctions-list`): delisted targets stay in the file.

The first `modification` is the newest; history sits below it and is not a present name. The
programme stands one level above the sanctions set that a target names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from enduse.lists.formats.draft import Draft
from enduse.lists.formats.reading import ReadLog, changed, clean
from enduse.lists.formats.xmlrows import children, known, rows, text, texts
from enduse.model.listing import EntryType, ListEntry, NameKind

_PROGRAM = known("""
@ssid
@version-date
@predecessor-version-date
program-key
program-key@lang
program-name
program-name@lang
sanctions-set
sanctions-set@ssid
sanctions-set@lang
origin
""")
_PLACE = known("""
@ssid
location
location-variant
location-variant@variant-type
area
area-variant
area-variant@variant-type
country
country@iso-code
""")
_BODY = """
identity
identity@ssid
identity@main
identity/name
identity/name@ssid
identity/name@name-type
identity/name@quality
identity/name@lang
identity/name/name-part
identity/name/name-part@order
identity/name/name-part@name-part-type
identity/name/name-part/value
identity/name/name-part/spelling-variant
identity/name/name-part/spelling-variant@lang
identity/name/name-part/spelling-variant@script
identity/nationality
identity/nationality@ssid
identity/nationality/country
identity/nationality/country@iso-code
identity/address
identity/address@ssid
identity/address@place-id
identity/address/address-details
identity/address/zip-code
identity/address/c-o
identity/address/p-o-box
identity/address/remark
identity/day-month-year
identity/day-month-year@ssid
identity/day-month-year@day
identity/day-month-year@month
identity/day-month-year@year
identity/day-month-year@calendar
identity/place-of-birth
identity/place-of-birth@ssid
identity/place-of-birth@place-id
identity/identification-document
identity/identification-document@ssid
identity/identification-document@document-type
identity/identification-document/number
identity/identification-document/issuer
identity/identification-document/issuer@code
identity/identification-document/date-of-issue
identity/identification-document/expiry-date
identity/identification-document/remark
justification
justification@ssid
other-information
other-information@ssid
relation
relation@ssid
relation@target-id
relation@relation-type
relation/remark
"""
_KINDS = ("individual", "entity", "object")


def _target() -> frozenset[str]:
    lines = ["@ssid", "sanctions-set-id", "foreign-identifier", "individual@sex"]
    lines += ["object@object-type", "generic-attribute", "generic-attribute@name", "modification"]
    lines += [f"modification@{a}" for a in ("modification-type", "enactment-date")]
    lines += [f"modification@{a}" for a in ("publication-date", "effective-date")]
    body = [x.split("#")[0].strip() for x in _BODY.splitlines() if x.strip()]
    for kind in _KINDS:
        lines += [kind, *(f"{kind}/{x}" for x in body)]
    for change in ("added", "removed", "changed"):
        lines.append(f"modification/{change}")
        lines += [f"modification/{change}/{x}" for x in body]
        for kind in _KINDS:
            lines += [f"modification/{change}/{kind}"]
            lines += [f"modification/{change}/{kind}/{x}" for x in body]
    return frozenset(lines)


_TARGET = _target()
_TYPES = {
    "individual": EntryType.PERSON,
    "entity": EntryType.ORGANISATION,
    "object": EntryType.ITEM,
}


def part(data: bytes) -> str:
    """It is one file."""
    return "main" if b"<swiss-sanctions-list" in data[:2000] else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition."""
    log.carries |= {"names", "programmes", "type"}
    sets: dict[str, str] = {}
    places: dict[str, tuple[str, str]] = {}
    wanted = {"sanctions-program": _PROGRAM, "place": _PLACE, "target": _TARGET}
    for tag, number, element in rows(parts["main"], log, "swiss-sanctions-list", wanted):
        if number == 0:
            log.list_date = log.day(element.get("date", ""), "head", "date", "%Y-%m-%d")
        elif tag == "sanctions-program":
            keys = [k for k in children(element, "program-key") if k.get("lang") == "eng"]
            for one in children(element, "sanctions-set"):
                sets[one.get("ssid", "")] = clean(keys[0].text if keys else "")
        elif tag == "place":
            countries = [c.get("iso-code", "") for c in children(element, "country")] or [""]
            places[element.get("ssid", "")] = (clean(text(element, "location")), countries[0])
        else:
            entry = _entry(element, number, sets, places, log)
            if entry is not None:
                yield entry


def _entry(
    element: Any,
    number: int,
    sets: dict[str, str],
    places: dict[str, tuple[str, str]],
    log: ReadLog,
) -> ListEntry | None:
    ssid = clean(element.get("ssid"))
    row = f"target {number} (ssid {ssid})"
    draft = Draft(list_id=log.codes["*"], id=ssid, row=row)
    for one in texts(element, "sanctions-set-id"):
        if clean(one) not in sets:
            raise changed(log.file, row, f"the sanctions set {clean(one)!r}")
        draft.value("programmes", log.programme(draft.list_id, sets[clean(one)], row))
    for kind in _KINDS:
        for body in children(element, kind):
            draft.type = _TYPES[kind]
            if body.get("object-type") == "vessel":
                draft.type = EntryType.VESSEL
            _identity(body, draft)
            _places(body, draft, places)
    for start, end in _periods(element, row, log):
        draft.period(start, end)
    return draft.build(log)


def _identity(body: Any, draft: Draft) -> None:
    for identity in children(body, "identity"):
        for name in children(identity, "name"):
            parts = sorted(children(name, "name-part"), key=_order)
            whole = " ".join(clean(text(p, "value")) for p in parts)
            weak = name.get("quality") == "low"
            primary = name.get("name-type") == "primary-name" and identity.get("main") == "true"
            kind = NameKind.WEAK_ALIAS if weak else NameKind.ALIAS
            draft.name(whole, NameKind.PRIMARY if primary else kind, name.get("lang", ""))
            for variant in texts(name, "name-part", "spelling-variant"):
                draft.name(variant)
    for note in (*texts(body, "justification"), *texts(body, "other-information")):
        draft.remark(note)
        imo = clean(note).partition("IMO Number:")[2].strip(" .")
        draft.identifier("IMO", imo)


def _places(body: Any, draft: Draft, places: dict[str, tuple[str, str]]) -> None:
    """Addresses and nationalities; of places, those that stand before their target."""
    for identity in children(body, "identity"):
        for address in children(identity, "address"):
            location, country = places.get(address.get("place-id", ""), ("", ""))
            line = (clean(text(address, "address-details")), clean(text(address, "zip-code")))
            draft.value("addresses", ", ".join(p for p in (*line, location, country) if p))
            draft.value("countries", country)
        for nationality in children(identity, "nationality"):
            for one in children(nationality, "country"):
                draft.value("countries", one.get("iso-code"))


def _periods(element: Any, row: str, log: ReadLog) -> list[tuple[date | None, date | None]]:
    """Listed and de-listed days, oldest first, as periods."""
    events = []
    for one in children(element, "modification"):
        day = log.day(one.get("effective-date", ""), row, "effective-date", "%Y-%m-%d")
        kind = one.get("modification-type", "")
        if kind not in ("listed", "de-listed", "amended"):
            raise changed(log.file, row, f"the modification {kind!r}")
        if day is not None and kind != "amended":
            events.append((day, kind))
    periods: list[tuple[date | None, date | None]] = []
    start: date | None = None
    for day, kind in sorted(events):
        if kind == "listed":
            start = start or day
        else:
            periods.append((start, day))
            start = None
    if start is not None:
        periods.append((start, None))
    return periods


def _order(name_part: Any) -> int:
    number = clean(name_part.get("order"))
    return int(number) if number.isdecimal() else 0
