"""Oddities of real files, one test each, that no reader's own test shows yet."""

from __future__ import annotations

from datetime import date

import pytest
from tests.lists.formats import publishers as p
from tests.lists.formats.test_readers import names, read

from enduse.lists.reference import Reference
from enduse.model.listing import DatesFrom, EntryType, NameKind


def test_sdn_csv_that_lost_its_line_ends_and_its_last_sign(reference: Reference) -> None:
    """Some copies have plain line feeds and no Ctrl-Z: the same entries."""
    whole, _ = read(reference, "us-ofac-sdn-csv", p.SDN_CSV)
    plain = p.SDN_CSV.replace(b"\r\n", b"\n").removesuffix(b"\x1a")
    copy, log = read(reference, "us-ofac-sdn-csv", plain)
    assert copy == whole
    assert not log.rejects


def test_remarks_that_overflow_go_on_in_the_comments(reference: Reference) -> None:
    """A word parted between the two files is one word again; numbers of the rest are read."""
    cut = p.SDN_CSV.replace(b"Listing Date (X): 24 Feb 2022.", b"Listing Da")
    more = b'82,"te (X): 24 Feb 2022; Registration Number 1027700167110 (Russia)."\r\n'
    entries, _ = read(reference, "us-ofac-sdn-csv", cut, comments=more)
    entry = next(e for e in entries if e.entry == "82")
    assert entry.intervals[0].start == date(2022, 2, 24)
    assert "1027700167110" in {i.value for i in entry.identifiers}


def test_screening_list_in_28_columns(reference: Reference) -> None:
    """The shape between: `ids` was there, `_id` not yet."""
    heading = p.CSL.removeprefix("_id,")
    row = p.csl_el("Example Works").removeprefix('"",')
    entries, _ = read(reference, "us-csl", f"{heading}\n{row}\n".encode())
    assert entries[0].name == "Example Works"


def test_screening_list_control_signs_stand_for_punctuation(reference: Reference) -> None:
    """`XI\\x92AN` is `XI’AN` read in the wrong encoding."""
    [entry], _ = read(reference, "us-csl", p.csl(p.csl_el("XI\x92AN WORKS \x96 EAST")))
    assert entry.name == "XI’AN WORKS – EAST"


def test_screening_list_without_type_and_day(reference: Reference) -> None:
    """Outside the Treasury's lists no type is given; some rows have no day."""
    [entry], log = read(reference, "us-csl", p.csl(p.csl_el("Example Works", start_date="")))
    assert entry.type is EntryType.UNKNOWN
    assert (entry.intervals, entry.dates_from) == ((), DatesFrom.NOT_GIVEN)
    assert not log.problems


@pytest.mark.parametrize("day", ["2018-06-07T12:00:00Z", "2018-06-07", "2018-06-07T23:59:59+02:00"])
def test_united_nations_days_with_and_without_an_hour(reference: Reference, day: str) -> None:
    """With an offset, with Z, or bare; the declaration in either quote."""
    data = p.un("DAY", p.un_entity(5, " EXAMPLE WORKS ")).replace(
        b"DAYT00:00:09.554-04:00", day.encode()
    )
    for declared in (data, data.replace(b"'1.0'", b'"1.0"').replace(b"'UTF-8'", b'"UTF-8"')):
        entries, log = read(reference, "un-sc", declared)
        assert log.list_date == date(2018, 6, 7)
        assert entries[1].name == "EXAMPLE WORKS"


def test_european_union_before_2017(reference: Reference) -> None:
    """Another vocabulary: a day that begins with its day, countries of three letters."""
    [entry], log = read(reference, "eu-fsf", p.EU_WHOLE)
    assert log.list_date == date(2016, 2, 11)
    assert names(entry) == {"Example Works": "primary", "Exämple Wörks": "alias"}
    assert [c.value for c in entry.countries] == ["IQ"]
    assert entry.addresses[0].value == "1, Road, Baghdad, IRQ"
    assert entry.intervals[0].start == date(2003, 7, 8)


def test_uk_sanctions_list_of_persons(reference: Reference) -> None:
    """Half-known births and the same passport again and again are read past, not kept."""
    births = "".join(f"<DOB>{d}</DOB>" for d in ("dd/mm/1945", "15/08/19yy", "00/00/1975"))
    paper = "<Passport><PassportNumber>A1</PassportNumber></Passport>"
    person = (
        f"<IndividualDetails><Individual><DOBs>{births}</DOBs>"
        f"<PassportDetails>{paper * 10}</PassportDetails></Individual></IndividualDetails>"
    )
    data = p.UK.replace(b"<EntityDetails>", b"<!--").replace(b"</EntityDetails>", b"-->")
    data = data.replace(b">Entity<", b">Individual<")
    data = data.replace(b"</Designation>", person.encode() + b"</Designation>")
    [entry], log = read(reference, "uk-sl", data)
    assert entry.type is EntryType.PERSON
    assert entry.identifiers == ()
    assert not log.problems


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("IMO9562233", [("IMO", "9562233")]),
        ("IMO 9562233", [("IMO", "9562233")]),
        ("9562233", [("business registration", "9562233")]),
        ("INN: 7710137066", [("INN", "7710137066")]),
        (
            "OGRN: 1247700291200 KPP: 770701001 INN: 9707028663",
            [("OGRN", "1247700291200"), ("INN", "9707028663")],
        ),
        ("INN 7710137066 (Moscow)", [("business registration", "INN 7710137066 (Moscow)")]),
    ],
)
def test_numbers_that_name_their_kind_are_bare_numbers(
    reference: Reference, cell: str, numbers: list[tuple[str, str]]
) -> None:
    """`IMO9562233` is the 9562233 of a bill of lading; a number that many share tells none."""
    data = p.UK.replace(b"INN 77<", f"{cell}<".encode())
    [entry], _ = read(reference, "uk-sl", data)
    assert [(i.scheme, i.value) for i in entry.identifiers] == numbers
    assert ("KPP 770701001" in entry.remarks) == ("KPP" in cell)


def test_canada_parts_aliases_by_three_marks(reference: Reference) -> None:
    """A comma, a semicolon, or `and` before the last."""
    data = p.SEMA_OLD.replace(
        b"Example Air Holdings Pte. Ltd., Example Air, Inc.",
        b"One Works; Two Works, and Three Co., Ltd.",
    )
    [entry], _ = read(reference, "ca-sema", data)
    assert list(names(entry)) == ["Example Air", "One Works", "Two Works", "Three Co., Ltd."]
    assert entry.entry, "an id is made of regime, schedule and item"


def test_australia_days_that_are_a_list(reference: Reference) -> None:
    """Several days in one cell are noted, and the entry stays."""
    rows = p.dfat_row(10, "Example Works", " ENTITY", "primary name", "1/02/2012, 3/04/2013")
    [entry], log = read(reference, "au-dfat", p.dfat(rows))
    assert entry.type is EntryType.ORGANISATION
    assert [(x.value, x.reason) for x in log.problems] == [
        ("1/02/2012, 3/04/2013", "not a date as this source writes them")
    ]


def test_treasury_list_padded_or_not(reference: Reference) -> None:
    """The first line has two cells, or as many as the heading."""
    padded, _ = read(reference, "uk-ofsi", p.OFSI)
    plain, log = read(
        reference, "uk-ofsi", p.OFSI.replace(b"13/04/2018" + b"," * 27, b"13/04/2018")
    )
    assert plain == padded
    assert log.list_date == date(2018, 4, 13)
    assert padded[0].names[0].kind is NameKind.PRIMARY
