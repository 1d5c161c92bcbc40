"""SDN_ADVANCED.XML and CONS_ADVANCED.XML (`Sanctions`): names by script, and the day of listing.

Parties, places, numbers and listings stand in sections of their own that point to one another;
the listings come last, so entries are put together at the end. Shape-tested: no file was held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from enduse.lists.formats.draft import Draft
from enduse.lists.formats.reading import ReadLog, changed, clean
from enduse.lists.formats.us_ofac_advanced_paths import (
    DOCUMENT,
    LISTING,
    LOCATION,
    PARTY,
    VALUE,
    VALUES,
)
from enduse.lists.formats.xmlrows import children, known, rows, text
from enduse.model.listing import EntryType, ListEntry, NameKind

_TYPES = {
    "Vessel": EntryType.VESSEL,
    "Aircraft": EntryType.AIRCRAFT,
    "Individual": EntryType.PERSON,
    "Unknown": EntryType.ORGANISATION,
    "Entity": EntryType.ORGANISATION,
}
_FAMILY_NAME = "Last Name"


@dataclass(slots=True)
class _Sections:
    """What later sections refer to, by id."""

    values: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    profile_of: dict[str, str] = field(default_factory=dict)
    numbers: list[tuple[str, str, str, str]] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)


def part(data: bytes) -> str:
    """The namespace of the model says it."""
    head = data[:2000]
    return "main" if b"<Sanctions" in head and b"sanctions/1.0" in head.lower() else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition; parties that no listing names are not entries."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "identifiers"}
    wanted = dict.fromkeys(VALUES.split(), VALUE) | {
        "DateOfIssue": known("@CalendarTypeID\nYear\nMonth\nDay"),
        "Location": LOCATION,
        "IDRegDocument": DOCUMENT,
        "DistinctParty": PARTY,
        "SanctionsEntry": LISTING,
    }
    held = _Sections()
    take = {
        "Location": _location,
        "IDRegDocument": _document,
        "DistinctParty": _party,
        "SanctionsEntry": _listing,
    }
    for tag, number, element in rows(parts["main"], log, "Sanctions", wanted):
        row = f"{tag} {number} ({element.get('ID') or element.get('FixedRef') or ''})"
        if tag == "DateOfIssue":
            log.list_date = _day(element)
        elif tag in take:
            take[tag](element, held, log, row)
        elif number:
            held.values[tag, element.get("ID", "")] = clean(element.text)
    yield from _entries(held, log)


def _entries(held: _Sections, log: ReadLog) -> Iterator[ListEntry]:
    for identity, scheme, value, country in held.numbers:
        draft = held.drafts.get(held.profile_of.get(identity, ""))
        if draft is not None and draft.type is not EntryType.PERSON:
            draft.identifier(scheme, value, country)
    for profile, draft in held.drafts.items():
        if profile in held.listed:
            entry = draft.build(log)
            if entry is not None:
                yield entry


def _day(element: Any) -> date | None:
    try:
        return date(*(int(clean(text(element, unit))) for unit in ("Year", "Month", "Day")))
    except (ValueError, OverflowError):
        return None


def _location(element: Any, held: _Sections, log: ReadLog, row: str) -> None:
    country = ""
    for one in children(element, "LocationCountry"):
        country = log.country(held.values.get(("Country", one.get("CountryID", "")), ""), row)
    line = [
        clean(text(value, "Value"))
        for piece in children(element, "LocationPart")
        for value in children(piece, "LocationPartValue")
    ]
    line = [p for p in line if p]
    place = ", ".join([*line, country] if country and line else line)
    held.places[element.get("ID", "")] = (place, country)


def _document(element: Any, held: _Sections, log: ReadLog, row: str) -> None:
    scheme = held.values.get(("IDRegDocType", element.get("IDRegDocTypeID", "")), "")
    issued = held.values.get(("Country", element.get("IssuedBy-CountryID", "")), "")
    number = clean(text(element, "IDRegistrationNo"))
    identity = element.get("IdentityID", "")
    held.numbers.append((identity, scheme, number, log.country(issued, row)))


def _party(element: Any, held: _Sections, log: ReadLog, row: str) -> None:
    for profile in children(element, "Profile"):
        kind = held.values.get(("PartySubType", profile.get("PartySubTypeID", "")), "")
        if kind not in _TYPES:
            raise changed(log.file, row, f"the party subtype {kind!r}")
        draft = Draft(
            list_id=log.codes["*"],
            id=clean(element.get("FixedRef")),
            type=_TYPES[kind],
            row=row,
        )
        held.drafts[profile.get("ID", "")] = draft
        for identity in children(profile, "Identity"):
            held.profile_of[identity.get("ID", "")] = profile.get("ID", "")
            _names(identity, draft, held)
        for feature in children(profile, "Feature"):
            for version in children(feature, "FeatureVersion"):
                for place in children(version, "VersionLocation"):
                    where, country = held.places.get(place.get("LocationID", ""), ("", ""))
                    draft.value("addresses", where)
                    draft.value("countries", country)
        draft.remark(text(element, "Comment"))


def _names(identity: Any, draft: Draft, held: _Sections) -> None:
    groups = {
        group.get("ID", ""): held.values.get(("NamePartType", group.get("NamePartTypeID", "")), "")
        for block in children(identity, "NamePartGroups")
        for master in children(block, "MasterNamePartGroup")
        for group in children(master, "NamePartGroup")
    }
    for alias in children(identity, "Alias"):
        kind = held.values.get(("AliasType", alias.get("AliasTypeID", "")), "")
        for name in children(alias, "DocumentedName"):
            last: list[str] = []
            first: list[str] = []
            script = ""
            for piece in children(name, "DocumentedNamePart"):
                for value in children(piece, "NamePartValue"):
                    script = held.values.get(("Script", value.get("ScriptID", "")), "")
                    family = groups.get(value.get("NamePartGroupID", "")) == _FAMILY_NAME
                    (last if family else first).append(clean(value.text))
            whole = ", ".join(p for p in (" ".join(last), " ".join(first)) if p)
            draft.name(whole, _kind(alias, kind, script), script)


def _kind(alias: Any, kind: str, script: str) -> NameKind:
    if alias.get("LowQuality") == "true":
        return NameKind.WEAK_ALIAS
    if alias.get("Primary") == "true":
        return NameKind.PRIMARY if script in ("", "Latin") else NameKind.ALIAS
    return NameKind.FORMER if kind.startswith("F.K.A") else NameKind.ALIAS


def _listing(element: Any, held: _Sections, log: ReadLog, row: str) -> None:
    profile = element.get("ProfileID", "")
    draft = held.drafts.get(profile)
    if draft is None:
        log.problem(row, "ProfileID", profile, "no party of that id", "Fetch the file again.")
        return
    held.listed.add(profile)
    for event in children(element, "EntryEvent"):
        for day in (_day(d) for d in children(event, "Date")):
            if day is not None and (draft.start is None or day < draft.start):
                draft.start = day
    for measure in children(element, "SanctionsMeasure"):
        kind = held.values.get(("SanctionsType", measure.get("SanctionsTypeID", "")), "")
        code = clean(text(measure, "Comment"))
        if kind == "Program" and code:
            draft.value("programmes", log.programme(draft.list_id, code, row))
