"""A user's own list, with the same rights as an official one (contract, section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from enduse.lists.formats.delimited import cells
from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import (
    ReadLog,
    UnreadableListError,
    clean,
    decode,
)
from enduse.lists.own_columns import IDENTIFIER, NEEDED, OPTIONAL, WHAT_TO_DO, known
from enduse.model.listing import EntryType, ListEntry, NameKind


def part(data: bytes) -> str:
    """The heading says it."""
    head = data[:500].lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0].lower()
    return "main" if b"entry_id" in head and b"name" in head else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read the list; rows of one id are one entry."""
    log.carries |= {"names", "addresses", "countries", "programmes"}
    rows = cells(decode(parts["main"], log, "utf-8", "cp1252"), log)
    first, heading = next(rows, (1, []))
    heading = [_heading(h) for h in heading]
    for name in heading:
        if not known(name):
            raise UnreadableListError(
                f"{log.file}, line {first}", f"the column {name!r} is not known", WHAT_TO_DO
            )
    if any(name.startswith(IDENTIFIER) for name in heading):
        log.carries |= {"identifiers"}
    missing = [name for name in NEEDED if name not in heading]
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
        row = dict.fromkeys((*NEEDED, *OPTIONAL), "")
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


def _heading(text: str) -> str:
    """A heading in small letters; the scheme of a number is kept as written."""
    name = clean(text)
    if name.lower().startswith(IDENTIFIER):
        return IDENTIFIER + name[len(IDENTIFIER) :]
    return name.lower()


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
    for column, number in row.items():
        if column.startswith(IDENTIFIER):
            draft.identifier(column.removeprefix(IDENTIFIER), number)
    start = log.day(row["from"], where, "from", "%Y-%m-%d")
    end = log.day(row["to"], where, "to", "%Y-%m-%d")
    if start or end:
        draft.period(start, end)
    draft.cite([c for c in (clean(x) for x in row["cite"].split("|")) if c])
    draft.remark(row["remarks"])
