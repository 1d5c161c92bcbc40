"""Snapshots folded into history: the day before, the day, the day after, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from enduse.knowledge.schema.base import Cite
from enduse.knowledge.schema.table import Table, TableCard
from enduse.lists.acts import Acts
from enduse.lists.history import Edition, Fold
from enduse.lists.identity import entry_id
from enduse.lists.profiles import Profiles
from enduse.lists.timeline import entry_of
from enduse.model.listing import Dated, DatesFrom, EntryType, ListedName, ListEntry, NameKind
from enduse.model.period import Period

CARRIES = frozenset({"names", "requirement", "policy", "addresses", "countries"})
NEED = "For all items"
ACTS = Acts.build(
    Table(
        card=TableCard(
            title="t", columns={"volume": "text"}, cite=(Cite(instrument="x"),), verified=True
        ),
        rows=(
            {
                "volume": "84",
                "first_page": "54002",
                "last_page": "54009",
                "act": "84 FR 54002",
                "effective": "2019-10-09",
                "does": "adds",
                "verified": "true",
                "en_route_on": "2019-10-09",
                "exported_before": "2019-11-08",
            },
            {
                "volume": "87",
                "first_page": "62186",
                "last_page": "62215",
                "act": "87 FR 62186",
                "effective": "2022-10-21",
                "does": "revises",
                "verified": "false",
                "en_route_on": "",
                "exported_before": "",
            },
        ),
    )
)
PROFILES = Profiles(
    {},
    {},
    {
        ("el", "requirement", "forallitems"): ("all-items", ""),
        ("el", "policy", "casebycase"): ("case-by-case", ""),
        ("el", "policy", "denial"): ("denial", ""),
    },
)


def entry(name: str, number: str = "1", start: str = "", **more: object) -> ListEntry:
    """An entry as a reader gives it."""
    intervals = (Period(start=date.fromisoformat(start)),) if start else ()
    made = ListEntry(
        list="el",
        entry=number,
        type=EntryType.ORGANISATION,
        names=(ListedName(value=name),),
        intervals=intervals,
        dates_from=DatesFrom.LIST if start else DatesFrom.NOT_GIVEN,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def folded(
    *editions: tuple[str, Iterable[ListEntry]], derived: bool = False, partial: str = ""
) -> dict[str, ListEntry]:
    """Fold editions in the order of their days; return entries by name."""
    fold = Fold(derived)
    for day, entries in sorted(editions, key=lambda e: e[0]):
        fold.take(
            Edition(f"sha256:{day}", "src", date.fromisoformat(day), day != partial, CARRIES),
            entries,
        )
    built = [entry_of(r, fold, ACTS, PROFILES) for r in fold]
    return {e.name: e for e in built}


def answers(one: ListEntry, *days: str) -> list[bool | None]:
    return [one.listed_on(date.fromisoformat(d)) for d in days]


def test_between_two_files_nobody_knows() -> None:
    """No list date, no act: listed from the file that first holds it, unsure since the last."""
    found = folded(("2024-01-01", []), ("2024-02-01", [entry("A")]))["A"]
    assert answers(found, "2024-01-01", "2024-01-02", "2024-01-31", "2024-02-01") == [
        False,
        None,
        None,
        True,
    ]
    assert found.dates_from is DatesFrom.SNAPSHOTS


def test_before_the_first_file_nobody_knows() -> None:
    """It was there when we first looked."""
    found = folded(("2024-02-01", [entry("A")]))["A"]
    assert answers(found, "2020-01-01", "2024-02-01", "2030-01-01") == [None, True, True]


def test_the_lists_own_day_is_taken() -> None:
    """And the day before it is a `not listed`."""
    found = folded(("2024-02-01", [entry("A", start="2019-10-09")]))["A"]
    assert answers(found, "2019-10-08", "2019-10-09") == [False, True]
    assert found.dates_from is DatesFrom.LIST


def test_a_day_before_a_file_without_it_does_not_count() -> None:
    """Taken off and put on again, with its day of old: the file between knows better."""
    a = entry("A", start="2007-03-24")
    found = folded(("2021-03-12", [a]), ("2024-11-30", []), ("2025-11-18", [a]))["A"]
    days = ("2007-03-23", "2007-03-24", "2021-03-12", "2023-01-01", "2024-11-30", "2025-01-01")
    assert answers(found, *days) == [False, True, True, None, False, None]
    assert answers(found, "2025-11-18", "2030-01-01") == [True, True]
    assert [o for _, o in found.dated_intervals] == [DatesFrom.LIST, DatesFrom.SNAPSHOTS]


def test_the_cited_act_governs_and_the_lists_day_stands_beside() -> None:
    """The list gives the day of publication; the page belongs to an act."""
    found = folded(("2022-05-06", [entry("A", start="2019-10-15", cite=("84 FR 54004",))]))["A"]
    assert found.dates_from is DatesFrom.CITED_ACT
    assert found.list_says == date(2019, 10, 15)
    assert answers(found, "2019-10-08", "2019-10-09") == [False, True]
    assert found.savings == (date(2019, 10, 9), date(2019, 11, 8))


def test_an_act_that_only_revises_gives_no_first_day() -> None:
    """A footnote added in 2022 does not make a body listed in 2022."""
    found = folded(("2023-05-06", [entry("A", start="2015-01-01", cite=("87 FR 62202",))]))["A"]
    assert found.intervals[0].start == date(2015, 1, 1)


def test_a_page_outside_every_act_gives_nothing() -> None:
    """Pages are matched by range, not by being near."""
    assert ACTS.of("84 FR 54010") is None
    assert ACTS.of("84 FR 54001") is None
    assert ACTS.of("85 FR 54004") is None
    act = ACTS.of("84 FR 54009")
    assert act is not None
    assert act.act == "84 FR 54002"


def test_an_alias_added_later_did_not_match_before() -> None:
    """Dates belong to values."""
    plain = entry("A", start="2019-10-09")
    more = replace(plain, names=(*plain.names, ListedName(value="B", kind=NameKind.ALIAS)))
    found = folded(("2022-01-01", [plain]), ("2023-01-01", [more]))["A"]
    alias = found.names[1]
    assert alias.intervals == (Period(start=date(2023, 1, 1)),)
    assert alias.dates_from is DatesFrom.SNAPSHOTS
    assert not alias.holds_on(date(2022, 12, 31))


def test_a_name_of_before_is_a_former_name() -> None:
    """A corrected name: the old one stays, with its last day."""
    old, new = entry("Example Worcs", start="2019-10-09"), entry("Example Works")
    found = folded(("2022-01-01", [old]), ("2023-01-01", [new]))["Example Works"]
    former = found.names[1]
    assert (former.value, former.kind) == ("Example Worcs", NameKind.FORMER)
    assert former.intervals == (Period(end=date(2022, 1, 2)),)
    assert former.holds_on(date(2023, 6, 1)), "the body is listed, whatever it is called now"
    assert found.names[0].holds_on(date(2021, 6, 1))


def test_a_part_of_a_list_says_nothing_by_silence() -> None:
    """Only complete files take anything off."""
    found = folded(("2022-01-01", [entry("A")]), ("2023-01-01", []), partial="2023-01-01")["A"]
    assert found.intervals == (Period(start=date(2022, 1, 1)),)


def test_terms_follow_one_another_by_the_act_that_changed_them() -> None:
    """Between two files that differ, the newly cited act gives the day of the change."""
    need, case = (Dated(value=NEED),), (Dated(value="Case by case"),)
    before = entry("A", start="2019-10-09", requirement=need, policy=case)
    after = replace(before, policy=(Dated(value="Denial"),), cite=("87 FR 62202",))
    found = folded(("2022-05-06", [before]), ("2026-07-31", [after]))["A"]
    assert found.profile_on(date(2022, 10, 20)) == "el/all-items/case-by-case"
    assert found.profile_on(date(2022, 10, 21)) == "el/all-items/denial"
    assert found.profile == "el/all-items/denial"


def test_text_that_no_row_maps_says_so() -> None:
    """The law check then answers that it cannot say."""
    found = folded(("2022-05-06", [entry("A", requirement=(Dated(value="Some items"),))]))["A"]
    assert found.profile == "el/unmapped"


def without_id(name: str, country: str, **more: object) -> ListEntry:
    made = entry(name, entry_id("el", name, [country]), **more)  # type: ignore[arg-type]
    return replace(made, countries=(Dated(value=country),))


def test_without_ids_a_lost_character_is_the_same_entry() -> None:
    """`People?s` of 2022 is `People’s` of 2026; the better spelling is kept."""
    found = folded(
        ("2022-05-06", [without_id("People?s Works of Xi?an", "CN")]),
        ("2026-07-31", [without_id("People’s Works of Xi’an", "CN")]),
        derived=True,
    )
    assert list(found) == ["People’s Works of Xi’an"]
    assert len(next(iter(found.values())).intervals) == 1


def test_without_ids_a_lost_letter_is_the_same_entry() -> None:
    """`Telecomunicac?es` lacks a letter, not a sign."""
    found = folded(
        ("2022-05-06", [without_id("Telecomunicac?es Ltda", "BR")]),
        ("2026-07-31", [without_id("Telecomunicações Ltda", "BR")]),
        derived=True,
    )
    assert len(found) == 1


def test_without_ids_a_corrected_name_is_linked_by_its_citation() -> None:
    """Uighur of 2022 is Uyghur of 2026: same country, same page, nearly the same name."""
    cite = {"cite": ("84 FR 54004",)}
    found = folded(
        ("2022-05-06", [without_id("Example Uighur Region Works Bureau", "CN", **cite)]),
        ("2026-07-31", [without_id("Example Uyghur Region Works Bureau", "CN", **cite)]),
        derived=True,
    )
    assert len(found) == 1


def test_without_ids_another_number_is_another_body() -> None:
    """Research Institute 54 is not Research Institute 55, whatever the page."""
    cite = {"cite": ("84 FR 54004",)}
    found = folded(
        ("2022-05-06", [without_id("Example Research Institute 54", "CN", **cite)]),
        ("2026-07-31", [without_id("Example Research Institute 55", "CN", **cite)]),
        derived=True,
    )
    assert len(found) == 2


def test_without_ids_two_bodies_of_one_name_stay_two() -> None:
    """Told apart by country, also where a later file adds a country."""
    found = folded(
        ("2022-05-06", [without_id("Works", "MY"), without_id("Works", "IR")]),
        ("2026-07-31", [without_id("Works", "IR")]),
        derived=True,
    )
    assert len(found) == 1, "by name they look alike"
    fold = Fold(derived=True)
    for day, entries in (
        ("2022-05-06", [without_id("Works", "MY"), without_id("Works", "IR")]),
        ("2026-07-31", [without_id("Works", "IR")]),
    ):
        fold.take(Edition(day, "src", date.fromisoformat(day), True, CARRIES), entries)
    built = [entry_of(r, fold, ACTS, PROFILES) for r in fold]
    state = {e.countries[0].value: e.listed_on(date(2026, 7, 31)) for e in built}
    assert state == {"MY": False, "IR": True}


@pytest.mark.parametrize(
    ("old", "new", "alias"),
    [
        ("Example Works Ltd., Town, Province", "Example Works Ltd.", ""),
        ("Example Works Ltd.", "Example Works Ltd., Town", ""),
        ("Example Works, OOO (f.k.a. Old)", "Example Works, OOO", ""),
        ("Department entity: Example Works (EXW)", "Example Works (EXW)", ""),
        ("Example Works", "Example Works Holding of the State", "Example Works"),
    ],
)
def test_without_ids_a_name_cut_or_lengthened_is_the_same_entry(
    old: str, new: str, alias: str
) -> None:
    """In 2022 names carry places, in 2026 they do not: no false removals."""
    later = without_id(new, "CN", cite=("84 FR 54009",))
    if alias:
        name = ListedName(value=alias, kind=NameKind.ALIAS)
        later = replace(later, names=(*later.names, name))
    found = folded(
        ("2022-05-06", [without_id(old, "CN", cite=("84 FR 54004",))]),
        ("2026-07-31", [later]),
        derived=True,
    )
    assert list(found) == [new]
    assert answers(found[new], "2022-05-06", "2026-07-31") == [True, True]


def test_without_ids_rows_of_two_countries_that_became_one_stay_listed() -> None:
    """A row for each country in 2022, one row for all in 2026."""
    both = replace(
        without_id("Works", "CN"), countries=(Dated(value="CN"), Dated(value="GB")), entry="hx"
    )
    fold = Fold(derived=True)
    for day, entries in (
        ("2022-05-06", [without_id("Works", "CN"), without_id("Works", "GB")]),
        ("2026-07-31", [both]),
    ):
        fold.take(Edition(day, "src", date.fromisoformat(day), True, CARRIES), entries)
    built = [entry_of(r, fold, ACTS, PROFILES) for r in fold]
    assert [e.listed_on(date(2026, 7, 31)) for e in built] == [True, True]


def test_an_act_in_the_middle_of_the_citations_only_revised_the_entry() -> None:
    """Listed in 1997, revised by an act that added others: 1997 stays."""
    cite = ("62 FR 35334", "84 FR 54004")
    found = folded(("2022-05-06", [entry("A", start="1997-06-30", cite=cite)]))["A"]
    assert (found.intervals[0].start, found.dates_from) == (date(1997, 6, 30), DatesFrom.LIST)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_import_does_not_matter(order: tuple[int, ...]) -> None:
    """Editions are folded by day."""
    a, b = entry("A", "1", "2019-10-09"), entry("B", "2")
    editions = [("2022-01-01", [a]), ("2023-01-01", [a, b]), ("2024-01-01", [b])]
    assert folded(*(editions[i] for i in order)) == folded(*editions)
