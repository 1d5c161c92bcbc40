"""XML read row by row, with every element and attribute accounted for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from enduse.lists.formats.reading import ReadLog, TruncatedListError, UnreadableListError, changed


def known(text: str) -> frozenset[str]:
    """Read a block of allowed paths: one a line, `path` or `path@attribute`, `#` for comments."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return frozenset(line for line in lines if line)


def rows(
    data: bytes, log: ReadLog, root: str, wanted: dict[str, frozenset[str]]
) -> Iterator[tuple[str, int, Any]]:
    """Yield (tag, number, element) for each element named in `wanted`, then forget it.

    Args:
        root: local name of the root; yielded first, as (root, 0, element).
        wanted: tag to the paths that may stand below it.

    Raises:
        UnreadableListError: other root, or an element or attribute that is not allowed.
        TruncatedListError: not well-formed, which is how a broken download looks; of a part that
            breaks off at its end what stands before is read, and the end noted.
    """
    from lxml import etree

    number = 0
    depth = 0
    source = io.BytesIO(data)
    events = etree.iterparse(
        source, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for event, element in events:
            if not isinstance(element.tag, str):
                continue
            tag = local(element.tag)
            if event == "start":
                if depth == 0:
                    if tag != root:
                        raise UnreadableListError(
                            log.file, f"the root is {tag}, not {root}", "Check SOURCE and FILE."
                        )
                    yield root, 0, element
                depth += 1
                continue
            depth -= 1
            if tag in wanted:
                number += 1
                log.rows += 1
                _account(element, "", wanted[tag], log, f"{tag} {number}")
                yield tag, number, element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as err:
        if number and _breaks_off(data, err.lineno, root):
            log.cut_off(f"{log.file}, line {err.lineno}", "the XML breaks off before its end")
            return
        raise TruncatedListError(
            f"{log.file}, line {err.lineno}", f"not well-formed XML: {err.msg}", "Fetch it again."
        ) from None


def _breaks_off(data: bytes, line: int | None, root: str) -> bool:
    """Whether what is wrong with the XML is that its end is missing."""
    whole = data.rstrip()
    ended = whole.endswith(b">") and root.encode() in whole[-len(root) - 40 :]
    lines = whole.count(b"\n") + 1
    return not ended and line is not None and line >= lines


@cache
def local(tag: str) -> str:
    """Local name of a tag."""
    return tag.rpartition("}")[2]


def _account(element: Any, path: str, allowed: frozenset[str], log: ReadLog, row: str) -> None:
    for name in element.attrib:
        if f"{path}@{local(name)}" not in allowed and not name.startswith("{http://www.w3.org/"):
            raise changed(log.file, row, f"the attribute {path}@{local(name)}")
    for child in element:
        if not isinstance(child.tag, str):
            continue
        below = f"{path}/{local(child.tag)}" if path else local(child.tag)
        if below not in allowed:
            raise changed(log.file, row, f"the element {below}")
        _account(child, below, allowed, log, row)


def children(element: Any, tag: str) -> list[Any]:
    """Direct children with a local name."""
    return [c for c in element if isinstance(c.tag, str) and local(c.tag) == tag]


def text(element: Any, *path: str) -> str:
    """Text of the first element at a path of local names, or empty text."""
    for tag in path:
        found = children(element, tag)
        if not found:
            return ""
        element = found[0]
    return element.text or ""


def texts(element: Any, *path: str) -> list[str]:
    """Texts of all elements at a path of local names."""
    level = [element]
    for tag in path:
        level = [c for e in level for c in children(e, tag)]
    return [e.text for e in level if e.text and e.text.strip()]
