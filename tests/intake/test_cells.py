"""Single cells: what they say, and when they are said to be unreadable instead of guessed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.intake.cells import (
    Cell,
    CellError,
    cell_text,
    day,
    day_order_of,
    decimal_mark_of,
    hs_code,
    number,
)


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1.234,56", None, "1234.56"),
        ("1,234.56", None, "1234.56"),
        ("1.234.567", None, "1234567"),
        ("12,34,567.8", None, "1234567.8"),
        ("1 234,5", None, "1234.5"),
        ("1\u00a0234\u202f567,89", None, "1234567.89"),
        ("1'234.50", None, "1234.50"),
        ("100-", None, "-100"),
        ("1.500,00-", None, "-1500.00"),
        ("(25)", None, "-25"),
        ("+7", None, "7"),
        ("0.234", None, "0.234"),
        ("1234.567", None, "1234.567"),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("1,234", ".", "1234"),
        (",5", None, "0.5"),
        ("2.5e3", None, "2500"),
        ("١٢٣", None, "123"),
        ("１２", None, "12"),
        (852589.0, None, "852589"),
        (20, None, "20"),
    ],
)
def test_numbers_are_read_as_erp_and_customs_print_them(
    text: Cell, mark: str | None, value: str
) -> None:
    """Groups, trailing minus, brackets, other digits, Indian lakhs."""
    assert number(text, mark) == Decimal(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("12 pcs", None), ("", None), ("n/a", None), ("1.234", None), ("1,234", None),
        ("--5", None), ("1.2.3", ","), ("12.34,56", ","), ("1,23,4", "."), ("NaN", None),
        ("Infinity", None), ("1e999", None), (True, None), (None, None),
        ("€ 5", None), (float("nan"), None),
    ],
)  # fmt: skip
def test_numbers_that_are_none_or_two_are_not_guessed(text: Cell, mark: str | None) -> None:
    """Units, words, and a mark that could be either."""
    with pytest.raises(CellError):
        number(text, mark)  # type: ignore[arg-type]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_number_printed_either_way_is_read_back(value: Decimal) -> None:
    """English and German printing, the mark known."""
    english = f"{value:,.2f}"
    german = english.replace(",", "_").replace(".", ",").replace("_", ".")
    assert number(english, ".") == value
    assert number(german, ",") == value


@pytest.mark.parametrize(
    ("cell", "order", "first", "last"),
    [
        ("2021-03-04", None, "2021-03-04", "2021-03-04"),
        ("2021-03", None, "2021-03-01", "2021-03-31"),
        ("2021", None, "2021-01-01", "2021-12-31"),
        ("24.11.2026", None, "2026-11-24", "2026-11-24"),
        ("04.11.2026", "dmy", "2026-11-04", "2026-11-04"),
        ("04/11/2026", "mdy", "2026-04-11", "2026-04-11"),
        ("07/07/2026", None, "2026-07-07", "2026-07-07"),
        ("2026/11/24", None, "2026-11-24", "2026-11-24"),
        ("20261124", None, "2026-11-24", "2026-11-24"),
        ("2026年11月24日", None, "2026-11-24", "2026-11-24"),
        ("24-Nov-2026", None, "2026-11-24", "2026-11-24"),
        ("November 24, 2026", None, "2026-11-24", "2026-11-24"),
        ("Jan 2025", None, "2025-01-01", "2025-01-31"),
        ("2015-04-08 00:00:00 GMT", None, "2015-04-08", "2015-04-08"),
        ("2012-10-30 19:24", None, "2012-10-30", "2012-10-30"),
        (45000.0, None, "2023-03-15", "2023-03-15"),
        (20230315.0, None, "2023-03-15", "2023-03-15"),
        (2021.0, None, "2021-01-01", "2021-12-31"),
        (date(2021, 3, 4), None, "2021-03-04", "2021-03-04"),
        (datetime(2021, 3, 4, 5, 6), None, "2021-03-04", "2021-03-04"),  # noqa: DTZ001
    ],
)
def test_dates_of_the_usual_forms(cell: Cell, order: str | None, first: str, last: str) -> None:
    """Days, months, years, Excel serial days."""
    read = day(cell, order)  # type: ignore[arg-type]
    assert (read.first.isoformat(), read.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("31/02/2021", "dmy"), ("31/02/2021", None), ("2021-02-30", None), ("03/04/2021", None),
        ("24/11/2026", "mdy"), ("04.11.26", "dmy"), ("tomorrow", None), ("12-Oct-25", None),
        (7.5, None), ("99999999", None), ("0000-00-00", None), ("Foo 2025", None),
    ],
)  # fmt: skip
def test_dates_that_do_not_exist_or_are_two_are_not_guessed(cell: Cell, order: str | None) -> None:
    """31 February, day and month unclear, two-digit years."""
    with pytest.raises(CellError):
        day(cell, order)  # type: ignore[arg-type]


def test_what_a_number_or_a_date_alone_proves() -> None:
    """Evidence for the whole column comes from unambiguous cells only."""
    assert decimal_mark_of("1.234,5") == ","
    assert decimal_mark_of("1,234,567") == "."
    assert decimal_mark_of("12.5") == "."
    assert decimal_mark_of("1.234") is None
    assert decimal_mark_of("abc") is None
    assert day_order_of("24/11/2026") == "dmy"
    assert day_order_of("11/24/2026") == "mdy"
    assert day_order_of("03/04/2026") is None
    assert day_order_of("2026/11/24") is None


def test_hs_codes_typed_as_numbers_get_their_zero_back_and_say_so() -> None:
    """`010620` becomes 10620.0 in a spreadsheet."""
    assert hs_code("010620") == ("010620", None)
    assert hs_code("8525.89.00") == ("85258900", None)
    digits, remark = hs_code(10620.0)
    assert digits == "010620"
    assert remark is not None
    assert hs_code("69072100132") == ("69072100132", None)
    with pytest.raises(CellError):
        hs_code("cameras")


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.none(), st.booleans()))
def test_no_cell_breaks_a_parser(cell: Cell) -> None:
    """Each parser gives a value or a CellError, never another exception."""
    cell_text(cell)
    numbers, days = partial(number, mark=None), partial(day, order=None)
    for parse in (numbers, days, partial(day, order="dmy"), hs_code):
        with suppress(CellError):
            parse(cell)
