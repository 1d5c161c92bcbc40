"""One row of a table to one transfer, by a column mapping.

What a row says is cut into parts (`compose`), each read by a pure function of few cells. A row
takes the value of each part; the bulk engine takes them column by column (`bulk.block_columns`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from enduse.intake.amounts import with_amounts
from enduse.intake.cells import Cell, cell_text
from enduse.intake.compose import Notes, Part, together
from enduse.intake.countries import CountryNames
from enduse.intake.deal_cells import is_deal, read_deal
from enduse.intake.groups import Habits
from enduse.intake.mapping import ColumnMapping, FieldSource
from enduse.intake.part_maker import PartMaker
from enduse.intake.party_cells import role_of
from enduse.model.transfer import Assumption, Extract, Kind, Party, Problem, Role, Source, Transfer

ENDS = (Role.CONSIGNEE, Role.END_USER)


class LineReader:
    """Rows of one table to transfers.

    Args:
        mapping: which columns feed which fields.
        countries: names of countries.
        habits: decimal mark and day order per field, from the profile or the column.
        given: values named on the command line or by the file name, with who says so.

    Attributes:
        heads: date, kind, dispatch, transit, destination, end use, statements.
        goods, amounts, parties, deal: the rest of what is read; notes stand in this order.
        id, group, keys: columns that are taken as they are.
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
        make = PartMaker(mapping, countries, habits, assumed)
        self.heads: tuple[Part[Any], ...] = (
            make.when(),
            make.part("kind".__eq__, lambda r: r.word("kind", Kind, Kind.UNKNOWN)),
            make.country("dispatched_from"),
            make.part("transit".__eq__, lambda r: r.countries_list("transit")),
            make.country("destination"),
            make.text("end_use"),
            make.named("statement_", yes_no=True),
        )
        self.goods, self.amounts = make.goods(), make.amounts()
        wanted = {f.field for f in mapping.fields} | set(assumed)
        roles = [role for role in Role if any(role_of(f) is role for f in wanted)]
        self.parties = [(role, make.party(role)) for role in roles]
        self.deal = make.part(is_deal, read_deal)
        self.id = make.sources("id".__eq__)
        self.group = make.sources("group".__eq__)
        # In the order of the columns, which is that of the source, whatever the profile's is.
        keys = sorted(make.sources(lambda f: f.startswith("key_")), key=lambda f: f.columns)
        self.keys = [(f.field[4:], f.columns[0]) for f in keys]

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
        heads = [part.of(row) for part in self.heads]
        when, kind, dispatched_from, transit, stated, end_use, statements = (h.value for h in heads)
        goods, worth = self.goods.of(row), self.amounts.of(row)
        parties = [(role, party.of(row)) for role, party in self.parties]
        deal = self.deal.of(row)
        alone = [(role, p.value.country_alone) for role, p in parties]
        destination, at = destination_of(stated, alone)
        notes = [p.notes for _, p in parties]
        if at is not None:
            notes[at] = with_place(notes[at], parties[at][0], destination or "")
        said = [h.notes for h in heads]
        noted = together([*said, goods.notes, worth.notes, *notes, deal.notes])
        named: tuple[Party, ...] = ()
        for _, one in parties:
            named += one.value.parties
        return Transfer(
            id=first_text(self.id, row) or f"{source.file}:{source.line}",
            source=source,
            keys=tuple([(n, t) for n, c in self.keys if (t := cell_text(row[c]))]),
            group=first_text(self.group, row) or None,
            date=when[0],
            date_basis=when[1],
            kind=kind,
            goods=with_amounts(goods.value, worth.value),
            dispatched_from=dispatched_from,
            transit=transit,
            destination=destination,
            parties=named,
            end_use=end_use,
            statements=statements,
            acquisition=deal.value,
            problems=more + noted.problems,
            assumed=noted.assumed,
            extracted=extracted,
        )


def first_text(sources: Sequence[FieldSource], row: Sequence[Cell] | Mapping[int, Cell]) -> str:
    """The text of the first columns that say anything."""
    for source in sources:
        said = [text for column in source.columns if (text := cell_text(row[column]))]
        if said:
            return said[0] if source.between is None else source.between.join(said)
    return ""


def destination_of(
    stated: str | None, alone: Sequence[tuple[Role, str | None]]
) -> tuple[str | None, int | None]:
    """The destination: as stated, else the country that stands where a receiver is not named.

    Args:
        alone: per role, the country that stands without a name.

    Returns:
        The country, and the place in `alone` that it was taken from.
    """
    if stated is not None:
        return stated, None
    for n, (role, country) in enumerate(alone):
        if country and role in ENDS:
            return country, n
    return None, None


def with_place(notes: Notes, role: Role, country: str) -> Notes:
    """The notes of a party from whose country the destination was taken."""
    who = f"the country of the {role.value.replace('_', ' ')}, who is not named"
    there = Assumption(field="destination", value=country, by=who)
    return Notes(notes.problems, (there, *notes.assumed))
