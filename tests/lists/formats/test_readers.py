"""Every reader on a small file in its publisher's shape, with the oddities of the real ones."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.lists.formats import publishers as p

from enduse.errors import EnduseError, UsageError
from enduse.lists.formats.reading import ReadLog, TruncatedListError, UnreadableListError
from enduse.lists.formats.registry import reader_for, sources, unpack
from enduse.lists.reference import Reference
from enduse.model.listing import DatesFrom, EntryType, ListEntry, NameKind


def read(
    reference: Reference, source: str, data: bytes, **parts: bytes
) -> tuple[list[ListEntry], ReadLog]:
    reader, kind = reader_for(source, data, "file")
    log = ReadLog(file="file", codes=reference.source(source).codes, countries=reference.countries)
    return list(reader.read({kind: data, **parts}, log)), log


def names(entry: ListEntry) -> dict[str, str]:
    return {n.value: n.kind.value for n in entry.names}


def test_every_source_has_a_card_and_every_card_a_reader(reference: Reference) -> None:
    """A source without a card has no list; a card without a reader promises too much."""
    assert set(sources()) == set(reference.sources)


def test_screening_list_joins_rows_of_one_body(reference: Reference) -> None:
    """Addresses of one name and country are one entry; another country is another."""
    data = p.csl(
        p.csl_el("Example Works", alt_names="EXW; and Works of Example"),
        p.csl_el("Example Works ", addresses="2 Other Road, Town, CN"),
        p.csl_el("Example Works", country="HK", federal_register_notice="84  F.R. 54004"),
    )
    entries, log = read(reference, "us-csl", data)
    assert [[c.value for c in e.countries] for e in entries] == [["CN"], ["HK"]]
    assert len(entries[0].addresses) == 2
    assert set(names(entries[0])) == {"Example Works", "EXW", "Works of Example"}
    assert entries[1].cite == ("84 FR 54004",)
    assert entries[0].intervals[0].start == date(2019, 10, 9)
    assert not log.rejects


def test_screening_list_keeps_rows_under_other_terms_apart(reference: Reference) -> None:
    """One name, one country, two policies: two entries, so that neither policy is lost."""
    data = p.csl(
        p.csl_el("Example Works"), p.csl_el("Example Works", license_policy="Policy of denial.")
    )
    entries, _ = read(reference, "us-csl", data)
    assert [e.policy[0].value for e in entries] == ["Presumption of denial.", "Policy of denial."]
    assert len({e.entry for e in entries}) == 2


def test_screening_list_takes_a_repeated_heading_and_refuses_a_broken_row(
    reference: Reference,
) -> None:
    """Both stand in the copy of 2023."""
    whole = p.csl(p.csl_el("Example Works"), p.CSL)
    _, log = read(reference, "us-csl", whole)
    assert len(log.rejects) == 1
    with pytest.raises(TruncatedListError, match="breaks off after"):
        read(reference, "us-csl", whole + b'x,"Entity List')


def test_screening_list_reads_its_three_shapes(reference: Reference) -> None:
    """27, 28 and 29 columns, and sources as a code or spelt out."""
    old = p.CSL.removeprefix("_id,").removesuffix(",ids")
    row = p.csl_el("Example Works").replace(p.EL, "EL").removeprefix('"",').removesuffix(',""')
    entries, _ = read(reference, "us-csl", f"{old}\n{row}\n".encode())
    assert entries[0].list == "us-bis-el"


def test_screening_list_as_json(reference: Reference) -> None:
    """The publisher's own shape; a new field is an error."""
    record = (
        '{"results": [{"name": "Example Works", "source": "%s", "entity_number": "906",'
        ' "type": "Entity", "programs": ["CUBA"], "addresses": [{"country": "CU"}],'
        ' "ids": [{"type": "SWIFT/BIC", "number": "HAVI", "country": "GB"}]%s}]}'
    )
    entries, _ = read(reference, "us-csl", (record % (p.SDN, "")).encode())
    assert entries[0].identifiers[0].scheme == "SWIFT/BIC"
    with pytest.raises(UnreadableListError, match="'new_field'"):
        read(reference, "us-csl", (record % (p.SDN, ', "new_field": 1')).encode())


def test_sdn_csv_survives_its_last_line_and_its_nothing(reference: Reference) -> None:
    """`-0- ` is nothing, Ctrl-Z is the end, weak aliases and numbers stand in the remarks."""
    entries, log = read(reference, "us-ofac-sdn-csv", p.SDN_CSV, alt=p.ALT_CSV, add=p.ADD_CSV)
    by = {e.entry: e for e in entries}
    assert names(by["36"]) == {
        "EXAMPLE AIRLINES": "primary",
        "EXAMPLE-AIR": "alias",
        "OLD AIR": "former",
    }
    assert [c.value for c in by["36"].countries] == ["CU"]
    assert by["77"].type is EntryType.PERSON
    assert not by["77"].identifiers, "numbers of natural persons are not kept"
    assert by["77"].remarks == "Linked To: EXAMPLE AIRLINES.", "nor birth and papers"
    assert [d.value for d in by["77"].programmes] == ["SDGT", "IFSR"]
    assert {(i.scheme, i.value) for i in by["81"].identifiers} == {
        ("call sign", "ABCD1"),
        ("Vessel Registration Identification IMO", "9188104"),
    }
    assert by["82"].identifiers[0].country == "RU"
    assert by["82"].intervals[0].start == date(2022, 2, 24)
    assert names(by["82"])["WRK"] == "weak_alias"
    assert not log.rejects


def test_sdn_csv_without_its_parts_says_what_it_is_complete_for(reference: Reference) -> None:
    """The main file alone says nothing on aliases and addresses."""
    _, alone = read(reference, "us-ofac-sdn-csv", p.SDN_CSV)
    _, whole = read(reference, "us-ofac-sdn-csv", p.SDN_CSV, alt=p.ALT_CSV, add=p.ADD_CSV)
    assert whole.carries - alone.carries == {
        "names.alias",
        "names.former",
        "addresses",
        "countries",
    }


def test_sdn_csv_refuses_parts_of_another_day(reference: Reference) -> None:
    """An alias of an id that the main file lacks: two editions were mixed."""
    with pytest.raises(UnreadableListError, match="different days"):
        read(reference, "us-ofac-sdn-csv", p.SDN_CSV, alt=b'99,1,"aka","X",-0- \r\n')


def test_sdn_csv_rejects_a_repeated_id(reference: Reference) -> None:
    """As in a copy whose owner changed a row."""
    again = p.SDN_CSV.replace(b"\x1a", b"") + p.SDN_CSV.split(b"\r\n")[0] + b"\r\n"
    entries, log = read(reference, "us-ofac-sdn-csv", again)
    assert len(entries) == 4
    assert "stands on line 1 too" in log.rejects[0].reason


def test_sdn_xml_checks_the_count_it_states(reference: Reference) -> None:
    """A cut that states 5,704 records and holds 4 is refused."""
    entries, log = read(reference, "us-ofac-sdn-xml", p.SDN_XML)
    assert log.list_date == date(2021, 3, 10)
    assert names(entries[0])["EXA"] == "weak_alias"
    assert entries[0].identifiers[0].country == "CU"
    with pytest.raises(TruncatedListError, match="states 2 records and holds 1"):
        read(reference, "us-ofac-sdn-xml", p.SDN_XML.replace(b">1<", b">2<", 1))


def test_enhanced_xml_takes_the_day_of_the_particular_list(reference: Reference) -> None:
    """The umbrella list is older than the entry."""
    entries, log = read(reference, "us-ofac-cons-enhanced-xml", p.ENHANCED)
    assert log.list_date == date(2025, 1, 10)
    assert entries[0].intervals[0].start == date(2006, 4, 12)


def test_sdn_text_joins_paragraphs_of_one_party(reference: Reference) -> None:
    """The party stands under each of its names."""
    entries, log = read(reference, "us-ofac-sdn-txt", p.TXT)
    assert len(entries) == 2
    assert names(entries[0]) == {
        "EXAMPLE WORKS": "primary",
        "EXW (EAST)": "alias",
        "OLD WORKS": "former",
        "EW": "weak_alias",
    }
    assert entries[1].name == "ROE, Jan"
    assert [d.value for d in entries[1].programmes] == ["UKRAINE-EO13660"]
    assert not log.rejects


def test_denied_persons_are_one_entry_with_a_period_for_each_order(reference: Reference) -> None:
    """Leading blanks, short rows, blank rows, older days, a small y."""
    entries, log = read(reference, "us-bis-dpl", p.DPL)
    assert [e.name for e in entries] == ["JAN ROE", "PLAIN WORKS"]
    assert entries[0].intervals[0].end == date(2056, 6, 29)
    assert entries[0].cite == ("68 FR 38290", "71 FR 38843")
    assert entries[1].intervals[0].end is None
    assert entries[1].requirement[0].value == "Standard denial order"
    assert not log.rejects


def test_united_nations(reference: Reference) -> None:
    """A day with an offset, padded names, empty aliases, either quote in the declaration."""
    entries, log = read(reference, "un-sc", p.un("2026-02-27", p.un_entity(5, "EXAMPLE WORKS")))
    assert log.list_date == date(2026, 2, 27)
    assert names(entries[0]) == {"JAN ROE": "primary", "J.R.": "weak_alias"}
    assert entries[0].intervals[0].start == date(2012, 12, 31)
    assert [c.value for c in entries[0].countries] == ["IR"]


def test_european_union_dates_belong_to_values(reference: Reference) -> None:
    """Each name carries the act that brought it."""
    entries, _ = read(reference, "eu-fsf", p.EU)
    entry = entries[0]
    assert entry.entry == "13"
    assert entry.intervals[0].start == date(2003, 7, 7)
    later = next(n for n in entry.names if n.value == "EXW")
    assert later.kind is NameKind.WEAK_ALIAS
    assert later.intervals[0].start == date(2010, 1, 2)
    assert later.dates_from is DatesFrom.LIST


def test_european_union_csv_that_a_spreadsheet_wrapped(reference: Reference) -> None:
    """One quoted cell a line, tabs behind it, cp1252, a heading with a slip."""
    entries, log = read(reference, "eu-fsf", p.EU_CSV)
    assert log.list_date == date(2018, 7, 4)
    assert list(names(entries[0])) == ["Example Works", "Exämple Wörks"]
    assert entries[0].entry == "13"


def test_treasury_list_of_the_united_kingdom(reference: Reference) -> None:
    """Padded first line, cp1252, one row a name, a day that is no day, a country with a note."""
    entries, log = read(reference, "uk-ofsi", p.OFSI)
    assert log.list_date == date(2018, 4, 13)
    assert names(entries[0]) == {"Jan ROE": "primary", "Jan RÖE": "alias"}
    assert [c.value for c in entries[0].countries] == ["IR", "AF"]


def test_uk_sanctions_list(reference: Reference) -> None:
    """The name in the original script stands beside the primary one; numbers once each."""
    entries, _ = read(reference, "uk-sl", p.UK)
    assert [n.value for n in entries[0].names] == ["JSC EXAMPLE", "АО ПРИМЕР"]
    assert len(entries[0].identifiers) == 1
    assert [r.value for r in entries[0].requirement] == ["Asset freeze", "Trust Services Sanctions"]


def test_european_union_csv_tells_what_the_xml_tells(reference: Reference) -> None:
    """The same party read from both files is the same entry; no CSV has weak names."""
    [from_csv], log = read(reference, "eu-fsf", p.EU_11)
    [from_xml], xml_log = read(reference, "eu-fsf", p.EU)
    assert log.list_date == xml_log.list_date == date(2021, 3, 2)
    assert from_csv == replace(
        from_xml,
        names=tuple(
            replace(n, kind=NameKind.ALIAS) if n.kind is NameKind.WEAK_ALIAS else n
            for n in from_xml.names
        ),
    )


def test_european_union_csv_rejects_a_row_of_no_entity(reference: Reference) -> None:
    """Nothing is dropped in silence, and a person's papers are read past."""
    person = {"Entity_SubjectType": "P", "Identification_Number": "P-1", "Entity_LogicalId": "14"}
    data = p.eu_11(
        {"NameAlias_WholeName": "X Works"},
        {"Entity_LogicalId": ""},
        person | {"NameAlias_LastName": "ROE", "NameAlias_FirstName": "Jan"},
    )
    entries, log = read(reference, "eu-fsf", data)
    assert [e.name for e in entries] == ["X Works", "Jan ROE"]
    assert [i.scheme for i in entries[1].identifiers] == ["EU reference"]
    assert [r.source.line for r in log.rejects] == [3]


def test_treasury_list_as_xml_tells_what_the_csv_tells(reference: Reference) -> None:
    """Names, countries, programmes and days are those of the same rows in CSV; ships have IMO."""
    entries, _ = read(reference, "uk-ofsi", p.OFSI_XML)
    [from_csv], _ = read(reference, "uk-ofsi", p.OFSI)
    assert entries[0] == from_csv
    assert entries[1].type is EntryType.VESSEL
    assert [(i.scheme, i.value) for i in entries[1].identifiers] == [
        ("UK Sanctions List", "LIB0999"),
        ("IMO", "8937675"),
    ]


def test_treasury_list_in_the_shape_of_2022(reference: Reference) -> None:
    """The name in its own script stands in a column; a low quality name is weak."""
    [entry], log = read(reference, "uk-ofsi", p.OFSI_2022)
    assert log.list_date == date(2022, 2, 1)
    assert names(entry) == {"EXAMPLE WORKS": "primary", "АО ПРИМЕР": "alias", "EXW": "weak_alias"}
    assert entry.intervals[0].start == date(2022, 3, 1)


def test_uk_sanctions_list_as_csv_tells_what_the_xml_tells(reference: Reference) -> None:
    """The same designation read from both files is the same entry; our CSV adds an alias."""
    [from_csv], log = read(reference, "uk-sl", p.UK_CSV)
    [from_xml], _ = read(reference, "uk-sl", p.UK)
    assert log.list_date == date(2026, 9, 7)
    assert from_csv.names[-1].kind is NameKind.WEAK_ALIAS
    assert replace(from_csv, names=from_csv.names[:-1]) == from_xml


def test_uk_sanctions_list_knows_the_elements_of_a_ship(reference: Reference) -> None:
    """Owner, flag, type and tonnage are read past; a name of no part is no name."""
    [entry], _ = read(reference, "uk-sl", p.UK_SHIP)
    assert entry.type is EntryType.VESSEL
    assert [n.value for n in entry.names] == ["EXAMPLE 8"]
    assert [i.scheme for i in entry.identifiers] == ["IMO"]


def test_canada_before_and_after_its_new_tags(reference: Reference) -> None:
    """A comma before a legal form does not part aliases; an IMO number makes a vessel."""
    old, _ = read(reference, "ca-sema", p.SEMA_OLD)
    assert list(names(old[0])) == [
        "Example Air",
        "Example Air Holdings Pte. Ltd.",
        "Example Air, Inc.",
    ]
    new, _ = read(reference, "ca-sema", p.SEMA_NEW)
    assert new[0].type is EntryType.VESSEL
    assert new[0].identifiers[0].value == "9888182"
    assert new[0].intervals[0].start == date(2025, 2, 21)


def test_switzerland_keeps_targets_that_were_taken_off(reference: Reference) -> None:
    """Presence in the file is not listing, and a name of before is not a name."""
    entries, _ = read(reference, "ch-seco", p.SECO)
    assert names(entries[0]) == {"Example Bank": "primary"}
    assert entries[0].addresses[0].value == "1 Road, Minsk, BY"
    assert [c.value for c in entries[0].countries] == ["BY"]
    assert entries[0].intervals[0].start == date(2021, 8, 11)
    assert entries[0].intervals[0].end == date(2024, 5, 1)


def test_australia_groups_by_reference(reference: Reference) -> None:
    """10, 10a and 10b1 are one entry; a day is text or a number of a spreadsheet."""
    data = p.dfat(
        p.dfat_row(10, "Example Works", "Entity ", "Primary Name ", 45000),
        p.dfat_row("10a", "EXW", "Entity", "Aka", "15/03/2023"),
        p.dfat_row("10b1", "نمونه", "entity", "Original script", ""),
    )
    entries, log = read(reference, "au-dfat", data)
    assert list(names(entries[0])) == ["Example Works", "EXW", "نمونه"]
    assert entries[0].intervals[0].start == date(2023, 3, 15)
    assert not log.rejects


def test_japan_parts_a_cell_that_the_extraction_joined(reference: Reference) -> None:
    """Country and name in one cell; the log says so."""
    entries, log = read(reference, "jp-meti-eul", p.JP)
    assert entries[1].name == "Sample Tech Co. Ltd"
    assert [c.value for c in entries[1].countries] == ["CN"]
    assert "one cell" in log.problems[0].reason


def test_small_tables(reference: Reference) -> None:
    """Entity List of 2015, Unverified List of 2017, and two of the Department of State."""
    el, _ = read(reference, "us-bis-el", p.EL_CSV)
    assert (len(el), len(el[0].addresses), len(el[0].names)) == (1, 2, 3)
    uvl, _ = read(reference, "us-bis-uvl", p.UVL)
    assert (len(uvl), len(uvl[0].addresses)) == (1, 2)
    isn, _ = read(reference, "us-state-isn", p.ISN)
    assert isn[0].intervals[0].start == date(2005, 6, 28)
    assert isn[0].intervals[0].end is None
    assert "INKSNA lifted, waived or expired 12/28/2008" in isn[0].remarks
    ended, _ = read(reference, "us-state-isn", p.ISN.rsplit(b"E.O.", 1)[0])
    assert ended[0].intervals[0].end == date(2008, 12, 28)
    dtc, _ = read(reference, "us-state-dtc", p.DTC)
    assert list(names(dtc[0])) == ["Roe, Jan", "Jan R."]


def test_numbers_of_an_own_list(reference: Reference) -> None:
    """A column per scheme, its letters kept; absence in it counts only where the column is."""
    data = (
        b"entry_id,list,name,Identifier_OGRN,identifier_imo\r\n"
        b"a1,house,Example Works,1027739850962,\r\n"
        b"a1,house,Works of Example,,9562233\r\n"
    )
    [entry], log = read(reference, "own", data)
    assert [(n.scheme, n.value) for n in entry.identifiers] == [
        ("OGRN", "1027739850962"),
        ("imo", "9562233"),
    ]
    assert "identifiers" in log.carries
    assert "identifiers" not in read(reference, "own", p.OWN)[1].carries


def test_a_column_that_no_own_list_has_is_refused(reference: Reference) -> None:
    """By name, with the columns there are."""
    with pytest.raises(UnreadableListError, match="column 'mood' is not known") as caught:
        read(reference, "own", p.OWN.replace(b",cite", b",mood"))
    assert "identifier_SCHEME" in caught.value.remedy


def test_own_list_has_the_same_rights(reference: Reference) -> None:
    """Aliases, days, citation; a wrong type is a problem, not the end."""
    entries, log = read(reference, "own", p.OWN)
    assert entries[0].list == "house"
    assert list(names(entries[0])) == ["Example Works", "EXW", "Works of Example"]
    assert entries[0].intervals[0].start == date(2020, 1, 1)
    assert "not a type" in log.problems[0].reason


CHANGED = [
    ("us-csl", p.csl(p.csl_el("X")).replace(b"_id,", b"_id,newcol,"), "'newcol'"),
    ("us-csl", p.csl(p.csl_el("X")).replace(p.EL.encode(), b"New List (NL)"), "New List"),
    ("us-csl", p.csl(p.csl_row(p.SDN, "X", type="Robot")), "'Robot'"),
    ("us-ofac-sdn-csv", p.SDN_CSV.replace(b'"vessel"', b'"robot"'), "'robot'"),
    ("us-ofac-sdn-xml", p.SDN_XML.replace(b"<uid>36</uid>", b"<uid>36</uid><mood/>"), "mood"),
    ("us-bis-dpl", p.DPL.replace(b'"City"', b'"City"\t"Mood"'), "'Mood'"),
    ("un-sc", p.un("2026-02-27").replace(b"<DATAID>", b"<MOOD/><DATAID>"), "MOOD"),
    ("eu-fsf", p.EU.replace(b'strong="true"', b'strong="true" mood="x"'), "mood"),
    ("uk-ofsi", p.OFSI.replace(b",Regime,", b",Regime,Mood,"), "'Mood'"),
    ("uk-ofsi", p.OFSI.replace(b"Prime Alias", b"Stage Name"), "'Stage Name'"),
    ("uk-sl", p.UK.replace(b"<UniqueID>", b"<Mood/><UniqueID>"), "Mood"),
    ("eu-fsf", p.EU_11.replace(b";Entity_Remark", b";Entity_Remark;Mood"), "'Mood'"),
    ("eu-fsf", p.EU_11.replace(b";E;enterprise", b";R;robot"), "'R'"),
    ("uk-ofsi", p.OFSI_XML.replace(b"<Name6>ROE", b"<Mood/><Name6>ROE"), "Mood"),
    ("uk-ofsi", p.OFSI_XML.replace(b">Ship<", b">Robot<"), "'Robot'"),
    ("uk-sl", p.UK_CSV.replace(b",Regime Name,", b",Mood,Regime Name,"), "'Mood'"),
    ("uk-sl", p.UK_CSV.replace(b'"Alias"', b'"Stage name"'), "'Stage name'"),
    ("ca-sema", p.SEMA_OLD.replace(b"<Entity>", b"<Mood/><Entity>"), "Mood"),
    ("ch-seco", p.SECO.replace(b"<entity>", b"<robot/><entity>"), "robot"),
    ("ch-seco", p.SECO.replace(b'"amended"', b'"pondered"'), "'pondered'"),
    ("jp-meti-eul", p.JP.replace(b'"reason"', b'"mood"'), "'mood'"),
    ("au-dfat", p.dfat(p.dfat_row(1, "X", "Robot", "aka", "")), "'Robot'"),
    ("us-ofac-cons-enhanced-xml", p.ENHANCED.replace(b"<names>", b"<mood/><names>"), "mood"),
]


@pytest.mark.parametrize(("source", "data", "word"), CHANGED, ids=lambda v: str(v)[:20])
def test_a_publishers_change_is_an_error_that_names_it(
    reference: Reference, source: str, data: bytes, word: str
) -> None:
    """A new column, element, attribute, type or word is never skipped in silence."""
    with pytest.raises(UnreadableListError, match=r"changed the file|is new") as caught:
        read(reference, source, data)
    assert word in caught.value.problem
    assert any(ch.isdigit() for ch in caught.value.where), "it names the row"


def test_a_missing_column_is_named(reference: Reference) -> None:
    """Half a heading is not taken for another shape."""
    with pytest.raises(UnreadableListError, match="'remarks' is missing"):
        read(reference, "us-csl", p.csl(p.csl_el("X")).replace(b",remarks", b"", 1))


def test_a_page_of_the_web_is_called_so() -> None:
    """An error page with status 200."""
    with pytest.raises(UnreadableListError, match="a web page"):
        reader_for("un-sc", b"<!DOCTYPE html><html><body>Sorry</body></html>", "file")
    with pytest.raises(UnreadableListError, match="an empty file"):
        reader_for("us-ofac-sdn-csv", b"", "file")
    with pytest.raises(UsageError, match="no such source"):
        reader_for("xx-none", b"", "file")


def test_gzip_is_read_as_it_is_and_a_damaged_one_is_an_error() -> None:
    """Copies are often packed."""
    import gzip

    packed = gzip.compress(p.UVL)
    assert unpack(packed, "file") == p.UVL
    with pytest.raises(TruncatedListError, match="damaged gzip"):
        unpack(packed[:-9], "file")


def test_entities_of_xml_are_not_resolved(reference: Reference, tmp_path: Path) -> None:
    """A list file cannot read other files or blow up memory."""
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    head = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><CONSOLIDATED_LIST'.encode()
    data = p.un("2026-02-27", p.un_entity(5, "A &s; WORKS"))
    entries, _ = read(reference, "un-sc", data.replace(b"<CONSOLIDATED_LIST", head, 1))
    assert all("SECRET" not in n.value for e in entries for n in e.names)


def test_regulation_text_of_the_entity_list(reference: Reference) -> None:
    """Name, aliases and address from running text; the country is carried down; terms map."""
    entries, log = read(reference, "us-bis-el-ecfr", p.ECFR)
    assert list(names(entries[0])) == ["Example Works Co., Ltd.", "EXW", "Works of Example"]
    assert [c.value for e in entries for c in e.countries] == ["CN", "CN"]
    assert entries[0].addresses[0].value == "1 Main Road, Town, China"
    assert entries[1].name == "Second Works, Inc."
    assert entries[1].cite == ("84 FR 54004",)
    terms = entries[0].requirement[0].value, entries[0].policy[0].value
    profile = reference.profiles.profile("us-bis-el", *terms, ())
    assert profile == "us-bis-el/all-items/presumption-of-denial"
    assert not log.rejects


def test_covered_list_names_makers_and_categories(reference: Reference) -> None:
    """A category without a maker is an item."""
    entries, _ = read(reference, "us-fcc-covered", p.FCC)
    assert [(e.name, e.type.value) for e in entries] == [
        ("Example Works", "organisation"),
        ("Unmanned aircraft systems produced in a foreign country", "item"),
    ]
    assert entries[0].intervals[0].start == date(2021, 3, 12)


def test_advanced_xml_gives_the_day_of_listing_and_names_by_script(reference: Reference) -> None:
    """Sections that point to one another become one entry."""
    (entry,), log = read(reference, "us-ofac-sdn-advanced-xml", p.ADVANCED)
    assert log.list_date == date(2024, 3, 5)
    assert entry.entry == "36"
    assert names(entry) == {"EXAMPLE S.A.": "primary", "ΠΑΡΑΔΕΙΓΜΑ": "alias", "EXA": "weak_alias"}
    assert entry.intervals[0].start == date(2024, 3, 5)
    assert [d.value for d in entry.programmes] == ["CYBER2"]
    assert entry.addresses[0].value == "Athens, GR"
    assert (entry.identifiers[0].scheme, entry.identifiers[0].country) == ("Tax ID No.", "GR")
    new = p.ADVANCED.replace(b"<Profile ", b"<mood/><Profile ", 1)
    with pytest.raises(UnreadableListError, match="mood"):
        read(reference, "us-ofac-sdn-advanced-xml", new)


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("us-ofac-sdn-csv", b'36,"A",-0- ,\r0- ,"NPWMD"\r\n'),
        ("eu-fsf", p.EU_CSV.replace(b";E;1210", b";E\r;1210")),
        ("ch-seco", p.SECO.replace(b'order="1"', b'order=" "')),
        ("us-ofac-sdn-advanced-xml", p.ADVANCED.replace(b"<Year>2024", b"<Year>" + b"9" * 30)),
        ("us-ofac-sdn-xml", p.SDN_XML.replace(b">1</Record", b">" + b"9" * 5000 + b"</Record")),
    ],
)
def test_damage_that_once_gave_a_traceback(reference: Reference, source: str, data: bytes) -> None:
    """Found by fuzzing: a bare carriage return, a blank order, numbers without end."""
    with contextlib.suppress(EnduseError):
        read(reference, source, data)
