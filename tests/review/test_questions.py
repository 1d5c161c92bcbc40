"""Answers find their way back into the deals they are about."""

from __future__ import annotations

from decimal import Decimal

from enduse.model.transfer import Acquisition, Kind, Transfer
from enduse.review.questions import Answer, Answers

PLACES = {
    "acquisition.activities": "acquisition.activities",
    "acquisition.rights": "acquisition.rights",
    "acquisition.stake_after": "acquisition.stake_after_percent",
    "acquisition.within_group": "acquisition.facts.within_group",
}


def laid(deal: Acquisition, **answers: str) -> Acquisition | None:
    """The deal of line 1 with these answers."""
    given = [
        Answer(fact=f"acquisition.{name}", subject="line 1", value=value)
        for name, value in answers.items()
    ]
    transfer = Transfer(id="1", kind=Kind.ACQUISITION, acquisition=deal)
    return Answers(given, PLACES).lay_into(transfer).acquisition


def test_answers_about_a_deal_are_laid_into_it() -> None:
    """Lists are separated by `|`; a share is a number; other facts keep their names."""
    deal = laid(
        Acquisition(),
        activities="face recognition | drones",
        rights="none",
        stake_after="30",
        within_group="false",
    )
    assert deal == Acquisition(
        activities=("face recognition", "drones"),
        rights=(),
        stake_after_percent=Decimal(30),
        facts=(("within_group", "false"),),
    )


def test_what_the_line_says_itself_stands() -> None:
    """An answer fills a gap and overwrites nothing."""
    own = Acquisition(stake_after_percent=Decimal(0), rights=("veto",))
    assert laid(own, stake_after="30", rights="none") == own


def test_an_answer_that_cannot_be_read_leaves_the_question_open() -> None:
    """A share of "some" is no share."""
    assert laid(Acquisition(), stake_after="some") == Acquisition()
