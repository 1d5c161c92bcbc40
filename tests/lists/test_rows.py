"""Rows and entries say the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.lists.entry_file import EntryFile, write_entries
from enduse.lists.row_files import read_rows, write_rows
from enduse.lists.rows import entries_of, rows_of
from enduse.model.listing import (
    Dated,
    DatesFrom,
    EntryType,
    Identifier,
    ListedName,
    ListEntry,
    NameKind,
)
from enduse.model.period import Period

text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@st.composite
def periods(draw: st.DrawFn) -> tuple[Period, ...]:
    marks = sorted(set(draw(st.lists(days, max_size=4))))
    return tuple(
        Period(start=a, end=b) for a, b in zip(marks[::2], [*marks[1::2], None], strict=False)
    )


@st.composite
def dated(draw: st.DrawFn, made: type[Dated] = Dated, **more: object) -> Dated:
    intervals = draw(periods())
    origin = draw(st.sampled_from([o for o in DatesFrom if o is not DatesFrom.NOT_GIVEN]))
    extra = {k: draw(v) for k, v in more.items()}  # type: ignore[arg-type]
    return made(
        value=draw(text),
        intervals=intervals,
        dates_from=origin if intervals else DatesFrom.NOT_GIVEN,
        **extra,
    )


def unlike(values: st.SearchStrategy[Dated]) -> st.SearchStrategy[list[Dated]]:
    return st.lists(values, max_size=3, unique_by=lambda d: d.value)


@st.composite
def entries(draw: st.DrawFn) -> ListEntry:
    names = draw(
        st.lists(
            dated(
                ListedName,
                kind=st.sampled_from(NameKind),
                language=st.sampled_from(["", "zh"]),
                ours=st.booleans(),
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda d: d.value,
        )
    )
    whole = draw(dated())
    scheme = st.sampled_from(["IMO", "Tax ID"])
    numbers = draw(unlike(dated(Identifier, scheme=scheme, country=st.sampled_from(["", "IR"]))))
    return ListEntry(
        list="x",
        entry=draw(text),
        type=draw(st.sampled_from(EntryType)),
        names=tuple(names),  # type: ignore[arg-type]
        intervals=whole.intervals,
        dates_from=whole.dates_from,
        uncertain=draw(periods()),
        countries=tuple(draw(unlike(dated()))),
        addresses=tuple(draw(unlike(dated()))),
        identifiers=tuple(numbers),  # type: ignore[arg-type]
        programmes=tuple(draw(unlike(dated()))),
        requirement=tuple(draw(unlike(dated()))),
        policy=tuple(draw(unlike(dated()))),
        profiles=tuple(draw(unlike(dated()))),
        profile=draw(st.sampled_from(["", "a/b"])),
        cite=tuple(draw(st.lists(text, max_size=2))),
        snapshots=tuple(draw(st.lists(text, max_size=2))),
        remarks=draw(st.sampled_from(["", "note"])),
        verified=draw(st.booleans()),
        added_by=draw(st.sampled_from(["", "88 FR 18983"])),
        list_says=draw(st.none() | days),
        savings=draw(st.none() | st.tuples(days, days)),
    )


@given(entries())
def test_an_entry_taken_apart_and_put_together_is_the_same(entry: ListEntry) -> None:
    """Nothing is lost in between."""
    assert list(entries_of(rows_of(entry))) == [entry]


@settings(max_examples=60)
@given(st.lists(entries(), max_size=3, unique_by=lambda e: e.entry))
def test_an_entry_in_a_file_of_entries_reads_back(many: list[ListEntry]) -> None:
    """Each by its key, whatever it holds."""
    own = {(one.list, one.entry): one for one in many}
    with TemporaryDirectory() as folder:
        write_entries(Path(folder), own.values())
        assert EntryFile(Path(folder)).read(own) == own


@given(entries())
def test_listed_on_is_true_false_or_unknown_and_never_two(entry: ListEntry) -> None:
    """Inside an interval it is listed, whatever else is unsure."""
    for period in entry.intervals:
        if period.start is not None:
            assert entry.listed_on(period.start) is True


def test_a_table_of_rows_reads_back(tmp_path: Path) -> None:
    """Through Parquet, by list."""
    one = ListEntry(list="a", entry="1", type=EntryType.PERSON, names=(ListedName(value="Ж"),))
    other = ListEntry(
        list="b",
        entry="2",
        type=EntryType.ITEM,
        names=(ListedName(value="中"),),
        intervals=(Period(start=date(2020, 1, 1)), Period(start=date(2022, 1, 1))),
        origins=(DatesFrom.LIST, DatesFrom.SNAPSHOTS),
        dates_from=DatesFrom.SNAPSHOTS,
    )
    path = tmp_path / "rows.parquet"
    write_rows(path, (row for e in (one, other) for row in rows_of(e)))
    assert list(entries_of(read_rows(path))) == [one, other]
    assert list(entries_of(read_rows(path, "b"))) == [other]
