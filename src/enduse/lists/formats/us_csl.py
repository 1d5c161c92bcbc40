"""The Consolidated Screening List of the International Trade Administration, CSV.

It repeats lists of three departments. Rows of lists without ids are put together here: one body
may have a row per country. `start_date` is what the list says, not always the legal day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from enduse.lists.formats.delimited import columns, table
from enduse.lists.formats.draft import Draft
from enduse.lists.formats.gather import Gathered
from enduse.lists.formats.reading import ReadLog, changed, citations, clean, decode, split
from enduse.model.listing import EntryType, ListEntry, NameKind

_27 = columns(
    "source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,"
    "end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,"
    "gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,"
    "alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url"
)
_SHAPES = (("_id", *_27, "ids"), (*_27, "ids"), _27)
TYPES = {
    "": EntryType.UNKNOWN,
    "Entity": EntryType.ORGANISATION,
    "Individual": EntryType.PERSON,
    "Vessel": EntryType.VESSEL,
    "Aircraft": EntryType.AIRCRAFT,
}
_PERSONAL = ("Passport", "Gender", "National ID", "Birth", "Driver", "Cedula", "Personal", "SSN")
_TEXT = ("Additional Sanctions", "Secondary sanctions", "Gender", "Website", "Email", "Executive")


def part(data: bytes) -> str:
    """The heading says it."""
    head = data[:400].lstrip(b"\xef\xbb\xbf \r\n")
    line = head.split(b"\n", 1)[0]
    return "main" if b"source,entity_number,type,programs,name" in line else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition in any of its shapes."""
    data = parts["main"]
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "requirement"}
    log.carries |= {"policy", "identifiers"}
    gathered = Gathered()
    for line, row in table(decode(data, log, "utf-8", "cp1252"), log, _SHAPES):
        where = f"line {line}"
        source = clean(row["source"])
        if source not in log.codes:
            raise changed(log.file, where, f"the source {source!r}")
        draft = Draft(list_id=log.codes[source], id=clean(row["entity_number"]), row=where)
        _take(draft, row, log)
        entry = draft.build(log, line)
        if entry is not None:
            gathered.add(entry)
    yield from gathered.entries()


def _take(draft: Draft, row: dict[str, str], log: ReadLog) -> None:
    kind = clean(row["type"])
    if kind not in TYPES:
        raise changed(log.file, draft.row, f"the type {kind!r}")
    draft.type = TYPES[kind]
    draft.name(row["name"].rstrip(" ,"), NameKind.PRIMARY)
    for alias in split(row["alt_names"], "; "):
        draft.name(alias.removeprefix("and ").rstrip(","), NameKind.ALIAS)
    for code in split(row["programs"], "; "):
        draft.value("programmes", log.programme(draft.list_id, code, draft.row))
    for place in split(row["addresses"], "; "):
        last = place.rpartition(",")[2].strip()
        if len(last) == 2 and last.isupper() and last.isalpha():
            draft.value("countries", last)
        if place != last:
            draft.value("addresses", place)
    for column in ("nationalities", "citizenships"):
        for code in split(row[column], "; "):
            draft.value("countries", log.country(code, draft.row))
    draft.start = log.day(row["start_date"], draft.row, "start_date", "%Y-%m-%d")
    draft.end = log.day(row["end_date"], draft.row, "end_date", "%Y-%m-%d")
    draft.value("requirement", row["license_requirement"])
    draft.value("policy", row["license_policy"])
    draft.cite(citations(row["federal_register_notice"]))
    draft.identifier("call sign", row["call_sign"])
    if clean(row["vessel_flag"]):
        draft.value("countries", log.country(row["vessel_flag"], draft.row))
    for column in ("title", "vessel_type", "vessel_owner", "remarks"):
        if clean(row[column]):
            draft.remark(row[column])
    _numbers(draft, row.get("ids", ""))


def _numbers(draft: Draft, text: str) -> None:
    for one in split(text, "; "):
        pieces = [p.strip() for p in one.split(", ")]
        scheme = pieces[-1]
        if draft.type is EntryType.PERSON or scheme.startswith(_PERSONAL):
            continue
        country = pieces[0] if len(pieces) > 2 and len(pieces[0]) == 2 else ""
        value = ", ".join(pieces[1:-1] if country else pieces[:-1])
        if any(c.isdecimal() for c in value) and not scheme.startswith(_TEXT):
            draft.identifier(scheme, value, country)
