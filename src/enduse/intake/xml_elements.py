"""XML read safely and by local names: no entities, no network, bounded depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from enduse.errors import DataError
from enduse.intake.input import Input

if TYPE_CHECKING:
    from lxml.etree import _Element


def local(element: _Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def kids(element: _Element, path: str) -> Iterator[_Element]:
    """Elements at a path of local names below an element, in document order."""
    first, _, rest = path.partition("/")
    for child in element:
        if local(child) == first:
            if rest:
                yield from kids(child, rest)
            else:
                yield child


def kid(element: _Element, path: str) -> _Element | None:
    """The first element at a path, or None."""
    return next(kids(element, path), None)


def text(element: _Element | None, path: str = "") -> str:
    """The text at a path, with blanks folded; empty where there is none."""
    found = kid(element, path) if element is not None and path else element
    if found is None or not isinstance(found.tag, str):
        return ""
    return " ".join("".join(str(t) for t in found.itertext()).split())


def texts(element: _Element, path: str) -> list[str]:
    """All texts at a path, each once."""
    return list(dict.fromkeys(t for one in kids(element, path) if (t := text(one))))


def elements(source: Input, wanted: tuple[str, ...]) -> Iterator[_Element]:
    """Yield each element of a wanted local name once it is complete, and free it after.

    Raises:
        DataError: for XML that is not well-formed or breaks off.
    """
    from lxml import etree

    with source.open() as handle:
        try:
            events = etree.iterparse(
                handle,
                events=("end",),
                tag=[f"{{*}}{name}" for name in wanted],
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            for _, element in events:
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
        except etree.XMLSyntaxError as err:
            raise DataError(
                source.name, f"XML that is damaged or breaks off: {err.msg}", "Fetch it again."
            ) from None


def root_name(source: Input) -> str:
    """The local name of the root element; empty where it is not XML.

    Raises:
        DataError: where the first tag cannot be read.
    """
    from lxml import etree

    with source.open() as handle:
        try:
            for _, element in etree.iterparse(
                handle, events=("start",), resolve_entities=False, no_network=True, load_dtd=False
            ):
                return local(element)
        except etree.XMLSyntaxError as err:
            raise DataError(
                source.name, f"XML that cannot be read: {err.msg}", "Fetch it again."
            ) from None
    return ""
