"""All that the five checks found about one transfer, as of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from enduse.model.citation import Because, Message
from enduse.model.licence import Licence
from enduse.model.match import PartyMatch, Searched
from enduse.model.outcome import Outcome
from enduse.model.subject import GoodsFinding, Organ
from enduse.model.transfer import Party, Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFinding:
    """What was found about one party of the line."""

    index: int
    party: Party
    matches: tuple[PartyMatch, ...] = ()
    organ: Organ | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagFinding:
    """A red flag or route typology: `state` is seen, not_seen, unknown or not_tested."""

    id: str
    state: str
    raises: str
    question: str
    because: tuple[Because, ...]
    cite: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.state == "seen" and not self.because:
            raise ValueError(f"{self.id}: a flag that is seen names what it saw")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A fact that is missing, the rules that ask for it, and the question to put to a person."""

    fact: str
    subject: str
    asked_by: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All findings for one transfer, as of one day; `also` holds other days asked for."""

    transfer: Transfer
    as_of: date | None
    outcome: Outcome
    why: Message
    unknown_because: tuple[str, ...] = ()
    parties: tuple[PartyFinding, ...] = ()
    goods: GoodsFinding = GoodsFinding()
    licence: tuple[Licence, ...] = ()
    flags: tuple[FlagFinding, ...] = ()
    routes: tuple[FlagFinding, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    context: tuple[Message, ...] = ()
    searched: tuple[Searched, ...] = ()
    also: tuple[Review, ...] = ()
