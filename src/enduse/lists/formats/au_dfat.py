"""The consolidated list of Australia's sanctions office: 10, 10a and 10b are one entry."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import ReadLog, UnreadableListError, changed, clean
from enduse.model.listing import EntryType, ListEntry, NameKind

_COLUMNS = (
    "Reference",
    "Name of Individual or Entity",
    "Type",
    "Name Type",
    "Date of Birth",
    "Place of Birth",
    "Citizenship",
    "Address",
    "Additional Information",
    "Listing Information",
    "Committees",
    "Control Date",
)
_NEWER = (
    "Alias Strength",
    "IMO Number",
    "Instrument of Designation",
    "Targeted Financial Sanction",
)
_TYPES = {
    "individual": EntryType.PERSON,
    "entity": EntryType.ORGANISATION,
    "vessel": EntryType.VESSEL,
}
_KINDS = {
    "primary name": NameKind.PRIMARY,
    "aka": NameKind.ALIAS,
    "alias": NameKind.ALIAS,
    "fka": NameKind.FORMER,
    "formerly known as": NameKind.FORMER,
    "previously listed as": NameKind.FORMER,
    "original script": NameKind.ALIAS,
}
_REFERENCE = re.compile(r"(\d+)[a-z]*\d*")


def part(data: bytes) -> str:
    """A workbook is a zip archive."""
    return "main" if data.startswith(b"PK\x03\x04") else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition."""
    log.carries |= {"names", "programmes", "type", "addresses"}
    drafts: dict[str, Draft] = {}
    for line, row in _rows(parts["main"], log):
        found = _REFERENCE.fullmatch(clean(_text(row["Reference"])).lower())
        if found is None:
            log.reject(line, "a row without a reference", "Look at the row.", str(row)[:200])
            continue
        where = f"row {line} (reference {found[1]})"
        draft = drafts.setdefault(found[1], Draft(list_id=log.codes["*"], id=found[1], row=where))
        _take(draft, row, where, log)
    yield from built(drafts.values(), log)


def _rows(data: bytes, log: ReadLog) -> Iterator[tuple[int, dict[str, object]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as err:
        raise UnreadableListError(
            log.file, f"not a workbook that can be read: {err}", "Fetch the file again."
        ) from None
    if not sheet:
        raise UnreadableListError(log.file, "an empty sheet", "Fetch the file again.")
    heading = [clean(_text(cell)) for cell in sheet[0]]
    for name in heading:
        if name and name not in _COLUMNS and name not in _NEWER:
            raise changed(log.file, "row 1", f"the column {name!r}")
    missing = [name for name in _COLUMNS if name not in heading]
    if missing:
        raise UnreadableListError(
            f"{log.file}, row 1", f"the column {missing[0]!r} is missing", "Check SOURCE and FILE."
        )
    for line, row in enumerate(sheet[1:], start=2):
        if any(_text(cell).strip() for cell in row):
            log.rows += 1
            yield line, dict(zip(heading, row, strict=False))


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _take(draft: Draft, row: dict[str, object], where: str, log: ReadLog) -> None:
    kind = clean(_text(row["Type"])).casefold()
    name = clean(_text(row["Name Type"])).casefold()
    if kind not in _TYPES:
        raise changed(log.file, where, f"the type {row['Type']!r}")
    if name not in _KINDS:
        raise changed(log.file, where, f"the name type {row['Name Type']!r}")
    draft.type = _TYPES[kind]
    draft.name(_text(row["Name of Individual or Entity"]), _KINDS[name])
    draft.value("addresses", _text(row["Address"]))
    programme = clean(_text(row["Committees"]))
    if programme:
        draft.value("programmes", log.programme(draft.list_id, programme, where))
    since = _day(row["Control Date"], where, log)
    if since is not None and (draft.start is None or since < draft.start):
        draft.start = since
    for column in ("Additional Information", "Listing Information"):
        draft.remark(_text(row[column]))


def _day(cell: object, where: str, log: ReadLog) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int):
        try:
            return date.fromordinal(date(1899, 12, 30).toordinal() + int(cell))
        except (ValueError, OverflowError):
            return None
    return log.day(_text(cell), where, "Control Date", "%d/%m/%Y", "%Y-%m-%d", "%d %B %Y")
