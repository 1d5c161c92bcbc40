"""Records taken together are the records that are read one by one, with their lines."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enduse.intake.delimited import Broken, Row
from enduse.intake.input import Input, Limits
from enduse.intake.pieces import rows_of
from enduse.intake.plain import Plain
from enduse.intake.records import Records

PLAIN_CELL = st.text(alphabet="abé 1;", max_size=4)
QUOTED_CELL = st.text(alphabet='ab,\n"\r', max_size=6).map(
    lambda text: '"' + text.replace('"', '""') + '"'
)
MARKED_CELL = st.sampled_from(['1"', 'a""b', '1"2"'])
RECORD = st.lists(PLAIN_CELL | QUOTED_CELL | MARKED_CELL, min_size=1, max_size=3).map(",".join)
LINES = st.lists(RECORD | st.text(alphabet='ab,"\r ', max_size=8), max_size=12)
TEXT = st.builds(
    lambda lines, end, last: end.join(lines) + last,
    LINES,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n", "\r\n", "\n\n"]),
)


def records(
    text: bytes, encoding: str = "utf-8", *, careful: bool = False, **options: int
) -> Records:
    """The records of a text; `careful`: each read by itself."""
    limits = Limits(cell_chars=options.pop("cell_chars", 1000))
    most = options.pop("most", 100)
    source = Input(name="x", open=lambda: io.BytesIO(text))
    valid = encoding == "utf-8" and not careful
    found = Records(source, encoding, ",", limits, valid=valid, **options)
    found.most = most
    if careful:
        found._byte = None
    return found


@given(
    TEXT,
    st.integers(0, 3),
    st.sampled_from([4, 16, 64, 1 << 20]),
    st.sampled_from([1, 2, 100]),
    st.sampled_from([6, 12, 1000]),
)
@example('a,b\n"x\ny,1\nz",2\n', 0, 16, 2, 1000)
@example('a,b\n"x\ny",1,2\n"x\ny",1\n', 1, 1 << 20, 100, 1000)
@example('a\n"x,1\n', 0, 4, 1, 6)
@example('a,b\n1,"x\r\r\n2",3', 1, 4, 1, 1000)
def test_together_is_one_by_one(
    text: str, measured: int, window: int, most: int, cell_chars: int
) -> None:
    """Whatever is damaged, however much is looked at, wherever a limit stands."""
    data = text.encode()
    options = {"measured": measured, "cell_chars": cell_chars}
    together = records(data, window=window, most=most, **options)
    careful = records(data, careful=True, **options)
    assert list(rows_of(together)) == list(rows_of(careful))


@given(
    st.lists(st.lists(PLAIN_CELL | st.text(alphabet='a,"\n', max_size=5), min_size=2, max_size=2))
)
def test_what_a_writer_of_csv_wrote_is_taken_together(rows: list[list[str]]) -> None:
    """And comes back as it was, blank rows aside."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    found = list(records(text.getvalue().encode(), measured=0, window=32))
    assert all(isinstance(piece, Plain) for piece in found)
    assert [row.cells for row in rows_of(iter(found))] == [r for r in rows if any(r)]


@pytest.mark.parametrize("most", [1, 3, 50])
def test_no_more_are_taken_together_than_asked(most: int) -> None:
    """A chunk of lines is filled to its last line; blank lines are not counted."""
    data = b"".join(b"%d,x\n\n" % n for n in range(100))
    sizes = [
        len(piece.lines)
        for piece in records(data, measured=0, window=64, most=most)
        if isinstance(piece, Plain)
    ]
    assert sum(sizes) == 100
    assert set(sizes[:-1]) == {most}


def test_marks_of_inches_are_taken_together() -> None:
    """Quotes in lines where none opens a cell, also beside lines where some do."""
    lines = [b'%d,1/2" pipe\n' % n if n % 2 else b'%d,"x, y"\n' % n for n in range(1000)]
    found = list(records(b"".join(lines), measured=0, most=10_000, window=1 << 20))
    assert [type(piece) for piece in found] == [Plain]
    rows = list(rows_of(iter(found)))
    assert rows[1] == Row(2, ["1", '1/2" pipe'])
    assert len(rows) == 1000


def test_one_stray_quote_costs_one_row() -> None:
    """What stands before and behind it is taken together."""
    lines = [b'%d,"x"\n' % n for n in range(1000)]
    lines[500] = b'500,"x"y"\n'
    found = list(records(b"".join(lines), measured=0, most=10_000))
    assert [type(piece) for piece in found] == [Plain, Row, Plain]
    assert found[1] == Row(501, ["500", 'xy"'])
    lines[500] = b'500,"x\n'
    found = list(records(b"".join(lines), measured=0, most=10_000))
    assert [type(piece) for piece in found] == [Plain, Broken, Plain]


@pytest.mark.parametrize("encoding", ["utf-16-le", "cp1251", "gb18030", "utf-8"])
def test_texts_of_any_encoding_give_the_same_rows(encoding: str) -> None:
    """They are taken together as UTF-8."""
    text = "".join(f'{n},"Камера {n}",x\n' for n in range(50))
    found = list(rows_of(records(text.encode(encoding), encoding, measured=1, window=64)))
    assert [row.line for row in found] == list(range(1, 51))
    assert found[7] == Row(8, ["7", "Камера 7", "x"])


def test_damaged_bytes_are_marks_in_their_cell() -> None:
    """As everywhere: the reader of the cell says so."""
    data = b"".join(b"%d,ab\xffc\n" % n for n in range(40))
    source = Input(name="x", open=lambda: io.BytesIO(data))
    found = list(rows_of(Records(source, "utf-8", ",", Limits(), valid=False)))
    assert {str(row.cells[1]) for row in found if isinstance(row, Row)} == {"ab\ufffdc"}
