"""One row of a table to one transfer, by a column mapping.

The row is cut into groups of cells (goods, each party, the head). Each group is read by a pure
function of its cells, so that cells that come again are read once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from enduse.intake.amounts import (
    FIELDS,
    PlainAmounts,
    Reading,
    plain_columns,
    read_amounts,
    read_unit,
    with_amounts,
)
from enduse.intake.cells import Cell, CellError, cell_text, day
from enduse.intake.countries import CountryNames
from enduse.intake.deal_cells import is_deal, read_deal
from enduse.intake.fields import FieldReader
from enduse.intake.goods_cells import read_goods
from enduse.intake.groups import Group, Habits, Read
from enduse.intake.mapping import ColumnMapping, FieldSource
from enduse.intake.party_cells import PartyFields, parties_of, role_of
from enduse.intake.remembered import Remembered
from enduse.model.period import DateBasis, TransferDate
from enduse.model.transfer import (
    Assumption,
    Extract,
    Kind,
    Party,
    Problem,
    Role,
    Source,
    Transfer,
)

T = TypeVar("T")
_GOODS = frozenset(("goods_description", "hs", "cpv", "unspsc", "model", "origin"))
_UNIT = frozenset(("currency", "value_basis"))
_ENDS = (Role.CONSIGNEE, Role.END_USER)
_GOODS_PREFIXES = ("entry_", "fact_", "code_")


@dataclass(frozen=True, slots=True)
class Head:
    """What is neither goods nor a party."""

    date: TransferDate | None
    date_basis: DateBasis
    kind: Kind
    dispatched_from: str | None
    transit: tuple[str, ...] | None
    destination: str | None
    end_use: str | None
    statements: tuple[tuple[str, str], ...]


class LineReader:
    """Rows of one table to transfers.

    Args:
        mapping: which columns feed which fields.
        countries: names of countries.
        habits: decimal mark and day order per field, from the profile or the column.
        given: values named on the command line or by the file name, with who says so.
    """

    def __init__(
        self,
        mapping: ColumnMapping,
        countries: CountryNames,
        habits: Habits,
        given: Mapping[str, tuple[str, str]],
    ) -> None:
        profile = mapping.profile
        assumed = {f: (v, f"profile {mapping.profile_id}") for f, v in profile.defaults.items()}
        assumed.update(given)

        def part(mine: Callable[[str], bool]) -> list[FieldSource]:
            return [f for f in mapping.fields if mine(f.field)]

        def remembered(
            mine: Callable[[str], bool], read: Callable[[FieldReader], T]
        ) -> Remembered[T]:
            group = Group.of(part(mine), assumed, mine, profile)

            def run(cells: tuple[Cell, ...]) -> Read[T]:
                reader = FieldReader(profile, countries, habits, group, cells)
                value = read(reader)
                return Read(value, tuple(reader.problems), tuple(reader.assumed))

            return Remembered(group, run)

        wanted = {f.field for f in mapping.fields} | set(assumed)
        self._goods = remembered(_is_goods, read_goods)
        self._amounts: Reading = remembered(FIELDS.__contains__, read_amounts)
        plain = plain_columns(mapping)
        if plain is not None:
            unit = remembered(_UNIT.__contains__, read_unit)
            mark = habits.decimal_mark("value")
            self._amounts = PlainAmounts(self._amounts, unit, *plain, mark)
        self._parties = [
            (
                role,
                remembered(partial(_is_of, role), partial(parties_of, fields=PartyFields.of(role))),
            )
            for role in Role
            if any(_is_of(role, f) for f in wanted)
        ]
        self._head = remembered(_is_head, _read_head)
        deals = any(is_deal(f) for f in wanted)
        self._deal = remembered(is_deal, read_deal) if deals else None
        self._id = part(lambda f: f == "id")
        self._group = part(lambda f: f == "group")
        # In the order of the columns, which is that of the source, whatever the profile's is.
        keys = sorted(part(lambda f: f.startswith("key_")), key=lambda f: f.columns)
        self._keys = [(f.field[4:], f.columns[0]) for f in keys]

    def read(
        self,
        row: Sequence[Cell],
        source: Source,
        more: tuple[Problem, ...] = (),
        extracted: tuple[Extract, ...] = (),
    ) -> Transfer:
        """Return the transfer of a row; whatever could not be read is among its problems.

        Args:
            row: the cells, as many as there are headings.
            source: where the row stands.
            more: problems of the row as a whole, from joining it.
            extracted: what was taken out of its long text.
        """
        head, goods, amounts = self._head(row), self._goods(row), self._amounts(row)
        problems = more + head.problems + goods.problems + amounts.problems
        assumed = head.assumed + goods.assumed + amounts.assumed
        value = head.value
        destination = value.destination
        parties: tuple[Party, ...] = ()
        for role, group in self._parties:
            party = group(row)
            if party.value.parties:
                parties += party.value.parties
            elif party.value.country_alone and destination is None and role in _ENDS:
                destination = party.value.country_alone
                assumed += (_there(role, destination),)
            if party.problems:
                problems += party.problems
            if party.assumed:
                assumed += party.assumed
        deal = self._deal(row) if self._deal is not None else None
        if deal is not None:
            problems += deal.problems
            assumed += deal.assumed
        return Transfer(
            id=_first(self._id, row) or f"{source.file}:{source.line}",
            source=source,
            keys=tuple([(n, t) for n, c in self._keys if (t := cell_text(row[c]))]),
            group=_first(self._group, row) or None,
            date=value.date,
            date_basis=value.date_basis,
            kind=value.kind,
            goods=with_amounts(goods.value, amounts.value),
            dispatched_from=value.dispatched_from,
            transit=value.transit,
            destination=destination,
            parties=parties,
            end_use=value.end_use,
            statements=value.statements,
            acquisition=None if deal is None else deal.value,
            problems=problems,
            assumed=assumed,
            extracted=extracted,
        )


def _first(sources: Sequence[FieldSource], row: Sequence[Cell]) -> str:
    for source in sources:
        said = [text for column in source.columns if (text := cell_text(row[column]))]
        if said:
            return said[0] if source.between is None else source.between.join(said)
    return ""


def _there(role: Role, country: str) -> Assumption:
    who = f"the country of the {role.value.replace('_', ' ')}, who is not named"
    return Assumption(field="destination", value=country, by=who)


def _is_goods(field: str) -> bool:
    return field in _GOODS or field.startswith(_GOODS_PREFIXES)


def _is_head(field: str) -> bool:
    return field.startswith("statement_") or field in (
        "date", "date_basis", "kind", "dispatched_from", "transit", "destination", "end_use"
    )  # fmt: skip


def _is_of(role: Role, field: str) -> bool:
    return role_of(field) is role


def _read_head(reader: FieldReader) -> Head:
    found: TransferDate | None = None
    basis = reader.date_basis()
    cell = reader.cell("date")
    if cell != "":
        try:
            found = day(cell, reader.habits.day_order("date"))
        except CellError as err:
            reader.problem("date", cell, err)
    return Head(
        date=found,
        date_basis=basis,
        kind=reader.word("kind", Kind, Kind.UNKNOWN),
        dispatched_from=reader.country("dispatched_from"),
        transit=reader.countries_list("transit"),
        destination=reader.country("destination"),
        end_use=reader.text("end_use"),
        statements=reader.named("statement_", yes_no=True),
    )
