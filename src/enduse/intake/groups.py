"""Fields that are read together: where each stands, what is assumed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from enduse.intake.cells import DayOrder, DecimalMark
from enduse.intake.mapping import FieldSource
from enduse.knowledge.schema.profiles import ProfileFile


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


class FieldPlaces(NamedTuple):
    """Where a field stands in the cells of its group; `between` joins, None takes the first."""

    places: tuple[int, ...]
    headings: tuple[str, ...]
    between: str | None
    words: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Group:
    """The fields read together from one tuple of cells.

    Args:
        columns: the columns of the table, in the order of the tuple.
        places: where each field stands in it.
        fields: all fields the group may read.
        assumed: field to the value used where the line has none, and who says so.
        nulls: texts that mean nothing was given.
        named: fields by prefix, looked up once.
    """

    columns: tuple[int, ...]
    places: Mapping[str, FieldPlaces]
    fields: frozenset[str]
    assumed: Mapping[str, tuple[str, str]]
    nulls: frozenset[str]
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The fields that begin with a prefix, in order of their names."""
        return tuple(sorted(name for name in self.fields if name.startswith(prefix)))

    @classmethod
    def of(
        cls,
        fields: Sequence[FieldSource],
        assumed: Mapping[str, tuple[str, str]],
        mine: Callable[[str], bool],
        profile: ProfileFile,
    ) -> Group:
        """Compile the sources of a group; of the assumed values only its own are kept."""
        columns = tuple(dict.fromkeys(c for f in fields for c in f.columns))
        place = {column: i for i, column in enumerate(columns)}
        places = {
            f.field: FieldPlaces(
                tuple(place[c] for c in f.columns),
                f.headings,
                f.between,
                profile.values.get(f.field),
            )
            for f in fields
        }
        own = {f: v for f, v in assumed.items() if mine(f)}
        fields_read = frozenset([*places, *own])
        return cls(columns, places, fields_read, own, frozenset(profile.null_words))
