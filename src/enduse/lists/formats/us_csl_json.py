"""The Consolidated Screening List as JSON: the publisher's `results`, and a public projection.

The projection (table indices, no addresses, no dates) says less: what it lacks is not absence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from enduse.lists.formats.delimited import columns
from enduse.lists.formats.draft import Draft
from enduse.lists.formats.gather import Gathered
from enduse.lists.formats.reading import (
    NO_PART,
    ReadLog,
    TruncatedListError,
    UnreadableListError,
    changed,
    citations,
    clean,
    split,
)
from enduse.lists.formats.us_csl import TYPES
from enduse.model.listing import EntryType, ListEntry, NameKind

_RESULT = frozenset(
    columns(
        "addresses alt_names call_sign citizenships country dates_of_birth end_date entity_number"
        " federal_register_notice gross_registered_tonnage gross_tonnage id ids license_policy"
        " license_requirement name nationalities places_of_birth programs remarks source"
        " source_information_url source_list_url standard_order start_date title type vessel_flag"
        " vessel_owner vessel_type",
        " ",
    )
)
_PROJECTED = frozenset(columns("n a s t c e lr lp pg fr u", " "))
_PERSONAL = ("Passport", "Gender", "National ID", "Birth", "Driver", "Cedula", "Personal", "SSN")


def part(data: bytes) -> str:
    """An object of JSON."""
    return "main" if data[:400].lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{") else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read either shape."""
    data = parts["main"]
    try:
        root = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as err:
        raise TruncatedListError(log.file, f"not JSON: {err}", NO_PART) from None
    if not isinstance(root, dict):
        raise UnreadableListError(log.file, "not an object of JSON", "Check SOURCE and FILE.")
    gathered = Gathered()
    try:
        drafts = _projected(root, log) if "fieldKey" in root else _results(root, log)
        for draft in drafts:
            entry = draft.build(log)
            if entry is not None:
                gathered.add(entry)
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as err:
        raise UnreadableListError(
            log.file, f"a value is not of the expected form: {err!r}", "Fetch the file again."
        ) from None
    yield from gathered.entries()


def _list(source: str, row: str, log: ReadLog) -> str:
    if source not in log.codes:
        raise changed(log.file, row, f"the source {source!r}")
    return log.codes[source]


def _type(word: str | None, row: str, log: ReadLog) -> EntryType:
    if (word or "") not in TYPES:
        raise changed(log.file, row, f"the type {word!r}")
    return TYPES[word or ""]


def _results(root: dict[str, Any], log: ReadLog) -> Iterator[Draft]:
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "requirement"}
    log.carries |= {"policy", "identifiers"}
    if "results" not in root:
        raise UnreadableListError(log.file, "no `results` in it", "Check SOURCE and FILE.")
    for number, record in enumerate(root["results"], start=1):
        row = f"result {number}"
        log.rows += 1
        new = sorted(set(record) - _RESULT)
        if new:
            raise changed(log.file, row, f"the field {new[0]!r}")
        list_id = _list(record["source"], row, log)
        draft = Draft(
            list_id=list_id,
            id=clean(record.get("entity_number")),
            type=_type(record.get("type"), row, log),
            row=row,
        )
        draft.name(record["name"], NameKind.PRIMARY)
        for alias in record.get("alt_names") or []:
            draft.name(alias, NameKind.ALIAS)
        for code in record.get("programs") or []:
            draft.value("programmes", log.programme(list_id, clean(code), row))
        for place in record.get("addresses") or []:
            keys = ("address", "city", "state", "postal_code", "country")
            draft.value("addresses", ", ".join(clean(place[k]) for k in keys if place.get(k)))
            draft.value("countries", log.country(place.get("country") or "", row))
        for key in ("citizenships", "nationalities"):
            for code in record.get(key) or []:
                draft.value("countries", log.country(code, row))
        draft.start = log.day(record.get("start_date") or "", row, "start_date", "%Y-%m-%d")
        draft.end = log.day(record.get("end_date") or "", row, "end_date", "%Y-%m-%d")
        draft.value("requirement", record.get("license_requirement"))
        draft.value("policy", record.get("license_policy"))
        draft.cite(citations(record.get("federal_register_notice") or ""))
        for key in ("title", "remarks", "vessel_type", "vessel_owner"):
            draft.remark(record.get(key))
        draft.identifier("call sign", record.get("call_sign"))
        for one in record.get("ids") or []:
            if draft.type is not EntryType.PERSON and not one["type"].startswith(_PERSONAL):
                draft.identifier(one["type"], one.get("number"), one.get("country") or "")
        yield draft


def _projected(root: dict[str, Any], log: ReadLog) -> Iterator[Draft]:
    log.carries |= {"names", "programmes", "type", "countries", "requirement", "policy"}
    tables = root["tables"]
    log.declared = int(root["entryCount"])
    log.list_date = log.day(str(root["sourceGeneratedAt"])[:10], "head", "date", "%Y-%m-%d")
    entries = root["entries"]
    if len(entries) != log.declared:
        log.cut_off(log.file, f"it states {log.declared} entries and holds {len(entries)}")
    for number, record in enumerate(entries, start=1):
        row = f"entry {number}"
        log.rows += 1
        new = sorted(set(record) - _PROJECTED)
        if new:
            raise changed(log.file, row, f"the field {new[0]!r}")
        list_id = _list(tables["sources"][record["s"]], row, log)
        kind = _type(record.get("t"), row, log)
        draft = Draft(list_id=list_id, id=clean(record.get("e")), type=kind, row=row)
        draft.name(record["n"], NameKind.PRIMARY)
        for alias in record.get("a", []):
            draft.name(alias, NameKind.ALIAS)
        for code in record.get("c", []):
            draft.value("countries", log.country(code, row))
        if "lr" in record:
            draft.value("requirement", tables["licenceRequirements"][record["lr"]])
        if "lp" in record:
            draft.value("policy", tables["licencePolicies"][record["lp"]])
        if "pg" in record:
            codes = tables["programmes"][record["pg"]]
            for code in codes if isinstance(codes, list) else split(codes, "; "):
                draft.value("programmes", log.programme(list_id, clean(code), row))
        draft.cite(citations(record.get("fr", "")))
        yield draft
