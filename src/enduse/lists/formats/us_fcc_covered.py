"""The Covered List of the Federal Communications Commission, as a table taken from its page.

An entry names equipment or a service, often by its maker; some name a category and no maker
(unmanned aircraft systems made abroad): those are items, found by what they are, not by a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from enduse.lists.formats.delimited import columns, table
from enduse.lists.formats.draft import Draft
from enduse.lists.formats.reading import ReadLog, clean, decode
from enduse.model.listing import EntryType, ListEntry, NameKind

_SHAPES = (
    columns("Covered Equipment or Services,Date of Inclusion on Covered List"),
    columns("Covered Equipment or Services*,Date of Inclusion on Covered List"),
)
_MAKER = re.compile(
    r"(?:produced(?: or provided)?|provided|developed[^,]{0,60}?|supplied) by "
    r"(?:or on behalf of )?(?P<name>.+?)"
    r"(?:, (?:including|directly|or any|to the extent|and its)|[.;]|$)"
)
_DAY = ("%B %d, %Y", "%m/%d/%Y", "%Y-%m-%d")


def part(data: bytes) -> str:
    """The heading says it."""
    return "main" if b"Covered Equipment or Services" in data[:300] else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read every entry; makers are names, categories are items."""
    log.carries |= {"names"}
    text = decode(parts["main"], log, "utf-8", "cp1252")
    first, last = _SHAPES[0]
    for line, row in table(text, log, _SHAPES):
        row = dict(zip(_SHAPES[0], row.values(), strict=True))
        draft = Draft(list_id=log.codes["*"], row=f"line {line}")
        body = clean(row[first])
        maker = _MAKER.search(body)
        if maker:
            draft.type = EntryType.ORGANISATION
            draft.name(maker["name"], NameKind.PRIMARY)
        else:
            draft.type = EntryType.ITEM
            draft.name(body, NameKind.PRIMARY)
        draft.value("requirement", body)
        days = [log.day(d, draft.row, last, *_DAY) for d in row[last].split("*")[:1]]
        draft.start = days[0]
        entry = draft.build(log, line)
        if entry is not None:
            yield entry
