"""The shipped designations: every row of the fact base, with its days and terms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from enduse.knowledge.folder import read_folder
from enduse.lists.curated import curated_entries
from enduse.model.listing import ListEntry

HASH = "sha256:pack"
TOLD_APART = {
    "NetPosa",
    "SenseNets",
    "Nanjing FiberHome Starrysky Communication Development Co.",
}
"""The fact base takes the list's start date; the act that names them is 85 FR 34503."""


@pytest.fixture(scope="module")
def entries(root: Path) -> tuple[ListEntry, ...]:
    folder = read_folder(root / "knowledge")
    return curated_entries(folder.sections["lists"], HASH)  # type: ignore[arg-type]


def named(entries: tuple[ListEntry, ...], list_id: str, name: str) -> ListEntry:
    found = [e for e in entries if e.list == list_id and e.name == name]
    assert len(found) == 1, f"{name}: {len(found)} entries"
    return found[0]


def listed(entry: ListEntry, day: str) -> bool:
    return any(p.covers(date.fromisoformat(day)) for p in entry.intervals)


def test_listed_from_the_effective_day_and_not_the_day_before(
    entries: tuple[ListEntry, ...],
) -> None:
    """Dahua: 84 FR 54002, effective 2019-10-09."""
    dahua = named(entries, "us-bis-el", "Dahua Technology")
    assert not listed(dahua, "2019-10-08")
    assert listed(dahua, "2019-10-09")
    assert dahua.cite[0] == "84 FR 54002"
    assert dahua.snapshots == (HASH,)


def test_a_removed_entry_ends_on_the_day_of_removal(entries: tuple[ListEntry, ...]) -> None:
    """Sandvine was listed for eight months."""
    sandvine = named(entries, "us-bis-el", "Sandvine Incorporated")
    answers = [
        listed(sandvine, d) for d in ("2024-02-26", "2024-02-27", "2024-10-20", "2024-10-21")
    ]
    assert answers == [False, True, True, False]


def test_terms_change_with_their_own_dates(entries: tuple[ListEntry, ...]) -> None:
    """The footnote came three years after the listing."""
    dahua = named(entries, "us-bis-el", "Dahua Technology")
    assert dahua.profile_on(date(2022, 10, 20)) == "us-bis-el/all-items/xinjiang-split"
    assert (
        dahua.profile_on(date(2022, 10, 21))
        == "us-bis-el/all-items/presumption-of-denial/footnote-4"
    )
    assert dahua.profile_on(date(2019, 10, 8)) == ""


def test_savings_days_stand_on_the_entries_of_their_act(entries: tuple[ListEntry, ...]) -> None:
    """88 FR 18983: en route on 2023-03-28, exported before 2023-04-27."""
    police = named(entries, "us-bis-el", "Nicaraguan National Police (NNP)")
    assert police.savings == (date(2023, 3, 28), date(2023, 4, 27))
    assert police.added_by == "88 FR 18983"


def test_names_that_we_added_say_so(entries: tuple[ListEntry, ...]) -> None:
    """No list prints 海康威视; a report must not say that one does."""
    hikvision = named(entries, "us-bis-el", "Hangzhou Hikvision Digital Technology Co., Ltd.")
    ours = {n.value: n.ours for n in hikvision.names}
    assert ours["海康威视"] is True
    assert ours["Hikvision"] is False


def test_days_say_where_they_are_from(entries: tuple[ListEntry, ...]) -> None:
    """An act's effective day, a day the publisher printed, or the first file seen."""
    origins = {
        ("us-bis-el", "Dahua Technology"): "cited_act",
        ("us-ofac-ns", "SENSETIME GROUP LIMITED"): "list",
        ("us-ofac-sdn", "SPEECH TECHNOLOGY CENTER LIMITED"): "snapshots",
    }
    for (list_id, name), origin in origins.items():
        assert named(entries, list_id, name).dates_from.value == origin
    seen = named(entries, "us-ofac-sdn", "SPEECH TECHNOLOGY CENTER LIMITED")
    assert [seen.listed_on(date(2020, 1, 1)), seen.listed_on(date(2026, 7, 31))] == [None, True]


def test_ids_are_unique_and_do_not_depend_on_order(entries: tuple[ListEntry, ...]) -> None:
    """An entry is found again by list and id."""
    assert len({(e.list, e.entry) for e in entries}) == len(entries)


@pytest.mark.shared
def test_every_row_of_the_fact_base_is_shipped(
    shared: Path, entries: tuple[ListEntry, ...]
) -> None:
    """Name, aliases, countries, first day and pages of each row."""
    facts = yaml.safe_load((shared / "facts" / "law_facts.yaml").read_text(encoding="utf-8"))
    rows = facts["us"]["entity_list_surveillance_subset"]["entries"]
    assert len(rows) == 125
    for row in rows:
        name = " ".join(row["name"].split())
        mine = [
            e
            for e in entries
            if e.list == "us-bis-el"
            and e.name == name
            and {c.value for c in e.countries} == set(row["countries"])
            and set(row["fr_pages"]) <= set(e.cite)
        ]
        assert mine, f"{name} is missing"
        if row["valid_from"] and name not in TOLD_APART:
            starts = {e.intervals[0].start for e in mine}
            assert date.fromisoformat(str(row["valid_from"])) in starts, name
        names = {n.value for e in mine for n in e.names}
        assert {" ".join(a.split()) for a in row["aliases"]} <= names
