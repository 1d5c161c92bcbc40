"""EU notices and Spain's feed: one line per lot or result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from enduse.intake.report import ReadReport
from enduse.model.period import DateBasis
from enduse.model.transfer import Reject, Role, Transfer

Read = Callable[..., tuple[list[Transfer], list[Reject], ReadReport]]

EFORMS = """<?xml version="1.0" encoding="UTF-8"?>
<ContractAwardNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractAwardNotice-2"
 xmlns:cac="urn:cac" xmlns:cbc="urn:cbc" xmlns:ext="urn:ext" xmlns:efac="urn:efac"
 xmlns:efext="urn:efext">
<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>
 <efac:NoticeResult>
  <efac:LotResult><cbc:ID>RES-1</cbc:ID><cbc:TenderResultCode>selec-w</cbc:TenderResultCode>
   <efac:LotTender><cbc:ID>TEN-1</cbc:ID></efac:LotTender>
   <efac:TenderLot><cbc:ID>LOT-1</cbc:ID></efac:TenderLot></efac:LotResult>
  <efac:LotResult><cbc:ID>RES-2</cbc:ID><cbc:TenderResultCode>clos-nw</cbc:TenderResultCode>
   <efac:TenderLot><cbc:ID>LOT-2</cbc:ID></efac:TenderLot></efac:LotResult>
  <efac:LotTender><cbc:ID>TEN-1</cbc:ID>
   <cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="NOK">2700000.00</cbc:PayableAmount>
   </cac:LegalMonetaryTotal><efac:TenderingParty><cbc:ID>TPA-1</cbc:ID></efac:TenderingParty>
  </efac:LotTender>
  <efac:SettledContract><cbc:ID>CON-1</cbc:ID><cbc:IssueDate>2023-09-26+02:00</cbc:IssueDate>
   <efac:LotTender><cbc:ID>TEN-1</cbc:ID></efac:LotTender></efac:SettledContract>
  <efac:TenderingParty><cbc:ID>TPA-1</cbc:ID>
   <efac:Tenderer><cbc:ID>ORG-2</cbc:ID></efac:Tenderer></efac:TenderingParty>
 </efac:NoticeResult>
 <efac:Organizations>
  <efac:Organization><efac:Company>
   <cac:PartyIdentification><cbc:ID>ORG-1</cbc:ID></cac:PartyIdentification>
   <cac:PartyName><cbc:Name>Example Army Materiel Agency</cbc:Name></cac:PartyName>
   <cac:PostalAddress><cbc:CityName>Oslo</cbc:CityName>
    <cac:Country><cbc:IdentificationCode>NOR</cbc:IdentificationCode></cac:Country>
   </cac:PostalAddress></efac:Company></efac:Organization>
  <efac:Organization><efac:Company>
   <cac:PartyIdentification><cbc:ID>ORG-2</cbc:ID></cac:PartyIdentification>
   <cac:PartyName><cbc:Name>Example Optics AS</cbc:Name></cac:PartyName>
   <cac:PartyLegalEntity><cbc:CompanyID>0123</cbc:CompanyID></cac:PartyLegalEntity>
  </efac:Company></efac:Organization>
 </efac:Organizations>
 <efac:Publication><cbc:NoticePublicationID>1</cbc:NoticePublicationID></efac:Publication>
</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
<cbc:ID>2023-1</cbc:ID><cbc:IssueDate>2023-09-28+02:00</cbc:IssueDate>
<cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>ORG-1</cbc:ID>
</cac:PartyIdentification></cac:Party></cac:ContractingParty>
<cac:ProcurementProject><cbc:Name>Optics</cbc:Name></cac:ProcurementProject>
<cac:ProcurementProjectLot><cbc:ID>LOT-1</cbc:ID><cac:ProcurementProject>
 <cbc:Name>Night vision goggles</cbc:Name><cbc:Description>With spare parts</cbc:Description>
 <cac:MainCommodityClassification><cbc:ItemClassificationCode>38630000
 </cbc:ItemClassificationCode></cac:MainCommodityClassification>
</cac:ProcurementProject></cac:ProcurementProjectLot>
<cac:ProcurementProjectLot><cbc:ID>LOT-2</cbc:ID><cac:ProcurementProject>
 <cbc:Name>Rifles</cbc:Name></cac:ProcurementProject></cac:ProcurementProjectLot>
<cac:TenderResult><cbc:AwardDate>2000-01-01Z</cbc:AwardDate></cac:TenderResult>
</ContractAwardNotice>"""


def entry(number: str, updated: str, result: str) -> str:
    """One entry of the Spanish feed."""
    return f"""<entry><id>https://example.org/{number}</id><title>t</title>
<updated>{updated}T10:00:00+01:00</updated>
<x:ContractFolderStatus><c:ContractFolderID>{number}</c:ContractFolderID>
<x:LocatedContractingParty><a:Party>
 <a:PartyIdentification><c:ID schemeName="DIR3">E00001</c:ID></a:PartyIdentification>
 <a:PartyName><c:Name>Dirección General de Ejemplo</c:Name></a:PartyName>
 <a:PostalAddress><c:CityName>Madrid</c:CityName>
  <a:Country><c:IdentificationCode>ES</c:IdentificationCode></a:Country></a:PostalAddress>
</a:Party></x:LocatedContractingParty>
<a:ProcurementProject><c:Name>Equipo de identificación balística</c:Name>
 <a:BudgetAmount><c:TaxExclusiveAmount currencyID="EUR">100000</c:TaxExclusiveAmount>
 </a:BudgetAmount>
 <a:RequiredCommodityClassification><c:ItemClassificationCode>38000000</c:ItemClassificationCode>
 </a:RequiredCommodityClassification></a:ProcurementProject>{result}
</x:ContractFolderStatus></entry>"""


RESULT = """<a:TenderResult><c:ResultCode>8</c:ResultCode><c:AwardDate>2021-05-14</c:AwardDate>
<a:WinningParty><a:PartyIdentification><c:ID schemeName="NIF">B0</c:ID></a:PartyIdentification>
<a:PartyName><c:Name>Balística Ejemplo S.A.</c:Name></a:PartyName></a:WinningParty>
<a:AwardedTenderedProject><a:LegalMonetaryTotal>
<c:TaxExclusiveAmount currencyID="EUR">95000.50</c:TaxExclusiveAmount></a:LegalMonetaryTotal>
</a:AwardedTenderedProject></a:TenderResult>"""


def feed(*entries: str) -> str:
    """A feed of entries."""
    head = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:a="urn:a" xmlns:c="urn:c" xmlns:x="urn:x">'
    )
    return head + "".join(entries) + "</feed>"


def test_an_award_notice_gives_its_winning_tenders(read_all: Read, tmp_path: Path) -> None:
    """Buyer, winner, lot, value, day of the contract; a lot without a winner is set aside."""
    path = tmp_path / "n.xml"
    path.write_text(EFORMS, encoding="utf-8")
    transfers, rejects, report = read_all(path)
    assert not rejects
    assert len(transfers) == 1
    one = transfers[0]
    assert one.id == "2023-1/LOT-1/TEN-1/CON-1"
    assert one.goods.description == "Night vision goggles / With spare parts"
    assert one.goods.codes == (("cpv", "38630000"),)
    assert one.goods.value is not None
    assert (str(one.goods.value.amount), one.goods.value.currency) == ("2700000.00", "NOK")
    assert [(p.role, p.name, p.country) for p in one.parties] == [
        (Role.SUPPLIER, "Example Optics AS", None),
        (Role.END_USER, "Example Army Materiel Agency", "NO"),
    ]
    assert one.date is not None
    assert (one.date.first.isoformat(), one.date_basis) == ("2023-09-26", DateBasis.AWARD)
    assert one.destination == "NO"
    assert report.files[0].remarks == ["1 lots without a winner"]


def test_a_notice_without_results_gives_its_lots(read_all: Read, tmp_path: Path) -> None:
    """What is sought, by whom, on the day of publication."""
    text = EFORMS.replace("ContractAwardNotice", "ContractNotice").replace(
        "NoticeResult", "Nothing"
    )
    path = tmp_path / "n.xml"
    path.write_text(text, encoding="utf-8")
    transfers, _, _ = read_all(path)
    assert [t.goods.description for t in transfers] == [
        "Night vision goggles / With spare parts", "Rifles"
    ]  # fmt: skip
    assert {t.date_basis for t in transfers} == {DateBasis.PUBLICATION}
    assert all([p.role for p in t.parties] == [Role.END_USER] for t in transfers)


def test_the_spanish_feed_counts_the_last_state_of_a_folder(read_all: Read, tmp_path: Path) -> None:
    """A folder that changed stands in the feed twice; a folder without a result is a notice."""
    path = tmp_path / "f.atom"
    path.write_text(
        feed(
            entry("F1", "2021-06-01", RESULT), entry("F1", "2021-01-01", ""),
            entry("F2", "2021-02-01", ""), "<entry><id>z</id><title>other</title></entry>",
        ),
        encoding="utf-8",
    )  # fmt: skip
    transfers, rejects, report = read_all(path)
    assert [t.id for t in transfers] == ["F1", "F2"]
    won = transfers[0]
    assert [(p.role, p.name) for p in won.parties] == [
        (Role.SUPPLIER, "Balística Ejemplo S.A."), (Role.END_USER, "Dirección General de Ejemplo")
    ]  # fmt: skip
    assert won.parties[1].identifiers == (("DIR3", "E00001"),)
    assert won.goods.value is not None
    assert str(won.goods.value.amount) == "95000.50"
    assert won.destination == "ES"
    assert won.date is not None
    assert won.date.first.isoformat() == "2021-05-14"
    assert transfers[1].date_basis is DateBasis.PUBLICATION
    assert [r.text for r in rejects] == ["other"]
    assert report.files[0].set_aside == 1


def test_entities_of_a_document_are_not_expanded(read_all: Read, tmp_path: Path) -> None:
    """A document type with entities, also one that names a file, adds nothing to a text."""
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    doctype = f'<!DOCTYPE feed [<!ENTITY s SYSTEM "{secret}"><!ENTITY b "BBBB">]>'
    body = feed(entry("F1", "2021-06-01", "")).replace("balística", "&s;&b;")
    path = tmp_path / "f.xml"
    path.write_text(doctype + body, encoding="utf-8")
    transfers, _, _ = read_all(path)
    text = transfers[0].goods.description or ""
    assert "SECRET" not in text
    assert "BBBB" not in text
