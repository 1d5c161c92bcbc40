"""From technologies to the control entries that may reach them, and to the gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from enduse.knowledge.schema.technology import Candidate, TechnologyFile
from enduse.model.subject import CandidateEntry, CoverageGap

JURISDICTIONS = ("us", "eu", "uk", "de")
_BASE = {"de": "eu"}


def none_of_these(jurisdiction: str) -> str:
    """Return how a jurisdiction writes that no entry applies (contract, section 1)."""
    return "EAR99" if jurisdiction == "us" else "none"


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
) -> tuple[CandidateEntry, ...]:
    """Return the candidates of each jurisdiction, "none of these" last.

    "None of these" also stands alone, where the files say that no entry reaches the technology.
    A jurisdiction with a declared entry has no candidates: the declaration is examined instead.
    Without a day, entries of all times are returned. `de` adds to `eu` and stands for itself
    only where a file names an entry of the German list.
    """
    found: dict[tuple[str, str], CandidateEntry] = {}
    for id_ in ids:
        for one in technology[id_].candidates:
            none = one.entry == none_of_these(one.jurisdiction)
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
    entries = sorted(found.values(), key=lambda e: JURISDICTIONS.index(e.jurisdiction))
    spoken: dict[str, str] = {g.jurisdiction: id_ for id_ in ids for g in technology[id_].gaps}
    result: list[CandidateEntry] = []
    for jurisdiction in JURISDICTIONS:
        here = [entry for entry in entries if entry.jurisdiction == jurisdiction]
        if jurisdiction in declared or not (here or jurisdiction in spoken):
            continue
        decided = tuple(dict.fromkeys(fact for entry in here for fact in entry.decided_by))
        result += here
        result.append(
            CandidateEntry(
                jurisdiction=jurisdiction,
                entry=none_of_these(jurisdiction),
                technology=here[0].technology if here else spoken[jurisdiction],
                decided_by=decided,
                missing=tuple(fact for fact in decided if fact not in known),
            )
        )
    return tuple(result)


def coverage_gaps(
    ids: Iterable[str], technology: Mapping[str, TechnologyFile], day: date | None
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
        for jurisdiction in JURISDICTIONS:
            ever = [c for c in item.candidates if c.jurisdiction == jurisdiction]
            if jurisdiction in stated or jurisdiction in _BASE or not ever:
                continue
            if not any(_in_force(c, day) for c in ever):
                reason = "no entry of that day names it; later ones do"
                gaps.append(CoverageGap(technology=id_, jurisdiction=jurisdiction, reason=reason))
    return tuple(gaps)
