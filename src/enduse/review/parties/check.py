"""The parties check: its key is a name; the day only picks intervals afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from enduse.model.listing import DatesFrom, ListEntry
from enduse.model.match import NameMatch, PartyMatch, Relation, Searched
from enduse.model.period import Period
from enduse.model.transfer import Owner, Party
from enduse.review.parties.on_day import held, name_on, named_on

if TYPE_CHECKING:
    from enduse.review.evaluate.line import Listed

Screen = Callable[[Sequence[str]], Sequence[tuple[NameMatch, ...]]]
Entries = Callable[[Iterable[tuple[str, str]]], Mapping[tuple[str, str], ListEntry]]
Support = Callable[[NameMatch, Party, ListEntry], tuple[NameMatch, bool | None]]

TOLD = 10_000
"""Parties as of a day whose matches are kept: law and evidence ask for the same ones."""


class PartyCheck:
    """Screens distinct names once, and says for a day which entries were listed.

    Args:
        screen: names to matches, a pure function of each name.
        support: a match with the country and address of the party taken into account.
        entries: entries of the searched lists, by list id and entry id.
        searched: the lists and snapshots.
        unreadable: `list: reason` of each installed list that could not be read.
    """

    def __init__(
        self,
        screen: Screen,
        support: Support,
        entries: Entries,
        searched: tuple[Searched, ...],
        *,
        unreadable: tuple[str, ...] = (),
    ) -> None:
        self.screen = screen
        self._support = support
        self._read = entries
        self._entries: dict[tuple[str, str], ListEntry] = {}
        self.searched = searched
        self.unreadable = unreadable
        self._complete = {one.list: one.complete_for for one in searched}
        self._seen: dict[str, tuple[NameMatch, ...]] = {}
        self._unmatched: set[str] = set()  # most names: no more is kept of them
        self._told: dict[tuple[Party, date | None], tuple[PartyMatch, ...]] = {}

    @property
    def readable(self) -> bool:
        """Whether every installed list could be read."""
        return not self.unreadable

    def prepare(self, names: Iterable[str]) -> None:
        """Screen the names that were not seen yet, in one batch."""
        known, unmatched = self._seen, self._unmatched
        new = [n for n in dict.fromkeys(names) if n and n not in unmatched and n not in known]
        if not new:
            return
        self.take(dict(zip(new, self.screen(new), strict=True)))

    def take(self, screened: Mapping[str, tuple[NameMatch, ...]]) -> None:
        """Take names with their matches, as this screening or that of another process found."""
        found = {name: matches for name, matches in screened.items() if matches}
        self._seen.update(found)
        self._unmatched.update(name for name in screened if name not in found)
        keys = {(match.list, match.entry) for matches in found.values() for match in matches}
        self._entries.update(self._read(keys - self._entries.keys()))

    def found(self, name: str) -> bool:
        """Whether a name that was prepared matches any entry, on whatever day."""
        return bool(self._seen.get(name))

    def forget(self, beyond: int) -> None:
        """Drop remembered names once there are more than that many; a bound on memory only."""
        if len(self._seen) + len(self._unmatched) > beyond:
            self._seen.clear()
            self._unmatched.clear()
            self._told.clear()

    def matches(self, party: Party, day: date | None) -> tuple[PartyMatch, ...]:
        """Entries the party is, may be or is related to, as of `day`; best first."""
        name = party.name
        if name not in self._seen:
            if name in self._unmatched:
                return ()
            self.prepare([name])
        key = party, day
        found = self._told.get(key)
        if found is None:
            if len(self._told) > TOLD:
                self._told.clear()
            found = self._all_as_of(self._seen.get(name, ()), party, day)
            self._told[key] = found
        return found

    def _all_as_of(
        self, matches: Sequence[NameMatch], party: Party, day: date | None
    ) -> tuple[PartyMatch, ...]:
        """Each entry by the name that counts on the day; ordered anew where that is another."""
        if day is None or not any(one.others for one in matches):
            return tuple(self._as_of(one, party, day) for one in matches)
        chosen = (name_on(one, self._entries[one.list, one.entry], day) for one in matches)
        ordered = sorted(chosen, key=lambda one: (-one.score, one.relation is Relation.RELATED))
        return tuple(self._as_of(one, party, day) for one in ordered)

    def _as_of(self, match: NameMatch, party: Party, day: date | None) -> PartyMatch:
        entry = self._entries[match.list, match.entry]
        alone = replace(match, others=()) if match.others else match
        supported, agrees = self._support(alone, party, entry)
        return PartyMatch(
            name=supported,
            intervals=entry.dated_intervals,
            listed_as_of=self._listed(entry, match.matched_name, day),
            profile=(entry.profile_on(day) if day else entry.profile) or entry.list,
            snapshot=entry.snapshots[-1] if entry.snapshots else "",
            cite=entry.cite,
            country_agrees=agrees,
            requirement=held(entry.requirement, day),
            policy=held(entry.policy, day),
            uncertain=entry.uncertain,
        )

    def _listed(self, entry: ListEntry, name: str, day: date | None) -> bool | None:
        """Whether the entry stood under that name on the day; None where nobody can say."""
        if day is None or not entry.intervals:
            return None
        if not any(period.covers(day) for period in entry.intervals):
            return self._absence(entry, day)
        return named_on(entry, name, day)

    def _absence(self, entry: ListEntry, day: date) -> bool | None:
        """Absence is a statement where dates are the act's or the list's, or the list complete."""
        if any(period.covers(day) for period in entry.uncertain):
            return None
        if entry.dates_from in (DatesFrom.CITED_ACT, DatesFrom.LIST):
            return False
        complete: Sequence[Period] = self._complete.get(entry.list, ())
        return False if any(period.covers(day) for period in complete) else None

    def listed(self, parties: Iterable[Party], day: date) -> dict[str, tuple[Listed, ...]]:
        """What the law reads of the matches: by name, of parties and all their owners."""
        found: dict[str, tuple[Listed, ...]] = {}
        for party in parties:
            found[party.name] = self._profiles(party, day)
            for owner in owners_of(party.owners or ()):
                body = Party(role=party.role, name=owner.name, country=owner.country)
                found.setdefault(owner.name, self._profiles(body, day))
        return {name: listed for name, listed in found.items() if listed}

    def _profiles(self, party: Party, day: date) -> tuple[Listed, ...]:
        from enduse.review.evaluate.line import Listed  # only law asks; screening starts without

        return tuple(
            dict.fromkeys(
                Listed(one.profile, one.name.relation, one.listed_as_of, *self._act(one, day))
                for one in self.matches(party, day)
                if one.name.relation is not Relation.RELATED and one.listed_as_of is not False
            )
        )

    def _act(self, match: PartyMatch, day: date) -> tuple[str, str]:
        """The act that added the entry, and the mark of its savings clause while that runs.

        The mark belongs to the entry: a name may be that of two, of which one is saved.
        """
        entry = self._entries[match.name.list, match.name.entry]
        savings = entry.savings
        runs = savings is not None and day < savings[1]
        return entry.added_by, f"en-route-{savings[0]}" if savings and runs else ""


def owners_of(owners: Iterable[Owner]) -> Iterable[Owner]:
    """Owners and the owners above them."""
    for owner in owners:
        yield owner
        yield from owners_of(owner.owners or ())
