"""Tables of one system, and masters, joined into lines by their keys."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from enduse.intake.report import ReadReport
from enduse.model.period import DateBasis
from enduse.model.transfer import Reject, Role, Transfer

Read = Callable[..., tuple[list[Transfer], list[Reject], ReadReport]]


def test_sap_tables_are_joined_by_their_headings(read_all: Read, root: Path) -> None:
    """Item, header, schedule line, partners by function, customer master."""
    transfers, rejects, report = read_all(root / "examples" / "sap")
    assert not rejects
    assert [t.id for t in transfers] == [
        "0000123450-000010", "0000123450-000020", "0000123451-000010", "0000123452-000010"
    ]  # fmt: skip
    one, two, three, four = transfers
    assert dict(one.keys)["MATNR"] == "000000000000045001"
    assert one.date is not None
    assert (one.date.first.isoformat(), one.date_basis) == ("2026-11-24", DateBasis.SHIP)
    assert one.goods.value is not None
    assert (str(one.goods.value.amount), one.goods.value.currency) == ("120000.00", "EUR")
    assert one.destination == "AE"
    # A partner of the item goes before that of the whole document.
    consignee = two.party(Role.CONSIGNEE)
    assert consignee is not None
    assert (consignee.name, two.destination) == ("Tehran Optics Trading", "IR")
    end_user = three.party(Role.END_USER)
    assert end_user is not None
    assert end_user.name == "Департамент полиции города Алматы"
    # No goods issue is planned: the day of the order, said to be one; a customer is missing.
    assert four.date_basis is DateBasis.ORDER
    assert [(p.field, p.value) for p in four.problems] == [("KNA1", "0000100009")]
    assert str(four.goods.quantity) == "-6"
    lines = next(f for f in report.files if f.name == "VBAP.csv")
    assert lines.joined == ("KNA1: 6 rows", "VBAK: 3 rows", "VBEP: 4 rows", "VBPA: 9 rows")
    assert any("values of PARVW that are not read: VE (1)" in r for r in lines.remarks)
    assert "VRKME" in lines.not_kept


def test_a_missing_table_is_said_and_its_fields_stay_empty(
    read_all: Read, root: Path, tmp_path: Path
) -> None:
    """Without schedule lines the date is that of the order."""
    for name in ("VBAP", "VBAK", "VBPA", "KNA1"):
        shutil.copy(root / "examples" / "sap" / f"{name}.csv", tmp_path)
    transfers, _, report = read_all(tmp_path)
    assert {t.date_basis for t in transfers} == {DateBasis.ORDER}
    lines = next(f for f in report.files if f.name == "VBAP.csv")
    assert "tables that are not there: VBEP" in lines.remarks


def test_the_tables_may_be_sheets_of_one_workbook(
    read_all: Read, root: Path, tmp_path: Path
) -> None:
    """The same lines from one workbook."""
    import csv

    path = tmp_path / "extract.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name in ("VBAK", "VBAP", "VBEP", "VBPA", "KNA1"):
        sheet = book.add_worksheet(name)
        with (root / "examples" / "sap" / f"{name}.csv").open(encoding="utf-8") as handle:
            for i, row in enumerate(csv.reader(handle, delimiter=";")):
                sheet.write_row(i, 0, row)
    book.close()
    transfers, _, report = read_all(path)
    plain, _, _ = read_all(root / "examples" / "sap")
    assert [(t.id, t.goods, t.parties, t.date) for t in transfers] == [
        (t.id, t.goods, t.parties, t.date) for t in plain
    ]
    assert "extract.xlsx[VBAP]" in [f.name for f in report.files]


def test_manifests_join_and_put_the_texts_of_a_bill_together(
    read_all: Read, tmp_path: Path
) -> None:
    """US AMS: header, bill, shipper, consignee, cargo; two cargo rows are one text."""
    files = {
        "header": "identifier,vessel_name,estimated_arrival_date\n1,SHIP,2019-05-06\n",
        "billgen": "identifier,master_bol_number\n1,M1\n2,M2\n",
        "shipper": "identifier,shipper_party_name,country_code\n1,Example Optics,CN\n",
        "consignee": "identifier,consignee_name,country_code\n1,Example Imports Inc,US\n",
        "cargodesc": "identifier,description_text\n1,IP CAMERA\n1,DS-2CD\n1,IP CAMERA\n",
    }
    for name, text in files.items():
        (tmp_path / f"ams__{name}_2019.csv").write_text(text)
    transfers, _, _ = read_all(tmp_path)
    one, two = transfers
    assert one.goods.description == "IP CAMERA / DS-2CD"
    assert [(p.role, p.name, p.country) for p in one.parties] == [
        (Role.SUPPLIER, "Example Optics", "CN"), (Role.CONSIGNEE, "Example Imports Inc", "US")
    ]  # fmt: skip
    assert one.destination == "US"
    assert two.parties == ()
    assert not two.problems


def test_masters_fill_what_a_line_leaves_open_and_never_overrule_it(
    read_all: Read, tmp_path: Path
) -> None:
    """`--items` and `--partners`, by keys that keep their zeros."""
    lines = tmp_path / "orders.csv"
    lines.write_text(
        "Order No,Material,Description,HS Code,Customer Number,Customer,Ship Date\n"
        "1,0042,Camera (ours),,0007,,2021-03-04\n2,0042,,999999,0008,Own Name,2021-03-04\n"
        "3,42,x,,0007,,2021-03-04\n"
    )
    items = tmp_path / "items.csv"
    items.write_text("Material,Description,HS Code,ECCN,Country of Origin\n"
                     "0042,Thermal camera,852589,6A003.b.4.b,DE\n")  # fmt: skip
    partners = tmp_path / "partners.csv"
    partners.write_text("Customer Number,Name,Country\n0007,Example Bureau,KZ\n0008,Other,FR\n")
    transfers, _, report = read_all(lines, items=items, partners=partners)
    one, two, three = transfers
    assert one.goods.description == "Camera (ours)"
    assert (one.goods.hs, dict(one.goods.entries), one.goods.origin) == (
        "852589", {"us": "6A003.b.4.b"}, "DE"
    )  # fmt: skip
    assert [(p.role, p.name, p.country) for p in one.parties] == [
        (Role.PURCHASER, "Example Bureau", "KZ")
    ]
    assert (two.goods.hs, two.goods.description) == ("999999", "Thermal camera")
    assert two.parties[0].name == "Own Name"
    assert [(p.field, p.value) for p in three.problems] == [("goods_number", "42")]
    assert len(report.files[0].joined) == 2
