"""Rows of delimited text: nothing is lost behind a quote, and every row knows its line."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.intake.delimited import Broken, Row, delimiter_of
from enduse.intake.input import Input, Limits
from enduse.intake.pieces import rows_of
from enduse.intake.records import Records


def read(text: str, delimiter: str = ",", limits: Limits | None = None) -> list[Row | Broken]:
    """All rows of a text."""
    data = text.encode()
    source = Input(name="x", open=lambda: io.BytesIO(data))
    return list(rows_of(Records(source, "utf-8", delimiter, limits or Limits(), valid=True)))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
def test_the_delimiter_is_the_one_that_cuts_rows_evenly(delimiter: str) -> None:
    """Commas inside texts do not mislead."""
    header = delimiter.join(["id", "goods", "value"])
    body = "\n".join(
        delimiter.join([str(i), "cameras; 4 MP, dome | black", "1,5"]) for i in range(9)
    )
    text = header + "\n" + body.replace("; 4 MP, dome | black", "") + "\n"
    assert delimiter_of(text) == delimiter


def test_rows_know_the_line_they_start_on() -> None:
    """A quoted text may span lines; blank lines are no rows."""
    found = read('a,b\n\n1,"two\nlines"\n\n3,4\n')
    assert [one.line for one in found] == [1, 3, 6]
    assert found[1] == Row(3, ["1", "two\nlines"])


def test_a_quote_that_is_never_closed_costs_one_row_not_the_file() -> None:
    """The swallowed lines are given back and read."""
    found = read('a,b\n1,"open\n' + "".join(f"{i},x\n" for i in range(2, 1200)))
    broken = [one for one in found if isinstance(one, Broken)]
    assert [one.line for one in broken] == [2]
    assert "quote" in broken[0].reason
    assert len(found) == 1200


def test_a_quote_closed_by_a_later_row_does_not_swallow_it() -> None:
    """Two rows with one stray quote each are two rows, not one."""
    found = read('a,b,c\n1,"x,3\n2,y,3\n4,"z",6\n7,8,9\n')
    lines = {one.line for one in found}
    assert {3, 4, 5} <= lines
    assert isinstance(next(one for one in found if one.line == 2), Broken)


def test_a_line_of_ten_megabytes_is_one_broken_row() -> None:
    """Memory is bounded, and reading goes on behind it."""
    found = read("a,b\n1,2\n" + "x" * 10_000_000 + "\n3,4\n")
    assert [type(one) for one in found] == [Row, Row, Broken, Row]
    assert found[3] == Row(4, ["3", "4"])


def test_nul_bytes_and_lone_returns_do_not_stop_the_reading() -> None:
    """NUL stays in its cell, for the cell's reader to take out."""
    found = read("a,b\r1,x\0y\r2,z\r\n")
    assert [one.cells for one in found if isinstance(one, Row)] == [
        ["a", "b"], ["1", "x\0y"], ["2", "z"]
    ]  # fmt: skip


@given(st.text(alphabet='ab,"\n\r;\0é', max_size=120))
def test_any_text_gives_rows_and_every_letter_is_somewhere(text: str) -> None:
    """No exception; each `a` of the text is in a row or in a broken row's line."""
    found = read(text)
    shown = "".join(
        one.text if isinstance(one, Broken) else "".join(map(str, one.cells)) for one in found
    )
    assert shown.count("a") == text.count("a")
