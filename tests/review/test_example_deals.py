"""The deals of the examples folder, read from the file and answered by the shipped law."""

from __future__ import annotations

from pathlib import Path

from enduse.intake.countries import CountryNames
from enduse.intake.options import ReadOptions
from enduse.intake.read import COUNTRIES_TABLE, read
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.knowledge.schema.table import Table
from enduse.model.transfer import Transfer
from enduse.review.days import possible_days
from enduse.review.evaluate.line import Line
from enduse.review.licence.check import licences
from tests.review.licence.strategies import law, pack

EXPECTED = {
    "face-2017-06": {"de": "review_possible"},
    "face-2017-08": {"de": "review_possible"},
    "face-2022": {"de": "filing_mandatory"},
    "face-2017-06-lu": {"de": "review_possible"},
    "face-2017-08-lu": {"de": "review_possible"},
    "face-2022-lu": {"de": "filing_mandatory"},
    "bio-private": {"us": "filing_voluntary"},
    "bio-state": {"us": "filing_voluntary"},
    "bio-state-25": {"us": "filing_mandatory"},
    "track-50": {"uk": "not_covered"},
    "track-51": {"uk": "filing_mandatory"},
}
"""By the thresholds of AWV ss. 55 to 56, 31 CFR 800.211 and 800.244, NSIA s. 8(2)."""


def test_the_example_deals_are_answered_as_the_law_says(root: Path) -> None:
    """A Luxembourg holding changes nothing, and exactly 50 percent is not more than 50."""
    countries = CountryNames.of_table(pack().section("tables", Table)[COUNTRIES_TABLE])
    profiles = pack().section("profiles", ProfileFile)
    found = {}
    for deal in read([root / "examples" / "deals.csv"], ReadOptions(), profiles, countries):
        assert isinstance(deal, Transfer)
        assert deal.problems == ()
        days = possible_days(deal, law().change_days())
        wanted = tuple(EXPECTED[deal.id])
        answers = licences(
            law(), lambda day, deal=deal: Line(deal, day), days, wanted, explain=False
        )
        found[deal.id] = {one.jurisdiction: one.status.word for one in answers}
    assert found == EXPECTED
