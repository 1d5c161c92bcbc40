"""The fields of one group of cells, each read once, with its problems and assumptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from enduse.intake.cells import Cell, CellError, DayOrder, DecimalMark, cell_text, number, truth
from enduse.intake.countries import CountryNames
from enduse.intake.mapping import FieldSource, heading_key
from enduse.intake.text import cleaned
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.period import DateBasis
from enduse.model.transfer import Assumption, Problem

T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=StrEnum)
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """A value, with what could not be read and what was assumed on the way."""

    value: T_co
    problems: tuple[Problem, ...]
    assumed: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """How the columns of one file write numbers and days; None where nothing says it."""

    marks: Mapping[str, DecimalMark | None] = field(default_factory=dict)
    orders: Mapping[str, DayOrder | None] = field(default_factory=dict)

    def decimal_mark(self, name: str) -> DecimalMark | None:
        """The decimal mark of a field."""
        return self.marks.get(name)

    def day_order(self, name: str) -> DayOrder | None:
        """The order of day and month of a field."""
        return self.orders.get(name)


@dataclass(frozen=True, slots=True)
class Group:
    """The fields read together, and where each stands in their tuple of cells.

    Args:
        columns: the columns of the table, in the order of the tuple.
        sources: field, places, headings, text between joined cells (None: the first counts).
        fields: all fields the group may read.
        assumed: field to the value used where the line has none, and who says so.
    """

    columns: tuple[int, ...]
    sources: tuple[tuple[str, tuple[int, ...], tuple[str, ...], str | None], ...]
    fields: frozenset[str]
    assumed: Mapping[str, tuple[str, str]]

    @classmethod
    def of(
        cls,
        fields: Sequence[FieldSource],
        assumed: Mapping[str, tuple[str, str]],
        mine: Callable[[str], bool],
    ) -> Group:
        """Compile the sources of a group; of the assumed values only its own are kept."""
        columns = tuple(dict.fromkeys(c for f in fields for c in f.columns))
        place = {column: i for i, column in enumerate(columns)}
        sources = tuple(
            (f.field, tuple(place[c] for c in f.columns), f.headings, f.between) for f in fields
        )
        own = {f: v for f, v in assumed.items() if mine(f)}
        return cls(columns, sources, frozenset([f.field for f in fields] + list(own)), own)


class FieldReader:
    """Reads the fields of one group of cells; collects problems and assumptions.

    Args:
        profile: null words, value maps, bases.
        countries: names of countries.
        habits: decimal marks and day orders.
        group: which cell is which field.
        cells: the cells of the group.
    """

    __slots__ = ("_cells", "_countries", "_group", "_headings", "_profile", "assumed", "habits",
                 "problems")  # fmt: skip

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
        self._cells: dict[str, Cell] = {}
        self._headings: dict[str, str] = {}
        self.habits = habits
        self.problems: list[Problem] = []
        self.assumed: list[Assumption] = []
        self._take(cells)

    def _take(self, cells: tuple[Cell, ...]) -> None:
        """Choose the cell of each field: the first that says something, or all of them joined."""
        nulls = self._profile.null_words
        for field_, places, headings, between in self._group.sources:
            said: list[Cell] = []
            for i, place in enumerate(places):
                cell = cells[place]
                if isinstance(cell, str):
                    cell = cell.strip()
                if cell is None or cell == "" or (nulls and cell_text(cell) in nulls):
                    continue
                if not said:
                    self._cells[field_] = cell
                    self._headings[field_] = headings[i]
                said.append(cell)
                if between is None:
                    break
            if between is not None and len(said) > 1:
                self._cells[field_] = between.join(dict.fromkeys(map(cell_text, said)))

    def problem(self, name: str, cell: Cell, err: CellError) -> None:
        """Keep a value that could not be read."""
        text = cell_text(cell)
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        self.problems.append(Problem(field=name, value=shown, reason=err.reason, remedy=err.remedy))

    def has(self, name: str) -> bool:
        """Whether the line itself says something in this field."""
        return name in self._cells

    def cell(self, name: str) -> Cell:
        """The cell of a field, mapped by the profile's words; a default where there is none."""
        cell = self._cells.get(name, "")
        if cell == "":
            default = self._group.assumed.get(name)
            if default is None:
                return ""
            self.assumed.append(Assumption(field=name, value=default[0], by=default[1]))
            return default[0]
        words = self._profile.values.get(name)
        if words:
            text = cell_text(cell)
            return words.get(text, words.get(text.casefold(), cell))
        return cell

    def text(self, name: str) -> str | None:
        """A text, None where there is none."""
        cell = self.cell(name)
        if cell == "":
            return None
        text, lost = cleaned(cell_text(cell))
        if lost:
            self.problem(name, text, CellError(lost, "Check the encoding: --encoding NAME."))
        return text or None

    def number(self, name: str) -> Decimal | None:
        """A number, None where there is none or it cannot be read."""
        cell = self.cell(name)
        if cell == "":
            return None
        try:
            return number(cell, self.habits.decimal_mark(name))
        except CellError as err:
            self.problem(name, cell, err)
            return None

    def country(self, name: str) -> str | None:
        """The ISO code of a country, None where there is none or its name is not known."""
        cell = self.cell(name)
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
        found: dict[str, str] = {}
        for name in self._group.fields:
            if name.startswith(prefix):
                text = self.text(name)
                if text is not None:
                    plain = truth(text) if yes_no and len(text) > 1 else None
                    found[name[len(prefix) :]] = plain or text
        return tuple(sorted(found.items()))

    def stated_currency(self) -> str | None:
        """The currency that the heading of the value states, if it does."""
        heading = self._headings.get("value")
        for said, currency in self._profile.currency_of.items():
            if heading is not None and heading_key(said) == heading_key(heading):
                return currency
        return None

    def date_basis(self) -> DateBasis:
        """What the date is the date of: the line's word, its heading's, the profile's."""
        if self.has("date_basis"):
            return self.word("date_basis", DateBasis, DateBasis.UNKNOWN)
        heading = self._headings.get("date")
        for said, basis in self._profile.date_basis_of.items():
            if heading is not None and heading_key(said) == heading_key(heading):
                return basis
        if "date_basis" in self._group.assumed:
            return self.word("date_basis", DateBasis, DateBasis.UNKNOWN)
        return self._profile.date_basis
