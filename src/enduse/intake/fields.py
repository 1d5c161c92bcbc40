"""The fields of one group of cells, each read once, with its problems and assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


class FieldReader:
    """Reads fields of one group; collects problems and assumptions.

    Args:
        profile: null words, value maps, bases.
        countries: names of countries.
        habits: decimal marks and day orders.
        assumed: field to the value used where the line has none, and who says so.
    """

    __slots__ = ("_cells", "_countries", "_defaults", "_headings", "_profile", "assumed", "habits",
                 "problems")  # fmt: skip

    def __init__(
        self,
        profile: ProfileFile,
        countries: CountryNames,
        habits: Habits,
        assumed: Mapping[str, tuple[str, str]],
    ) -> None:
        self._profile = profile
        self._countries = countries
        self._defaults = assumed
        self._cells: dict[str, Cell] = {}
        self._headings: dict[str, str] = {}
        self.habits = habits
        self.problems: list[Problem] = []
        self.assumed: list[Assumption] = []

    def take(self, fields: Sequence[FieldSource], cells: Mapping[int, Cell]) -> None:
        """Choose the cell of each field: the first that says something, or all of them joined."""
        nulls = self._profile.null_words
        for source in fields:
            said: dict[Cell, str] = {}
            for column, heading in zip(source.columns, source.headings, strict=True):
                cell = cells[column]
                if isinstance(cell, str):
                    cell = cell.strip()
                if cell is None or cell == "" or (nulls and cell_text(cell) in nulls):
                    continue
                said.setdefault(cell, heading)
                if source.between is None:
                    break
            if said:
                one = len(said) == 1
                joined = (
                    next(iter(said)) if one else (source.between or " ").join(map(cell_text, said))
                )
                self._cells[source.field] = joined
                self._headings[source.field] = next(iter(said.values()))

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
            default = self._defaults.get(name)
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

    def word(self, name: str, allowed: Sequence[E], otherwise: E) -> E:
        """One of the contract's words; anything else is a problem and `otherwise`."""
        text = self.text(name)
        if text is None:
            return otherwise
        for one in allowed:
            if text.casefold().replace(" ", "_") == one.value:
                return one
        known = ", ".join(one.value for one in allowed)
        self.problem(
            name, text, CellError(f"not a {name} of the contract", f"Say one of: {known}.")
        )
        return otherwise

    def named(self, prefix: str, *, yes_no: bool = False) -> tuple[tuple[str, str], ...]:
        """All fields of a prefix with their texts (`fact_`, `statement_`, `entry_`, `code_`)."""
        names = [n for n in (*self._cells, *self._defaults) if n.startswith(prefix)]
        found: dict[str, str] = {}
        for name in names:
            text = None if name in found else self.text(name)
            if text is not None:
                plain = truth(text) if yes_no and len(text) > 1 else None
                found.setdefault(name[len(prefix) :], plain or text)
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
            return self.word("date_basis", tuple(DateBasis), DateBasis.UNKNOWN)
        heading = self._headings.get("date")
        for said, basis in self._profile.date_basis_of.items():
            if heading is not None and heading_key(said) == heading_key(heading):
                return basis
        default = self._defaults.get("date_basis")
        if default:
            return self.word("date_basis", tuple(DateBasis), DateBasis.UNKNOWN)
        return self._profile.date_basis
