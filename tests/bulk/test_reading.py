"""Lines read by column are the lines read row by row: values, problems, rejects, counts, order."""

from __future__ import annotations

import csv
import io
import pickle
import random
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.bulk.chunks import chunks
from enduse.bulk.plan.factor import Factor
from enduse.bulk.plan.parts import Parts, with_answers
from enduse.bulk.reading import counts_of, parts_of_block
from enduse.errors import EnduseError
from enduse.intake.blocks import Block, Columns
from enduse.intake.countries import CountryNames
from enduse.intake.options import ReadOptions
from enduse.intake.read import knowledge_for_reading, read
from enduse.intake.report import FileReport
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.transfer import Reject, Transfer
from enduse.review.questions import FILE, Answer, Answers

Knowledge = tuple[Mapping[str, ProfileFile], CountryNames]

CELLS = {
    "id": ["T-1", "T-2", " T-3 ", ""],
    "group": ["B-1", ""],
    "key_bl": ["7", ""],
    "key_container": ["X", ""],
    "date": ["2021-03-04", "2021-03", "03/04/2021", "31/12/2020", "never", ""],
    "date_basis": ["export", "birthday", ""],
    "kind": ["export", "Re export", "gift", ""],
    "goods_description": ["cameras, dome", 'the "best" pumps', "two\nlines", "насос", "a\x07b", ""],
    "hs": ["852580", "85258", "x", ""],
    "cpv": ["35125300", "3512530", "no", ""],
    "code_eccn": ["5A002", ""],
    "entry_us": ["EAR99", "none", ""],
    "fact_bits": ["128", ""],
    "origin": ["DE", "Germany", "Congo", ""],
    "destination": ["CN", "China", "Atlantis", ""],
    "transit": ["DE|FR", "none", "DE|Atlantis", ""],
    "consignee": ["ACME Ltd", "ООО Ромашка", "\ufffdx", ""],
    "consignee_also": ["АКМЕ", ""],
    "consignee_country": ["CN", "Nowhere", ""],
    "consignee_type": ["organisation", "robot", ""],
    "consignee_owners": ["A 60%|B 40%", "50%", "none", ""],
    "end_user": ["Bureau", ""],
    "end_user_country": ["VN", "??", ""],
    "end_user_state_percent": ["50", "half", ""],
    "end_user_identifier_lei": ["123", ""],
    "value": ["1200", "12.50", "1.234", "1,5", "a lot", ""],
    "currency": ["USD", "usd", "dollars", ""],
    "value_basis": ["line", "guess", ""],
    "quantity": ["7", "3 kg", ""],
    "statement_informed": ["yes", "no", ""],
    "end_use": ["police", ""],
    "acquisition_form": ["shares", ""],
    "acquisition_stake_after_percent": ["25", "25%", "300", ""],
    "remarks": ["of no use", ""],
}


@dataclass
class Found:
    """What a reading came to."""

    transfers: list[Transfer]
    rejects: list[Reject]
    files: list[FileReport]
    error: str = ""
    together: int = 0


def by_row(paths: Iterable[Path], options: ReadOptions, knowledge: Knowledge) -> Found:
    """Row by row: the specification."""
    reading = read(list(paths), options, *knowledge)
    found = Found([], [], reading.report.files)
    try:
        for item in reading:
            if isinstance(item, Reject):
                found.rejects.append(item)
            else:
                found.transfers.append(item)
    except EnduseError as err:
        found.error = str(err)
    return found


def by_block(paths: Iterable[Path], options: ReadOptions, knowledge: Knowledge, size: int) -> Found:
    """In blocks, each sent somewhere else and read there."""
    reading = read(list(paths), options, *knowledge)
    found = Found([], [], reading.report.files)
    try:
        for one in chunks(reading.in_blocks(size), found.rejects, size):
            assert 0 < len(one) <= size
            parts = one
            if isinstance(one, Block):
                parts = parts_of_block(pickle.loads(pickle.dumps(one)))
                reading.report.files[one.file].add(counts_of(parts))
                segments = (s for s in one.segments if isinstance(s, Columns))
                found.together += sum(len(segment.numbers) for segment in segments)
            assert isinstance(parts, Parts)
            check(parts)
            found.transfers += [parts.transfer(row) for row in range(len(parts))]
    except EnduseError as err:
        found.error = str(err)
    return found


def check(parts: Parts) -> None:
    """Every value of a column is held by a row, as the plan expects."""
    columns = [getattr(parts, one.name) for one in fields(parts)]
    for column in [*columns, *parts.slots]:
        if isinstance(column, Factor):
            assert set(column.codes.tolist()) == set(range(len(column.values)))
            assert len(column) == len(parts)


def assert_same(
    paths: Iterable[Path], knowledge: Knowledge, size: int = 50_000, **options: object
) -> Found:
    """Both ways give the same; the second is returned."""
    paths = list(paths)
    asked = ReadOptions(**options)  # type: ignore[arg-type]
    rows, blocks = by_row(paths, asked, knowledge), by_block(paths, asked, knowledge, size)
    assert blocks.error == rows.error
    assert blocks.rejects == rows.rejects
    assert len(blocks.transfers) == len(rows.transfers)
    for n, (one, other) in enumerate(zip(blocks.transfers, rows.transfers, strict=True)):
        assert one == other
        # Equal numbers may be written differently; long files are not compared to their end.
        assert n >= 2_000 or repr(one) == repr(other)
    assert blocks.files == rows.files
    return blocks


@pytest.fixture(scope="module")
def knowledge(pack: Pack) -> Knowledge:
    """What reading needs of the pack."""
    return knowledge_for_reading(pack)


@dataclass(frozen=True)
class Text:
    """A table as text: how it is written and damaged."""

    seed: int
    rows: int
    delimiter: str
    encoding: str
    end: str
    quoting: int
    damage: float

    def data(self) -> bytes:
        """The file."""
        draw = random.Random(self.seed)
        names = draw.sample(sorted(CELLS), draw.randint(3, 14))
        kept = [[draw.choice(CELLS[name]) for name in names] for _ in range(draw.randint(1, 12))]
        text = io.StringIO()
        writer = csv.writer(
            text, delimiter=self.delimiter, lineterminator="\n", quoting=self.quoting
        )
        writer.writerow(names)
        lines = [text.getvalue()]
        for _ in range(self.rows):
            row = list(draw.choice(kept))
            row[draw.randrange(len(row))] = draw.choice(CELLS[draw.choice(names)])
            damaged = draw.random() < self.damage
            if damaged and draw.random() < 0.5:
                row = row[: draw.randrange(len(row) + 1)] + [draw.choice(["", "x"])] * 3
            text = io.StringIO()
            csv.writer(
                text, delimiter=self.delimiter, lineterminator="\n", quoting=self.quoting
            ).writerow(row)
            line = text.getvalue()
            if damaged and draw.random() < 0.5:
                at = draw.randrange(len(line))
                line = line[:at] + draw.choice(['"', "\n", "\r", " ", ""]) + line[at:]
            lines.append(line)
        whole = "".join(lines).replace("\n", self.end)
        return whole.encode(self.encoding, "replace")


TEXTS = st.builds(
    Text,
    st.integers(0, 1 << 30),
    st.sampled_from([0, 1, 29, 40, 75]),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1251", "utf-16", "gb18030"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from([0.0, 0.0, 0.1, 0.5]),
)


@settings(deadline=None)
@given(text=TEXTS, size=st.sampled_from([1, 7, 1000]))
def test_any_table_of_text(text: Text, size: int, knowledge: Knowledge) -> None:
    """Whatever its cells, its damage, its encoding, and wherever its blocks are cut."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.csv"
        path.write_bytes(text.data())
        assert_same([path], knowledge, size)


def test_plain_rows_are_taken_together(tmp_path: Path, knowledge: Knowledge) -> None:
    """All but the first rows, of which the widths are measured."""
    path = tmp_path / "lines.csv"
    lines = [f"T-{n},2021-03-0{1 + n % 9},ACME {n % 50},CN,{n}.5\n" for n in range(1000)]
    path.write_text("id,date,consignee,destination,value\n" + "".join(lines))
    assert assert_same([path], knowledge, 300).together == 971


@pytest.mark.parametrize(
    "line",
    [
        ",,,,\n",
        "T-1,2021-03-04\n",
        "T-1,2021-03-04,ACME,CN,1,more\n",
        "T-1,2021-03-04,ACME,CN,1,\n",
        'T-1,2021-03-04,"AC"ME,CN,1\n',
        'T-1,2021-03-04,"ACME,CN,1\n',
        'T-1,2021-03-04,"AC\n\nME",CN,1\n',
        'T-1,2021-03-04,"AC\nME"\n',
        "\n",
        "   \n",
        "T-1,2021-03-04,AC\x00ME,CN,1\n",
        "T-1,2021-03-04,AC\rME,CN,1\n",
        'T-1,2021-03-04,1/2" ACME,CN,1\n',
        'T-1,2021-03-04,""ACME,CN,1\n',
        'T-1,2021-03-04,AC""ME"",CN,1\n',
        '"T,1",2021-03-04,1/2" ACME,CN,1\n',
    ],
)
def test_one_odd_row_among_plain_ones(line: str, tmp_path: Path, knowledge: Knowledge) -> None:
    """Blank, short, shifted, behind a quote, on several lines."""
    path = tmp_path / "lines.csv"
    plain = "T-1,2021-03-04,ACME,CN,1.5\n"
    head = "id,date,consignee,destination,value\n"
    path.write_bytes((head + plain * 50 + line + plain * 50).encode())
    assert_same([path], knowledge, 30)


def test_many_odd_rows(tmp_path: Path, knowledge: Knowledge) -> None:
    """Marks of inches are taken together; what lies between many odd rows is read by row."""
    path = tmp_path / "lines.csv"
    head = "id,date,consignee,destination,value\n"
    inches = 'T-1,2021-03-04,1/2" ACME,CN,1.5\n' * 50
    path.write_text(head + ("T-1,2021-03-04,ACME,CN,1.5\n" * 9 + inches) * 3)
    assert assert_same([path], knowledge).together == 3 * 59 - 29
    odd = '"T-1"x,2021-03-04,ACME,CN,1.5\n' + "T-1,2021-03-04,ACME,CN,1.5\n" * 3
    path.write_text(head + odd * 60)
    assert 10 < assert_same([path], knowledge).together < 50


def test_rows_with_a_cell_more_than_headings(tmp_path: Path, knowledge: Knowledge) -> None:
    """As some exports end every row with a delimiter: still taken together."""
    path = tmp_path / "lines.csv"
    path.write_text("id,date,consignee\n" + "T-1,2021-03-04,ACME,\n" * 100)
    assert assert_same([path], knowledge).together == 71
    path.write_text("id,date,consignee\n" + "T-1,2021-03-04,ACME,\n" * 99 + "T-2,,ACME,CN\n")
    assert len(assert_same([path], knowledge).rejects) == 1


def test_damaged_bytes(tmp_path: Path, knowledge: Knowledge) -> None:
    """They are marks in their cell, and a problem of the line, in both ways."""
    path = tmp_path / "lines.csv"
    lines = "".join(f"T-{n},2021-03-04,Общество {n % 3}\n" for n in range(200)).encode()
    path.write_bytes(b"id,date,consignee\n" + lines + b"T-x,2021-03-04,AC\xffME\n" * 3)
    found = assert_same([path], knowledge)
    assert sum(bool(one.problems) for one in found.transfers) == 3


@pytest.mark.parametrize("size", [3, 1000])
def test_parquet(size: int, tmp_path: Path, knowledge: Knowledge) -> None:
    """Typed columns: numbers, days, lists, nothing."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [
        {
            "id": f"T-{n}",
            "date": date(2021, 3, 1 + n % 28) if n % 5 else None,
            "goods_description": [None, "cameras", "pumps"][n % 3],
            "hs": [852580, 8525801, None][n % 3],
            "value": [Decimal("12.50"), None, Decimal("7.00")][n % 3],
            "quantity": [1.0, 2.5, float("nan")][n % 3],
            "transit": [["DE", None, "FR"], [], None][n % 3],
            "fact_new": [True, False, None][n % 3],
            "key_at": datetime.fromisoformat(f"2021-03-04T{n % 24:02d}:00:00"),
            "consignee": b"ACME",
            "nothing": None,
        }
        for n in range(100)
    ]
    path = tmp_path / "lines.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    assert assert_same([path], knowledge, size).together == 100


def test_flat_json(tmp_path: Path, knowledge: Knowledge) -> None:
    """Objects that are rows; some are none, and 1, true and 1.0 are not one cell."""
    path = tmp_path / "lines.jsonl"
    lines = [
        '{"id": "a", "date": "2021-03-04", "model": 1, "consignee": "X", "value": 1.50}',
        '{"id": "b", "model": true, "value": 1.5, "transit": ["DE", "FR"]}',
        '{"id": "c", "model": 1.0, "value": "1.5"}',
        "[1]",
        "{broken",
        '{"id": 7, "model": 1, "value": true}',
    ]
    path.write_text("\n".join(lines) + "\n")
    found = assert_same([path], knowledge, 2)
    assert [one.goods.model for one in found.transfers] == ["1", "true", "1.0", "1"]


def test_defaults_and_places_without_a_receiver(tmp_path: Path, knowledge: Knowledge) -> None:
    """Assumptions stand in the same order, also the one of the destination."""
    path = tmp_path / "lines.csv"
    rows = ["T-1,,CN,,VN,,1\n", "T-2,ACME,CN,,VN,,\n", "T-3,,,,VN,,2\n", "T-4,,CN,,,FR,3\n"]
    head = "id,consignee,consignee_country,end_user,end_user_country,destination,value\n"
    path.write_text(head + "".join(rows) * 30)
    defaults = {"currency": "EUR", "kind": "export", "consignee_type": "organisation"}
    found = assert_same([path], knowledge, defaults=defaults)
    assert [one.destination for one in found.transfers[-4:]] == ["CN", "VN", "VN", "FR"]


def test_one_file_read_in_two_ways(tmp_path: Path, knowledge: Knowledge) -> None:
    """A process that read a table reads it anew when it is asked otherwise."""
    path = tmp_path / "lines.csv"
    path.write_text("id,consignee,value\n" + "T-1,ACME,2\n" * 40)
    for currency in ("EUR", "USD"):
        found = assert_same([path], knowledge, defaults={"currency": currency})
        assert {one.goods.value.currency for one in found.transfers if one.goods.value} == {
            currency
        }


ANSWERS = [
    Answer(fact="statement.informed", subject=FILE, value="false"),
    Answer(fact="destination", subject=FILE, value="CN"),
    Answer(fact="destination", subject="line T-1", value="VN"),
    Answer(fact="dispatched_from", subject="line T-2", value="DE"),
    Answer(fact="acquisition.stake_after_percent", subject=FILE, value="30"),
    Answer(fact="acquisition.facts.foreign", subject="line T-2", value="true"),
    Answer(fact="item.bits", subject="cameras, dome", value="256"),
    Answer(fact="goods.entries.us", subject="pumps", value="EAR99"),
    Answer(fact="goods.origin", subject="852580", value="JP"),
    Answer(fact="party.military", subject="ACME Ltd", value="true"),
    Answer(fact="parties.country", subject="Bureau", value="KZ"),
]
PLACES = {
    "statement.informed": "statements.informed",
    "item.bits": "goods.facts.bits",
    "party.military": "parties.facts.military",
}


@settings(deadline=None)
@given(
    text=st.builds(replace, TEXTS, damage=st.just(0.0), rows=st.just(60)),
    answers=st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=6, unique=True),
)
def test_answers_laid_into_columns(text: Text, answers: list[Answer], knowledge: Knowledge) -> None:
    """As into each line: about the file, a line, an item, a body."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.csv"
        path.write_bytes(text.data())
        blocks = [
            one
            for one in read([path], ReadOptions(), *knowledge).in_blocks(1000)
            if isinstance(one, Block)
        ]
    given = Answers(answers, PLACES)
    for block in blocks:
        parts = parts_of_block(block)
        laid = with_answers(parts, given)
        check(laid)
        for row in range(len(parts)):
            assert laid.transfer(row) == given.lay_into(parts.transfer(row))


def test_the_examples(root: Path, knowledge: Knowledge) -> None:
    """Every example, by itself and all in one."""
    files = sorted(path for path in (root / "examples").rglob("*") if path.is_file())
    for path in files:
        assert_same([path], knowledge, 5)
    assert_same([root / "examples"], knowledge, 50)


@pytest.mark.shared
@pytest.mark.parametrize(
    "folder",
    ["licences_eu_caat", "licences_uk_caat", "csv_mexico_compranet", "csv_spain_minor",
     "customs_port_formats", "reported_deals", "ocds_uk_2020"],
)  # fmt: skip
def test_real_files(folder: str, shared: Path, knowledge: Knowledge) -> None:
    """The collected files, file by file."""
    for path in sorted((shared / "data/transfers" / folder).iterdir()):
        if path.suffix not in (".toml", ".md"):
            assert_same([path], knowledge)
