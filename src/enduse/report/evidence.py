"""The evidence sheet of one line: what the report shows when a reader opens it."""

from __future__ import annotations

from dataclasses import dataclass

from enduse.model.review import Review
from enduse.report.memo import memo
from enduse.review.licence.law import Law
from enduse.review.wire import score


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A match as a reader compares it: name beside name, word beside word."""

    party: str
    role: str
    relation: str
    entry: str
    list: str
    score: str
    when: str
    words: tuple[tuple[str, str, str], ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything behind one headline."""

    parties: tuple[tuple[str, str, str, str], ...]
    goods: tuple[tuple[str, str], ...]
    matches: tuple[MatchLine, ...]
    flags: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    assumed: tuple[str, ...]
    context: tuple[str, ...]
    memo: tuple[str, ...]


WHEN = {True: "listed on that day", False: "not listed on that day", None: "not known for that day"}


def sheet(review: Review, law: Law) -> Sheet:
    """Collect the evidence of a review."""
    from enduse.review.words import sentence

    transfer = review.transfer
    return Sheet(
        parties=tuple(
            (
                finding.party.role.value.replace("_", " "),
                finding.party.name,
                finding.party.country or "",
                finding.organ.cls.replace("_", " ") if finding.organ else "",
            )
            for finding in review.parties
        ),
        goods=tuple(
            (one.id, "; ".join(f"{b.text} ({b.kind})" for b in one.because))
            for one in review.goods.technologies
        ),
        matches=tuple(_matches(review)),
        flags=tuple(
            (flag.question, "; ".join(f"{b.field}: {b.text}" for b in flag.because))
            for flag in (*review.flags, *review.routes)
            if flag.state == "seen"
        ),
        problems=tuple(f"{p.field} {p.value!r}: {p.reason}" for p in transfer.problems),
        assumed=tuple(f"{a.field} = {a.value} ({a.by})" for a in transfer.assumed),
        context=tuple(sentence(one) for one in review.context),
        memo=tuple(memo(review, law, 76)),
    )


def _matches(review: Review) -> list[MatchLine]:
    return [
        MatchLine(
            party=finding.party.name,
            role=finding.party.role.value.replace("_", " "),
            relation=match.name.relation.value,
            entry=match.name.entry_name,
            list=match.name.list,
            score=score(match.name.score),
            when=WHEN[match.listed_as_of],
            words=tuple((w.query or "–", w.entry or "–", w.how) for w in match.name.words),
            cite="; ".join(match.cite),
        )
        for finding in review.parties
        for match in finding.matches
    ]
