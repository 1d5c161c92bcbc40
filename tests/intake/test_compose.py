"""Parts and wholes of a line: values with the notes of the parts that were asked."""

from __future__ import annotations

from decimal import Decimal

from enduse.intake.cells import Cell
from enduse.intake.compose import NO_NOTES, Notes, together
from enduse.intake.countries import CountryNames
from enduse.intake.groups import Habits
from enduse.intake.lines import LineReader
from enduse.intake.mapping import map_columns
from enduse.intake.remembered import Remembered
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.transfer import Assumption, Problem, Source

PROFILE = ProfileFile.model_validate(
    {
        "title": "t",
        "about": "a",
        "generic": True,
        "defaults": {"currency": "EUR", "consignee_type": "organisation"},
        "cite": [{"instrument": "i"}],
        "verified": False,
    }
)
COUNTRIES = CountryNames([("DE", "DE"), ("FR", "FR")])
ASSUMED = Assumption(field="a", value="1", by="x")
PROBLEM = Problem(field="p", value="1", reason="r", remedy="m")


def reader(*headings: str) -> LineReader:
    """A reader of these fields."""
    return LineReader(map_columns("p", PROFILE, headings), COUNTRIES, Habits(), {})


def test_notes_stand_in_the_order_of_the_line() -> None:
    """And nothing at all is one thing."""
    assert together([NO_NOTES, NO_NOTES]) is NO_NOTES
    first, second = Notes((PROBLEM,), ()), Notes((), (ASSUMED,))
    assert together([NO_NOTES, first]) is first
    assert together([first, second, first]) == Notes((PROBLEM, PROBLEM), (ASSUMED,))


def test_nobody_asks_for_the_unit_of_no_value_nor_for_the_type_of_no_party() -> None:
    """Defaults that were not needed are not said to be assumed."""
    line = reader("value", "consignee").read(["", ""], Source())
    assert line.assumed == ()
    line = reader("value", "consignee").read(["1", "ACME"], Source())
    assert [one.field for one in line.assumed] == ["currency", "consignee_type"]


def test_a_country_without_a_receiver_is_the_destination_once() -> None:
    """The first of consignee and end user; a stated destination goes before both."""
    headings = ("destination", "consignee", "consignee_country", "end_user", "end_user_country")
    line = reader(*headings).read(["", "", "DE", "", "FR"], Source())
    assert line.destination == "DE"
    assert [one.value for one in line.assumed] == ["DE"]
    line = reader(*headings).read(["", "ACME", "DE", "", "FR"], Source())
    assert line.destination == "FR"
    line = reader(*headings).read(["FR", "", "DE", "", "XX"], Source())
    assert (line.destination, line.assumed) == ("FR", ())
    assert [one.field for one in line.problems] == ["end_user_country"]


def test_cells_that_are_equal_to_python_and_not_to_a_reader_are_told_apart() -> None:
    """1, true, 1.0 and 1.00 are four cells."""
    cells: list[Cell] = [1, True, 1.0, Decimal("1.0"), Decimal("1.00"), "1"]
    read = Remembered((0,), lambda row: repr(row[0]))
    assert [read([cell]) for cell in cells] == [repr(cell) for cell in cells]
    both = Remembered((0, 1), lambda row: repr(row))
    assert [both([cell, 1]) for cell in cells] == [repr((cell, 1)) for cell in cells]
