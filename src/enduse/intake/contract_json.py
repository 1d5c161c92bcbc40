"""A transfer as the contract's JSON (section 1): read leniently, value by value."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from enduse.intake.contract_parts import read_acquisition, read_goods, read_party
from enduse.intake.contract_values import Parts, any_text
from enduse.intake.contract_write import transfer_to_json
from enduse.intake.countries import CountryNames
from enduse.model.period import DateBasis
from enduse.model.transfer import (
    Assumption,
    Document,
    Extract,
    Kind,
    Party,
    Problem,
    Source,
    Transfer,
)

TOP_KEYS = frozenset(
    ("id", "keys", "group", "date", "date_text", "date_basis", "kind", "goods", "dispatched_from",
     "transit", "destination", "parties", "end_use", "statements", "documents", "acquisition",
     "problems", "assumed", "extracted", "source")
)  # fmt: skip


def transfer_from_json(
    obj: Mapping[str, object],
    countries: CountryNames | None = None,
    source: Source | None = None,
    otherwise_id: str = "",
) -> Transfer:
    """Read one object. A value that cannot be read, and a key that is not known, is a problem.

    Args:
        obj: the decoded object (numbers as `Decimal` or `int`).
        countries: names of countries; None: only two-letter codes are read.
        source: where it stands; None: what the object says of itself.
        otherwise_id: the id where the object has none.
    """
    parts = Parts(countries)
    parts.unknown_keys(obj, TOP_KEYS, "")
    parties: list[Party] = []
    for i, one in enumerate(parts.items(obj, "parties", "parties")):
        party = read_party(parts, one, f"parties[{i}]")
        if party is not None:
            parties.append(party)
    goods = read_goods(parts, obj)
    acquisition = read_acquisition(parts, obj.get("acquisition"))
    kept = Transfer(
        id=parts.text(obj, "id", "id") or otherwise_id,
        source=source if source is not None else _source(obj.get("source")),
        keys=parts.pairs(obj, "keys", "keys", in_order=True),
        group=parts.text(obj, "group", "group"),
        date=parts.date(obj, "date", "date", obj.get("date_text")),
        date_basis=parts.word(obj, "date_basis", "date_basis", DateBasis, DateBasis.UNKNOWN),
        kind=parts.word(obj, "kind", "kind", Kind, Kind.UNKNOWN),
        goods=goods,
        dispatched_from=parts.country(obj, "dispatched_from", "dispatched_from"),
        transit=parts.countries(obj, "transit", "transit"),
        destination=parts.country(obj, "destination", "destination"),
        parties=tuple(parties),
        end_use=parts.text(obj, "end_use", "end_use"),
        statements=parts.pairs(obj, "statements", "statements"),
        documents=_documents(parts, obj),
        acquisition=acquisition,
        assumed=_assumed(parts, obj),
        extracted=_extracted(parts, obj),
    )
    earlier = [
        Problem(**{k: any_text(one.get(k)) or "" for k in ("field", "value", "reason", "remedy")})
        for one in parts.objects(obj, "problems", "problems")
    ]
    problems = (*earlier, *parts.problems)
    return _with(kept, problems) if problems else kept


def _with(transfer: Transfer, problems: tuple[Problem, ...]) -> Transfer:
    from dataclasses import replace

    return replace(transfer, problems=problems)


def _source(value: object) -> Source:
    if not isinstance(value, Mapping):
        return Source()
    line = value.get("line")
    return Source(
        file=any_text(value.get("file")) or "",
        line=int(line) if isinstance(line, int | Decimal) and not isinstance(line, bool) else 0,
        sha256=any_text(value.get("sha256")) or "",
    )


def _documents(parts: Parts, obj: Mapping[str, object]) -> tuple[Document, ...]:
    found = []
    for i, one in enumerate(parts.objects(obj, "documents", "documents")):
        path = f"documents[{i}]"
        parts.unknown_keys(one, frozenset(("title", "sha256")), path)
        title = parts.text(one, "title", f"{path}.title") or ""
        found.append(Document(title=title, sha256=parts.text(one, "sha256", f"{path}.sha256")))
    return tuple(found)


def _assumed(parts: Parts, obj: Mapping[str, object]) -> tuple[Assumption, ...]:
    return tuple(
        Assumption(**{k: any_text(one.get(k)) or "" for k in ("field", "value", "by")})
        for one in parts.objects(obj, "assumed", "assumed")
    )


def _extracted(parts: Parts, obj: Mapping[str, object]) -> tuple[Extract, ...]:
    found = []
    for one in parts.objects(obj, "extracted", "extracted"):
        start, end = one.get("start"), one.get("end")
        found.append(
            Extract(
                field=any_text(one.get("field")) or "",
                value=any_text(one.get("value")) or "",
                label=any_text(one.get("label")) or "",
                start=int(start) if isinstance(start, int | Decimal) else 0,
                end=int(end) if isinstance(end, int | Decimal) else 0,
            )
        )
    return tuple(found)


__all__ = ["TOP_KEYS", "transfer_from_json", "transfer_to_json"]
