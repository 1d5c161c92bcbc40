"""A review as the JSON of the contract (section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from enduse.model.citation import Because
from enduse.model.licence import Licence, Position
from enduse.model.listing import DatesFrom
from enduse.model.match import SCORE_SCALE, PartyMatch, Searched
from enduse.model.outcome import Range
from enduse.model.period import Period
from enduse.model.review import FlagFinding, PartyFinding, Review
from enduse.model.subject import GoodsFinding, Organ
from enduse.review.words import sentence

SCHEMA = "enduse.review/1"
Json = dict[str, Any]


def review_json(review: Review, knowledge: Json, run: str | None = None) -> Json:
    """Return the review as the contract writes it; scores are numbers with four places."""
    source = review.transfer.source
    return {
        "schema": SCHEMA,
        "run": run,
        "transfer": {
            "id": review.transfer.id,
            "line": source.line,
            "file": source.file,
            "sha256": source.sha256,
        },
        "problems": [
            {"field": p.field, "value": p.value, "reason": p.reason, "remedy": p.remedy}
            for p in review.transfer.problems
        ],
        "assumed": [
            {"field": a.field, "value": a.value, "by": a.by} for a in review.transfer.assumed
        ],
        **_findings(review),
        "also": [_findings(other) for other in review.also],
        "knowledge": knowledge,
    }


def _findings(review: Review) -> Json:
    return {
        "as_of": None if review.as_of is None else review.as_of.isoformat(),
        "outcome": review.outcome.word,
        "unknown_because": list(review.unknown_because),
        "why": sentence(review.why),
        "parties": [_party(one, review.searched) for one in review.parties],
        "goods": _goods(review.goods),
        "licence": [_licence(one) for one in review.licence],
        "flags": [_flag(one, "id") for one in review.flags],
        "routes": [_flag(one, "typology") for one in review.routes],
        "unknown": [
            {
                "fact": one.fact,
                "subject": one.subject,
                "asked_by": list(one.asked_by),
                "question": one.question,
            }
            for one in review.unknown
        ],
        "context": [sentence(one) for one in review.context],
    }


def score(value: int) -> str:
    """Ten-thousandths as a decimal with four places."""
    return f"{value // SCORE_SCALE}.{value % SCORE_SCALE:04d}"


def number(value: int) -> float:
    """Ten-thousandths as a JSON number; for readers only, nothing is decided by it."""
    return value / SCORE_SCALE


def period(one: Period, dates_from: DatesFrom | None = None) -> Json:
    """A half-open period; `dates_from` says where its days come from."""
    found: Json = {
        "from": None if one.start is None else one.start.isoformat(),
        "to": None if one.end is None else one.end.isoformat(),
    }
    if dates_from is not None:
        found["dates_from"] = dates_from.value
    return found


def _party(one: PartyFinding, searched: Sequence[Searched]) -> Json:
    return {
        "role": one.party.role.value,
        "name": one.party.name,
        "country": one.party.country,
        "matches": [match_json(match) for match in one.matches],
        "organ": _organ(one.organ),
        "searched": [searched_json(each) for each in searched] if one.party.name else [],
    }


def match_json(match: PartyMatch) -> Json:
    """One match of the contract, word by word."""
    name = match.name
    starts = [p.start for p, _ in match.intervals if p.start]
    ends = [p.end for p, _ in match.intervals]
    last = None if not ends or None in ends else max(end for end in ends if end)
    return {
        "list": name.list,
        "entry": name.entry,
        "entry_name": name.entry_name,
        "matched_name": name.matched_name,
        "relation": name.relation.value,
        "score": number(name.score),
        "intervals": [period(p, d) for p, d in match.intervals],
        "listed_from": min(starts).isoformat() if starts else None,
        "listed_to": last.isoformat() if last else None,
        "listed_as_of": match.listed_as_of,
        "country_agrees": match.country_agrees,
        "compared": list(name.compared),
        "because": list(name.because),
        "words": [
            {"query": w.query, "entry": w.entry, "how": w.how, "weight": number(w.weight)}
            for w in name.words
        ],
        "profile": match.profile,
        "requirement": match.requirement or None,
        "policy": match.policy or None,
        "snapshot": match.snapshot,
        "cite": list(match.cite),
    }


def _organ(organ: Organ | None) -> Json | None:
    if organ is None:
        return None
    return {
        "class": organ.cls,
        "state": organ.state,
        "country": organ.country or None,
        "place": organ.place or None,
        "level": organ.level or None,
        "branch_of": organ.branch_of or None,
        "because": [_because(one) for one in organ.because],
    }


def searched_json(one: Searched) -> Json:
    """A list that was searched."""
    return {
        "list": one.list,
        "snapshot": one.snapshot,
        "list_date": one.list_date,
        "entries": one.entries,
        "coverage": one.coverage,
        "complete_for": [period(each) for each in one.complete_for],
    }


def _because(one: Because) -> Json:
    return {"field": one.field, "text": one.text, "term": one.term, "kind": one.kind}


def _goods(goods: GoodsFinding) -> Json:
    return {
        "technologies": [
            {"id": one.id, "because": [_because(each) for each in one.because]}
            for one in goods.technologies
        ],
        "candidates": [
            {
                "jurisdiction": one.jurisdiction,
                "entry": one.entry,
                "technology": one.technology or None,
                "decided_by": list(one.decided_by),
                "missing": list(one.missing),
            }
            for one in goods.candidates
        ],
        "facts": [
            {"fact": one.fact, "value": one.value, "because": _because(one.because)}
            for one in goods.facts
        ],
        "coverage_gaps": [
            {"technology": g.technology, "jurisdiction": g.jurisdiction, "reason": g.reason}
            for g in goods.gaps
        ],
    }


def range_json(could_be: Range) -> Json:
    """The range of a status."""
    return {"best": could_be.best.word, "worst": could_be.worst.word}


def _licence(one: Licence) -> Json:
    through = one.law_read_through
    return {
        "jurisdiction": one.jurisdiction,
        "regime": one.regime,
        "status": one.status.word,
        "could_be": range_json(one.could_be),
        "conditional_on": list(one.conditional_on),
        "missing": list(one.missing),
        "law_read_through": None if through is None else through.isoformat(),
        "positions": [_position(each) for each in one.positions],
        "not_modelled": list(one.not_modelled),
    }


def _position(one: Position) -> Json:
    policies = [{"id": p.id, "text": p.text, "cite": list(p.cite)} for p in one.review_policies]
    found: Json = {
        "entry": one.entry,
        "basis": one.basis,
        "status": one.status.word,
        "could_be": range_json(one.could_be),
        "reason": one.reason,
        "rules": [
            {
                "id": r.id,
                "title": r.title,
                "from": None if r.version_from is None else r.version_from.isoformat(),
                "verified": r.verified,
                "text_status": r.text_status,
                "enforcement": r.enforcement,
                "status": r.status.word,
                "reason": r.reason,
                "cite": list(r.cite),
            }
            for r in one.rules
        ],
        "exceptions": [
            {
                "id": e.id,
                "title": e.title,
                "state": e.state,
                "because": "; ".join(e.because),
                "missing": list(e.missing),
                "cite": list(e.cite),
            }
            for e in one.exceptions
        ],
        "review_policy": policies[0] if policies else None,
        "review_policies": policies,
        "authorisation": one.authorisation,
        "refuse_if": one.refuse_if,
        "missing": list(one.missing),
        "not_tested": list(one.not_tested),
        "cite": list(one.cite),
    }
    if one.not_applied:
        found["not_applied"] = [
            {"id": n.id, "title": n.title, "failed": n.failed} for n in one.not_applied
        ]
    return found


def _flag(one: FlagFinding, key: str) -> Json:
    return {
        key: one.id,
        "state": one.state,
        "raises": one.raises,
        "question": one.question,
        "because": [_because(each) for each in one.because],
        "cite": list(one.cite),
    }
