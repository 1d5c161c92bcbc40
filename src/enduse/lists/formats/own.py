"""A user's own list, with the same rights as an official one (contract, section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from enduse.lists.formats.delimited import cells
from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import (
    ReadLog,
    UnreadableListError,
    changed,
    clean,
    decode,
)
from enduse.model.listing import EntryType, ListEntry, NameKind

_NEEDED = ("entry_id", "list", "name")
_OPTIONAL = ("aliases", "country", "type", "from", "to", "cite", "address", "programme", "remarks")


def part(data: bytes) -> str:
    """The heading says it."""
    head = data[:500].lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0].lower()
    return "main" if b"entry_id" in head and b"name" in head else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read the list; rows of one id are one entry."""
    log.carries |= {"names", "addresses", "countries", "programmes"}
    rows = cells(decode(parts["main"], log, "utf-8", "cp1252"), log)
    first, heading = next(rows, (1, []))
    heading = [clean(h).lower() for h in heading]
    for name in heading:
        if name and name not in _NEEDED and name not in _OPTIONAL:
            raise changed(log.file, f"line {first}", f"the column {name!r}")
    missing = [name for name in _NEEDED if name not in heading]
    if missing:
        raise UnreadableListError(
            f"{log.file}, line {first}", f"the column {missing[0]!r} is missing", "Add it."
        )
    drafts: dict[tuple[str, str], Draft] = {}
    for line, values in rows:
        log.rows += 1
        if len(values) > len(heading):
            log.reject(line, f"{len(values)} cells, {len(heading)} headings", "Quote commas.", "")
            continue
        row = dict.fromkeys((*_NEEDED, *_OPTIONAL), "")
        row |= {name: clean(v) for name, v in zip(heading, values, strict=False)}
        if not row["list"]:
            log.reject(line, "no list named", "Fill the column `list`.", row["name"])
            continue
        key = (row["list"], row["entry_id"] or f"line {line}")
        draft = drafts.setdefault(
            key, Draft(list_id=key[0], id=row["entry_id"], row=f"line {line}")
        )
        _take(draft, row, f"line {line}", log)
    yield from built(drafts.values(), log)


def _take(draft: Draft, row: dict[str, str], where: str, log: ReadLog) -> None:
    draft.name(row["name"], NameKind.ALIAS if draft.names else NameKind.PRIMARY)
    for alias in row["aliases"].split("|"):
        draft.name(alias)
    kind = row["type"].lower()
    if kind:
        try:
            draft.type = EntryType(kind)
        except ValueError:
            words = ", ".join(EntryType)
            log.problem(where, "type", kind, "not a type", f"Take one of: {words}.")
    for country in row["country"].split("|"):
        draft.value("countries", log.country(country, where))
    draft.value("addresses", row["address"])
    draft.value("programmes", row["programme"])
    start = log.day(row["from"], where, "from", "%Y-%m-%d")
    end = log.day(row["to"], where, "to", "%Y-%m-%d")
    if start or end:
        draft.period(start, end)
    draft.cite([c for c in (clean(x) for x in row["cite"].split("|")) if c])
    draft.remark(row["remarks"])
