"""The engine: composes the five checks for a line. The single review is the specification."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from enduse.model.citation import Message
from enduse.model.licence import Licence
from enduse.model.match import Searched
from enduse.model.review import FlagFinding, PartyFinding, Review, Unknown
from enduse.model.subject import GoodsFinding, Organ
from enduse.model.transfer import Goods, Party, Transfer
from enduse.review.days import possible_days
from enduse.review.declared import DeclaredFacts
from enduse.review.evaluate.line import Line
from enduse.review.flags.check import FlagCheck
from enduse.review.key_reach import held_by_key
from enduse.review.keys import licence_key
from enduse.review.licence.check import licences
from enduse.review.licence.law import Law
from enduse.review.options import ReviewOptions
from enduse.review.outcome import Found, decide
from enduse.review.parties.check import PartyCheck, owners_of
from enduse.review.questions import subject_of

Standing = Callable[[date], tuple[FlagFinding, ...]]
ContextCheck = Callable[[Transfer, GoodsFinding], tuple[Message, ...]]
Described = Callable[[Goods], bool]


class OrganCheck(Protocol):
    """What a body is, by its name and the country that the line gives."""

    def __call__(self, name: str, country: str | None) -> Organ | None:
        """Return the organ, or None."""
        ...

    def possible(self, names: Sequence[str], /) -> Sequence[bool]:
        """False for names that are no organ's in any country: a first look at many at once."""
        ...


class GoodsCheck(Protocol):
    """What goods are, by their words, codes and declared entries, for an organ or not, on a day."""

    def __call__(self, transfer: Transfer, organ: bool, day: date | None) -> GoodsFinding:
        """Return what was found."""
        ...

    def shown(self, texts: Sequence[str], /) -> Sequence[Hashable | None]:
        """What each text shows, None for nothing. Texts that show the same stand for each other."""
        ...

    def coded(self, hs: str | None, codes: tuple[tuple[str, str], ...], /) -> bool:
        """Whether the codes show anything."""
        ...


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of one run; each a pure function of its key.

    `described` says whether goods are described so that a technology would have been seen.
    """

    parties: PartyCheck
    organs: OrganCheck
    goods: GoodsCheck
    law: Law
    flags: FlagCheck
    standing: Standing
    context: ContextCheck
    described: Described


class Reviewer:
    """Reviews transfers one by one; remembers answers by key, never by line."""

    def __init__(self, checks: Checks, options: ReviewOptions) -> None:
        self._checks = checks
        self._options = options
        self._change_days = checks.law.change_days()
        self._jurisdictions = options.jurisdictions or checks.law.jurisdictions
        self._declared = DeclaredFacts(checks.law.facts)
        self._kept = held_by_key(checks.law.all_reads(), checks.law.facts)
        self._licences: dict[Hashable, tuple[Licence, ...]] = {}

    @property
    def checks(self) -> Checks:
        """The checks that it composes."""
        return self._checks

    @property
    def options(self) -> ReviewOptions:
        """What was asked for."""
        return self._options

    @property
    def law(self) -> Law:
        """The law that answers."""
        return self._checks.law

    def standing(self, day: date) -> tuple[FlagFinding, ...]:
        """Red flags that no data answer: put once per file to a person."""
        return self._checks.standing(day)

    @property
    def searched(self) -> tuple[Searched, ...]:
        """The lists that were searched."""
        return self._checks.parties.searched

    @property
    def unreadable(self) -> tuple[str, ...]:
        """`list: reason` of each installed list that could not be read, and was not searched."""
        return self._checks.parties.unreadable

    def review_all(self, transfers: Iterable[Transfer], batch: int = 5_000) -> Iterator[Review]:
        """Review transfers in order; names are screened a batch at a time."""
        waiting: list[Transfer] = []
        for transfer in transfers:
            waiting.append(transfer)
            if len(waiting) >= batch:
                yield from self._batch(waiting)
                waiting = []
        yield from self._batch(waiting)

    def _batch(self, transfers: Sequence[Transfer]) -> Iterator[Review]:
        self._checks.parties.prepare(name for one in transfers for name in _names(one))
        for transfer in transfers:
            yield self.review(transfer)

    def review(self, transfer: Transfer) -> Review:
        """Review one transfer, as of its day and of the other days asked for."""
        transfer = self._declared.checked(self._with_statements(transfer))
        options = self._options
        days = [options.as_of] if options.as_of else possible_days(transfer, self._change_days)
        first = self._as_of(transfer, days)
        also = tuple(self._as_of(transfer, [day]) for day in options.also_as_of)
        return replace(first, also=also) if also else first

    def _with_statements(self, transfer: Transfer) -> Transfer:
        own = {name for name, _ in transfer.statements}
        new = tuple((n, v) for n, v in self._options.statements if n not in own)
        return replace(transfer, statements=(*transfer.statements, *new)) if new else transfer

    def _as_of(self, transfer: Transfer, days: Sequence[date]) -> Review:
        checks, day = self._checks, days[0] if days else None
        organs = tuple(self._organ(party) for party in transfer.parties)
        acting = any(organ is not None and organ.state == "organ" for organ in organs)
        goods = checks.goods(transfer, acting, day)
        parties = tuple(
            PartyFinding(index=n, party=p, matches=checks.parties.matches(p, day), organ=organs[n])
            for n, p in enumerate(transfer.parties)
        )
        material = bool(goods.technologies) or any(f.matches or f.organ for f in parties)
        licence: tuple[Licence, ...] = ()
        flags: tuple[FlagFinding, ...] = ()
        routes: tuple[FlagFinding, ...] = ()
        if day is not None:
            licence = self._licence(transfer, organs, goods, days)
            line = self._line(transfer, organs, goods, day)
            flags, routes = checks.flags(line, material)
        decided = decide(
            Found(
                transfer=transfer,
                parties=parties,
                goods=goods,
                licence=licence,
                flags=(*flags, *routes),
                lists_readable=checks.parties.readable,
                question=checks.law.question,
                goods_described=checks.described(transfer.goods),
            )
        )
        return Review(
            transfer=transfer,
            as_of=day,
            outcome=decided.outcome,
            why=decided.why,
            unknown_because=decided.unknown_because,
            parties=parties,
            goods=goods,
            licence=licence,
            flags=flags,
            routes=routes,
            unknown=tuple(self._unknown(transfer, licence)),
            context=checks.context(transfer, goods),
            searched=checks.parties.searched,
        )

    def _organ(self, party: Party) -> Organ | None:
        return self._checks.organs(party.name, party.country) if party.name else None

    def _line(
        self,
        transfer: Transfer,
        organs: tuple[Organ | None, ...],
        goods: GoodsFinding,
        day: date,
    ) -> Line:
        listings = self._checks.parties.listed(transfer.parties, day)
        return Line(transfer, day, organs, listings, goods)

    def _licence(
        self,
        transfer: Transfer,
        organs: tuple[Organ | None, ...],
        goods: GoodsFinding,
        days: Sequence[date],
    ) -> tuple[Licence, ...]:
        def line_at(day: date) -> Line:
            return self._line(transfer, organs, goods, day)

        law, explain = self._checks.law, self._options.explain
        if not self._kept:
            # A rule reads what the key leaves out: no line may take the answer of another.
            return licences(law, line_at, days, self._jurisdictions, explain=explain)
        key = tuple(licence_key(line_at(day), self._change_days) for day in days)
        found = self._licences.get(key)
        if found is None:
            found = licences(law, line_at, days, self._jurisdictions, explain=explain)
            self._licences[key] = found
        return found

    def _unknown(self, transfer: Transfer, licence: Sequence[Licence]) -> Iterator[Unknown]:
        for fact, subject, rules in asked(licence):
            yield Unknown(
                fact=fact,
                subject=subject_of(transfer, fact, subject),
                asked_by=rules,
                question=self._checks.law.question(fact),
            )


def asked(licence: Iterable[Licence]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """One question per missing fact and subject, with the rules that ask it."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for one in licence:
        if one.conditional_on or not one.status.is_open:
            continue
        for position in one.positions:
            rules = {rule.id: None for rule in position.rules if rule.status.is_open}
            for ask in position.asks:
                found.setdefault(ask, {}).update(rules)
        for fact in one.missing:
            if fact.startswith(("goods.entries.", "date")):
                found.setdefault((fact, ""), {})
    for (fact, subject), names in found.items():
        yield fact, subject, tuple(names)


def _names(transfer: Transfer) -> Iterator[str]:
    for party in transfer.parties:
        yield party.name
        for owner in owners_of(party.owners or ()):
            yield owner.name
