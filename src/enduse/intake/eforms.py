"""EU notices (eForms UBL) as objects of the contract: one per lot and winning tender.

Field numbers (BT-…) are those of the eForms SDK. Buyers are end users, tenderers suppliers. A
notice without results gives one line per lot: what is sought, by whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from enduse.intake.xml_elements import kid, kids, text, texts

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOTS = ("ContractNotice", "ContractAwardNotice", "PriorInformationNotice")
Line = dict[str, object]
_EXTENSION = "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension"
# UBL requires an award date, so notices without one carry this day instead (eForms SDK, BT-1451).
_NO_DAY = "2000-01-01"


def lines_of(notice: _Element) -> tuple[list[Line], int]:
    """Return the lines of a notice, and how many of its lots found no winner."""
    extension = kid(notice, _EXTENSION)
    bodies = _bodies(extension)
    buyers = _buyers(notice, bodies)
    lots = {text(lot, "ID"): lot for lot in kids(notice, "ProcurementProjectLot")}
    base = _base(notice)
    lines: list[Line] = []
    without = 0
    result = kid(extension, "NoticeResult") if extension is not None else None
    if result is not None:
        tenders = {text(t, "ID"): t for t in kids(result, "LotTender")}
        for lot_result in kids(result, "LotResult"):
            won = [
                t for i in texts(lot_result, "LotTender/ID") if (t := tenders.get(i)) is not None
            ]
            code = text(lot_result, "TenderResultCode")
            if code == "clos-nw" or not won:
                without += 1
                continue
            lot_id = text(lot_result, "TenderLot/ID")
            lot = lots.get(lot_id)
            for tender in won:
                lines.append(_awarded(notice, base, lot_id, lot, tender, result, bodies, buyers))
    if not lines:
        for lot_id, lot in lots.items() or {"": notice}.items():
            lines.append(_line(notice, base, lot_id, lot, buyers, []))
    return lines, without


def _base(notice: _Element) -> Line:
    number = text(notice, "ID") or text(notice, "ContractFolderID")
    published = text(notice, f"{_EXTENSION}/Publication/PublicationDate") or text(
        notice, "IssueDate"
    )
    return {"notice": number, "published": published[:10]}


def _bodies(extension: _Element | None) -> dict[str, Line]:
    """Organisations of the notice by their number in it (BT-500 and following)."""
    found: dict[str, Line] = {}
    if extension is None:
        return found
    for company in kids(extension, "Organizations/Organization/Company"):
        address = kid(company, "PostalAddress")
        number = text(company, "PartyIdentification/ID")
        body = _body(company, address)
        registered = text(company, "PartyLegalEntity/CompanyID")
        if registered:
            body["identifiers"] = {"register": registered}
        if number and body["name"]:
            found[number] = body
    return found


def _body(party: _Element, address: _Element | None) -> Line:
    parts = ("StreetName", "PostalZone", "CityName") if address is not None else ()
    said = [t for part in parts if (t := text(address, part))]
    names = texts(party, "PartyName/Name")
    return {
        "name": names[0] if names else "",
        "country": text(address, "Country/IdentificationCode") or None,
        "address": ", ".join(said) or None,
    }


def _buyers(notice: _Element, bodies: dict[str, Line]) -> list[Line]:
    found: list[Line] = []
    for party in kids(notice, "ContractingParty/Party"):
        number = text(party, "PartyIdentification/ID")
        body = bodies.get(number) or _body(party, kid(party, "PostalAddress"))
        if body["name"]:
            found.append({**body, "role": "end_user", "type": "organisation"})
    return found


def _awarded(
    notice: _Element,
    base: Line,
    lot_id: str,
    lot: _Element | None,
    tender: _Element,
    result: _Element,
    bodies: dict[str, Line],
    buyers: list[Line],
) -> Line:
    number = text(tender, "ID")
    suppliers: list[Line] = []
    for group in kids(result, "TenderingParty"):
        if text(group, "ID") == text(tender, "TenderingParty/ID"):
            for one in (*texts(group, "Tenderer/ID"), *texts(group, "SubContractor/ID")):
                if one in bodies:
                    suppliers.append({**bodies[one], "role": "supplier"})
    line = _line(notice, base, lot_id, lot, buyers, suppliers)
    keys = line["keys"]
    assert isinstance(keys, dict)
    keys["tender"] = number
    contract = next(
        (c for c in kids(result, "SettledContract") if number in texts(c, "LotTender/ID")), None
    )
    if contract is not None:
        keys["contract"] = text(contract, "ID")
    line["id"] = "/".join(str(v) for v in keys.values() if v)
    days = (
        text(contract, "AwardDate") if contract is not None else "",
        text(contract, "IssueDate") if contract is not None else "",
        text(notice, "TenderResult/AwardDate"),
    )
    day = next((d[:10] for d in days if d and d[:10] != _NO_DAY), "")
    if day:
        line["date"], line["date_basis"] = day, "award"
    goods = line["goods"]
    assert isinstance(goods, dict)
    paid = kid(tender, "LegalMonetaryTotal/PayableAmount")
    goods["value"] = _money(paid) or goods.get("value")
    return line


def _line(
    notice: _Element,
    base: Line,
    lot_id: str,
    lot: _Element | None,
    buyers: list[Line],
    suppliers: list[Line],
) -> Line:
    whole = kid(notice, "ProcurementProject")
    part = kid(lot, "ProcurementProject") if lot is not None else None
    said: list[str] = []
    for project in (part, whole):
        if project is not None:
            said += [*texts(project, "Name"), *texts(project, "Description")]
        if part is not None and said:
            break
    codes = _codes(part) or _codes(whole)
    place = next((c for p in (part, whole) if (c := _place(p))), None)
    keys = {"notice": base["notice"], "lot": lot_id}
    return {
        "id": "/".join(str(v) for v in keys.values() if v),
        "keys": {k: v for k, v in keys.items() if v},
        "group": base["notice"] or None,
        "date": base["published"] or None,
        "date_basis": "publication",
        "kind": "procurement",
        "goods": {
            "description": " / ".join(dict.fromkeys(said)) or None,
            "codes": {"cpv": "|".join(codes)} if codes else {},
            "value": _money(_estimate(part)) or _money(_estimate(whole)),
        },
        "destination": place or next((b["country"] for b in buyers if b["country"]), None),
        "parties": [*suppliers, *buyers],
    }


def _estimate(project: _Element | None) -> _Element | None:
    if project is None:
        return None
    return kid(project, "RequestedTenderTotal/EstimatedOverallContractAmount")


def _money(amount: _Element | None) -> Line | None:
    if amount is None or not text(amount):
        return None
    return {"amount": text(amount), "currency": amount.get("currencyID"), "basis": "line"}


def _codes(project: _Element | None) -> list[str]:
    if project is None:
        return []
    paths = ("MainCommodityClassification", "AdditionalCommodityClassification")
    found: Iterator[str] = (
        code for path in paths for code in texts(project, f"{path}/ItemClassificationCode")
    )
    return list(dict.fromkeys(found))


def _place(project: _Element | None) -> str | None:
    if project is None:
        return None
    return text(project, "RealizedLocation/Address/Country/IdentificationCode") or None
