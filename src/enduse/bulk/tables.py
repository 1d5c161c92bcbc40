"""The tables of a run and their columns (contract, section 3), and the rows of one review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from enduse.intake.contract_write import transfer_to_json
from enduse.model.citation import Message
from enduse.model.licence import Licence
from enduse.model.match import Relation
from enduse.model.outcome import Outcome
from enduse.model.review import PartyFinding, Review
from enduse.model.transfer import Party, Reject, Role
from enduse.review.wire import match_json

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
TEXT, WHOLE, LIST = "text", "whole", "texts"

COLUMNS: dict[str, dict[str, str]] = {
    "transfers": {"row": WHOLE, "transfer": TEXT},
    "lines": {
        "row": WHOLE,
        "id": TEXT,
        "file": TEXT,
        "line": WHOLE,
        "group": TEXT,
        "keys": TEXT,
        "kind": TEXT,
        "date": TEXT,
        "as_of": TEXT,
        "outcome": TEXT,
        "why": TEXT,
        "why_args": TEXT,
        "cause": TEXT,
        "cite": TEXT,
        "unknown_because": LIST,
        "problems": WHOLE,
        "description": TEXT,
        "technologies": LIST,
        "organ": TEXT,
        "organ_level": TEXT,
        "supplier": TEXT,
        "supplier_country": TEXT,
        "intermediary": TEXT,
        "end_user": TEXT,
        "end_user_country": TEXT,
        "dispatched_from": TEXT,
        "destination": TEXT,
        "amount": TEXT,
        "currency": TEXT,
        "value_basis": TEXT,
        "statuses": TEXT,
        "asks": LIST,
        "also": TEXT,
        "listed_later": LIST,
    },
    "findings": {
        "row": WHOLE,
        "check": TEXT,
        "finding": TEXT,
        "jurisdiction": TEXT,
        "rule": TEXT,
        "status": TEXT,
        "field": TEXT,
        "text": TEXT,
        "args": TEXT,
    },
    "matches": {
        "row": WHOLE,
        "party": WHOLE,
        "role": TEXT,
        "name": TEXT,
        "list": TEXT,
        "entry": TEXT,
        "entry_name": TEXT,
        "relation": TEXT,
        "score": WHOLE,
        "listed_as_of": TEXT,
        "match": TEXT,
    },
    "rejects": {"file": TEXT, "line": WHOLE, "reason": TEXT, "remedy": TEXT, "text": TEXT},
}


def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table of a run."""
    import pyarrow as pa

    types = {TEXT: pa.string(), WHOLE: pa.int64(), LIST: pa.list_(pa.string())}
    return pa.schema([(name, types[kind]) for name, kind in COLUMNS[table].items()])


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def compact(value: object) -> str:
    """Canonical JSON text: sorted, without blanks."""
    return _ENCODER.encode(value)


def keys_text(keys: Iterable[tuple[str, str]]) -> str:
    """The source's own keys, in the order of its columns."""
    return json.dumps(dict(keys), ensure_ascii=False)


SUPPLIERS = (Role.SUPPLIER, Role.EXPORTER, Role.MANUFACTURER)
END_USERS = (Role.END_USER, Role.CONSIGNEE, Role.PURCHASER)
BETWEEN = (Role.INTERMEDIARY, Role.INTERMEDIATE_CONSIGNEE, Role.FREIGHT_FORWARDER)
"""Roles of the parties that a headline names, the first that the line has."""


_ORDERED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def ordered(value: object) -> str:
    """JSON text without blanks that keeps the order of its keys."""
    return _ORDERED.encode(value)


def line_row(row: int, review: Review) -> Row:
    """The headline of one line."""
    transfer = review.transfer
    goods, value = transfer.goods, transfer.goods.value
    supplier, user, between = (transfer.party(*r) for r in (SUPPLIERS, END_USERS, BETWEEN))
    organ = next((f.organ for f in review.parties if f.organ and f.organ.state == "organ"), None)
    return {
        "row": row,
        "id": transfer.id,
        "file": transfer.source.file,
        "line": transfer.source.line,
        "group": transfer.group,
        "keys": keys_text(transfer.keys),
        "kind": transfer.kind.value,
        "date": None if transfer.date is None else transfer.date.text,
        "as_of": None if review.as_of is None else review.as_of.isoformat(),
        "outcome": review.outcome.word,
        "why": review.why.id,
        "why_args": compact(dict(review.why.args)),
        "cause": cause(review.outcome, review.why, review.unknown_because),
        "cite": dict(review.why.args).get("cite", ""),
        "unknown_because": list(review.unknown_because),
        "problems": len(transfer.problems),
        "description": goods.description,
        "technologies": [one.id for one in review.goods.technologies],
        "organ": organ.cls if organ else None,
        "organ_level": organ.level if organ else None,
        "supplier": _name(supplier),
        "supplier_country": supplier.country if supplier else None,
        "intermediary": _name(between),
        "end_user": _name(user),
        "end_user_country": user.country if user else None,
        "dispatched_from": transfer.dispatched_from,
        "destination": transfer.destination,
        "amount": None if value is None else format(value.amount, "f"),
        "currency": None if value is None else value.currency,
        "value_basis": None if value is None else value.basis.value,
        "statuses": statuses(review.licence),
        "asks": [ask(one.fact, one.subject, one.question) for one in review.unknown],
        "also": compact([[str(o.as_of), o.outcome.word] for o in review.also]),
        "listed_later": listed_later(review.parties),
    }


def statuses(licence: Iterable[Licence]) -> str:
    """The status of each jurisdiction."""
    return compact({one.jurisdiction: one.status.word for one in licence})


def ask(fact: str, subject: str, question: str) -> str:
    """A question of a line."""
    return compact([fact, subject, question])


def cause(outcome: Outcome, why: Message, unknown_because: Sequence[str]) -> str:
    """A short key that lines with one cause share: the message and what it turns on."""
    args = dict(why.args)
    if outcome is Outcome.UNKNOWN:
        others = args.get("looked_up", "").replace(",", " + ")
        return "unknown: " + ", ".join(unknown_because) + (f" · {others}" if others else "")
    turns_on = [args[name] for name in _TURNS_ON if args.get(name)]
    return " · ".join([why.id, *turns_on])


_TURNS_ON = (
    "jurisdiction", "rule", "list", "entry_name", "matched_name", "technology", "missing",
    "question",
)  # fmt: skip


def _name(party: Party | None) -> str | None:
    return party.name if party else None


def listed_later(parties: Iterable[PartyFinding]) -> list[str]:
    """Entries that parties equal and that did not list them on the day."""
    return sorted({m for finding in parties for m in _later(finding)})


def _later(finding: PartyFinding) -> Iterator[str]:
    """Entries the party equals that were listed only after the day, or no longer then."""
    for match in finding.matches:
        if match.listed_as_of is False and match.name.relation is Relation.SAME:
            starts = [p.start.isoformat() for p, _ in match.intervals if p.start]
            yield f"{match.name.list}:{match.name.entry_name}:{max(starts, default='')}"


def transfer_row(row: int, review: Review) -> Row:
    """The line as it was read, in the contract's JSON."""
    return {"row": row, "transfer": ordered(transfer_to_json(review.transfer))}


def match_rows(row: int, review: Review) -> Iterator[Row]:
    """One row a match, with the whole match as the contract writes it."""
    yield from match_rows_of(row, review.parties)


def match_rows_of(row: int, parties: Iterable[PartyFinding]) -> Iterator[Row]:
    """As `match_rows`, from the parties of a review."""
    for finding in parties:
        for match in finding.matches:
            listed = {True: "yes", False: "no", None: "not known"}[match.listed_as_of]
            yield {
                "row": row,
                "party": finding.index,
                "role": finding.party.role.value,
                "name": finding.party.name,
                "list": match.name.list,
                "entry": match.name.entry,
                "entry_name": match.name.entry_name,
                "relation": match.name.relation.value,
                "score": match.name.score,
                "listed_as_of": listed,
                "match": compact(match_json(match)),
            }


def reject_row(reject: Reject) -> Row:
    """A row that could not be read."""
    return {
        "file": reject.source.file,
        "line": reject.source.line,
        "reason": reject.reason,
        "remedy": reject.remedy,
        "text": reject.text,
    }


def message_of(row: Row) -> Message:
    """The sentence of a headline, from its columns."""
    return Message(id=row["why"], args=tuple(sorted(json.loads(row["why_args"]).items())))
