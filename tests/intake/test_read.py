"""Reading files: counts that add up, and bad input that never gives a traceback."""

from __future__ import annotations

import gzip
import io
import os
import threading
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from enduse.errors import DataError, EnduseError, NoInputError, UsageError
from enduse.intake.countries import CountryNames
from enduse.intake.input import Limits
from enduse.intake.options import ReadOptions
from enduse.intake.read import read
from enduse.intake.report import ReadReport
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.transfer import Reject, Role, Source, Transfer

Read = Callable[..., tuple[list[Transfer], list[Reject], ReadReport]]
FLAT = "id,date,goods_description,hs,end_user,destination,quantity\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file and return its path."""

    def run(name: str, data: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return run


def test_the_example_shows_each_outcome_of_reading(read_all: Read, root: Path) -> None:
    """Read, read with problems, rejected: they add up to the rows of the file."""
    transfers, rejects, report = read_all(root / "examples" / "transfers.csv")
    one = report.files[0]
    assert (one.rows_in, one.read, one.with_problems, one.rejected) == (17, 15, 1, 1)
    assert one.profile == "flat"
    assert one.not_kept == ()
    bad = next(t for t in transfers if t.problems)
    assert [p.field for p in bad.problems] == ["date", "quantity"]
    assert bad.party(Role.END_USER) is not None
    assert rejects[0].source.line == 18
    assert "columns have shifted" in rejects[0].reason
    assert dict(transfers[0].keys) == {"VBELN": "0000123450", "POSNR": "000010"}


def test_a_bad_value_is_a_problem_and_its_line_keeps_its_parties(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """Issue 3, point 9: a line with a bad quantity still has its parties screened."""
    path = write("a.csv", FLAT + "1,31/02/2021,cameras,10620,Example Bureau,Atlantis,12 pcs\n")
    transfers, rejects, _ = read_all(path)
    assert not rejects
    assert transfers[0].parties[0].name == "Example Bureau"
    assert transfers[0].goods.hs == "010620"
    assert {p.field for p in transfers[0].problems} == {"date", "hs", "destination", "quantity"}


def zstd(data: bytes) -> bytes:
    """One frame."""
    packed: bytes = pa.compress(data, codec="zstd", asbytes=True)
    return packed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "koi8_r"])
def test_a_file_of_any_usual_encoding_is_read_and_the_encoding_shown(
    read_all: Read, write: Callable[..., Path], encoding: str
) -> None:
    """Russian in five encodings gives the same names."""
    text = FLAT + "1,2021-03-04,Камера купольная наблюдения,852589,Управление полиции,KZ,2\n" * 5
    path = write("r.csv", text.encode(encoding))
    transfers, _, report = read_all(path)
    assert transfers[0].parties[0].name == "Управление полиции"
    assert report.files[0].encoding
    assert report.files[0].encoding_how
    assert report.coverage.name_scripts == {"Cyrillic": 5}


def test_the_encoding_named_on_the_command_line_is_used(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """Also where it is wrong: the names then are what that encoding says."""
    path = write("r.csv", (FLAT + "1,2021,x,,Полиция,KZ,1\n").encode("cp1251"))
    transfers, _, _ = read_all(path, encoding="latin-1")
    assert transfers[0].parties[0].name == "Полиция".encode("cp1251").decode("latin-1")
    with pytest.raises(UsageError):
        read_all(path, encoding="nonsense")


def test_letters_lost_to_mixed_encodings_are_a_problem_of_their_field(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """One damaged line among many good ones."""
    good = (FLAT + "1,2021,cámara,,Policía,ES,1\n" * 40).encode()
    path = write("m.csv", good + "2,2021,cámara,,Policía,ES,1\n".encode("latin-1"))
    transfers, _, report = read_all(path)
    assert report.files[0].with_problems == 1
    assert {p.field for p in transfers[-1].problems} == {"goods_description", "end_user"}


def test_nul_bytes_are_taken_out_and_said(read_all: Read, write: Callable[..., Path]) -> None:
    """The rest of the text is kept."""
    path = write("n.csv", FLAT + "1,2021,cam\0era,,Bureau,ES,1\n")
    transfers, _, _ = read_all(path)
    assert transfers[0].goods.description == "camera"
    assert transfers[0].problems[0].field == "goods_description"


def test_headings_that_stand_twice_are_read_once_and_said(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """Of two equal headings the first counts."""
    path = write("d.csv", "id,end_user,end_user,destination\n1,A,B,CN\n")
    transfers, _, report = read_all(path)
    assert [p.name for p in transfers[0].parties] == ["A"]
    assert "stand twice" in report.files[0].remarks[0]


def test_short_and_long_rows(read_all: Read, write: Callable[..., Path]) -> None:
    """A short row is read with a problem; a row with more cells than headings is rejected."""
    path = write("s.csv", FLAT + "1,2021,cameras\n2,2021,a, b,,X,CN,1\n3,2021,c,,X,CN,1,,\n")
    transfers, rejects, _ = read_all(path)
    assert [t.id for t in transfers] == ["1", "3"]
    assert transfers[0].problems[0].field == "row"
    assert not transfers[1].problems
    assert [r.source.line for r in rejects] == [3]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("blank.csv", b"\n \n\t\n"),
        ("bom.csv", b"\xef\xbb\xbf"),
        ("nul.csv", b"\0" * 5000),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("noise.csv", bytes((i * 37 + 11) % 256 for i in range(5000))),
        ("page.csv", b"<!DOCTYPE html><html><body>Not found</body></html>"),
        ("unknown.csv", b"alpha,beta\n1,2\n"),
        ("broken.json", b'{"id": "1", '),
        ("deep.json", b"[" * 100_000),
        ("broken.xml", b"<ContractNotice><a>"),
        ("other.xml", b"<catalog><book/></catalog>"),
        ("bomb.xml", b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><feed><entry>&b;</entry></feed>'),
        ("feed.xml", b"<feed xmlns='http://www.w3.org/2005/Atom'/>"),
        ("cut.parquet", b"PAR1" + b"\0" * 100),
        ("cut.xlsx", b"PK\x03\x04" + b"\0" * 100),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("cut.gz", gzip.compress(b"a,b\n" * 1000, mtime=0)[:30]),
        ("cut.zst", zstd(b"a,b\n" * 1000)[:-3]),
        ("none.zst", b"\x28\xb5\x2f\xfd" + b"garbage" * 9),
        ("codes.csv", b"code|description\n03000000|productos\n"),
    ],
)
def test_a_file_that_is_none_gives_a_clear_error(
    read_all: Read, write: Callable[..., Path], name: str, data: bytes
) -> None:
    """Where, what, what to do; never a traceback."""
    path = write(name, data)
    said: list[tuple[str, str, str]] = []
    try:
        transfers, rejects, _ = read_all(path)
        assert not transfers
        said += [(one.source.file, one.reason, one.remedy) for one in rejects]
    except EnduseError as err:
        said.append((err.where, err.problem, err.remedy))
    assert said
    assert all(name in where and reason and remedy for where, reason, remedy in said)


def test_what_is_not_a_file_is_said(read_all: Read, tmp_path: Path) -> None:
    """Missing, an empty folder, a device."""
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "missing.csv", tmp_path / "folder", Path("/dev/zero")):
        with pytest.raises(NoInputError):
            read_all(path)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file"
)
def test_a_file_one_may_not_read_is_said(read_all: Read, write: Callable[..., Path]) -> None:
    """No permission is an error with the name of the file."""
    path = write("secret.csv", FLAT)
    path.chmod(0)
    with pytest.raises(NoInputError):
        read_all(path)


def test_a_pipe_that_nobody_writes_to_does_not_hang(read_all: Read, tmp_path: Path) -> None:
    """A FIFO without a writer is an error after a moment; with one it is read."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(NoInputError):
        read_all(pipe, limits=Limits(fifo_seconds=0.2))
    data = FLAT + "1,2021,cameras,,Bureau,CN,1\n"
    writer = threading.Thread(target=pipe.write_text, args=(data,))
    writer.start()
    transfers, _, _ = read_all(pipe)
    writer.join()
    assert len(transfers) == 1


def test_fifty_thousand_columns_are_refused_at_once(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """The error names the number and the option."""
    path = write("wide.csv", ",".join(f"c{i}" for i in range(50_000)) + "\n1\n")
    with pytest.raises(DataError, match="50,000 columns"):
        read_all(path)


def test_a_decompression_bomb_is_bounded(read_all: Read, write: Callable[..., Path]) -> None:
    """Zip, gzip, zstd and a spreadsheet that unpack to far more than their size."""
    zeros = b"0" * (1 << 20)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(100):
            archive.writestr(f"{i}.csv", zeros)
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        with archive.open("xl/worksheets/sheet1.xml", "w") as member:
            for _ in range(100):
                member.write(zeros)
    for name, data in (
        ("bomb.zip", packed.getvalue()),
        ("bomb.xlsx", sheet.getvalue()),
        ("bomb.csv.gz", gzip.compress(zeros * 100, mtime=0)),
        ("bomb.csv.zst", zstd(zeros * 100)),
    ):
        with pytest.raises(DataError):
            read_all(write(name, data))


def test_folders_archives_and_gzip_are_opened(read_all: Read, tmp_path: Path) -> None:
    """A folder with a zip, a gzip, a note and a file that is no table: each is accounted for."""
    row = "1,2021,cameras,,Bureau,CN,1\n"
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress((FLAT + row).encode()))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("in/one.csv", FLAT + row * 2)
        archive.writestr("two.csv", FLAT.replace("goods", "goods2") + row)
    (tmp_path / "readme.md").write_text("notes")
    (tmp_path / "strange.csv").write_text("alpha,beta\n1,2\n")
    transfers, rejects, report = read_all(tmp_path)
    assert len(transfers) == 4
    assert [one.name for one in report.files] == [
        "a.csv.gz", "b.zip/in/one.csv", "b.zip/two.csv", "strange.csv"
    ]  # fmt: skip
    assert report.skipped == ["readme.md"]
    assert [r.source.file for r in rejects] == ["strange.csv"]
    assert report.files[3].failed


def test_zstd_is_read_as_what_is_in_it(read_all: Read, tmp_path: Path) -> None:
    """In one frame or several, as tools that append write it."""
    row = "1,2021,cameras,,Bureau,CN,1\n"
    plain, packed = tmp_path / "a.csv", tmp_path / "a.csv.zst"
    plain.write_text(FLAT + row * 50)
    packed.write_bytes(zstd((FLAT + row * 20).encode()) + zstd((row * 30).encode()))
    expected, _, _ = read_all(plain)
    found, rejects, _ = read_all(packed)
    assert not rejects
    assert [replace(one, id="", source=Source()) for one in found] == [
        replace(one, id="", source=Source()) for one in expected
    ]


def test_a_spreadsheet_with_titles_numbers_and_serial_days(read_all: Read, tmp_path: Path) -> None:
    """Headings in row 6, codes typed as numbers, days as numbers, keys with zeros."""
    path = tmp_path / "orders.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Orders")
    sheet.write(0, 0, "Orders of the year")
    headings = ["Order No", "Ship Date", "Goods Description", "HS Code", "Quantity", "Consignee",
                "Destination"]  # fmt: skip
    for i, heading in enumerate(headings):
        sheet.write(5, i, heading)
    for i, cell in enumerate(["000123", 45000, "Live mammals", 10620, 1234.5, "A Zoo", "NO"]):
        sheet.write(6, i, cell)
    book.add_worksheet("Notes").write(0, 0, "not a table")
    book.close()
    transfers, rejects, report = read_all(path)
    assert not rejects
    one = transfers[0]
    assert (one.id, one.source.line) == ("000123", 7)
    assert one.goods.hs == "010620"
    assert one.destination == "NO"
    assert one.date is not None
    assert one.date.first.isoformat() == "2023-03-15"
    assert str(one.goods.quantity) == "1234.5"
    assert [p.field for p in one.problems] == ["hs"]
    assert report.files[0].header_line == 6


def test_rows_of_a_sheet_that_begins_below_its_top_keep_their_numbers(
    read_all: Read, tmp_path: Path
) -> None:
    """Blank rows and columns before the headings: row 7 is row 7."""
    path = tmp_path / "low.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(4, 2, ["id", "end_user", "destination"])
    sheet.write_row(6, 2, ["1", "X", "CN"])
    book.close()
    transfers, _, report = read_all(path)
    assert report.files[0].header_line == 5
    assert transfers[0].source.line == 7


def test_a_country_without_a_name_is_the_destination_and_shown_as_assumed(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """A consignee who is not named still says where the goods go."""
    path = write("a.csv", "id,goods_description,consignee,consignee_country\n1,cameras,,CN\n")
    transfers, _, _ = read_all(path)
    assert transfers[0].parties == ()
    assert transfers[0].destination == "CN"
    assert transfers[0].assumed[0].by == "the country of the consignee, who is not named"


def test_a_default_for_a_field_that_does_not_exist_is_refused(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """`--default colour=red`."""
    with pytest.raises(UsageError):
        read_all(write("a.csv", FLAT), defaults={"colour": "red"})


def test_numbers_and_days_of_a_whole_column_decide_its_habit(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """`1.234` and `03/04/2021` are read where other cells of the column prove the habit."""
    rows = "1;24/11/2020;A;DE;1.234\n2;03/04/2021;B;DE;1.234,56\n"
    path = write("h.csv", "id;date;end_user;destination;quantity\n" + rows)
    transfers, _, _ = read_all(path)
    assert [str(t.goods.quantity) for t in transfers] == ["1234", "1234.56"]
    assert transfers[1].date is not None
    assert transfers[1].date.first.isoformat() == "2021-04-03"
    alone = write("u.csv", "id;date;end_user;destination;quantity\n2;03/04/2021;B;DE;1.234\n")
    transfers, _, _ = read_all(alone)
    assert {p.field for p in transfers[0].problems} == {"date", "quantity"}


def test_a_column_that_contradicts_itself_proves_nothing(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """Both orders in one column: the ambiguous day stays a problem."""
    rows = "1,24/11/2020,A,DE\n2,11/24/2020,A,DE\n3,03/04/2021,B,DE\n"
    transfers, _, _ = read_all(write("c.csv", "id,date,end_user,destination\n" + rows))
    assert [bool(t.problems) for t in transfers] == [False, False, True]


def test_parquet_gives_what_csv_gives(read_all: Read, write: Callable[..., Path]) -> None:
    """The same rows in both formats, but for where they stand."""
    import pyarrow.parquet as pq

    path = write("a.csv", FLAT + "1,2021-03-04,cameras,852589,Bureau,CN,2\n2,,x,,,US,\n")
    table = pa.table(
        {
            "id": ["1", "2"], "date": ["2021-03-04", None], "goods_description": ["cameras", "x"],
            "hs": ["852589", None], "end_user": ["Bureau", None], "destination": ["CN", "US"],
            "quantity": [2, None],
        }
    )  # fmt: skip
    parquet = path.with_suffix(".parquet")
    pq.write_table(table, parquet)

    csv_rows, _, _ = read_all(path)
    parquet_rows, _, _ = read_all(parquet)
    plain = [replace(t, source=Source()) for t in csv_rows]
    assert [replace(t, source=Source()) for t in parquet_rows] == plain


def test_defaults_of_the_command_line_are_recorded_as_assumed(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """A line's own value is never overruled."""
    path = write("a.csv", FLAT + "1,2021,a,,X,CN,1\n2,2021,b,,Y,,1\n")
    transfers, _, _ = read_all(path, defaults={"destination": "KZ", "kind": "export"})
    assert [t.destination for t in transfers] == ["CN", "KZ"]
    assert {a.field for a in transfers[0].assumed} == {"kind"}
    assert {(a.field, a.by) for a in transfers[1].assumed} == {
        ("kind", "the command line"), ("destination", "the command line")
    }  # fmt: skip


def test_the_hash_of_the_file_is_with_every_line(
    read_all: Read, write: Callable[..., Path]
) -> None:
    """So that a finding can name the bytes it rests on."""
    import hashlib

    path = write("a.csv", FLAT + "1,2021,a,,X,CN,1\n")
    transfers, _, report = read_all(path)
    expected = hashlib.sha256(path.read_bytes()).hexdigest()
    assert transfers[0].source.sha256 == report.files[0].sha256 == expected


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet='ab,;"\n\t{}[]:<>/?!0159.é\0|', max_size=200).map(str.encode),
        st.binary(max_size=80).map(lambda b: (FLAT).encode() + b),
        st.binary(max_size=80).map(lambda b: b'{"ocid":"1","releases":' + b),
        st.binary(max_size=60).map(lambda b: b"<feed><entry>" + b + b"</entry></feed>"),
        st.binary(max_size=60).map(lambda b: b"PK\x03\x04" + b),
        st.binary(max_size=60).map(lambda b: b"PAR1" + b + b"PAR1"),
        st.binary(max_size=60).map(lambda b: b"\x1f\x8b\x08\x00" + b),
        st.binary(max_size=60).map(lambda b: b"\xd0\xcf\x11\xe0" + b),
    )
)
@example(b'{"releases": [1, null, {"ocid": 3, "awards": [{"items": 5}]}]}')
@example(b'[{"ocid": "x", "awards": {"a": 1}, "parties": ["p"], "tender": []}]')
@example(b'{"ocid": "x", "initiationType": [{"releaseDate": 1, "value": 2}], "awards": [[]]}')
@example(b'[{"id": "1"}, 2, "x", null]')
@example(b'{"id": 1e400, "goods": {"quantity": 1e400}}')
@example(FLAT.encode() + b"\xff\xfe\x00,1\n")
def test_any_bytes_give_transfers_rejects_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory,
    profiles: Mapping[str, ProfileFile],
    countries: CountryNames,
    data: bytes,
) -> None:
    """Never another exception, and the counts add up."""
    path = tmp_path_factory.mktemp("any") / "any.dat"
    path.write_bytes(data)
    reading = read([path], ReadOptions(), profiles, countries)
    items: list[Transfer | Reject] = []
    with suppress(EnduseError):
        items += reading
        assert reading.report.total("rows_in") == len(items)
