"""Spain's procurement feed (CODICE in ATOM) as objects of the contract: one per result of a folder.

The feed repeats a folder whenever it changes; only its last state counts. Results without a winner
and folders without results give what is sought, by whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from enduse.intake.xml_elements import kid, kids, text, texts

if TYPE_CHECKING:
    from lxml.etree import _Element

Line = dict[str, object]
STATUS = "ContractFolderStatus"
# CODICE list TenderResultCode: deserted, renounced, withdrawn and refused end without a winner.
_NO_WINNER = ("3", "4", "5", "6", "7")


def lines_of(entry: _Element) -> list[Line]:
    """Return the lines of one entry of the feed."""
    folder = kid(entry, STATUS)
    if folder is None:
        return []
    number = text(folder, "ContractFolderID") or text(entry, "id")
    buyer = _buyer(folder)
    whole = kid(folder, "ProcurementProject")
    lots = {text(lot, "ID"): lot for lot in kids(folder, "ProcurementProjectLot")}
    lines: list[Line] = []
    for result in kids(folder, "TenderResult"):
        winners = [w for w in kids(result, "WinningParty") if text(w, "PartyName/Name")]
        if not winners or text(result, "ResultCode") in _NO_WINNER:
            continue
        lot_id = text(result, "AwardedTenderedProject/ProcurementProjectLotID")
        lot = lots.get(lot_id)
        part = kid(lot, "ProcurementProject") if lot is not None else None
        line = _line(number, lot_id, part, whole, buyer)
        parties = line["parties"]
        assert isinstance(parties, list)
        line["parties"] = [*(_winner(w) for w in winners), *parties]
        day = text(result, "AwardDate") or text(result, "Contract/IssueDate")
        line["date"], line["date_basis"] = (day[:10] or None), "award" if day else "unknown"
        goods = line["goods"]
        assert isinstance(goods, dict)
        total = kid(result, "AwardedTenderedProject/LegalMonetaryTotal/TaxExclusiveAmount")
        if total is None:
            total = kid(result, "AwardedTenderedProject/LegalMonetaryTotal/PayableAmount")
        goods["value"] = _money(total) or goods.get("value")
        lines.append(line)
    if not lines:
        day = text(entry, "updated")[:10]
        for lot_id, lot in lots.items() or {"": folder}.items():
            line = _line(number, lot_id, kid(lot, "ProcurementProject"), whole, buyer)
            line["date"], line["date_basis"] = (day or None), "publication"
            lines.append(line)
    return lines


def _buyer(folder: _Element) -> Line | None:
    party = kid(folder, "LocatedContractingParty/Party")
    if party is None or not text(party, "PartyName/Name"):
        return None
    address = kid(party, "PostalAddress")
    said = [t for p in ("AddressLine/Line", "PostalZone", "CityName") if (t := text(address, p))]
    return {
        "role": "end_user",
        "type": "organisation",
        "name": text(party, "PartyName/Name"),
        "country": text(address, "Country/IdentificationCode") or None,
        "address": ", ".join(said) or None,
        "identifiers": _identifiers(party),
    }


def _winner(party: _Element) -> Line:
    return {
        "role": "supplier",
        "name": text(party, "PartyName/Name"),
        "country": text(party, "PhysicalLocation/Address/Country/IdentificationCode") or None,
        "identifiers": {},
    }


def _identifiers(party: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in kids(party, "PartyIdentification/ID"):
        scheme = one.get("schemeName") or ""
        if scheme and text(one):
            found[scheme] = text(one)
    return found


def _line(
    number: str, lot_id: str, part: _Element | None, whole: _Element | None, buyer: Line | None
) -> Line:
    said: list[str] = []
    codes: list[str] = []
    value = None
    for project in (part, whole):
        if project is None:
            continue
        said += [t for p in ("Name", "Description") if (t := text(project, p))]
        path = "RequiredCommodityClassification/ItemClassificationCode"
        codes = codes or texts(project, path)
        value = value or _money(kid(project, "BudgetAmount/TaxExclusiveAmount"))
    keys = {"folder": number, "lot": lot_id}
    country = text(whole, "RealizedLocation/Address/Country/IdentificationCode") or None
    return {
        "id": "/".join(v for v in keys.values() if v),
        "keys": {k: v for k, v in keys.items() if v},
        "group": number or None,
        "kind": "procurement",
        "goods": {
            "description": " / ".join(dict.fromkeys(said)) or None,
            "codes": {"cpv": "|".join(codes)} if codes else {},
            "value": value,
        },
        "destination": country or (buyer or {}).get("country"),
        "parties": [buyer] if buyer else [],
    }


def _money(amount: _Element | None) -> Line | None:
    if amount is None or not text(amount):
        return None
    return {"amount": text(amount), "currency": amount.get("currencyID"), "basis": "line"}
