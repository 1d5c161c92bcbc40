"""Older shapes of the European Union's list: `WHOLE` (before 2017) and the CSV of 2018.

The CSV is read as people hand it over: a spreadsheet made one quoted cell of each line and put
tabs behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from enduse.lists.formats.delimited import cells
from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import (
    ReadLog,
    UnreadableListError,
    changed,
    clean,
    decode,
)
from enduse.lists.formats.xmlrows import children, known, rows, text, texts
from enduse.model.listing import EntryType, ListEntry, NameKind

_GROUPS = {
    "NAME": "LASTNAME FIRSTNAME MIDDLENAME WHOLENAME GENDER TITLE FUNCTION LANGUAGE",
    "BIRTH": "DATE PLACE COUNTRY",
    "PASSPORT": "NUMBER COUNTRY",
    "CITIZEN": "COUNTRY",
    "ADDRESS": "NUMBER STREET ZIPCODE CITY COUNTRY OTHER",
}
_MARKS = ("legal_basis", "reg_date", "pdf_link", "programme")
_ENTITY = known(
    "\n".join(
        [f"@{m}" for m in ("Id", "Type", "remark", *_MARKS)]
        + list(_GROUPS)
        + [f"{g}@{m}" for g in _GROUPS for m in ("Id", "Entity_id", *_MARKS)]
        + [f"{g}/{leaf}" for g, leaves in _GROUPS.items() for leaf in leaves.split()]
    )
)
_TYPES = {"P": EntryType.PERSON, "E": EntryType.ORGANISATION}


def part_whole(data: bytes) -> str:
    """The root says it."""
    return "main" if b"<WHOLE" in data[:2000] else ""


def read_whole(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read the shape used before 2017."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries"}
    for _, number, element in rows(parts["main"], log, "WHOLE", {"ENTITY": _ENTITY}):
        if number == 0:
            log.list_date = log.day(element.get("Date", ""), "head", "Date", "%d/%m/%Y")
            continue
        row = f"ENTITY {number} (Id {element.get('Id')})"
        draft = _draft(clean(element.get("Id")), element.get("Type", ""), row, log)
        for name in children(element, "NAME"):
            kind = NameKind.ALIAS if draft.names else NameKind.PRIMARY
            draft.name(text(name, "WHOLENAME"), kind, clean(text(name, "LANGUAGE")).lower())
        for place in children(element, "ADDRESS"):
            draft.value("addresses", _address(place))
        for group in ("ADDRESS", "CITIZEN"):
            for country in texts(element, group, "COUNTRY"):
                draft.value("countries", _iso(country, row, log))
        draft.value(
            "programmes", log.programme(draft.list_id, clean(element.get("programme")), row)
        )
        draft.start = log.day(element.get("reg_date", ""), row, "reg_date", "%Y-%m-%d")
        draft.cite([clean(element.get("legal_basis"))])
        draft.remark(element.get("remark"))
        entry = draft.build(log)
        if entry is not None:
            yield entry


def _address(place: Any) -> str:
    leaves = ("NUMBER", "STREET", "ZIPCODE", "CITY", "COUNTRY", "OTHER")
    return ", ".join(t for t in (clean(text(place, leaf)) for leaf in leaves) if t)


def _draft(number: str, kind: str, row: str, log: ReadLog) -> Draft:
    if kind not in _TYPES:
        raise changed(log.file, row, f"the type {kind!r}")
    return Draft(list_id=log.codes["*"], id=number, type=_TYPES[kind], row=row)


def _iso(text_: str, row: str, log: ReadLog) -> str:
    word = clean(text_)
    if len(word) == 3 and word.isupper() and word.isalpha():
        return log.countries.get(word.casefold(), "") or log.country(word, row)
    return log.country(word, row)


def part_csv(data: bytes) -> str:
    """The heading says it."""
    head = data[:400].lstrip(b"\xef\xbb\xbf").lstrip(b'"').lower()
    return "main" if head.startswith((b"date_file", b"filedate")) else ""


def read_csv(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read the CSV 1.0, also where a spreadsheet wrapped each line."""
    log.carries |= {"names", "programmes", "type"}
    lines = _unwrapped(decode(parts["main"], log, "utf-8", "cp1252"), log)
    _, heading = next(lines, (0, []))
    places = {name.casefold(): i for i, name in reversed(list(enumerate(heading)))}
    wanted = ("entity_logical_id", "subject_type", "programme", "naal_wholename")
    for name in wanted:
        if name not in places:
            raise UnreadableListError(log.file, f"the column {name!r} is missing", "Look at it.")
    drafts: dict[str, Draft] = {}
    for line, row in lines:
        log.rows += 1
        cell = {n: clean(row[i]) if i < len(row) else "" for n, i in places.items()}
        number = cell["entity_logical_id"]
        where = f"line {line} (entity {number})"
        if not number.isdecimal():
            log.reject(line, "a row without the id of its entity", "Look at it.", ";".join(row))
            continue
        draft = drafts.get(number)
        if draft is None:
            draft = drafts[number] = _draft(number, cell["subject_type"], where, log)
            if log.list_date is None and row[0]:
                log.list_date = log.day(row[0], where, heading[0], "%d/%m/%Y")
        kind = NameKind.ALIAS if draft.names else NameKind.PRIMARY
        draft.name(cell["naal_wholename"], kind, cell.get("naal_language", "").lower())
        if cell["programme"]:
            draft.value("programmes", log.programme(draft.list_id, cell["programme"], where))
        draft.cite([c for c in [cell.get("leba_numtitle", "")] if c])
        since = log.day(cell.get("leba_publication_date", ""), where, "publication", "%Y-%m-%d")
        draft.start = min(d for d in (draft.start, since) if d) if since else draft.start
        draft.remark(cell.get("entity_remark"))
    yield from built(drafts.values(), log)


def _unwrapped(text_: str, log: ReadLog) -> Iterator[tuple[int, list[str]]]:
    wrapped = text_.lstrip().startswith('"')
    for line, row in cells(text_, log, "\t" if wrapped else ";"):
        if wrapped:
            for _, inner in cells(row[0].rstrip("\t"), log, ";"):
                yield line, inner
        else:
            yield line, row
