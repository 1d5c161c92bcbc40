"""SDNLIST.TXT, for people to read: a paragraph for each name, the party repeated under each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import ReadLog, UnreadableListError, clean, decode
from enduse.lists.identity import entry_id, name_key
from enduse.model.listing import EntryType, ListEntry, NameKind

_PROGRAMMES = re.compile(r"((?:\s*\[[^\[\]]{2,60}\])+)((?:\s*\(Linked To: .*\))*)\.?\s*$")
_ALIASES = re.compile(r"\((?=[afn]\.k\.a\. )")
_ALIAS = re.compile(r"([afn])\.k\.a\. (.+)")


def part(data: bytes) -> str:
    """The heading says it."""
    return "main" if b"SPECIALLY DESIGNATED NATIONALS" in data[:400].upper() else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read all paragraphs; those that share their set of names and programmes are one entry."""
    log.carries |= {"names", "programmes"}
    text = decode(parts["main"], log, "utf-8", "cp1252").replace("\r\n", "\n")
    drafts: dict[tuple[frozenset[str], str], Draft] = {}
    line = 1
    begun = False
    for paragraph in re.split(r"\n\s*\n", text):
        first, line = line, line + paragraph.count("\n") + 2
        body = clean(paragraph)
        found = _PROGRAMMES.search(body)
        if found is None:
            if begun and body and not set(body) <= set("-_=*"):
                log.reject(first, "a paragraph without programmes", "Look at it.", body)
            continue
        begun = True
        log.rows += 1
        _take(body[: found.start()], found[1], first, drafts, log)
    if not begun:
        raise UnreadableListError(log.file, "no paragraph with a programme", "Check the file.")
    yield from built(drafts.values(), log)


def _take(
    body: str,
    codes: str,
    line: int,
    drafts: dict[tuple[frozenset[str], str], Draft],
    log: ReadLog,
) -> None:
    row = f"line {line}"
    names = _names(body)
    key = (frozenset(name_key(n) for _, n in names), codes)
    draft = drafts.get(key)
    if draft is not None:
        return
    draft = drafts[key] = Draft(list_id=log.codes["*"], row=row)
    for kind, name in names:
        draft.name(name, kind)
    if "(individual)" in body:
        draft.type = EntryType.PERSON
    elif "(vessel)" in body:
        draft.type = EntryType.VESSEL
    else:
        draft.type = EntryType.ORGANISATION
    for code in re.findall(r"\[([^\[\]]+)\]", codes):
        code = clean(code).replace("- EO", "-EO")
        draft.value("programmes", log.programme(draft.list_id, code, row))
    draft.remark(body)
    draft.id = entry_id(draft.list_id, " ".join(sorted(key[0])), [codes])


def _names(body: str) -> list[tuple[NameKind, str]]:
    opened = _ALIASES.search(body)
    head = body[: opened.start()] if opened else body
    if opened is None and "(individual)" in body:
        person = re.split(r"; | \(individual\)", body)[0]
        head = ", ".join(person.split(", ")[:2])
    elif opened is None:
        head = re.split(r", (?=[^,]*\d|[A-Z][a-z])|; | \((?:individual|vessel|aircraft)", head)[0]
    found = [(NameKind.PRIMARY, clean(head).rstrip(","))]
    if opened is None:
        return found
    for one in _inside(body, opened.start()).split("; "):
        alias = _ALIAS.match(one.strip())
        if alias:
            name = alias[2].strip()
            weak = name.startswith('"') and name.endswith('"')
            kind = NameKind.FORMER if alias[1] == "f" else NameKind.ALIAS
            found.append((NameKind.WEAK_ALIAS if weak else kind, name.strip('"')))
    return found


def _inside(body: str, start: int) -> str:
    depth = 0
    for i in range(start, len(body)):
        depth += {"(": 1, ")": -1}.get(body[i], 0)
        if depth == 0:
            return body[start + 1 : i]
    return body[start + 1 :]
