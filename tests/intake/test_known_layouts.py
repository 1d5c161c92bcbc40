"""A row of each known layout, written in its publisher's form, and what is read from it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from enduse.intake.report import ReadReport
from enduse.model.transfer import Reject, Role, Transfer

Read = Callable[..., tuple[list[Transfer], list[Reject], ReadReport]]


class Layout(NamedTuple):
    """A table and what its first line says."""

    profile: str
    table: str
    id: str
    date: str
    basis: str
    goods: str
    parties: dict[Role, str]
    destination: str | None


LAYOUTS = [
    Layout(
        "us_aes",
        "ITN,Line Number,Departure Date,USPPI Name,Ultimate Consignee Name,"
        "Ultimate Consignee Country,Intermediate Consignee Name,Country of Ultimate Destination,"
        "Schedule B Number,Commodity Description,Quantity,Value,ECCN,License Code,License Number\n"
        "X20210304000001,1,03/04/2021,Harbor Inc,Example Bureau,CN,Pearl Ltd,China,8525.89.0000,"
        'CAMERAS,10,"12,500",4A994.l,C33,NLR\n',
        "a.csv:2", "2021-03-04", "export", "CAMERAS",
        {Role.EXPORTER: "Harbor Inc", Role.CONSIGNEE: "Example Bureau",
         Role.INTERMEDIATE_CONSIGNEE: "Pearl Ltd"}, "CN",
    ),
    Layout(
        "panjiva",
        "panjivaRecordId,arrivalDate,conName,conCountry,shpName,shpCountry,shpmtOrigin,"
        "goodsShipped,valueOfGoodsUSD,conPanjivaId\n"
        "77,2019-05-06,Example Imports,United States,999,China,China,IP CAMERA,1200.5,5\n",
        "77", "2019-05-06", "customs", "IP CAMERA", {Role.CONSIGNEE: "Example Imports"}, "US",
    ),
    Layout(
        "us_ams_summary",
        "identifier,port_of_unlading,actual_arrival_date,consignee_name,shipper_party_name,"
        "piece_count,description_text,harmonized_number,harmonized_value\n"
        "2018010112345,Oakland,2018-01-02,Example Imports,Example Optics,4,DS-2CD CAMERA,"
        "852589,9\n",
        "2018010112345", "2018-01-02", "customs", "DS-2CD CAMERA",
        {Role.SUPPLIER: "Example Optics", Role.CONSIGNEE: "Example Imports"}, "US",
    ),
    Layout(
        "shipment_resellers",
        "SHIPPER NAME,CONSIGNEE NAME,NOTIFY PARTY NAME,HS CODE,PRODUCT DESCRIPTION,QUANTITY,CIF,"
        "BILL OF LADING,MASTER BILL OF LADING,ARRIVAL DATE,COUNTRY OF DESTINATION\n"
        "Example Optics,TO ORDER,Example Bank,8525890000,DOME CAMERA,5,100,B1,M1,2020-01-31,PERU\n",
        "B1", "2020-01-31", "ship", "DOME CAMERA",
        {Role.SUPPLIER: "Example Optics", Role.CONSIGNEE: "TO ORDER",
         Role.NOTIFY_PARTY: "Example Bank"}, "PE",
    ),
    Layout(
        "lite_denials",
        "reference,regime_reg_ref,notifying_government,denial_cle,item_description,end_use,"
        "reason_for_refusal,name,address,country,entity_type\n"
        "DN1,AG/1,Exampleland,5A001.f,IMSI catcher,policing,risk,Example Unit,Street 1,Vietnam,"
        "end_user\n",
        "DN1", "", "unknown", "IMSI catcher", {Role.CONSIGNEE: "Example Unit"}, "VN",
    ),
    Layout(
        "uk_licence_lines",
        "Licence Reference,Licence type,Destination,Goods,Rating,Value,Date issued,End use\n"
        'GBSIEL2021/1,SIEL,Saudi Arabia,"telecommunications interception equipment",5A001f,'
        '"1,200,000",04/03/2021,law enforcement\n',
        "GBSIEL2021/1", "2021-03-04", "award", "telecommunications interception equipment", {},
        "SA",
    ),
    Layout(
        "sap_sd_flat",
        "VBELN,POSNR,MATNR,ARKTX,KWMENG,NETWR,WAERK,WADAT,KUNNR_WE,NAME1_WE,LAND1_WE,NAME1_AG\n"
        "0000000123,000010,0000042,Kamera,2,100.00,EUR,20261124,0000007,Beispiel Behörde,AE,"
        "Beispiel Handel\n",
        "0000000123-000010", "2026-11-24", "ship", "Kamera",
        {Role.CONSIGNEE: "Beispiel Behörde", Role.PURCHASER: "Beispiel Handel"}, "AE",
    ),
    Layout(
        "mexico_compranet",
        "GOBIERNO,DEPENDENCIA,NOMBRE_DE_LA_UC,RESPONSABLE,TITULO_EXPEDIENTE,CODIGO_CONTRATO,"
        "TITULO_CONTRATO,FECHA_CELEBRACION,IMPORTE_CONTRATO,MONEDA,PROVEEDOR_CONTRATISTA\n"
        "APF,Puerto de Ejemplo,Puerto de Ejemplo,Nombre,CCTV,9,Sistema CCTV,"
        "2013-12-30 00:00:00 GMT,100.5,MXN,Ejemplo S.A.\n",
        "9", "2013-12-30", "award", "Sistema CCTV / CCTV",
        {Role.END_USER: "Puerto de Ejemplo", Role.SUPPLIER: "Ejemplo S.A."}, "MX",
    ),
    Layout(
        "reported_deals",
        "deal_id,reported_date,supplier,supplier_country,recipient,recipient_country,item,"
        "technology,value,currency\nrd1,2015-07,Example AG,CH,Example Battalion,BD,"
        "mobile subscriber identification device,imsi_catcher,,\n",
        "rd1", "2015-07-01", "publication", "mobile subscriber identification device",
        {Role.SUPPLIER: "Example AG", Role.END_USER: "Example Battalion"}, "BD",
    ),
    Layout(
        "customs_monthly",
        "SUPPLIER_NAME,IMPORTER_NAME,ORIGIN_COUNTRY,HS_CODE,TOTALVALUEUSD,TOTALQUANTITY,MONTHYEAR\n"
        "Example Optics,Example Imports,CHINA,8525890000,2956.8,0.0,Jan 2025\n",
        "a.csv:2", "2025-01-01", "customs", "",
        {Role.SUPPLIER: "Example Optics", Role.CONSIGNEE: "Example Imports"}, None,
    ),
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.profile)
def test_a_row_of_a_known_layout(read_all: Read, tmp_path: Path, layout: Layout) -> None:
    """Its profile is found by the headings, and nothing of the row is a problem."""
    path = tmp_path / "a.csv"
    path.write_text(layout.table, encoding="utf-8")
    transfers, rejects, report = read_all(path)
    assert report.files[0].profile == layout.profile
    assert not rejects
    one = transfers[0]
    assert one.problems == ()
    assert one.id == layout.id
    assert (one.date.first.isoformat() if one.date else "") == layout.date
    assert one.date_basis.value == layout.basis
    assert (one.goods.description or "") == layout.goods
    assert {p.role: p.name for p in one.parties} == layout.parties
    assert one.destination == layout.destination


def test_no_licence_required_is_not_the_number_of_a_licence(read_all: Read, tmp_path: Path) -> None:
    """`NLR` in an export filing states that there is none."""
    path = tmp_path / "a.csv"
    path.write_text(LAYOUTS[0].table)
    transfers, _, _ = read_all(path)
    assert dict(transfers[0].statements) == {"licence": "none"}
    assert dict(transfers[0].goods.entries) == {"us": "4A994.l"}
    assert transfers[0].goods.hs == "8525890000"


def test_shipments_and_their_codes_are_joined_by_record(read_all: Read, tmp_path: Path) -> None:
    """Panjiva: the codes stand in a file of their own."""
    (tmp_path / "ship.csv").write_text(LAYOUTS[1].table)
    (tmp_path / "codes.csv").write_text("panjivaRecordId,hsCode\n77,8525.89\n78,01\n")
    transfers, _, report = read_all(tmp_path)
    assert transfers[0].goods.hs == "852589"
    assert {one.profile for one in report.files} == {"panjiva_with_codes"}


def test_the_contract_as_lines_as_a_list_and_as_one_object(read_all: Read, tmp_path: Path) -> None:
    """The same transfers, whatever they are wrapped in."""
    objects = [
        {"id": str(i), "destination": "CN", "parties": [{"role": "end_user", "name": f"N{i}"}]}
        for i in range(3)
    ]
    forms = {
        "lines.jsonl": "\n".join(map(json.dumps, objects)),
        "list.json": json.dumps(objects),
        "pretty.json": json.dumps(objects, indent=2),
        "several.json": "\n".join(json.dumps(one, indent=1) for one in objects),
    }
    for name, text in forms.items():
        path = tmp_path / name
        path.write_text(text)
        transfers, rejects, _ = read_all(path)
        assert not rejects, name
        assert [(t.id, t.parties[0].name) for t in transfers] == [
            ("0", "N0"), ("1", "N1"), ("2", "N2")
        ], name  # fmt: skip
    path = tmp_path / "one.json"
    path.write_text(json.dumps(objects[0], indent=1))
    transfers, _, _ = read_all(path)
    assert [t.id for t in transfers] == ["0"]


def test_standard_input_is_read_like_a_file(
    read_all: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-`: kept aside, because it can be read only once."""
    data = b"id,end_user,destination\n1,Example Bureau,CN\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    transfers, _, report = read_all(Path("-"))
    assert transfers[0].parties[0].name == "Example Bureau"
    assert report.files[0].name == "standard input"
