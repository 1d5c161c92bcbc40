"""The fields of one group of cells, each read once, with its problems and assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from enduse.intake.cells import Cell, CellError, cell_text, number, truth
from enduse.intake.countries import CountryNames
from enduse.intake.groups import FieldPlaces, Group, Habits
from enduse.intake.mapping import heading_key
from enduse.intake.text import cleaned
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.period import DateBasis
from enduse.model.transfer import Assumption, Problem

E = TypeVar("E", bound=StrEnum)
_SHOWN = 120


def plainly(cell: str, nulls: frozenset[str]) -> str | None:
    """The text of a cell about which nothing is special, as most are; None for any other."""
    text = cell.strip()
    if not text or text in nulls or not text.isprintable() or "\ufffd" in text:
        return None
    return text


def all_plainly(cells: Sequence[str], nulls: frozenset[str]) -> list[str] | None:
    """The texts of cells about all of which nothing is special; None where one is."""
    texts = list(map(str.strip, cells))
    if not all(texts) or not nulls.isdisjoint(texts):
        return None
    together = "".join(texts)
    return texts if together.isprintable() and "\ufffd" not in together else None


class FieldReader:
    """Reads the fields of one group of cells; collects problems and assumptions.

    Args:
        profile: value maps, bases.
        countries: names of countries.
        habits: decimal marks and day orders.
        group: which cell is which field.
        cells: the cells of the group.
    """

    __slots__ = ("_cells", "_countries", "_group", "_profile", "assumed", "habits", "problems")

    def __init__(
        self,
        profile: ProfileFile,
        countries: CountryNames,
        habits: Habits,
        group: Group,
        cells: tuple[Cell, ...],
    ) -> None:
        self._profile = profile
        self._countries = countries
        self._group = group
        self._cells = cells
        self.habits = habits
        self.problems: list[Problem] = []
        self.assumed: list[Assumption] = []

    def _said(self, at: FieldPlaces) -> tuple[Cell, str]:
        """What the line says in a field, and under which heading it says it first."""
        nulls, between = self._group.nulls, at.between
        if len(at.places) == 1:
            cell = self._cells[at.places[0]]
            if isinstance(cell, str):
                cell = cell.strip()
            if cell is None or (nulls and cell != "" and cell_text(cell) in nulls):
                return "", ""
            return cell, at.headings[0]
        said: list[Cell] = []
        first = ""
        for i, place in enumerate(at.places):
            cell = self._cells[place]
            if isinstance(cell, str):
                cell = cell.strip()
            if cell is None or cell == "" or (nulls and cell_text(cell) in nulls):
                continue
            if between is None:
                return cell, at.headings[i]
            first = first or at.headings[i]
            said.append(cell)
        if len(said) > 1 and between is not None:
            return between.join(dict.fromkeys(map(cell_text, said))), first
        return (said[0] if said else ""), first

    def _plain(self, name: str) -> str | None:
        """The text of a field of one column where nothing about it is special: most cells."""
        at = self._group.places.get(name)
        if at is None or len(at.places) != 1 or at.words:
            return None
        cell = self._cells[at.places[0]]
        return plainly(cell, self._group.nulls) if type(cell) is str else None

    def _heading(self, name: str) -> str:
        """The heading that feeds a field in this line; empty where nothing does."""
        at = self._group.places.get(name)
        return self._said(at)[1] if at is not None else ""

    def problem(self, name: str, cell: Cell, err: CellError) -> None:
        """Keep a value that could not be read."""
        text = cell_text(cell)
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        self.problems.append(Problem(field=name, value=shown, reason=err.reason, remedy=err.remedy))

    def has(self, name: str) -> bool:
        """Whether the line itself says something in this field."""
        at = self._group.places.get(name)
        return at is not None and self._said(at)[0] != ""

    def cell(self, name: str) -> Cell:
        """The cell of a field, mapped by the profile's words; a default where there is none."""
        at = self._group.places.get(name)
        cell: Cell = self._said(at)[0] if at is not None else ""
        if cell == "":
            default = self._group.assumed.get(name)
            if default is None:
                return ""
            self.assumed.append(Assumption(field=name, value=default[0], by=default[1]))
            return default[0]
        if at is not None and at.words:
            text = cell_text(cell)
            return at.words.get(text, at.words.get(text.casefold(), cell))
        return cell

    def text(self, name: str) -> str | None:
        """A text, None where there is none."""
        if name not in self._group.fields:
            return None
        plain = self._plain(name)
        if plain is not None:
            return plain
        cell = self.cell(name)
        if cell == "":
            return None
        text, lost = cleaned(cell_text(cell))
        if lost:
            self.problem(name, text, CellError(lost, "Check the encoding: --encoding NAME."))
        return text or None

    def number(self, name: str) -> Decimal | None:
        """A number, None where there is none or it cannot be read."""
        if name not in self._group.fields:
            return None
        cell: Cell = self._plain(name) or self.cell(name)
        if cell == "":
            return None
        try:
            return number(cell, self.habits.decimal_mark(name))
        except CellError as err:
            self.problem(name, cell, err)
            return None

    def country(self, name: str) -> str | None:
        """The ISO code of a country, None where there is none or its name is not known."""
        if name not in self._group.fields:
            return None
        cell: Cell = self._plain(name) or self.cell(name)
        return None if cell == "" else self._code(name, cell_text(cell))

    def countries_list(self, name: str) -> tuple[str, ...] | None:
        """Several countries; `none` says that there are none, an empty cell says nothing."""
        text = self.text(name)
        if text is None:
            return None
        if text.casefold() in ("none", "-"):
            return ()
        parts = [p.strip() for p in text.replace(";", "|").replace(",", "|").split("|")]
        if self._countries.code(text):
            parts = [text]
        codes = [self._code(name, part) for part in parts if part]
        return tuple(code for code in codes if code)

    def _code(self, name: str, text: str) -> str | None:
        code = self._countries.code(text)
        if code is None:
            err = CellError("not the name of one country that we know", "Give its two-letter code.")
            self.problem(name, text, err)
        return code

    def word(self, name: str, allowed: type[E], otherwise: E) -> E:
        """One of the contract's words; anything else is a problem and `otherwise`."""
        text = self.text(name)
        if text is None:
            return otherwise
        try:
            return allowed(text.casefold().replace(" ", "_"))
        except ValueError:
            known = ", ".join(one.value for one in allowed)
        self.problem(
            name, text, CellError(f"not a {name} of the contract", f"Say one of: {known}.")
        )
        return otherwise

    def named(self, prefix: str, *, yes_no: bool = False) -> tuple[tuple[str, str], ...]:
        """All fields of a prefix with their texts (`fact_`, `statement_`, `entry_`, `code_`)."""
        names = self._group.named.get(prefix)
        if names is None:
            names = self._group.named[prefix] = self._group.beginning(prefix)
        if not names:
            return ()
        found: dict[str, str] = {}
        for name in names:
            text = self.text(name)
            if text is not None:
                plain = truth(text) if yes_no and len(text) > 1 else None
                found[name[len(prefix) :]] = plain or text
        return tuple(sorted(found.items()))

    def stated_currency(self) -> str | None:
        """The currency that the heading of the value states, if it does."""
        if self._profile.currency_of:
            heading = heading_key(self._heading("value"))
            for said, currency in self._profile.currency_of.items():
                if heading and heading_key(said) == heading:
                    return currency
        return None

    def date_basis(self) -> DateBasis:
        """What the date is the date of: the line's word, its heading's, the profile's."""
        if self.has("date_basis"):
            return self.word("date_basis", DateBasis, DateBasis.UNKNOWN)
        if self._profile.date_basis_of:
            heading = heading_key(self._heading("date"))
            for said, basis in self._profile.date_basis_of.items():
                if heading and heading_key(said) == heading:
                    return basis
        if "date_basis" in self._group.assumed:
            return self.word("date_basis", DateBasis, DateBasis.UNKNOWN)
        return self._profile.date_basis
