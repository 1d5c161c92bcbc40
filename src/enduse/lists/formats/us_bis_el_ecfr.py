"""The Entity List as the regulation prints it: supplement no. 4 to part 744 in eCFR's XML.

One row a party and country. The second cell holds name, aliases and addresses in running text:
the name ends before the first comma that no legal form follows, aliases stand after `a.k.a.`.
Shape-tested: no real file was held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from enduse.lists.formats.draft import Draft
from enduse.lists.formats.gather import Gathered
from enduse.lists.formats.reading import ReadLog, UnreadableListError, citations, clean
from enduse.lists.formats.xmlrows import children, known, rows
from enduse.lists.identity import name_key
from enduse.model.listing import ListEntry, NameKind

_HEADING = (
    "country",
    "entity",
    "licenserequirement",
    "licensereviewpolicy",
    "federalregistercitation",
)
_CELL = ("@class", "@scope", "@align", "@style", "@colspan", "@rowspan")
_INSIDE = ("I", "B", "E", "br", "BR", "sup", "SUP", "P", "E/I", "P/I", "P/br", "SU", "FR")
_ROW = known(
    "\n".join(
        [*_CELL, "TD", "TH", *(f"{t}{a}" for t in ("TD", "TH") for a in _CELL)]
        + [f"{t}/{i}" for t in ("TD", "TH") for i in _INSIDE]
        + [f"{t}/{i}@T" for t in ("TD", "TH") for i in _INSIDE]
    )
)
_ALIASES = re.compile(
    r",?\s*a\.k\.a\.,?\s*(?:the following (?:\w+ )?alias(?:es)?:?)?", re.IGNORECASE
)
_PARTS = re.compile(r"\s*(?:\n|;\s*(?:and\b)?)\s*[—–-]?\s*", re.IGNORECASE)
_FORMS = (
    r"(?:inc|ltd|llc|l\.l\.c|co|corp|company|limited|s\.a|sa|ag|gmbh|pte|pvt|plc|jsc|ao|ooo|spa|"
    r"b\.v|bhd|kft|zrt|a\.s|sdn)\b"
)
_NAME_ENDS = re.compile(rf",\s+(?!{_FORMS})", re.IGNORECASE)


def part(data: bytes) -> str:
    """An XML file that speaks of the supplement."""
    head = data[:200_000]
    supplement = b"Supplement No. 4 to Part 744" in head or b"Entity List" in head
    return "main" if head.lstrip().startswith(b"<") and supplement and b"<TR" in data else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read every row of every table that has the five headings."""
    log.carries |= {"names.primary", "countries", "requirement", "policy"}
    gathered = Gathered()
    country, heading = "", False
    root = _root(parts["main"], log)
    for tag, number, element in rows(parts["main"], log, root, {"TR": _ROW}):
        if tag != "TR":
            continue
        if titles := [name_key(_text(c)) for c in children(element, "TH")]:
            heading = tuple(titles) == _HEADING
            continue
        cells = [_text(c) for c in children(element, "TD")]
        row = f"row {number}"
        if not heading:
            raise UnreadableListError(
                f"{log.file}, {row}", "stands before the five headings of the list", "Look at it."
            )
        if len(cells) == len(_HEADING) - 1:
            cells = ["", *cells]
        if len(cells) != len(_HEADING):
            log.reject(number, f"{len(cells)} cells, not five", "Look at it.", " | ".join(cells))
            continue
        country = log.country(cells[0].title(), row) or country
        if not clean(cells[1]) or "[Reserved]" in cells[1]:
            continue
        entry = _entry(cells, country, row, log)
        if entry is not None:
            gathered.add(entry)
    yield from gathered.entries()


def _root(data: bytes, log: ReadLog) -> str:
    found = re.search(rb"<([A-Za-z][\w.-]*)", re.sub(rb"<[?!][^>]*>", b"", data[:4000]))
    if found is None:
        raise UnreadableListError(log.file, "no element of XML", "Check SOURCE and FILE.")
    return found[1].decode()


def _text(cell: Any) -> str:
    pieces = []
    for event in cell.iter():
        if not isinstance(event.tag, str):
            continue
        if event.tag.lower() in ("br", "p") and event is not cell:
            pieces.append("\n")
        pieces.append(event.text or "")
        if event is not cell:
            pieces.append(event.tail or "")
    return "".join(pieces)


def _entry(cells: list[str], country: str, row: str, log: ReadLog) -> ListEntry | None:
    body = cells[1].strip()
    draft = Draft(list_id=log.codes["*"], row=row)
    marked = _ALIASES.search(body)
    name = body[: marked.start()] if marked else _NAME_ENDS.split(body, maxsplit=1)[0]
    draft.name(name.rstrip(" ,;"), NameKind.PRIMARY)
    rest = body[marked.end() :] if marked else body[len(name) :]
    if marked:
        aliases, rest = _aliases(rest)
        for alias in aliases:
            draft.name(alias)
    draft.value("addresses", rest.strip(" ,;.\n"))
    draft.value("countries", country)
    draft.value("requirement", cells[2])
    draft.value("policy", cells[3])
    draft.cite(citations(cells[4]))
    return draft.build(log)


def _aliases(text: str) -> tuple[list[str], str]:
    """Aliases are the parts behind dashes; the address follows the last of them."""
    if not re.search(r"(?:^|\n)\s*[—–-]", text):
        first = _NAME_ENDS.split(text, maxsplit=1)
        return [first[0].strip(" ,;.")], first[1] if len(first) > 1 else ""
    found: list[str] = []
    lines = [line for line in text.split("\n") if line.strip()]
    while lines and re.match(r"\s*[—–-]", lines[0]):
        line = re.sub(r"^\s*[—–-]\s*", "", lines.pop(0))
        found.append(re.sub(r"(?:;|,|\.(?=\s*$))?\s*(?:and)?\s*$", "", line).strip())
    return found, " ".join(lines)
