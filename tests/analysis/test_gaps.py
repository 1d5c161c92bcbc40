"""The gap table says what the law reaches on a day, and why it reaches no closer."""

from __future__ import annotations

from datetime import date

import pytest

from enduse.analysis.gap_cell import WASSENAAR, Cell
from enduse.analysis.gaps import RULES, GapTable
from enduse.analysis.reach import Status
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.table import Table

NOW = date(2026, 9, 1)


def cell(table: GapTable, technology: str, item: str | None, place: str, day: date) -> Cell:
    found = [
        c
        for c in table.cells(day, (place,))
        if c.technology == technology and c.item == item and c.jurisdiction == place
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("technology", "item", "place", "first", "entry", "before"),
    [
        ("crowd_control", "water_cannon", "us", date(2020, 10, 6), "0A977", Status.NONE),
        ("intrusion_software", None, "us", date(2022, 3, 7), "4A005", Status.NONE),
        ("dpi_filtering", None, "us", date(2022, 3, 7), "5A001.j", Status.NONE),
        ("crowd_control", "kinetic_launchers", "eu", date(2025, 8, 20), "2019/125 III.2.4",
         Status.CATCH_ALL_ONLY),
    ],
)  # fmt: skip
def test_a_gap_that_a_published_act_closed_is_open_the_day_before(
    table: GapTable,
    technology: str,
    item: str | None,
    place: str,
    first: date,
    entry: str,
    before: Status,
) -> None:
    """The entry is named as coming the day before, and reaches the goods on its first day."""
    open_cell = cell(table, technology, item, place, date.fromordinal(first.toordinal() - 1))
    assert open_cell.status is before
    assert entry not in open_cell.entries
    assert any(n.code == entry and str(first) in n.why and n.cite for n in open_cell.near)
    closed = cell(table, technology, item, place, first)
    assert closed.status in (Status.ENTRY, Status.ENTRY_WITH_PARAMETER)
    assert entry in closed.entries
    assert closed.cite


@pytest.mark.parametrize(
    ("technology", "item"),
    [
        ("facial_recognition", None),
        ("anpr", None),
        ("dna_analysis", None),
        ("social_media_monitoring", None),
        ("crowd_control", "acoustic_devices"),
        ("location_tracking", "as_a_service"),
    ],
)
def test_gaps_open_today_say_why(table: GapTable, technology: str, item: str | None) -> None:
    """No entry of the United States names these; the reason says what comes close."""
    found = cell(table, technology, item, "us", NOW)
    assert found.status is Status.NONE
    assert found.entries == ()
    assert found.decided_by == ()
    assert found.cite == ()
    assert len(found.reason) > 20


def test_an_entry_reached_by_another_property_is_near_and_not_an_entry(table: GapTable) -> None:
    """Encryption does not make face recognition a controlled technology."""
    found = cell(table, "facial_recognition", None, "us", NOW)
    near = {n.code: n for n in found.near}
    assert "encryption" in near["5D992.c"].why
    assert near["5D992.c"].cite


def test_an_entry_with_a_parameter_names_the_fact_that_decides(table: GapTable) -> None:
    """Thermal cameras turn on the frame rate, fingerprint systems on one among many."""
    thermal = cell(table, "thermal_imaging", None, "us", NOW)
    assert thermal.status is Status.ENTRY_WITH_PARAMETER
    assert "item.frame_rate_hz" in thermal.decided_by
    prints = cell(table, "biometric_fingerprint", None, "us", NOW)
    assert prints.status is Status.ENTRY_WITH_PARAMETER
    assert "item.identification" in prints.decided_by


def test_catch_alls_begin_on_their_days(table: GapTable) -> None:
    """Article 5 of 2021/821, article 12A in the United Kingdom, Article 5 on Russia."""
    face = [
        cell(table, "facial_recognition", None, "eu", date(2021, 9, day)).rules for day in (8, 9)
    ]
    assert "eu.dual-use.art-5-1" not in face[0]
    assert "eu.dual-use.art-5-1" in face[1]
    dna = [cell(table, "dna_analysis", None, "uk", date(2022, 5, day)).status for day in (18, 19)]
    assert dna == [Status.NONE, Status.CATCH_ALL_ONLY]
    russia = [
        cell(table, "dna_analysis", None, "eu", date(2024, 5, day)).status for day in (26, 27)
    ]
    assert russia == [Status.NONE, Status.CATCH_ALL_ONLY]


def test_goods_that_read_no_information_system_are_no_cyber_surveillance(table: GapTable) -> None:
    """DNA kits are never reached by Article 5; the elements that decide are named where it may."""
    assert "eu.dual-use.art-5-1" not in cell(table, "dna_analysis", None, "eu", NOW).rules
    face = cell(table, "facial_recognition", None, "eu", NOW)
    assert face.status is Status.CATCH_ALL_ONLY
    assert {"item.covert", "item.specially_designed"} <= set(face.decided_by)


def test_an_end_user_rule_reaches_goods_by_a_property_they_usually_have(table: GapTable) -> None:
    """Network cameras carry encryption, and 744.21 names it for police end users."""
    found = cell(table, "video_surveillance_camera", None, "us", NOW)
    assert found.status is Status.END_USER_ONLY
    assert found.rules == ("us.ear.744-21-a-1-supplement-2",)


def test_germany_stands_on_the_entries_of_the_union(table: GapTable) -> None:
    """Annex I binds in Germany too."""
    found = cell(table, "imsi_catcher", None, "de", NOW)
    assert "5A001.f" in found.entries


def test_the_arrangement_is_a_column_of_its_own(table: GapTable) -> None:
    """In the year of agreement nothing can be told; afterwards it is there."""
    year = [
        cell(table, "dpi_filtering", None, WASSENAAR, date(y, 6, 1)).status
        for y in (2012, 2013, 2014)
    ]
    assert year == [Status.NONE, Status.NOT_ASSESSED, Status.ENTRY_WITH_PARAMETER]


def test_every_cell_that_is_reached_has_a_citation_and_every_other_a_reason(
    table: GapTable,
) -> None:
    """No status stands without what it rests on."""
    for found in table.cells(NOW):
        if found.status in (Status.NONE, Status.NOT_ASSESSED):
            assert found.reason, found
        elif found.jurisdiction != WASSENAAR:
            assert found.cite, found
            assert found.entries or found.rules, found


def test_a_day_before_an_entry_was_read_is_not_assessed(table: GapTable) -> None:
    """Annex III was read from 2019; before, the table does not guess."""
    found = cell(table, "crowd_control", "portable_shock_weapons", "eu", date(2018, 1, 1))
    assert found.status is Status.NOT_ASSESSED
    assert found.near


def test_every_rule_of_the_reach_table_exists(table: GapTable, pack: Pack) -> None:
    """A rule that moved would silently leave the table."""
    rows = pack.section("tables", Table)[RULES].rows
    missing = [row["rule"] for row in rows if row["rule"] not in table.law.rules]
    assert missing == []
    assert {row["reach"] for row in rows} == {"catch_all", "end_user", "any_goods"}
