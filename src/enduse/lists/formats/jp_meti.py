"""Japan's Foreign End User List, as JSON that others took out of the publisher's PDF.

`country` is always `jp` in it: the party's own country stands in `addresses`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from enduse.lists.formats.delimited import columns
from enduse.lists.formats.draft import Draft
from enduse.lists.formats.reading import (
    NO_PART,
    ReadLog,
    TruncatedListError,
    UnreadableListError,
    changed,
    clean,
)
from enduse.lists.identity import name_key
from enduse.model.listing import EntryType, ListEntry, NameKind

_FIELDS = frozenset(
    columns(
        "addresses aliases country date_added entity_name entity_type id last_verified list_id"
        " reason source_list_name source_url",
        " ",
    )
)
_TYPES = {
    "organization": EntryType.ORGANISATION,
    "individual": EntryType.PERSON,
    "person": EntryType.PERSON,
    "vessel": EntryType.VESSEL,
}


def part(data: bytes) -> str:
    """It is one file."""
    return "main" if b'"jp-end-user-list"' in data[:4000] else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition."""
    log.carries |= {"names", "countries", "type"}
    try:
        records = json.loads(parts["main"].decode("utf-8-sig"))
    except (ValueError, RecursionError) as err:
        raise TruncatedListError(log.file, f"not JSON: {err}", NO_PART) from None
    if not isinstance(records, list):
        raise UnreadableListError(log.file, "not a list of records", "Check SOURCE and FILE.")
    for number, record in enumerate(records, start=1):
        log.rows += 1
        if not isinstance(record, dict):
            log.reject(number, "not an object", "Look at the record.", str(record))
            continue
        new = sorted(set(record) - _FIELDS)
        if new:
            raise changed(log.file, f"record {number}", f"the field {new[0]!r}")
        row = f"record {number} ({record.get('id')})"
        kind = record.get("entity_type")
        if kind not in _TYPES:
            raise changed(log.file, row, f"the entity type {kind!r}")
        draft = Draft(
            list_id=log.codes["*"], id=clean(str(record.get("id", ""))), type=_TYPES[kind], row=row
        )
        draft.name(str(record.get("entity_name") or ""), NameKind.PRIMARY)
        places = _texts(record.get("addresses"))
        if not draft.names and places:
            places = _torn(places[0], draft, log)
        for alias in _texts(record.get("aliases")):
            draft.name(alias)
        for place in places:
            draft.value("addresses", place)
            draft.value("countries", log.country(place, row))
        draft.start = log.day(str(record.get("date_added") or ""), row, "date_added", "%Y-%m-%d")
        draft.remark(str(record.get("reason") or ""))
        entry = draft.build(log, number)
        if entry is not None:
            yield entry


def _torn(place: str, draft: Draft, log: ReadLog) -> list[str]:
    """Where the extraction put country and name into one cell, part them again, and say so."""
    words = place.split(" ")
    for count in range(min(8, len(words) - 1), 0, -1):
        country = " ".join(words[:count])
        if name_key(country) in log.countries:
            draft.name(" ".join(words[count:]), NameKind.PRIMARY)
            reason = "name and country stand in one cell"
            log.problem(draft.row, "addresses", place, reason, "Compare with the publisher's PDF.")
            return [country]
    return [place]


def _texts(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []
