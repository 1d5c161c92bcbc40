"""No finding without evidence: what cannot say what it rests on cannot be constructed."""

from __future__ import annotations

import pytest

from enduse.model.citation import Citation
from enduse.model.licence import Position
from enduse.model.match import NameMatch, Relation
from enduse.model.outcome import Range, Status
from enduse.model.period import Period, parse_transfer_date
from enduse.model.review import FlagFinding
from enduse.model.subject import Organ, Technology


def test_a_technology_needs_words() -> None:
    """The words that carried it."""
    with pytest.raises(ValueError, match="words"):
        Technology(id="facial_recognition", because=())


def test_an_organ_needs_words() -> None:
    """The words of the name."""
    with pytest.raises(ValueError, match="words"):
        Organ(cls="police", country="", place="", level="", branch_of="", state="organ", because=())


def test_a_match_explains_itself() -> None:
    """Word pairs, or an identifier."""
    with pytest.raises(ValueError, match="explains"):
        NameMatch(
            list="l", entry="1", entry_name="A", matched_name="A", relation=Relation.SAME,
            score=9000, words=(),
        )  # fmt: skip


def test_a_requirement_names_its_rule() -> None:
    """A position that asks for a licence without a rule is a wrong state."""
    both = Range(best=Status.LICENCE_REQUIRED, worst=Status.LICENCE_REQUIRED)
    with pytest.raises(ValueError, match="names its rule"):
        Position(entry="x", basis="declared", status=Status.LICENCE_REQUIRED, could_be=both)


def test_a_flag_that_is_seen_says_what_it_saw() -> None:
    """A red flag without evidence is not seen."""
    with pytest.raises(ValueError, match="names what it saw"):
        FlagFinding(id="f", state="seen", raises="refer", question="?", because=(), cite=())


def test_a_citation_names_its_instrument() -> None:
    """An empty citation is none."""
    with pytest.raises(ValueError, match="instrument"):
        Citation(instrument="")


def test_periods_and_ranges_have_an_order() -> None:
    """Neither ends before it starts."""
    day = parse_transfer_date("2021-03-04").first
    with pytest.raises(ValueError, match="not after"):
        Period(start=day, end=day)
    with pytest.raises(ValueError, match="worse"):
        Range(best=Status.PROHIBITED, worst=Status.NOT_SUBJECT)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-03-04", "2021-03-04", "2021-03-04"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("2021-04-29T17:00:00+01:00", "2021-04-29", "2021-04-29"),
    ],
)
def test_a_date_is_the_interval_it_may_be(text: str, first: str, last: str) -> None:
    """A day, a month, a year, a moment."""
    date = parse_transfer_date(text)
    assert (date.first.isoformat(), date.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["2021-02-30", "2021-13", "21", "yesterday", "2021/03/04"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    """Never guessed."""
    with pytest.raises(ValueError):
        parse_transfer_date(text)
