"""The parts of a line by a column mapping: each field, or few fields that go together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from enduse.intake import amounts, goods_cells, party_cells
from enduse.intake.cells import Cell, CellError, day
from enduse.intake.compose import NO_NOTES, Notes, Part, Read, Whole
from enduse.intake.countries import CountryNames
from enduse.intake.fields import FieldReader, all_plainly, plainly
from enduse.intake.groups import Group, Habits
from enduse.intake.mapping import ColumnMapping, FieldSource
from enduse.intake.party_cells import Named, PartyFields, Stated
from enduse.model.period import DateBasis, TransferDate
from enduse.model.transfer import Goods, PartyType, Role

T = TypeVar("T")
Mine = Callable[[str], bool]
_WHEN = frozenset(("date", "date_basis"))


class PartMaker:
    """Makes the parts of the lines of one table.

    Args:
        mapping: which columns feed which fields.
        countries: names of countries.
        habits: decimal mark and day order per field.
        assumed: values where a line has none, with who says so.
    """

    def __init__(
        self,
        mapping: ColumnMapping,
        countries: CountryNames,
        habits: Habits,
        assumed: Mapping[str, tuple[str, str]],
    ) -> None:
        self._mapping, self._profile = mapping, mapping.profile
        self._countries, self._habits, self._assumed = countries, habits, assumed
        self._nulls = frozenset(mapping.profile.null_words)

    def sources(self, mine: Mine) -> list[FieldSource]:
        """The columns that feed some fields."""
        return [f for f in self._mapping.fields if mine(f.field)]

    def part(
        self,
        mine: Mine,
        read: Callable[[FieldReader], T],
        plain: Callable[[str], T | None] | None = None,
        plain_all: Callable[[Sequence[str]], Sequence[T] | None] | None = None,
    ) -> Part[T]:
        """A part of some fields; `plain` reads cells of one column about which nothing is special,
        and gives None for any other; `plain_all` many of them."""
        profile, countries, habits = self._profile, self._countries, self._habits
        group = Group.of(self.sources(mine), self._assumed, mine, profile)
        special = len(group.places) != 1 or any(at.words for at in group.places.values())

        def run(cells: tuple[Cell, ...]) -> Read[T]:
            reader = FieldReader(profile, countries, habits, group, cells)
            value = read(reader)
            if not reader.problems and not reader.assumed:
                return Read(value, NO_NOTES)
            return Read(value, Notes(tuple(reader.problems), tuple(reader.assumed)))

        return Part(group, run, *((None, None) if special else (plain, plain_all)))

    def text(self, name: str) -> Part[str | None]:
        """A field that is a text."""
        return self.part(name.__eq__, lambda r: r.text(name), self._plain, self._plain_all)

    def number(self, name: str) -> Part[Any]:
        """A field that is a number."""
        plain = amounts.plain_number(self._habits.decimal_mark(name), self._nulls)
        whole = None if plain is None else amounts.whole_numbers
        return self.part(name.__eq__, lambda r: r.number(name), plain, whole)

    def country(self, name: str) -> Part[str | None]:
        """A field that is a country."""
        return self.part(name.__eq__, lambda r: r.country(name), self._code)

    def named(self, prefix: str, *, yes_no: bool = False) -> Part[tuple[tuple[str, str], ...]]:
        """All fields of a prefix."""
        return self.part(lambda f: f.startswith(prefix), lambda r: r.named(prefix, yes_no=yes_no))

    def when(self) -> Part[tuple[TransferDate | None, DateBasis]]:
        """The date, and what it is the date of."""
        return self.part(_WHEN.__contains__, _read_when)

    def goods(self) -> Whole[Goods]:
        """The goods without amounts."""
        parts: list[Part[Any]] = [
            self.part(goods_cells.NOMENCLATURES.__contains__, goods_cells.read_nomenclatures),
            self.text("goods_description"),
            self.part("hs".__eq__, goods_cells.read_hs),
            self.named("code_"),
            self.text("model"),
            self.part(lambda f: f.startswith("entry_"), goods_cells.read_entries),
            self.country("origin"),
            self.named("fact_"),
        ]
        return Whole(parts, goods_cells.goods_of, build_all=goods_cells.all_goods)

    def amounts(self) -> Whole[amounts.Amounts]:
        """Quantity and value."""
        mine = amounts.unit_fields(self._profile).__contains__
        parts: list[Part[Any]] = [
            self.number("value"),
            self.part(mine, amounts.read_unit),
            self.number("quantity"),
        ]
        return Whole(parts, amounts.amounts_of, amounts.asked_of, amounts.all_amounts)

    def party(self, role: Role) -> Whole[Named]:
        """The parties of a role."""
        names = PartyFields.of(role)
        read_type = partial(
            FieldReader.word, name=names.type, allowed=PartyType, otherwise=PartyType.UNKNOWN
        )
        parts: list[Part[Any]] = [
            self.text(names.name),
            self.text(names.also),
            self.part(names.type.__eq__, read_type),
            self._stated(names.country),
            self.text(names.address),
            self.named(names.identifier),
            self.part(names.owners.__eq__, partial(party_cells.owners_of, field=names.owners)),
            self.number(names.state_percent),
        ]
        return Whole(
            parts,
            partial(party_cells.named_of, role=role),
            party_cells.asked_of,
            partial(party_cells.all_named, role=role),
        )

    def _stated(self, name: str) -> Part[Stated]:
        def plain(cell: str) -> Stated | None:
            code = self._code(cell)
            return (True, code) if code else None

        return self.part(name.__eq__, partial(party_cells.read_country, field=name), plain)

    def _plain(self, cell: str) -> str | None:
        return plainly(cell, self._nulls)

    def _plain_all(self, cells: Sequence[str]) -> list[str] | None:
        return all_plainly(cells, self._nulls)

    def _code(self, cell: str) -> str | None:
        text = plainly(cell, self._nulls)
        return self._countries.code(text) if text else None


def _read_when(reader: FieldReader) -> tuple[TransferDate | None, DateBasis]:
    found: TransferDate | None = None
    basis = reader.date_basis()
    cell = reader.cell("date")
    if cell != "":
        try:
            found = day(cell, reader.habits.day_order("date"))
        except CellError as err:
            reader.problem("date", cell, err)
    return found, basis
