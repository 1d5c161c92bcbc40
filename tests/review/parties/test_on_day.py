"""The name of an entry that counts on a day, and the value that is in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.knowledge.folder import read_folder
from enduse.knowledge.schema.names import NamesFile
from enduse.model.listing import Dated, DatesFrom, EntryType, ListedName, ListEntry, NameKind
from enduse.model.match import PartyMatch, Relation
from enduse.model.period import Period
from enduse.model.transfer import Party, Role
from enduse.review.parties.ask import own_list_check
from enduse.review.parties.check import PartyCheck
from enduse.review.parties.on_day import held
from enduse.screening.exhaustive import screen_exhaustively
from enduse.screening.index import NameIndex
from enduse.screening.screen import FEW, MOST_MATCHES, Screener
from enduse.screening.vocabulary import NamesKnowledge, build_names_knowledge

LISTED = date(2019, 10, 9)
RENAMED = date(2023, 3, 28)
BEFORE, AFTER = date(2021, 1, 1), date(2024, 1, 1)
FULL, SHORT = "Zyqvorn Wumblefast Technology Co., Ltd.", "Zyqvorn Wumblefast"


@pytest.fixture(scope="module")
def names(root: Path) -> NamesKnowledge:
    """The names knowledge of the checkout."""
    files = read_folder(root / "knowledge").sections["names"]
    return build_names_knowledge({k: v for k, v in files.items() if isinstance(v, NamesFile)})


@pytest.fixture(scope="module")
def knowledge(names: NamesKnowledge) -> Callable[[], NamesKnowledge]:
    """The same, in a form that a failing example does not print."""
    return lambda: names


def since(value: str, day: date | None, **more: object) -> ListedName:
    """An alias that a cited act gave from a day on."""
    periods = (Period(start=day),) if day else ()
    kind = NameKind.ALIAS
    name = ListedName(value=value, kind=kind, intervals=periods, dates_from=DatesFrom.CITED_ACT)
    return replace(name, **more)  # type: ignore[arg-type]


def body(*named: ListedName, id_: str = "E1") -> ListEntry:
    """An entry listed since 2019 under these names."""
    return ListEntry(
        list="own",
        entry=id_,
        type=EntryType.ORGANISATION,
        names=named,
        intervals=(Period(start=LISTED),),
        dates_from=DatesFrom.CITED_ACT,
        profile="own/all-items",
    )


def found(check: PartyCheck, query: str, day: date | None) -> tuple[PartyMatch, ...]:
    """What a name matches on a day."""
    return check.matches(Party(role=Role.END_USER, name=query, country=None), day)


@pytest.mark.parametrize("query", [SHORT, f"{SHORT} Co.", f"{SHORT} Ltd"])
def test_a_later_alias_does_not_hide_the_name_of_the_day(names: NamesKnowledge, query: str) -> None:
    first = ListedName(value=FULL)
    check = own_list_check([body(first, since(SHORT, RENAMED))], names)
    alone = own_list_check([body(first)], names)
    assert found(check, query, BEFORE) == found(alone, query, BEFORE)
    assert [m.listed_as_of for m in found(check, query, BEFORE)] == [True]
    assert [m.name.matched_name for m in found(check, query, AFTER)] == [SHORT]
    assert [m.name.matched_name for m in found(check, query, None)] == [SHORT]
    party = Party(role=Role.END_USER, name=query, country=None)
    assert [(o.relation, o.listed) for o in check.listed([party], BEFORE)[query]] == [
        (Relation.SAME, True)
    ]


def test_of_two_dated_aliases_the_one_of_the_day_counts(names: NamesKnowledge) -> None:
    named = (
        ListedName(value="Hebei Far Eastern Communication System Engineering"),
        since("Hebei Poshing Elec.", date(2018, 8, 1)),
        since("Hebei Poshing Electronics", date(2022, 12, 16)),
    )
    entry = replace(body(*named), intervals=(Period(start=date(2018, 8, 1)),))
    check = own_list_check([entry], names)
    (match,) = found(check, "Hebei Poshing Electronics", date(2022, 11, 16))
    assert match.listed_as_of
    assert match.name.matched_name == "Hebei Poshing Elec."
    assert match.name.others == ()


def test_without_a_name_of_the_day_the_best_is_shown_as_not_listed(names: NamesKnowledge) -> None:
    far = ListedName(value="Quolbrix Harvest")
    other = since("Zyqvorn Wumblefast Works", RENAMED + timedelta(days=9))
    check = own_list_check([body(far, since(SHORT, RENAMED), other)], names)
    (match,) = found(check, SHORT, BEFORE)
    assert (match.name.matched_name, match.listed_as_of) == (SHORT, False)


def test_a_name_of_which_nobody_can_say_is_not_hidden_by_a_later_one(
    names: NamesKnowledge,
) -> None:
    unsure = since(FULL, RENAMED, dates_from=DatesFrom.SNAPSHOTS)
    check = own_list_check(
        [body(ListedName(value="Quolbrix"), since(SHORT, RENAMED), unsure)], names
    )
    (match,) = found(check, SHORT, BEFORE)
    assert (match.name.matched_name, match.listed_as_of) == (FULL, None)


def test_a_name_printed_twice_holds_on_the_days_of_both(names: NamesKnowledge) -> None:
    early = replace(since(SHORT, LISTED), intervals=(Period(start=LISTED, end=date(2020, 1, 1)),))
    check = own_list_check(
        [body(ListedName(value="Quolbrix"), early, since(SHORT, RENAMED))], names
    )
    days = (date(2019, 12, 1), BEFORE, AFTER)
    assert [found(check, SHORT, day)[0].listed_as_of for day in days] == [True, False, True]


def test_the_cut_counts_entries_not_names(names: NamesKnowledge) -> None:
    entries = [
        body(ListedName(value=FULL), since(SHORT, RENAMED + timedelta(days=n)), id_=f"E{n:02}")
        for n in range(MOST_MATCHES + 10)
    ]
    check = own_list_check(entries, names)
    for day in (BEFORE, AFTER, None):
        matches = found(check, SHORT, day)
        assert len({match.name.entry for match in matches}) == len(matches) == MOST_MATCHES


def test_best_comes_first_by_the_names_of_the_day(names: NamesKnowledge) -> None:
    later = body(ListedName(value=FULL), since(SHORT, RENAMED), id_="E1")
    other = body(ListedName(value=f"{SHORT} Trading"), since(f"{SHORT} LLC", None), id_="E2")
    check = own_list_check([later, other], names)
    for day, first in ((BEFORE, "E2"), (AFTER, "E1"), (None, "E1")):
        scores = [match.name.score for match in found(check, SHORT, day)]
        assert len(scores) == 2
        assert scores == sorted(scores, reverse=True)
        assert found(check, SHORT, day)[0].name.entry == first


CORES = ("Zyqvorn Wumblefast", "Zyqvorn Wumblefasst", "Wumblefast Zyqvorn", "Quolbrix Harvest")
ENDS = ("", " Co.", " Ltd", " Technology Co., Ltd.", " Elec.", " Electronics")
DAYS = [date(2018, 6, 1) + timedelta(days=200 * n) for n in range(10)]
TEXTS = st.builds(str.__add__, st.sampled_from(CORES), st.sampled_from(ENDS))


@st.composite
def listed_names(draw: st.DrawFn, kinds: Sequence[NameKind]) -> ListedName:
    """A name with none, one or two intervals, dated by an act."""
    edges = sorted(draw(st.sets(st.sampled_from(DAYS), max_size=3)))
    periods = [Period(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    if len(edges) % 2:
        periods.append(Period(start=edges[-1]))
    return ListedName(
        value=draw(TEXTS),
        kind=draw(st.sampled_from(kinds)),
        intervals=tuple(periods),
        dates_from=DatesFrom.CITED_ACT,
    )


@st.composite
def bodies(draw: st.DrawFn) -> list[ListEntry]:
    """Entries with a first name and some others."""
    made = []
    for number in range(draw(st.integers(1, 3))):
        first = draw(listed_names([NameKind.PRIMARY, NameKind.ALIAS]))
        kinds = [NameKind.ALIAS, NameKind.FORMER, NameKind.WEAK_ALIAS]
        more = draw(st.lists(listed_names(kinds), max_size=4))
        made.append(body(first, *more, id_=f"E{number}"))
    return made


def of_the_day(entries: Iterable[ListEntry], day: date) -> list[ListEntry]:
    """Entries with the names alone that hold on the day."""
    kept = [(one, tuple(n for n in one.names if n.holds_on(day))) for one in entries]
    return [replace(one, names=held_then) for one, held_then in kept if held_then]


@settings(max_examples=60, deadline=None)
@given(entries=bodies(), queries=st.lists(TEXTS, min_size=1, max_size=4))
def test_a_day_is_answered_as_by_the_names_of_that_day_alone(
    knowledge: Callable[[], NamesKnowledge], entries: list[ListEntry], queries: list[str]
) -> None:
    names = knowledge()
    index = NameIndex.build(entries, names)
    assert Screener(index).screen(queries) == screen_exhaustively(queries, index)
    check = own_list_check(entries, names)
    for day in DAYS:
        then = own_list_check(of_the_day(entries, day), names)
        for query in queries:
            everything = {m.name.entry: _said(m) for m in found(check, query, day)}
            expected = {m.name.entry: _said(m) for m in found(then, query, day)}
            if day >= LISTED:
                listed = {k: v for k, v in everything.items() if v[0] is not False}
                assert listed == expected
            else:
                assert {v[0] for v in everything.values()} <= {False}


def _said(match: PartyMatch) -> tuple[object, ...]:
    return match.listed_as_of, match.name.relation, match.name.score, match.profile


def test_many_names_at_once_have_the_same_others(names: NamesKnowledge) -> None:
    entry = body(ListedName(value=FULL), since(SHORT, RENAMED), since(f"{SHORT} Co.", AFTER))
    screener = Screener(NameIndex.build([entry], names))
    asked = [SHORT, f"{SHORT} Ltd", f"{SHORT} Co.", "Wumblefast Zyqvorn Technology"]
    single = screener.screen(asked)
    assert any(match.others for matches in single for match in matches)
    assert screener.screen(asked + [f"Quolbrix {n}" for n in range(FEW)])[: len(asked)] == single


OLD = Dated(value="old", intervals=(Period(start=LISTED, end=RENAMED),))
NEW = Dated(value="new", intervals=(Period(start=RENAMED),))
UNDATED = Dated(value="undated")


@pytest.mark.parametrize(
    ("values", "day", "expected"),
    [
        ((OLD, NEW), None, "new"),
        ((NEW, OLD), None, "new"),
        ((UNDATED, NEW), None, "new"),
        ((OLD, UNDATED), None, "undated"),
        ((OLD,), None, "old"),
        ((OLD, NEW), BEFORE, "old"),
        ((OLD, NEW), AFTER, "new"),
        ((OLD, NEW), date(2010, 1, 1), ""),
        ((), None, ""),
    ],
)
def test_without_a_day_the_value_in_force_last_is_told(
    values: tuple[Dated, ...], day: date | None, expected: str
) -> None:
    assert held(values, day) == expected
