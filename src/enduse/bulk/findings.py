"""The table of findings: one row per technology, organ, rule, flag, gap or context of a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from enduse.bulk.tables import COLUMNS, Row, compact
from enduse.model.citation import Because, Message
from enduse.model.licence import Licence
from enduse.model.review import FlagFinding, Review
from enduse.model.subject import GoodsFinding, Organ


def finding_rows(row: int, review: Review) -> Iterator[Row]:
    """One row a finding: technologies, organs, rules, flags, gaps, context."""
    yield from goods_rows(row, review.goods)
    for party in review.parties:
        yield from organ_rows(row, party.organ)
    for licence in review.licence:
        yield from licence_rows(row, licence)
    yield from flag_rows(row, review.flags, review.routes)
    yield from context_rows(row, review.context)


def goods_rows(row: int, goods: GoodsFinding) -> Iterator[Row]:
    """Technologies with their words, and gaps of the law."""
    for technology in goods.technologies:
        for because in technology.because:
            yield _finding(row, "goods", technology.id, because)
    for gap in goods.gaps:
        found = _empty(row, "goods", f"coverage_gap:{gap.technology}")
        yield {**found, "jurisdiction": gap.jurisdiction, "text": gap.reason}


def organ_rows(row: int, organ: Organ | None) -> Iterator[Row]:
    """The words that make a party an organ."""
    for because in organ.because if organ else ():
        yield _finding(row, "end_user", organ.cls if organ else "", because)


def flag_rows(
    row: int, flags: Iterable[FlagFinding], routes: Iterable[FlagFinding]
) -> Iterator[Row]:
    """What made a flag or a route seen."""
    for check, some in (("flags", flags), ("routes", routes)):
        for flag in some:
            for because in flag.because if flag.state == "seen" else ():
                yield {**_finding(row, check, flag.id, because), "status": flag.raises}


def context_rows(row: int, context: Iterable[Message]) -> Iterator[Row]:
    """Documented systems that the line resembles."""
    for message in context:
        yield {**_empty(row, "context", message.id), "args": compact(dict(message.args))}


def licence_rows(row: int, licence: Licence) -> Iterator[Row]:
    """The rules of each position."""
    conditional = bool(licence.conditional_on)
    for position in licence.positions:
        for rule in position.rules:
            yield {
                **_empty(row, "licence", position.entry),
                "jurisdiction": licence.jurisdiction,
                "rule": rule.id,
                "status": rule.status.word,
                "text": rule.reason,
                "args": compact({"basis": position.basis, "conditional": conditional}),
            }


def _empty(row: int, check: str, finding: str) -> Row:
    return {**dict.fromkeys(COLUMNS["findings"]), "row": row, "check": check, "finding": finding}


def _finding(row: int, check: str, finding: str, because: Because) -> Row:
    args = _args(because.term, because.kind)
    found = _empty(row, check, finding)
    return {**found, "field": because.field, "text": because.text, "args": args}


@lru_cache(maxsize=20_000)
def _args(term: str, kind: str) -> str:
    return compact({"term": term, "kind": kind})
