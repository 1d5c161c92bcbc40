"""From technologies to the control entries that may reach them, and to the gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from enduse.model.subject import CandidateEntry, CoverageGap

if TYPE_CHECKING:
    from enduse.knowledge.schema.pack import PackCard
    from enduse.knowledge.schema.technology import Candidate, TechnologyFile


def _in_force(candidate: Candidate, day: date | None) -> bool:
    if day is None:
        return True
    after = candidate.from_ is None or candidate.from_ <= day
    return after and (candidate.to is None or day < candidate.to)


def candidate_entries(
    ids: Sequence[str],
    technology: Mapping[str, TechnologyFile],
    known: frozenset[str],
    declared: Mapping[str, str],
    day: date | None,
    card: PackCard,
) -> tuple[CandidateEntry, ...]:
    """Return the candidates of each jurisdiction, "none of these" last.

    "None of these" also stands alone, where the files say that no entry reaches the technology.
    A jurisdiction with a declared entry has no candidates: the declaration is examined instead.
    Without a day, entries of all times are returned. A jurisdiction that adds to another stands
    for itself only where a file names an entry of its own list. `card` says which there are.
    """
    found: dict[tuple[str, str], CandidateEntry] = {}
    for id_ in ids:
        for one in technology[id_].candidates:
            none = one.entry == card.unlisted.get(one.jurisdiction, "none")
            if none or one.jurisdiction in declared or not _in_force(one, day):
                continue
            entry = CandidateEntry(
                jurisdiction=one.jurisdiction,
                entry=one.entry,
                technology=id_,
                decided_by=one.decided_by,
                missing=tuple(fact for fact in one.decided_by if fact not in known),
            )
            found.setdefault((one.jurisdiction, one.entry), entry)
    entries = sorted(found.values(), key=lambda e: card.jurisdictions.index(e.jurisdiction))
    spoken: dict[str, str] = {g.jurisdiction: id_ for id_ in ids for g in technology[id_].gaps}
    result: list[CandidateEntry] = []
    for jurisdiction in card.jurisdictions:
        here = [entry for entry in entries if entry.jurisdiction == jurisdiction]
        if jurisdiction in declared or not (here or jurisdiction in spoken):
            continue
        decided = tuple(dict.fromkeys(fact for entry in here for fact in entry.decided_by))
        result += here
        result.append(
            CandidateEntry(
                jurisdiction=jurisdiction,
                entry=card.unlisted.get(jurisdiction, "none"),
                technology=here[0].technology if here else spoken[jurisdiction],
                decided_by=decided,
                missing=tuple(fact for fact in decided if fact not in known),
            )
        )
    return tuple(result)


def coverage_gaps(
    ids: Iterable[str],
    technology: Mapping[str, TechnologyFile],
    day: date | None,
    card: PackCard,
) -> tuple[CoverageGap, ...]:
    """Return where no entry of a jurisdiction reaches a technology on the day, and why.

    A gap is stated by the file (also for a part of the technology), or follows where every
    candidate of the jurisdiction lies outside the day.
    """
    gaps: list[CoverageGap] = []
    for id_ in ids:
        item = technology[id_]
        for gap in item.gaps:
            gaps.append(
                CoverageGap(technology=id_, jurisdiction=gap.jurisdiction, reason=gap.reason)
            )
        stated = {gap.jurisdiction for gap in item.gaps}
        for jurisdiction in card.jurisdictions:
            ever = [c for c in item.candidates if c.jurisdiction == jurisdiction]
            if jurisdiction in stated or jurisdiction in card.adds_to or not ever:
                continue
            if not any(_in_force(c, day) for c in ever):
                reason = "no entry of that day names it; later ones do"
                gaps.append(CoverageGap(technology=id_, jurisdiction=jurisdiction, reason=reason))
    return tuple(gaps)
