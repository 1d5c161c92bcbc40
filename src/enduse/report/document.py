"""A document before it has a form: the same headings, words and numbers for every form.

Every form is made from this one value, so that a number cannot differ between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

Cell = str | int | Decimal | None
"""A whole number or an amount is a number in every form; None is an empty cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table.

    Args:
        name: short, without blanks: the sheet of a workbook, the anchor of a page.
        rows: as many cells a row as there are headings.
        marks: row by row a word that a page may colour by (a status), or nothing.
    """

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.headings):
                raise ValueError(f"{self.name}: {len(row)} cells, {len(self.headings)} headings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An SVG of a page; the other forms show the table that stands beside it.

    Args:
        svg: markup made by this program, its texts escaped.
        words: what it shows, for who cannot see it.
    """

    title: str
    svg: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A table that a page keeps folded until its link is chosen; other forms leave it out.

    What it says stands in a table of the document too.
    """

    id: str
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a document: words, then pictures with what they open, then tables."""

    title: str
    words: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    folds: tuple[Fold, ...] = ()
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A memo: title, what it rests on, its parts, its sources."""

    title: str
    lead: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    sources: tuple[str, ...] = field(default=())

    def sheets(self) -> Iterator[Sheet]:
        """Every table, in order."""
        for section in self.sections:
            yield from section.sheets


def svg_open(width: int, height: int, label: str) -> str:
    """The opening tag of a picture: drawn in the page, scaled to it, named for who cannot see."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="group" aria-label="{escape(label)}">'
    )


def shown(cell: Cell) -> str:
    """A cell in words: numbers with groups of three, amounts as they are."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return f"{cell:,}"
    return format(cell, ",f") if isinstance(cell, Decimal) else cell


def plain_number(cell: Cell) -> str:
    """A cell of a data file: numbers without groups."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return "" if cell is None else str(cell)
