"""Transfers of JSON documents: the contract's own, or another publisher's known by its keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from enduse.intake.contract_json import transfer_from_json
from enduse.intake.countries import CountryNames
from enduse.intake.inputs import Input
from enduse.intake.json_documents import Undecoded, documents
from enduse.intake.report import FileReport
from enduse.model.transfer import Reject, Source, Transfer

_CONTRACT = frozenset(
    ("goods", "parties", "destination", "date", "kind", "acquisition", "dispatched_from", "transit",
     "statements", "end_use", "id")
)  # fmt: skip


def read_json(
    source: Input, encoding: str, report: FileReport, countries: CountryNames
) -> Iterator[Transfer | Reject]:
    """Yield one transfer or reject per object, whatever the documents are wrapped in."""
    for document in documents(source, encoding):
        if isinstance(document, Undecoded):
            yield Reject(
                source=Source(file=report.name, line=document.line, sha256=report.sha256),
                reason=document.reason,
                remedy="Correct the line; others are read.",
                text=document.text,
            )
            continue
        values = document.value if isinstance(document.value, list) else [document.value]
        many = isinstance(document.value, list)
        for i, value in enumerate(values, 1):
            line = i if many else document.line
            where = Source(file=report.name, line=line, sha256=report.sha256)
            yield _one(value, where, report, countries)


def _one(
    value: object, where: Source, report: FileReport, countries: CountryNames
) -> Transfer | Reject:
    if isinstance(value, Mapping) and _CONTRACT & value.keys():
        report.profile = report.profile or "contract"
        return transfer_from_json(value, countries, where, f"{where.file}:{where.line}")
    return Reject(
        source=where,
        reason="not an object of the review contract, and no other format that is known",
        remedy="See `enduse schema transfer` for the keys.",
        text=repr(value)[:200],
    )
