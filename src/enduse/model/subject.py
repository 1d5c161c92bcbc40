"""What the goods check and the end-user check say: technologies, candidate entries, organs."""

from __future__ import annotations

from dataclasses import dataclass

from enduse.model.citation import Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """A surveillance technology recognised in a line, with the words that carried it."""

    id: str
    because: tuple[Because, ...]

    def __post_init__(self) -> None:
        if not self.because:
            raise ValueError(f"{self.id}: a technology needs the words that carried it")


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateEntry:
    """A control entry the goods may fall under; never a classification.

    Args:
        jurisdiction: `us`, `eu`, `uk`, `de`.
        entry: code as text; `none` or `EAR99` for "none of these".
        technology: the technology that led to it.
        decided_by: ids of the facts that decide whether the entry applies.
        missing: those of them that are not known.
    """

    jurisdiction: str
    entry: str
    technology: str = ""
    decided_by: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRead:
    """A fact read out of the goods text, e.g. `frame_rate_hz = 25`, with its words."""

    fact: str
    value: str
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageGap:
    """A technology that no control entry of a jurisdiction reaches on a day."""

    technology: str
    jurisdiction: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsFinding:
    """What the goods check says about one line."""

    technologies: tuple[Technology, ...] = ()
    candidates: tuple[CandidateEntry, ...] = ()
    facts: tuple[FactRead, ...] = ()
    gaps: tuple[CoverageGap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """A security organ recognised from a name: of which kind and place.

    Args:
        cls: class of the organ, e.g. `police`, `public_security_bureau`.
        country: ISO 3166 code; empty where the name and the line do not tell.
        place: the place in the name, romanised or English.
        level: national, provincial, prefecture, county, branch, or empty.
        branch_of: name of the superior body that the grammar derives, or empty.
        state: `organ`, `agent_of_organ` (operator, IT department acting for one) or `related`.
    """

    cls: str
    country: str
    place: str
    level: str
    branch_of: str
    state: str
    because: tuple[Because, ...]

    def __post_init__(self) -> None:
        if not self.because:
            raise ValueError("an organ needs the words that carried it")
