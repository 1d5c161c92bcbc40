"""Dated membership tables."""

from __future__ import annotations

from datetime import date

from enduse.knowledge.schema.base import Cite
from enduse.knowledge.schema.table import Table, TableCard
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.tables import MembershipTable

HEAD = ("country", "column", "from", "to", "read_from")
DAY = date(2020, 12, 22)


def table(*rows: tuple[str, ...], unlisted: str = "nothing") -> MembershipTable:
    """A chart with these rows."""
    card = TableCard.model_validate(
        {
            "title": "Chart",
            "columns": dict.fromkeys(HEAD, "text"),
            "cite": (Cite(instrument="15 CFR"),),
            "verified": True,
            "unlisted_keys": unlisted,
        }
    )
    read = tuple(dict(zip(HEAD, row, strict=True)) for row in rows)
    return MembershipTable(Table(card=card, rows=read), "country", "column")


def test_a_mark_holds_until_the_day_before_its_end() -> None:
    """`to` is the first day the mark no longer holds."""
    chart = table(("KR", "CC1", "always", "2023-12-08", ""))
    assert chart.members("KR", date(2023, 12, 7)).level_of("CC1") is Level.TRUE
    assert chart.members("KR", date(2023, 12, 8)).level_of("CC1") is Level.FALSE


def test_a_row_read_only_from_its_end_is_unconfirmed_before() -> None:
    """So a table says that nobody could tell whether the mark stood."""
    chart = table(("HK", "NS2", "always", "2020-12-23", "2020-12-23"))
    assert chart.members("HK", DAY).level_of("NS2") is Level.UNCONFIRMED
    assert chart.members("HK", date(2020, 12, 23)).level_of("NS2") is Level.FALSE


def test_a_destination_the_chart_does_not_list_is_not_free_of_marks() -> None:
    """Silence about a destination is no answer where the card says so."""
    rows = ("KR", "CC1", "always", "", "")
    assert table(rows).members("XX", DAY).level_of("CC1") is Level.FALSE
    assert table(rows, unlisted="unknown").members("XX", DAY).level_of("CC1") is Level.UNKNOWN
