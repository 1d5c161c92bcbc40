"""The outcome of a line, worst first, and the one sentence that says why (contract 2.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from enduse.model.citation import Message, message
from enduse.model.licence import Licence, Position
from enduse.model.match import PartyMatch, Relation
from enduse.model.outcome import Outcome, Status
from enduse.model.review import FlagFinding, PartyFinding
from enduse.model.subject import GoodsFinding
from enduse.model.transfer import Kind, Party, Role, Transfer

STOPPING = frozenset({Status.PROHIBITED, Status.LICENCE_REQUIRED, Status.FILING_MANDATORY})
REFERRING = frozenset(
    {
        Status.EXCEPTION_TO_CHECK,
        Status.NOTIFY_AUTHORITY,
        Status.FILING_VOLUNTARY,
        Status.REVIEW_POSSIBLE,
    }
)
OPEN = frozenset({Status.INSUFFICIENT, Status.UNCONFIRMED, Status.NOT_MODELLED})
RECEIVING = (Role.END_USER, Role.CONSIGNEE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the checks found about a line, before it is folded into an outcome.

    `question` gives the question that a person is asked for a missing fact.
    """

    transfer: Transfer
    parties: tuple[PartyFinding, ...]
    goods: GoodsFinding
    licence: tuple[Licence, ...]
    flags: tuple[FlagFinding, ...]
    lists_readable: bool = True
    goods_described: bool = True
    question: Callable[[str], str] = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The outcome, its sentence, and why something could not be told."""

    outcome: Outcome
    why: Message
    unknown_because: tuple[str, ...]


def decide(found: Found) -> Decided:
    """Fold findings into the worst outcome. A listing alone never stops a line."""
    unknown = tuple(dict.fromkeys(_unknown(found)))
    for outcome, reasons in ((Outcome.STOP, _stops(found)), (Outcome.REFER, _refers(found))):
        why = next(reasons, None)
        if why is not None:
            return Decided(outcome=outcome, why=why, unknown_because=unknown)
    if unknown:
        others = looked_up(found.transfer.parties) if unknown[0] == "party" else ()
        if others:
            why = message("unknown.party_others", looked_up=",".join(others))
        else:
            why = message(f"unknown.{unknown[0]}")
        return Decided(outcome=Outcome.UNKNOWN, why=why, unknown_because=unknown)
    why = message("nothing_found")
    return Decided(outcome=Outcome.NOTHING_FOUND, why=why, unknown_because=())


def looked_up(parties: Iterable[Party]) -> tuple[Role, ...]:
    """The roles of which a party is named, each once: their names were looked up."""
    named = {party.role for party in parties if party.name.strip()}
    return tuple(role for role in Role if role in named)


def _duties(found: Found) -> list[Licence]:
    """Answers that rest on the line, not on an assumption; worst first."""
    firm = [one for one in found.licence if not one.conditional_on]
    return sorted(firm, key=lambda one: -one.status)


def _stated(transfer: Transfer) -> bool:
    """Whether the line states a licence or an exception."""
    given = dict(transfer.statements)
    return bool(given.get("licence") or given.get("exception_claimed"))


def _stops(found: Found) -> Iterator[Message]:
    for one in _duties(found):
        stated = one.status is Status.LICENCE_REQUIRED and _stated(found.transfer)
        if one.status in STOPPING and not stated:
            yield _duty("stop", one, found)


def _duty(kind: str, one: Licence, found: Found) -> Message:
    position = max(one.positions, key=lambda p: (p.status is one.status, p.status))
    rule = next((r for r in position.rules if r.status is position.status), None) or next(
        iter(position.rules), None
    )
    match = _leading_match(found)
    through_list = match is not None and rule is not None and "list" in position.reason
    args = {
        "jurisdiction": one.jurisdiction,
        "status": one.status.word,
        "entry": position.entry,
        "reason": position.reason,
        "rule": rule.title if rule else "",
        "cite": (rule.cite[0] if rule and rule.cite else ""),
    }
    if through_list and match is not None:
        finding, which = match
        args |= _match_args(finding, which)
        return message(f"{kind}.listed.{which.name.relation}", **args)
    return message(f"{kind}.{one.status.word}", **args)


def _leading_match(found: Found) -> tuple[PartyFinding, PartyMatch] | None:
    order = {Relation.SAME: 2, Relation.POSSIBLE: 1, Relation.RELATED: 0}
    every = [
        (finding, match)
        for finding in found.parties
        for match in finding.matches
        if match.listed_as_of is not False
    ]
    return max(every, key=lambda fm: (order[fm[1].name.relation], fm[1].name.score), default=None)


def _match_args(finding: PartyFinding, match: PartyMatch) -> dict[str, str]:
    starts = [period.start for period, _ in match.intervals if period.start]
    name = match.name
    other = name.matched_name.casefold() != name.entry_name.casefold()
    return {
        **({"matched_name": name.matched_name} if other else {}),
        "role": finding.party.role.value.replace("_", " "),
        "party": finding.party.name,
        "list": match.name.list,
        "entry_name": match.name.entry_name,
        "since": str(max(starts)) if starts else "",
    }


def _refers(found: Found) -> Iterator[Message]:
    for one in _duties(found):
        if one.status in STOPPING:
            yield _duty("stated", one, found)
        elif one.status in REFERRING:
            yield _duty("refer", one, found)
    leading = _leading_match(found)
    if leading is not None:
        finding, match = leading
        yield _match(found, finding, match)
    for one in _duties(found):
        position = _open_position(one, found)
        if position is not None:
            yield message(
                "refer.open",
                jurisdiction=one.jurisdiction,
                worst=position.could_be.worst.word,
                entry=position.entry,
                missing=found.question(one.missing[0]) if one.missing else "",
            )
    gap = _coverage_gap(found)
    if gap is not None:
        yield gap
    why = referring(found.flags)
    if why is not None:
        yield why


def referring(flags: Iterable[FlagFinding]) -> Message | None:
    """The first flag that refers a line; an outcome reads no more of flags."""
    for flag in flags:
        if flag.state == "seen" and flag.raises == "refer":
            return message("refer.flag", question=flag.question, cite="; ".join(flag.cite))
    return None


def _match(found: Found, finding: PartyFinding, match: PartyMatch) -> Message:
    """A match that sets no firm duty; a duty that is assumed or open is named with it."""
    args = _match_args(finding, match)
    listed = [
        (one, position, rule)
        for one in found.licence
        for position in one.positions
        for rule in position.rules
        if (one.conditional_on or one.status in OPEN) and "list" in rule.reason
    ]
    if match.name.relation is not Relation.SAME or not listed:
        return message(f"refer.match.{match.name.relation}", **args)
    one, position, rule = listed[0]
    args |= {"jurisdiction": one.jurisdiction, "cite": rule.cite[0] if rule.cite else ""}
    args["status"] = max(rule.status, Status.LICENCE_REQUIRED).word
    if one.conditional_on:
        return message("refer.match.assumed", assumption=one.conditional_on[0], **args)
    missing = found.question(position.missing[0]) if position.missing else ""
    return message("refer.match.open", missing=missing, **args)


def _open_position(one: Licence, found: Found) -> Position | None:
    """The open answer that a named entry, candidate, match or organ leads to, if there is one."""
    if one.status not in OPEN or not one.could_be.worst.is_requirement:
        return None
    reached = [p for p in one.positions if _reached(p)]
    if reached:
        return max(reached, key=lambda p: p.could_be.worst)
    bodies = any(f.matches or (f.organ and f.organ.state == "organ") for f in found.parties)
    asked = [p for p in one.positions if p.status in OPEN and p.rules]
    return asked[0] if bodies and asked else None


def _reached(position: Position) -> bool:
    """Whether a declared or candidate entry brings a duty, or one that is open."""
    named = position.basis in ("candidate", "declared", "acquisition")
    return named and (position.status.is_requirement or bool(position.rules))


def _coverage_gap(found: Found) -> Message | None:
    """A surveillance technology for a security organ that no rule reaches, or only one assumed."""
    organ = next(
        (
            f
            for f in found.parties
            if f.organ and f.organ.state == "organ" and f.party.role in (*RECEIVING, Role.PURCHASER)
        ),
        None,
    )
    if organ is None or organ.organ is None or not found.goods.technologies:
        return None
    firm = [one for one in found.licence if not one.conditional_on]
    if any(_reached(position) for one in firm for position in one.positions):
        return None
    assumed = [one for one in found.licence if one.conditional_on]
    reached = [one for one in assumed if any(_reached(p) for p in one.positions)]
    return message(
        "refer.organ_assumed" if reached else "refer.coverage_gap",
        assumption=reached[0].conditional_on[0] if reached else "",
        technology=found.goods.technologies[0].id,
        organ=organ.organ.cls,
        party=organ.party.name,
    )


def _unknown(found: Found) -> Iterator[str]:
    transfer = found.transfer
    if transfer.kind is not Kind.ACQUISITION:
        if transfer.party(*RECEIVING) is None:
            yield "party"
        known = bool(transfer.goods.entries) or found.goods.technologies != ()
        if not known and not found.goods_described:
            yield "item"
    if not found.lists_readable:
        yield "list"
    if transfer.date is None and transfer.acquisition is None:
        yield "date"
    needed = ("date", "destination", "dispatched_from", "goods", "parties", "acquisition")
    if any(problem.field.startswith(needed) for problem in transfer.problems):
        yield "value"
    if transfer.destination is None and transfer.kind is not Kind.ACQUISITION:
        yield "value"
