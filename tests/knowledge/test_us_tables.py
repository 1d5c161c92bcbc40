"""The US chart, groups and entries against the facts they were transcribed from."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from enduse.knowledge.folder import Folder, read_folder
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.table import Table
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.tables import MembershipTable

ROOT = Path(__file__).resolve().parents[2]
READ = date(2026, 7, 23)
CHART, GROUPS = "law.us.country-chart", "law.country-groups"

pytestmark = pytest.mark.shared


@cache
def _folder() -> Folder:
    return read_folder(ROOT / "knowledge")


def _table(name: str) -> Table:
    table = _folder().sections["tables"][name]
    assert isinstance(table, Table)
    return table


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, Any]:
    """The US part of the facts file."""
    text = (shared / "facts" / "law_facts.yaml").read_text(encoding="utf-8")
    us: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["us"]
    return us


def test_every_destination_has_the_marks_of_the_edition_that_was_read(
    facts: dict[str, Any],
) -> None:
    """200 rows, cell by cell; embargoed rows have no mark of the chart."""
    chart = MembershipTable(_table(CHART), "country", "column")
    rows = facts["country_chart"]["rows"]
    assert len(rows) == 200
    for country, row in rows.items():
        members = chart.members(country, READ)
        assert members.known - {"part-746"} == set(row["columns"]), country
        assert not members.doubtful, country


def test_every_destination_has_the_groups_of_the_edition_that_was_read(
    facts: dict[str, Any],
) -> None:
    """Country groups of Supplement No. 1 to part 740."""
    table = MembershipTable(_table(GROUPS), "country", "group")
    # Groups of our own are in small letters, or the printed edition beside the one in force.
    printed = re.compile(r"us\.[A-Z](:\d)?$")
    for country, groups in facts["country_groups"]["members"].items():
        known = {one for one in table.members(country, READ).known if printed.match(one)}
        assert known == {f"us.{group}" for group in groups}, country


def test_every_dated_move_of_a_mark_stands_on_its_day(facts: dict[str, Any]) -> None:
    """The day before a move and the day of it, for marks that a rule added or took away."""
    chart = MembershipTable(_table(CHART), "country", "column")
    checked = 0
    for row in facts["country_history"]["rows"]:
        columns = re.findall(r"\b(?:CC|NS|RS|MT|CB|NP)\d\b", row["what"])
        if not row["what"].startswith("chart"):
            continue
        had = not row["state"].startswith("no mark")
        for column in columns:
            if row["from"]:
                level = chart.members(row["country"], row["from"]).level_of(column)
                assert (level is Level.TRUE) is had, (row["country"], column, row["from"])
                checked += 1
            if row["to"]:
                last = row["to"] - timedelta(days=1)
                level = chart.members(row["country"], last).level_of(column)
                assert (level is Level.TRUE) is had, (row["country"], column, last)
                checked += 1
    assert checked > 40


def test_every_dated_move_of_a_group_stands_on_its_day(facts: dict[str, Any]) -> None:
    """The day before and the day of a move; left out: Burma, whose rows overlap in the source."""
    table = MembershipTable(_table(GROUPS), "country", "group")
    checked = 0
    for row in facts["country_history"]["rows"]:
        if row["what"] != "country group" or row["country"] in ("MM", "AE"):
            continue
        inside = not row["state"].startswith("not ")
        groups = re.findall(r"\b[ABDE]:\d|\bB\b", row["state"].split("(")[0])
        days = [row["from"]] if row["from"] else []
        if row["to"] and row.get("to_precision") != "month":
            days.append(row["to"] - timedelta(days=1))
        for day in days:
            for group in groups:
                level = table.members(row["country"], day).level_of(f"us.{group}")
                assert (level is Level.TRUE) is inside, (row["country"], group, day)
                checked += 1
    assert checked > 20


def test_no_entry_claims_a_column_that_the_list_does_not_give_it(shared: Path) -> None:
    """Columns of every entry and sub-entry against the row of its entry in the list."""
    path = shared / "data" / "law" / "ccl_20260723.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    given = {}
    for row in rows:
        words = " ".join(
            re.sub(r"^Column", one["control"][:2] + " Column", one["countryChart"])
            for one in row["controls"]
        )
        found = re.findall(r"(NS|RS|MT|CB|NP|CC|AT|FC) Column (\d)", words)
        given[row["eccn"]] = {a + b for a, b in found}
    seen = 0
    for key, file in _folder().sections["controls"].items():
        assert isinstance(file, EntryFile)
        if not key.startswith("us-ccl."):
            continue
        base = file.code.split(".", maxsplit=1)[0]
        claimed = set(file.versions[-1].columns)
        assert claimed <= given[base], file.code
        seen += 1
    assert seen > 100
    for row in _table("controls.us-ccl-other").rows:
        columns = {one for one in row["columns"].split("|") if one}
        assert columns <= given[row["code"]], row["code"]


def test_every_entry_of_the_list_is_known_or_left_out_for_a_reason(shared: Path) -> None:
    """An entry that is left out has no requirement that could be read from its row."""
    path = shared / "data" / "law" / "ccl_20260723.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    held = {row["code"] for row in _table("controls.us-ccl-other").rows}
    for file in _folder().sections["controls"].values():
        assert isinstance(file, EntryFile)
        if file.jurisdiction == "us":
            held.add(file.code)
    for row in rows:
        if row["eccn"] in held:
            continue
        words = " ".join(one["countryChart"] for one in row["controls"])
        assert not row["controls"] or re.search(r"742\.6\(a\)\(11\)|742\.14", words), row["eccn"]
