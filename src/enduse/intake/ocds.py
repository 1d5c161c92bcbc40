"""One Open Contracting release as objects of the contract: one per item of an award or contract.

Buyer and procuring entity are end users. A process without an award gives its tender: what is
sought, by whom; so does one whose awards all came to nothing (they are counted).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

Obj = Mapping[str, object]
_NOTHING_CAME = ("cancelled", "unsuccessful")
_NUTS = re.compile(r"([A-Z]{2})[A-Z0-9]\d{1,2}")
_SCHEMES = {"cpv": "cpv", "unspsc": "unspsc", "hs": "hs"}


def _obj(value: object) -> Obj:
    return value if isinstance(value, Mapping) else {}


def _objs(value: object) -> list[Obj]:
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else ""


def lines_of(release: Obj) -> tuple[list[dict[str, object]], int]:
    """Return the lines of a release, and how many of its awards came to nothing."""
    awards, contracts = _objs(release.get("awards")), _objs(release.get("contracts"))
    lines: list[dict[str, object]] = []
    nothing = 0
    for award in awards:
        if _text(award.get("status")).lower() in _NOTHING_CAME:
            nothing += 1
            continue
        own = [c for c in contracts if _text(c.get("awardID")) == _text(award.get("id"))]
        lines += _of_award(release, award, own, alone=len(awards) == 1)
    known = {_text(award.get("id")) for award in awards}
    for contract in contracts:
        if _text(contract.get("awardID")) not in known or not awards:
            lines += _of_award(release, {}, [contract], alone=len(contracts) == 1)
    if not lines:
        lines += _of_tender(release)
    return lines, nothing


def _of_award(
    release: Obj, award: Obj, contracts: list[Obj], *, alone: bool
) -> Iterator[dict[str, object]]:
    tender = _obj(release.get("tender"))
    items = _objs(award.get("items")) or [i for c in contracts for i in _objs(c.get("items"))]
    if not items and alone:
        items = _objs(tender.get("items"))
    contract = contracts[0] if contracts else {}
    suppliers = _objs(award.get("suppliers")) or _objs(contract.get("suppliers"))
    texts = [award.get("title"), contract.get("title"), award.get("description"),
             contract.get("description")]  # fmt: skip
    if alone or not any(_text(t) for t in texts):
        texts += [tender.get("title"), tender.get("description")]
    date, basis = _dated(
        (award.get("date"), "award"),
        (contract.get("dateSigned"), "award"),
        (release.get("date"), "publication"),
    )
    value = _obj(award.get("value")) or _obj(contract.get("value"))
    keys = {"ocid": release.get("ocid"), "award": award.get("id"), "contract": contract.get("id")}
    return _lines(release, items, suppliers, texts, date, basis, value, keys)


def _of_tender(release: Obj) -> Iterator[dict[str, object]]:
    tender, planning = _obj(release.get("tender")), _obj(release.get("planning"))
    budget = _obj(planning.get("budget"))
    texts = [tender.get("title"), tender.get("description"), planning.get("rationale"),
             budget.get("project"), budget.get("description")]  # fmt: skip
    date, basis = _dated((release.get("date"), "publication"))
    keys = {"ocid": release.get("ocid"), "tender": tender.get("id")}
    value = _obj(tender.get("value")) or _obj(budget.get("amount"))
    return _lines(release, _objs(tender.get("items")), [], texts, date, basis, value, keys)


def _dated(*given: tuple[object, str]) -> tuple[str | None, str]:
    for value, basis in given:
        text = _text(value)
        if text:
            return (text[:10] if text[10:19] == "T00:00:00" else text), basis
    return None, "unknown"


def _lines(
    release: Obj,
    items: Sequence[Obj],
    suppliers: Sequence[Obj],
    texts: Sequence[object],
    date: str | None,
    basis: str,
    value: Obj,
    keys: Mapping[str, object],
) -> Iterator[dict[str, object]]:
    described = [item for item in items if _text(item.get("description"))]
    rows: Sequence[Obj] = described or [{}]
    parties, place = _parties(release, suppliers)
    named = {k: t for k, v in keys.items() if (t := _text(v))}
    tender = _obj(release.get("tender"))
    place = place or _delivered_to([*items, *_objs(tender.get("items"))])
    for item in rows:
        own = {**named, "item": _text(item.get("id"))} if _text(item.get("id")) else dict(named)
        said = [_text(item.get("description"))]
        if len(rows) == 1:
            said += [_text(t) for t in texts]
        coded = [item] if described else [*items, tender]
        yield {
            "id": "/".join(own.values()) or None,
            "keys": own,
            "group": "/".join(named.values()) or None,
            "date": date,
            "date_basis": basis,
            "kind": "procurement",
            "goods": {
                "description": " / ".join(dict.fromkeys(t for t in said if t)) or None,
                "codes": _codes(coded),
                "quantity": item.get("quantity"),
                "value": _value(item, value, shared=len(rows) > 1),
            },
            "destination": place,
            "parties": parties,
        }


def _value(item: Obj, value: Obj, *, shared: bool) -> dict[str, object] | None:
    unit = _obj(_obj(item.get("unit")).get("value"))
    price, quantity = unit.get("amount"), item.get("quantity")
    if isinstance(price, int | Decimal) and isinstance(quantity, int | Decimal):
        total = Decimal(price) * Decimal(quantity)
        return {"amount": total, "currency": unit.get("currency"), "basis": "line"}
    if value.get("amount") is None:
        return None
    basis = "shared" if shared else "line"
    return {"amount": value["amount"], "currency": value.get("currency"), "basis": basis}


def _codes(items: Sequence[Obj]) -> dict[str, str]:
    codes: dict[str, list[str]] = {}
    for item in items:
        given = [_obj(item.get("classification")), *_objs(item.get("additionalClassifications"))]
        for one in given:
            scheme, code = _text(one.get("scheme")).lower(), _text(one.get("id"))
            if scheme and code:
                found = codes.setdefault(_SCHEMES.get(scheme, scheme), [])
                if code not in found:
                    found.append(code)
    return {scheme: "|".join(found) for scheme, found in codes.items()}


def _parties(release: Obj, suppliers: Sequence[Obj]) -> tuple[list[dict[str, object]], str | None]:
    """The parties of a line, and the country of the buyer."""
    known = {_text(p.get("id")): p for p in _objs(release.get("parties")) if _text(p.get("id"))}
    buyers = [p for p in _objs(release.get("parties")) if {"buyer", "procuringEntity"} & _roles(p)]
    if not buyers:
        tender = _obj(release.get("tender"))
        buyers = [_obj(release.get("buyer")), _obj(tender.get("procuringEntity"))]
    named_suppliers = list(suppliers) or [
        p for p in _objs(release.get("parties")) if "supplier" in _roles(p)
    ]
    found: list[dict[str, object]] = []
    seen: set[tuple[str, str]] = set()
    place: str | None = None
    for role, bodies in (("supplier", named_suppliers), ("end_user", buyers)):
        for body in bodies:
            full = {**known.get(_text(body.get("id")), {}), **{k: v for k, v in body.items() if v}}
            name = _text(full.get("name"))
            if not name or (role, name.casefold()) in seen:
                continue
            seen.add((role, name.casefold()))
            country = _country(full)
            if role == "end_user":
                place = place or country
            found.append(_party(role, name, country, full))
    return found, place


def _roles(party: Obj) -> set[str]:
    roles = party.get("roles")
    return {r for r in roles if isinstance(r, str)} if isinstance(roles, list) else set()


def _country(body: Obj) -> str | None:
    return _country_of(_obj(body.get("address")))


def _country_of(address: Obj) -> str | None:
    said = _text(address.get("countryCode")) or _text(address.get("countryName"))
    if said:
        return said
    # Publishers of the Union's nomenclature of regions often give its code and no country.
    region = _NUTS.fullmatch(_text(address.get("region")))
    return region[1] if region else None


def _delivered_to(items: Sequence[Obj]) -> str | None:
    """The country to which the items go, where all that say one say the same."""
    found: set[str] = set()
    for item in items:
        for address in (*_objs(item.get("deliveryAddresses")), _obj(item.get("deliveryAddress"))):
            country = _country_of(address)
            if country:
                found.add(country)
    return found.pop() if len(found) == 1 else None


def _party(role: str, name: str, country: str | None, body: Obj) -> dict[str, object]:
    address = _obj(body.get("address"))
    parts = (_text(address.get(k)) for k in ("streetAddress", "locality", "region", "postalCode"))
    identifier = _obj(body.get("identifier"))
    scheme, number = _text(identifier.get("scheme")), _text(identifier.get("id"))
    party: dict[str, object] = {
        "role": role,
        "name": name,
        "country": country,
        "address": ", ".join(p for p in parts if p) or None,
        "type": "organisation" if role == "end_user" else "unknown",
    }
    if scheme and number:
        party["identifiers"] = {scheme: number}
    return party
