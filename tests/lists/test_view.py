"""The door to the lists: shipped designations alone, beside full lists, and laid over them."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from tests.lists.formats import publishers as p

from enduse.knowledge.pack import Pack
from enduse.lists.lookup import find
from enduse.lists.overlay import overlaid
from enduse.lists.store import File, ListStore
from enduse.lists.view import Lists, open_lists
from enduse.model.listing import Dated, DatesFrom, EntryType, ListedName, ListEntry, NameKind
from enduse.model.period import Period
from enduse.review.parties.held import hold
from enduse.screening.names_kept import Names
from enduse.screening.screen import Screener


def un(store: ListStore, day: str, *extra: str) -> None:
    entities = [p.un_entity(n, f"WORKS NUMBER {n}") for n in range(100, 600)]
    file = File(f"{day}.xml", p.un(day, *entities, *extra))
    store.add("un-sc", [file], date.fromisoformat(day))


def test_without_a_store_the_shipped_designations_are_searched(pack: Pack) -> None:
    """And it says that they are a subset, complete for no day."""
    lists = open_lists(None, pack)
    (searched,) = lists.searched()
    assert searched.list == "enduse-curated"
    assert searched.coverage == "curated_subset"
    assert searched.complete_for == ()
    assert searched.entries == len(lists.entries())
    assert searched.snapshot == f"sha256:{pack.sha256}"


def test_opening_shipped_designations_loads_no_engine() -> None:
    """A review without installed lists starts in milliseconds."""
    code = (
        "import sys; from enduse.lists.view import open_lists;"
        "heavy = ('pyarrow', 'duckdb', 'lxml', 'rapidfuzz', 'httpx');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_installed_list_says_for_which_days_it_is_complete(store: ListStore, pack: Pack) -> None:
    """The days of its files, and no others."""
    un(store, "2024-11-30")
    un(store, "2025-11-18")
    lists = open_lists(store.root, pack)
    searched = next(s for s in lists.searched() if s.list == "un-sc")
    assert searched.entries == 501
    assert [p.start for p in searched.complete_for] == [date(2024, 11, 30), date(2025, 11, 18)]
    assert all(s.list != "un-sc" or s.coverage == "complete" for s in lists.searched())


def test_a_later_part_does_not_stand_for_the_list(store: ListStore, pack: Pack) -> None:
    """The snapshot named is the newest complete one."""
    un(store, "2024-11-30")
    part = File("part.xml", p.un("2025-01-01", p.un_entity(5, "EXAMPLE WORKS")))
    store.add("un-sc", [part], date(2025, 1, 1), partial=True)
    lists = open_lists(store.root, pack, ("un-sc",))
    (searched,) = lists.searched()
    assert searched.list_date == "2024-11-30"
    assert searched.coverage == "complete"
    assert find(lists.entries(), "Example Works", "un-sc"), "what the part holds is searched"


def test_the_identity_follows_the_files(store: ListStore, pack: Pack) -> None:
    """An index kept beside it is of use exactly while it is the same."""
    before = open_lists(store.root, pack).identity()
    un(store, "2024-11-30")
    after = open_lists(store.root, pack).identity()
    assert before != after
    assert after == open_lists(store.root, pack).identity()
    assert open_lists(store.root, pack, ("un-sc",)).identity() != after


def test_a_list_whose_files_are_damaged_is_told_and_not_searched(
    store: ListStore, pack: Pack
) -> None:
    """The others still are."""
    un(store, "2024-11-30")
    snapshot = store.snapshots()[0]
    store.rows_path(snapshot).unlink()
    for path in (store.root / "raw").rglob("*.gz"):
        path.write_bytes(b"damaged")
    lists = open_lists(store.root, pack)
    assert any(text.startswith("un-sc:") for text in lists.unreadable())
    assert [s.list for s in lists.searched()] == ["enduse-curated"]


def test_a_listing_between_two_files_is_found_as_it_stood(store: ListStore, pack: Pack) -> None:
    """Through the whole way: bytes, rows, history, name."""
    un(store, "2021-03-12", p.un_entity(900, "EXAMPLE WORKS"))
    un(store, "2024-11-30")
    un(store, "2025-11-18", p.un_entity(900, "EXAMPLE WORKS"))
    lists = open_lists(store.root, pack)
    (found,) = find(lists.entries(), "example-works", "un-sc")
    whole = {one.list: one.complete_for for one in lists.searched()}
    days = (date(2021, 3, 12), date(2023, 1, 1), date(2024, 11, 30), date(2025, 11, 18))
    assert [found.listed_as_of(d, whole) for d in days] == [True, None, False, True]


@pytest.mark.parametrize("folder", ["merged", "rows"])
def test_damage_to_a_derived_table_never_changes_an_answer(
    store: ListStore, pack: Pack, folder: str
) -> None:
    """Tables follow from the bytes: a damaged one is made anew, or the list is not searched."""
    un(store, "2021-03-12", p.un_entity(900, "EXAMPLE WORKS"))
    un(store, "2024-11-30")
    want = open_lists(store.root, pack, ("un-sc",)).entries()
    chance = random.Random(folder)
    for _ in range(12):
        if folder == "rows":
            shutil.rmtree(store.root / "merged")
        path = chance.choice(sorted((store.root / folder).glob("*.parquet")))
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(data))
        lists = open_lists(store.root, pack, ("un-sc",))
        assert lists.entries() == want or lists.unreadable()
        if lists.unreadable():
            path.unlink()


def full(name: str, **more: object) -> ListEntry:
    made = ListEntry(
        list="us-bis-el",
        entry="1",
        type=EntryType.ORGANISATION,
        names=(ListedName(value=name),),
        countries=(Dated(value="CN"),),
        intervals=(Period(start=date(2019, 10, 15)),),
        dates_from=DatesFrom.LIST,
        cite=("84 FR 54004",),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def shipped(name: str, **more: object) -> ListEntry:
    intervals = (Period(start=date(2019, 10, 9)),)
    made = full(
        name,
        entry="h1",
        intervals=intervals,
        dates_from=DatesFrom.CITED_ACT,
        profiles=(Dated(value="us-bis-el/a/b", intervals=intervals),),
        snapshots=("sha256:pack",),
    )
    ours = ListedName(value="示例", ours=True)
    return replace(replace(made, names=(*made.names, ours)), **more)  # type: ignore[arg-type]


def test_a_designation_gives_a_full_entry_its_days_terms_and_our_names() -> None:
    """The cited act governs; what the list says stands beside."""
    (entry,) = overlaid({"us-bis-el": [full("Works")]}, {}, [shipped("Works")])
    assert entry.entry == "1"
    assert entry.intervals == (Period(start=date(2019, 10, 9)),)
    assert entry.list_says == date(2019, 10, 15)
    assert entry.profile_on(date(2020, 1, 1)) == "us-bis-el/a/b"
    assert [n.value for n in entry.names if n.ours] == ["示例"]


def test_a_name_that_the_files_lack_stays_with_its_days_and_act() -> None:
    """A file without aliases takes no name away; a name of the file is told once."""
    act = (Period(start=date(2019, 10, 9)),)
    one = shipped("Works", cite=("84 FR 54002",))
    also = [ListedName(value=v, kind=NameKind.ALIAS, intervals=act) for v in ("Worx", "W.I.D.")]
    one = replace(one, names=(*one.names, *also))
    held = full("Works", cite=(), names=(ListedName(value="Works"), ListedName(value="WID")))
    (entry,) = overlaid({"us-bis-el": [held]}, {}, [one])
    assert [n.value for n in entry.names] == ["Works", "WID", "Worx", "示例"]
    (kept,) = (n for n in entry.names if n.cite)
    assert (kept.value, kept.intervals, kept.cite) == ("Worx", act, ("84 FR 54002",))
    assert (kept.kind, kept.ours) == (NameKind.ALIAS, False)
    assert "84 FR 54002" in entry.cite
    assert entry.shipped == (one.entry,)


def test_a_designation_joined_by_an_alias_keeps_its_first_name() -> None:
    """Under the name of the list, the first name of the act is one more name."""
    one = shipped("Works")
    one = replace(one, names=(*one.names, ListedName(value="Worx", kind=NameKind.ALIAS)))
    (entry,) = overlaid({"us-bis-el": [full("Worx")]}, {}, [one])
    assert entry.name == "Worx"
    assert [(n.value, n.kind) for n in entry.names if n.cite] == [("Works", NameKind.ALIAS)]


def test_terms_that_a_file_does_not_give_stay_those_of_the_act() -> None:
    """With no day asked, the profile and the words are as they were before the list came."""
    held = (Dated(value="All items"),)
    (entry,) = overlaid({"us-bis-el": [full("Works")]}, {}, [shipped("Works", requirement=held)])
    assert (entry.profile, entry.requirement) == ("us-bis-el/a/b", held)
    own = (Dated(value="Items of the file"),)
    (entry,) = overlaid(
        {"us-bis-el": [full("Works", requirement=own)]}, {}, [shipped("Works", requirement=held)]
    )
    assert entry.requirement == own


ALONE = (
    '1,"NAVYAN ABR ARVAN PRIVATE LIMITED COMPANY",-0- ,"IRAN-EO13846"' + ",-0- " * 8 + "\r\n\x1a"
)


def test_a_file_without_aliases_loses_no_match(store: ListStore, pack: Pack) -> None:
    """SDN.CSV alone, without ALT: the shipped alias finds the entry of the file, and is kept so."""
    store.add("us-ofac-sdn-csv", [File("SDN.CSV", ALONE.encode())], date(2024, 3, 5), partial=True)
    lists = open_lists(store.root, pack, ("us-ofac-sdn",))
    names, folder = Names(pack, None), store.root / "kept"
    for _ in range(2):  # built, then read back
        held = hold(lists, names, folder)
        (match,) = Screener(held.index).screen(["ArvanCloud"])[0]
        assert (match.entry, match.matched_name) == ("1", "ARVANCLOUD")
        (entry,) = held.entries([("us-ofac-sdn", "1")]).values()
        (kept,) = (n for n in entry.names if n.value == "ARVANCLOUD")
        assert kept.cite
        assert kept.intervals[0].start == date(2023, 6, 2)


def test_the_end_that_files_show_stays() -> None:
    """A designation without end does not outlive a removal."""
    gone = full(
        "Works",
        intervals=(Period(start=date(2019, 10, 15), end=date(2022, 5, 7)),),
        uncertain=(Period(start=date(2022, 5, 7), end=date(2026, 7, 31)),),
    )
    (entry,) = overlaid({"us-bis-el": [gone]}, {}, [shipped("Works")])
    assert entry.intervals[0].end == date(2022, 5, 7)
    assert entry.listed_on(date(2024, 1, 1)) is None
    assert entry.listed_on(date(2026, 7, 31)) is False


def test_a_publishers_day_fills_in_what_files_left_open() -> None:
    """Absent from one file, in the next: a day between is taken, a day before is not."""
    seen = full(
        "Works",
        intervals=(Period(start=date(2021, 7, 7)),),
        uncertain=(Period(start=date(2019, 1, 5), end=date(2021, 7, 7)),),
        dates_from=DatesFrom.SNAPSHOTS,
    )

    def told(day: date) -> ListEntry:
        intervals = (Period(start=day),)
        return shipped("Works", intervals=intervals, dates_from=DatesFrom.LIST)

    (entry,) = overlaid({"us-bis-el": [seen]}, {}, [told(date(2021, 4, 15))])
    days = (date(2021, 4, 14), date(2021, 4, 15))
    assert [entry.listed_on(d) for d in days] == [False, True]
    (other,) = overlaid({"us-bis-el": [seen]}, {}, [told(date(2018, 1, 1))])
    assert other.intervals == seen.intervals


def test_a_complete_file_knows_better_than_a_designation() -> None:
    """One that says `listed` for a day whose complete file lacks it is dropped."""
    day = Period(start=date(2022, 5, 6), end=date(2022, 5, 7))
    complete = {"us-bis-el": (day,)}
    assert overlaid({"us-bis-el": []}, complete, [shipped("Works")]) == []
    short = (Period(start=date(2024, 2, 27), end=date(2024, 10, 21)),)
    removed = shipped("Works", intervals=short)
    assert overlaid({"us-bis-el": []}, complete, [removed]) == [removed]


def test_another_body_of_the_name_is_left_alone() -> None:
    """Another country, or no citation in common."""
    other = full("Works", countries=(Dated(value="FR"),))
    entries = overlaid({"us-bis-el": [other]}, {}, [shipped("Works")])
    assert entries[0] == other
    cited = full("Works", cite=("60 FR 1",))
    assert overlaid({"us-bis-el": [cited]}, {}, [shipped("Works")])[0] == cited


@pytest.mark.shared
def test_shipped_terms_agree_with_the_table_of_profiles(pack: Pack) -> None:
    """A profile written by hand is what the table makes of the same words."""
    from enduse.lists.view import reference

    profiles = reference(pack).profiles
    wrong = []
    lists: Lists = open_lists(None, pack, ("us-bis-el",))
    for entry in lists.entries():
        triples = zip(entry.requirement, entry.policy, entry.profiles, strict=True)
        for need, judged, profile in triples:
            made = profiles.profile("us-bis-el", need.value, judged.value, ())
            if made != profile.value and made != f"{profile.value}-without-disease":
                wrong.append((entry.name, profile.value, made))
    assert wrong == []
