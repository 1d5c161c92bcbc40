"""SDN.CSV and CONS_PRIM.CSV with ALT, ADD and SDN_COMMENTS: no heading, `-0- ` for nothing.

Pure ASCII: letters with marks are lost. A last line may hold only Ctrl-Z (0x1A). A cell holds
1,000 characters; what does not fit stands in SDN_COMMENTS and belongs to the end of the remarks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from enduse.lists.formats.delimited import cells
from enduse.lists.formats.draft import Draft
from enduse.lists.formats.ofac_remarks import read_remarks
from enduse.lists.formats.reading import (
    ReadLog,
    UnreadableListError,
    clean,
    decode,
)
from enduse.model.listing import EntryType, ListEntry, NameKind

_PARTS = {12: "main", 5: "alt", 6: "add", 2: "comments"}
_TYPES = {
    "": EntryType.ORGANISATION,
    "individual": EntryType.PERSON,
    "vessel": EntryType.VESSEL,
    "aircraft": EntryType.AIRCRAFT,
}
_KINDS = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.ALIAS}
Row = tuple[int, list[str]]


def part(data: bytes) -> str:
    """Tell the four files apart by the number of cells in the first row."""
    line = (data[:4000].decode("ascii", "replace").lstrip().splitlines() or [""])[0]
    try:
        _, row = next(cells(line, ReadLog(file="")), (0, [""]))
    except UnreadableListError:
        return ""
    return _PARTS.get(len(row), "") if row[0].strip().isdecimal() else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition; the parts it lacks are simply not what it is complete for."""
    if "main" not in parts:
        raise UnreadableListError(
            log.file, "the main file of this edition is missing", "Import it with the others."
        )
    alt = _by_entry(parts.get("alt"), log, "alt", 5)
    add = _by_entry(parts.get("add"), log, "add", 6)
    more = _by_entry(parts.get("comments"), log, "comments", 2)
    log.carries |= {"names.primary", "names.weak_alias", "programmes", "type"}
    if "alt" in parts:
        log.carries |= {"names.alias", "names.former"}
    if "add" in parts:
        log.carries |= {"addresses", "countries"}
    seen: dict[str, int] = {}
    for line, row in _rows(parts["main"], log, 12):
        if row[0] in seen:
            log.reject(
                line, f"the id {row[0]} stands on line {seen[row[0]]} too", "Check the copy."
            )
            continue
        seen[row[0]] = line
        entry = _entry(row, alt.pop(row[0], []), add.pop(row[0], []), more.get(row[0], []), log)
        if entry is not None:
            yield entry
    for name, rest in (("alt", alt), ("add", add)):
        if not rest:
            continue
        first = next(iter(rest))
        if log.partial:
            log.problem(
                f"{name} line {rest[first][0][0]}", "id", first,
                f"{len(rest)} ids of {name}, this one first, are not in the main file, a part",
                "Import the whole file when you have it.",
            )  # fmt: skip
        else:
            raise UnreadableListError(
                f"{log.file}, {name} line {rest[first][0][0]}",
                f"{len(rest)} ids, {first} first, are not in the main file: the parts are of"
                " different days",
                "Import parts of one edition together.",
            )


def _rows(data: bytes, log: ReadLog, width: int) -> Iterator[Row]:
    text = decode(data, log, "ascii", "utf-8", "cp1252").rstrip("\x1a\r\n ")
    last = None
    for line, row in cells(text, log):
        if last is not None:
            raise UnreadableListError(
                f"{log.file}, line {last[0]}", f"{len(last[1])} cells, not {width}", "Look at it."
            )
        if len(row) != width:
            last = (line, row)
            continue
        log.rows += 1
        values = [clean(cell) for cell in row]
        if not values[0].isdecimal():
            raise UnreadableListError(
                f"{log.file}, line {line}", f"the id {values[0]!r} is not a number", "Look at it."
            )
        yield line, ["" if value == "-0-" else value for value in values]
    if last is not None:
        log.cut_off(
            f"{log.file}, line {last[0]}",
            f"the last row breaks off after {len(last[1])} of {width} cells",
        )


def _by_entry(data: bytes | None, log: ReadLog, name: str, width: int) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    if data is not None:
        inner = ReadLog(file=f"{log.file} ({name})", partial=log.partial)
        for line, row in _rows(data, inner, width):
            found[row[0]].append((line, row))
        log.problems += inner.problems
    return found


def _entry(
    row: list[str], alt: list[Row], add: list[Row], more: list[Row], log: ReadLog
) -> ListEntry | None:
    number, name, kind, programme, title, call, vessel, tons, grt, flag, owner, remarks = row
    where = f"id {number}"
    if kind not in _TYPES:
        raise UnreadableListError(f"{log.file}, {where}", f"the type {kind!r} is new", "Look.")
    draft = Draft(list_id=log.codes["*"], id=number, type=_TYPES[kind], row=where)
    draft.name(name, NameKind.PRIMARY)
    for code in programme.split("] ["):
        if code:
            draft.value("programmes", log.programme(draft.list_id, code, where))
    for _, other in alt:
        if other[2] not in _KINDS:
            raise UnreadableListError(f"{log.file}, {where}", f"alias {other[2]!r} is new", "Look.")
        draft.name(other[3], _KINDS[other[2]])
        draft.remark(other[4])
    for _, place in add:
        country = log.country(place[4], where)
        draft.value("addresses", ", ".join(p for p in place[2:5] if p))
        draft.value("countries", country)
        draft.remark(place[5])
    draft.identifier("call sign", call)
    if flag:
        draft.value("countries", log.country(flag, where))
    facts = (("Title", title), ("Type", vessel), ("Tonnage", tons), ("GRT", grt), ("Owner", owner))
    for label, value in facts:
        if value:
            draft.remark(f"{label} {value}")
    read_remarks(draft, "".join([remarks, *(m[1][1] for m in more)]), log, where)
    return draft.build(log)
