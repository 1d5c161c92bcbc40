"""What the law of acquisitions asks of export law: is the technology critical, is it licensed?

A fact file names its function here by `settings.asks`; it reads the target's entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from enduse.knowledge.schema.facts import FactFile
from enduse.model.licence import Licence
from enduse.model.outcome import Status
from enduse.model.transfer import Goods, Kind, Owner, Party, Role, Transfer
from enduse.review.evaluate.level import Ask, Level
from enduse.review.evaluate.line import EntryFacts, Line
from enduse.review.evaluate.values import Known, Missing, Value

EntryOf = Callable[[str, str], EntryFacts | None]
Answer = Callable[[Line, str], Licence]


def deal_facts(
    files: Mapping[str, FactFile], line: Line, entry: EntryOf, answer: Answer
) -> dict[str, Value]:
    """Work out every fact whose file is derived `by: computed`.

    Args:
        files: the fact registry.
        line: the line of the acquisition.
        entry: the entry of a jurisdiction and code on the day; None where it was not listed.
        answer: the licence answer of an export line for a jurisdiction.
    """
    found: dict[str, Value] = {}
    for fact, file in files.items():
        if file.derived is None or file.derived.by != "computed":
            continue
        asks = str(file.derived.settings["asks"])
        settings = {k: (v,) if isinstance(v, str) else v for k, v in file.derived.settings.items()}
        codes = _codes(line.transfer, settings["jurisdiction"][0])
        if codes is None:
            found[fact] = Missing(Level.UNKNOWN, frozenset({Ask(fact)}))
        elif asks == "entries_have_reason":
            found[fact] = _have_reason(fact, codes, settings, entry)
        else:
            found[fact] = _licence_needed(fact, line, codes, settings, answer)
    return found


def _codes(transfer: Transfer, jurisdiction: str) -> tuple[str, ...] | None:
    deal = transfer.acquisition
    return dict(deal.target_entries).get(jurisdiction) if deal is not None else None


def _have_reason(
    fact: str, codes: tuple[str, ...], settings: Mapping[str, tuple[str, ...]], entry: EntryOf
) -> Value:
    """True where one entry carries one of the reasons; unknown where an entry is not held."""
    wanted, doubt = frozenset(settings["reasons"]), False
    for code in codes:
        at = entry(settings["jurisdiction"][0], code)
        if at is not None and at.known and at.reasons & wanted:
            return Known(True)
        doubt = doubt or (at is not None and not (at.known and at.confirmed))
    return Missing(Level.UNKNOWN, frozenset({Ask(fact)})) if doubt else Known(False)


def _licence_needed(
    fact: str,
    line: Line,
    codes: tuple[str, ...],
    settings: Mapping[str, tuple[str, ...]],
    answer: Answer,
) -> Value:
    """Whether an export of an entry to the buyer, or to an owner of `through` percent, is licensed.

    Exceptions do not count, but for those named in `exceptions`: where one may lift, it is unknown.
    """
    jurisdiction = settings["jurisdiction"][0]
    doubt = False
    for buyer in _buyers(line.transfer, Decimal(settings["through"][0])):
        if buyer is None or buyer.country is None:
            doubt = True
            continue
        for code in codes:
            verdict = _needed(answer(_export(line, buyer, code, settings), jurisdiction), settings)
            if verdict:
                return Known(True)
            doubt = doubt or verdict is None
    return Missing(Level.UNKNOWN, frozenset({Ask(fact)})) if doubt else Known(False)


def _buyers(transfer: Transfer, through: Decimal) -> Iterator[Party | None]:
    """The buyers and their owners of `through` percent or more; None for one that may be one."""
    for party in transfer.parties:
        if party.role is Role.INVESTOR:
            yield party
            yield from _owners(party.owners or (), through)


def _owners(owners: tuple[Owner, ...], through: Decimal) -> Iterator[Party | None]:
    for owner in owners:
        if owner.percent is None:
            yield None
        elif owner.percent >= through:
            yield Party(role=Role.INVESTOR, name=owner.name, country=owner.country)
        if owner.owners:
            yield from _owners(owner.owners, through)


def _export(line: Line, buyer: Party, code: str, settings: Mapping[str, tuple[str, ...]]) -> Line:
    """The export that the law asks about: this entry to this buyer as end user."""
    home = settings["home"][0]
    transfer = Transfer(
        id=line.transfer.id,
        date=line.transfer.date,
        kind=Kind.EXPORT,
        goods=Goods(entries=((settings["jurisdiction"][0], code),), origin=home),
        dispatched_from=home,
        destination=buyer.country,
        parties=(replace(buyer, role=Role.END_USER),),
    )
    return Line(transfer, line.day, (None,), line.listings)


def _needed(licence: Licence, settings: Mapping[str, tuple[str, ...]]) -> bool | None:
    """Whether a licence is needed; None where it cannot be told."""
    named = settings.get("exceptions", ())
    duties = [rule for one in licence.positions for rule in one.rules if rule.status.is_requirement]
    if not duties:
        return None if licence.status in (Status.INSUFFICIENT, Status.UNCONFIRMED) else False
    spared = any(
        use.state in ("lifts", "to_check") and use.id in named
        for one in licence.positions
        for use in one.exceptions
    )
    return None if spared else True
