"""An entry of an official list, with dates that belong to values (design, section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from enduse.model.period import Period


class DatesFrom(StrEnum):
    """Where the dates of a value come from, best first."""

    CITED_ACT = "cited_act"
    LIST = "list"
    SNAPSHOTS = "snapshots"
    NOT_GIVEN = "not_given"


class EntryType(StrEnum):
    """What a list entry is about."""

    ORGANISATION = "organisation"
    PERSON = "person"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    ITEM = "item"
    UNKNOWN = "unknown"


class NameKind(StrEnum):
    """How a list calls a name."""

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK_ALIAS = "weak_alias"
    FORMER = "former"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A value of an entry and the intervals for which the list held it."""

    value: str
    intervals: tuple[Period, ...] = ()
    dates_from: DatesFrom = DatesFrom.NOT_GIVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName(Dated):
    """One published name. `language` is an ISO 639 code where the list gives it.

    `ours`: no list prints it; we added it (a native name, a brand) to a shipped designation.
    `cite`: the acts by which a shipped designation gives the name, where no file of the list held
    does; empty for a name of the files.
    """

    kind: NameKind = NameKind.PRIMARY
    language: str = ""
    ours: bool = False
    cite: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the entry goes by this name on a day on which it is listed.

        A first name is the body's on every day, however the list spelt it then; a former one from
        its first day on; an alias on the days on which the list gave it.
        """
        return not self.days or any(period.covers(day) for period in self.days)

    @property
    def days(self) -> tuple[Period, ...]:
        """The days of `holds_on`; empty where it holds on every day."""
        if self.kind is NameKind.PRIMARY:
            return ()
        if self.kind is not NameKind.FORMER:
            return self.intervals
        starts = [period.start for period in self.intervals if period.start is not None]
        return (Period(start=min(starts)),) if starts and len(starts) == len(self.intervals) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier(Dated):
    """A registration, IMO, SWIFT or tax number; `scheme` in the list's own word."""

    scheme: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One listed party (or item) of one list, as read from one or more snapshots.

    Args:
        list: short id of the list, e.g. `us-bis-el`.
        entry: the publisher's id, else a hash of list, name and country as first seen.
        intervals: when the party was listed; more than one after a re-listing.
        origins: where the days of each interval come from, where they differ; else `dates_from`.
        uncertain: days on which nobody can say from what is held (between two snapshots that
            disagree, before the first); on other days outside `intervals` it was not listed.
        countries: ISO 3166 codes where the list gives a country.
        requirement, policy: the list's own words on licence requirement and review policy.
        profile: id of the listing profile that law rules read, as it stands last; empty where
            the list has none. `profiles` holds each with its own days (terms change).
        cite: acts that listed or changed it, as printed.
        snapshots: hashes of the snapshots it was read from.
        verified: whether the dates were read in the cited source (shipped designations).
        added_by: the act that put it on the list, where one is known.
        savings: goods that were en route on the first day may arrive before the second.
        list_says: first day as the list itself gives it, where the cited act says another.
        shipped: ids under which shipped designations of the same body stand where no file of the
            list holds it; empty for an entry that no designation was laid over.
    """

    list: str
    entry: str
    type: EntryType
    names: tuple[ListedName, ...]
    intervals: tuple[Period, ...] = ()
    origins: tuple[DatesFrom, ...] = ()
    uncertain: tuple[Period, ...] = ()
    dates_from: DatesFrom = DatesFrom.NOT_GIVEN
    countries: tuple[Dated, ...] = ()
    addresses: tuple[Dated, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    programmes: tuple[Dated, ...] = ()
    requirement: tuple[Dated, ...] = ()
    policy: tuple[Dated, ...] = ()
    footnotes: tuple[Dated, ...] = ()
    profile: str = ""
    profiles: tuple[Dated, ...] = ()
    cite: tuple[str, ...] = ()
    snapshots: tuple[str, ...] = ()
    remarks: str = ""
    verified: bool = True
    added_by: str = ""
    savings: tuple[date, date] | None = None
    list_says: date | None = None
    shipped: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.names:
            raise ValueError(f"{self.list} {self.entry}: an entry has at least one name")
        if self.origins and len(self.origins) != len(self.intervals):
            raise ValueError(f"{self.list} {self.entry}: each interval has one origin")

    @property
    def name(self) -> str:
        """The primary name."""
        return self.names[0].value

    @property
    def dated_intervals(self) -> tuple[tuple[Period, DatesFrom], ...]:
        """Each interval with where its days come from."""
        origins = self.origins or (self.dates_from,) * len(self.intervals)
        return tuple(zip(self.intervals, origins, strict=True))

    def listed_on(self, day: date) -> bool | None:
        """Whether it was listed on a day; None where what is held does not tell."""
        if any(period.covers(day) for period in self.intervals):
            return True
        if not self.intervals or any(period.covers(day) for period in self.uncertain):
            return None
        return False

    def profile_on(self, day: date) -> str:
        """The listing profile that applied on a day; the last one where none is dated."""
        for one in self.profiles:
            if any(period.covers(day) for period in one.intervals):
                return one.value
        return "" if self.profiles else self.profile
