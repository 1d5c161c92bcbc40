"""A transfer written as the contract's JSON; what is absent is left out."""

from __future__ import annotations

from decimal import Decimal

from enduse.model.period import TransferDate
from enduse.model.transfer import Acquisition, Goods, Owner, Party, Transfer

Json = dict[str, object]


def transfer_to_json(transfer: Transfer) -> Json:
    """Return the object; reading it again gives the same transfer, problems included."""
    t = transfer
    out: Json = {"id": t.id}
    _put(out, "keys", dict(t.keys))
    _put(out, "group", t.group)
    if t.date is not None:
        out["date"] = _date(t.date)
        if t.date.text != out["date"]:
            out["date_text"] = t.date.text
    out["date_basis"], out["kind"] = t.date_basis.value, t.kind.value
    _put(out, "goods", _goods(t.goods))
    _put(out, "dispatched_from", t.dispatched_from)
    if t.transit is not None:
        out["transit"] = list(t.transit)
    _put(out, "destination", t.destination)
    _put(out, "parties", [_party(p) for p in t.parties])
    _put(out, "end_use", t.end_use)
    _put(out, "statements", dict(t.statements))
    _put(out, "documents", [_plain(title=d.title, sha256=d.sha256) for d in t.documents])
    if t.acquisition is not None:
        out["acquisition"] = _acquisition(t.acquisition)
    _put(out, "problems", [
        {"field": p.field, "value": p.value, "reason": p.reason, "remedy": p.remedy}
        for p in t.problems
    ])  # fmt: skip
    _put(out, "assumed", [{"field": a.field, "value": a.value, "by": a.by} for a in t.assumed])
    _put(out, "extracted", [
        {"field": e.field, "value": e.value, "label": e.label, "start": e.start, "end": e.end}
        for e in t.extracted
    ])  # fmt: skip
    source = _plain(file=t.source.file or None, line=t.source.line or None,
                    sha256=t.source.sha256 or None)  # fmt: skip
    _put(out, "source", source)
    return out


def _put(out: Json, key: str, value: object) -> None:
    if value is not None and value not in ({}, []):
        out[key] = value


def _plain(**values: object) -> Json:
    return {k: v for k, v in values.items() if v is not None}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _date(value: TransferDate) -> str:
    if value.instant is not None:
        return value.instant.isoformat()
    first, last = value.first.isoformat(), value.last.isoformat()
    if value.is_day:
        return first
    if first.endswith("-01-01") and last == first[:4] + "-12-31":
        return first[:4]
    following = value.last.toordinal() + 1
    whole_month = first.endswith("-01") and first[:7] == last[:7]
    if whole_month and type(value.last).fromordinal(following).day == 1:
        return first[:7]
    return f"{first}/{last}"


def _goods(goods: Goods) -> Json:
    value = None
    if goods.value is not None:
        money = goods.value
        value = _plain(
            amount=_number(money.amount), currency=money.currency, basis=money.basis.value
        )
    return _plain(
        description=goods.description,
        hs=goods.hs,
        codes=dict(goods.codes) or None,
        model=goods.model,
        quantity=_number(goods.quantity),
        value=value,
        entries=dict(goods.entries) or None,
        origin=goods.origin,
        facts=dict(goods.facts) or None,
    )


def _owners(owners: tuple[Owner, ...] | None) -> list[Json] | None:
    if owners is None:
        return None
    return [
        _plain(
            name=o.name,
            percent=_number(o.percent),
            country=o.country,
            source=o.source,
            owners=_owners(o.owners),
        )
        for o in owners
    ]


def _party(party: Party) -> Json:
    return _plain(
        role=party.role.value,
        type=party.type.value,
        name=party.name,
        country=party.country,
        address=party.address,
        identifiers=dict(party.identifiers) or None,
        owners=_owners(party.owners),
        state_percent=_number(party.state_percent),
        facts=dict(party.facts) or None,
    )


def _texts(texts: tuple[str, ...] | None) -> list[str] | None:
    return None if texts is None else list(texts)


def _acquisition(a: Acquisition) -> Json:
    return _plain(
        activities=list(a.activities) or None,
        target_entries={k: list(v) for k, v in a.target_entries} or None,
        stake_before_percent=_number(a.stake_before_percent),
        stake_after_percent=_number(a.stake_after_percent),
        rights=_texts(a.rights),
        form=a.form,
        signing_date=_date(a.signing_date) if a.signing_date else None,
        completion_date=_date(a.completion_date) if a.completion_date else None,
        personal_data=_texts(a.personal_data),
        individuals=a.individuals,
        facts=dict(a.facts) or None,
    )
