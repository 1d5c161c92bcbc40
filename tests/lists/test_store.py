"""The store: what passes the gates, what is kept aside, and that nothing half done is held."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from datetime import date
from pathlib import Path

import pytest
from tests.lists.formats import publishers as p

from enduse.errors import EnduseError, ListStoreError, OutputError, UsageError
from enduse.lists import folder
from enduse.lists.catalogue import read_catalogue
from enduse.lists.formats.reading import UnreadableListError
from enduse.lists.gates import doubts
from enduse.lists.lookup import find
from enduse.lists.reference import Reference
from enduse.lists.store import File, ListStore
from enduse.lists.upkeep import verify
from enduse.lists.waiting import PartWaitsError


def un_file(day: str, count: int, *extra: str) -> File:
    """A United Nations file of a plausible size."""
    entities = [p.un_entity(n, f"WORKS NUMBER {n}") for n in range(100, 100 + count)]
    return File(f"{day}.xml", p.un(day, *entities, *extra))


def held(store: ListStore) -> list[str]:
    return [f"{s.source}@{s.day}" for s in store.snapshots()]


def test_a_file_is_held_under_its_hash_and_read_back(store: ListStore) -> None:
    """The hash is of the publisher's bytes; the rows say the same as the file."""
    file = un_file("2024-11-30", 500)
    added = store.add("un-sc", [file], date(2024, 11, 30))
    assert added.snapshot.id == folder.digest(file.data)
    assert folder.read_raw(store.root, added.snapshot.id) == file.data
    assert added.snapshot.lists["un-sc"].entries == 501
    assert len(list(store.entries(added.snapshot))) == 501
    assert added.snapshot.licence.startswith("United Nations")


def test_the_same_file_again_changes_nothing(store: ListStore) -> None:
    """Import twice, hold once."""
    file = un_file("2024-11-30", 500)
    store.add("un-sc", [file], date(2024, 11, 30))
    before = sorted(str(path) for path in store.root.rglob("*"))
    assert not store.add("un-sc", [file], date(2024, 11, 30)).new
    assert sorted(str(path) for path in store.root.rglob("*")) == before


def refused(store: ListStore, file: File, day: str, source: str = "un-sc") -> str:
    """Import a file that must be refused; return the reason that is kept with it."""
    before = read_catalogue(store.root)
    with pytest.raises((ListStoreError, UnreadableListError)):
        store.add(source, [file], date.fromisoformat(day))
    assert read_catalogue(store.root) == before, "the file held before keeps serving"
    kept = [r for r in store.refused() if r["file"] == file.name]
    assert len(kept) == 1
    assert folder.read_raw(store.root, kept[0]["sha256"]) == file.data
    return kept[0]["why"]


def test_a_file_half_as_long_is_refused(store: ListStore) -> None:
    """Well-formed and half as long: a loss past the bounds of its card."""
    store.add("un-sc", [un_file("2024-11-30", 1000)], date(2024, 11, 30))
    assert "loss of more than 20 per cent" in refused(
        store, un_file("2024-12-01", 500), "2024-12-01"
    )


def test_a_first_file_that_is_too_small_is_refused(store: ListStore) -> None:
    """With nothing to compare, the card says what a complete file holds at least."""
    assert "holds at least 400" in refused(store, un_file("2024-12-01", 5), "2024-12-01")


def test_a_truncated_file_is_refused(store: ListStore) -> None:
    """A download that broke off."""
    file = un_file("2024-11-30", 500)
    cut = File(file.name, file.data[:-400])
    assert "breaks off before its end" in refused(store, cut, "2024-11-30")


def test_a_web_page_and_an_empty_file_are_refused(store: ListStore) -> None:
    """Both were really served."""
    page = File("page.xml", b"<!doctype html><html><body>Maintenance</body></html>")
    assert "a web page" in refused(store, page, "2024-11-30")
    empty = File("empty.csv", b"")
    assert "an empty file" in refused(store, empty, "2024-05-04", "us-ofac-sdn-csv")


def test_a_file_from_the_future_of_its_day_is_refused(store: ListStore) -> None:
    """It states a later day than the one given: a wrong day or a wrong file."""
    assert "later than the day given" in refused(store, un_file("2024-11-30", 500), "2024-11-01")


def test_an_older_file_is_no_refresh(store: ListStore) -> None:
    """A mirror that went back in time."""
    store.add("un-sc", [un_file("2024-11-30", 500)], date(2024, 11, 30))
    with pytest.raises(ListStoreError, match="older than the file held"):
        store.add("un-sc", [un_file("2024-11-01", 500)], date(2024, 12, 2), refresh=True)


def test_an_older_file_may_be_imported_for_its_own_day(store: ListStore) -> None:
    """History is filled in any order."""
    store.add("un-sc", [un_file("2024-11-30", 500)], date(2024, 11, 30))
    store.add("un-sc", [un_file("2023-11-01", 450)], date(2023, 11, 1))
    assert held(store) == ["un-sc@2023-11-01", "un-sc@2024-11-30"]


def test_an_old_edition_does_not_pass_for_a_later_day(store: ListStore) -> None:
    """It would end every listing that came since."""
    store.add("un-sc", [un_file("2024-11-30", 500)], date(2024, 11, 30))
    assert "of 2024-11-30 states" in refused(store, un_file("2024-06-01", 500), "2025-01-15")


def test_another_file_of_the_same_day_is_refused(store: ListStore) -> None:
    """Two files of one day cannot both be what the publisher offered."""
    store.add("un-sc", [un_file("2024-11-30", 500)], date(2024, 11, 30))
    other = File("other.xml", un_file("2024-11-30", 501).data)
    assert "another file of that day" in refused(store, other, "2024-11-30")


def test_a_list_that_loses_a_part_is_refused(store: ListStore) -> None:
    """The screening list without its SDN part."""
    el = [p.csl_el(f"Works {n}", start_date="2019-10-09") for n in range(1100)]
    sdn = [p.csl_row(p.SDN, f"PARTY {n}", entity_number=str(n), type="Entity") for n in range(4100)]
    rest = _others()
    whole = File("whole.csv", p.csl(*el, *sdn, *rest))
    store.add("us-csl", [whole], date(2020, 5, 6))
    part = File("part.csv", p.csl(*el, *rest))
    why = refused(store, part, "2020-05-07", "us-csl")
    assert why == (
        "us-ofac-sdn is not in it, a complete file holds at least 4,000, the file of 2020-05-06"
        " holds 4,100"
    ), "one reason, and not 4,100 removals"


def _others() -> list[str]:
    words = {
        "Denied Persons List (DPL) - Bureau of Industry and Security": 260,
        "Unverified List (UVL) - Bureau of Industry and Security": 60,
        "Sectoral Sanctions Identifications List (SSI) - Treasury Department": 70,
        "ITAR Debarred (DTC) - State Department": 210,
        "Nonproliferation Sanctions (ISN) - State Department": 70,
    }
    numbered = "Sectoral Sanctions Identifications List (SSI) - Treasury Department"
    return [
        p.csl_row(source, f"{source[:3]} {n}", entity_number=str(n) if source == numbered else "")
        for source, count in words.items()
        for n in range(count)
    ]


def test_a_part_of_a_list_is_taken_as_one_where_asked(store: ListStore) -> None:
    """Absence in it says nothing, so it needs no bound."""
    added = store.add("un-sc", [un_file("2024-11-30", 5)], date(2024, 11, 30), partial=True)
    assert added.snapshot.coverage == "partial"


def test_an_unknown_programme_names_itself_and_its_row(store: ListStore) -> None:
    """Taken only when somebody says that they looked at it."""
    file = un_file("2024-11-30", 500)
    new = File("new.xml", file.data.replace(b">DRC<", b">ATLANTIS<"))
    with pytest.raises(UnreadableListError, match="'ATLANTIS' of un-sc is not known") as caught:
        store.add("un-sc", [new], date(2024, 11, 30))
    assert "INDIVIDUAL 1" in caught.value.where
    added = store.add("un-sc", [new], date(2024, 11, 30), accept=["ATLANTIS"])
    assert added.snapshot.accepted == ("ATLANTIS",)


def sdn_files(count: int = 4100) -> tuple[File, File]:
    """An SDN edition of a plausible size, in two parts."""
    more = "".join(
        f'{n},"PARTY {n}",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
        for n in range(1000, 1000 + count)
    ).encode()
    main = p.SDN_CSV.replace(b"\x1a", more + b"\x1a")
    return File("sdn.csv", main), File("alt.csv", p.ALT_CSV)


def test_parts_of_an_edition_may_come_one_after_the_other(store: ListStore) -> None:
    """ALT after SDN makes the edition fuller; it stays one edition."""
    main, alt = sdn_files()
    day = date(2024, 1, 2)
    store.add("us-ofac-sdn-csv", [main], day)
    added = store.add("us-ofac-sdn-csv", [alt], day)
    assert sorted(added.snapshot.parts) == ["alt", "main"]
    assert held(store) == ["us-ofac-sdn-csv@2024-01-02"]
    entry = next(e for e in store.entries(added.snapshot) if e.entry == "36")
    assert "EXAMPLE-AIR" in {n.value for n in entry.names}


def test_a_part_that_comes_first_waits_for_its_main_file(store: ListStore) -> None:
    """Aliases without the parties they belong to: kept, and taken with the main file."""
    main, alt = sdn_files()
    day = date(2024, 1, 2)
    with pytest.raises(PartWaitsError, match="kept until the main file") as caught:
        store.add("us-ofac-sdn-csv", [alt], day)
    assert caught.value.exit_code == 0
    assert held(store) == []
    added = store.add("us-ofac-sdn-csv", [main], day)
    assert sorted(added.snapshot.parts) == ["alt", "main"]
    assert not list((store.root / "waiting").rglob("*.json"))
    other = store.add("us-ofac-sdn-csv", [main], date(2024, 1, 3))
    assert list(other.snapshot.parts) == ["main"], "only parts of its own day"


def test_two_files_of_one_part_are_no_edition(store: ListStore) -> None:
    """One of each."""
    _, alt = sdn_files()
    with pytest.raises(UsageError, match="a second alt file"):
        store.add("us-ofac-sdn-csv", [alt, alt], date(2024, 1, 2))


def test_rows_that_went_missing_are_made_again_from_the_bytes(store: ListStore) -> None:
    """Only the bytes and the record matter."""
    added = store.add("un-sc", [un_file("2024-11-30", 500)], date(2024, 11, 30))
    before = list(store.rows(added.snapshot))
    store.rows_path(added.snapshot).unlink()
    assert list(store.rows(added.snapshot)) == before


def test_a_full_disk_leaves_the_store_as_it_was(
    store: ListStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is written last, so an edition is held whole or not at all."""
    store.add("un-sc", [un_file("2024-11-30", 500)], date(2024, 11, 30))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        store.add("un-sc", [un_file("2024-12-01", 510)], date(2024, 12, 1))
    monkeypatch.undo()
    assert held(store) == ["un-sc@2024-11-30"]
    store.add("un-sc", [un_file("2024-12-01", 510)], date(2024, 12, 1))
    assert len(held(store)) == 2


def _import_bounded(root: Path, reference: Reference, most: int) -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        ListStore(root, reference).add("un-sc", [un_file("2024-12-01", 510)], date(2024, 12, 1))
    except (EnduseError, OSError):
        os._exit(1)
    os._exit(0)


@pytest.mark.slow
def test_a_disk_that_fills_at_any_byte_leaves_whole_editions_only(
    tmp_path: Path, reference: Reference
) -> None:
    """The system itself refuses to write beyond a size: rows, bytes or record break off there."""
    root = tmp_path / "lists"
    store = ListStore(root, reference)
    store.add("un-sc", [un_file("2024-11-30", 500)], date(2024, 11, 30))
    context = multiprocessing.get_context("fork")
    codes = []
    for most in (0, 100, 1_000, 3_000, 6_000, 10_000, 100_000):
        process = context.Process(target=_import_bounded, args=(root, reference, most))
        process.start()
        process.join()
        codes.append(process.exitcode)
        for snapshot in store.snapshots():
            assert folder.read_raw(root, snapshot.parts["main"].sha256)
            assert len(list(store.entries(snapshot))) == snapshot.lists["un-sc"].entries
        whole = ["un-sc@2024-11-30"] + ["un-sc@2024-12-01"] * (process.exitcode == 0)
        assert held(store) == whole
        assert not list(root.rglob("*.part")), "nothing half written is left behind"
    assert codes[0] == 1
    assert codes[-1] == 0
    assert list(verify(store)) == []


def _import_forever(root: Path, reference: Reference) -> None:
    store = ListStore(root, reference)
    for n in range(1000):
        day = date.fromordinal(date(2020, 1, 1).toordinal() + n)
        store.add("un-sc", [un_file(day.isoformat(), 420 + n % 3)], day)


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_no_snapshot_and_leaves_none_half_there(
    tmp_path: Path, reference: Reference
) -> None:
    """Killed again and again; whatever is recorded reads back whole, and the lock is free."""
    root = tmp_path / "lists"
    known: set[str] = set()
    context = multiprocessing.get_context("fork")
    for turn in range(6):
        process = context.Process(target=_import_forever, args=(root, reference))
        process.start()
        time.sleep(0.15 + 0.11 * turn)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        store = ListStore(root, reference)
        now = {s.id for s in store.snapshots()}
        assert known <= now
        known = now
        for snapshot in store.snapshots():
            assert folder.read_raw(root, snapshot.id)
            assert len(list(store.entries(snapshot))) == snapshot.lists["un-sc"].entries
    assert known


def _import_one(root: Path, reference: Reference, day: str) -> None:
    ListStore(root, reference).add("un-sc", [un_file(day, 450)], date.fromisoformat(day))


@pytest.mark.slow
def test_two_processes_at_once(tmp_path: Path, reference: Reference) -> None:
    """Each waits for the other; both editions are held."""
    root = tmp_path / "lists"
    context = multiprocessing.get_context("fork")
    days = ["2024-01-01", "2024-01-02", "2024-01-03"]
    work = [context.Process(target=_import_one, args=(root, reference, d)) for d in days]
    for process in work:
        process.start()
    for process in work:
        process.join()
        assert process.exitcode == 0
    assert [s.day.isoformat() for s in ListStore(root, reference).snapshots()] == days


def test_own_list_stands_beside_official_ones(store: ListStore) -> None:
    """No gate knows it, and it is found like any other."""
    store.add("own", [File("mine.csv", p.OWN)], date(2024, 1, 1))
    snapshot = store.snapshots()[0]
    assert find(store.entries(snapshot), "works of example", "house")


def test_a_cut_file_is_refused_as_whole_and_read_as_a_part(store: ListStore) -> None:
    """Another count than stated, a broken row: noted where it is said to be a part."""
    cut = File("cut.xml", p.SDN_XML.replace(b">1</Record", b">5704</Record"))
    assert "states 5704 records and holds 1" in refused(store, cut, "2021-03-10", "us-ofac-sdn-xml")
    added = store.add("us-ofac-sdn-xml", [cut], date(2021, 3, 10), partial=True)
    assert added.snapshot.lists["us-ofac-sdn"].entries == 1
    assert "5704 records" in added.log.problems[-1].reason
    broken = File("broken.csv", p.csl(p.csl_el("Example Works")) + b'x,"Entity List')
    added = store.add("us-csl", [broken], date(2023, 11, 30), partial=True)
    assert added.snapshot.lists["us-bis-el"].entries == 1
    assert "breaks off" in added.log.problems[-1].reason


def test_aliases_that_break_off_are_a_part_too(store: ListStore) -> None:
    """ALT cut within its last row, and ids that a cut main file no longer has."""
    main, alt = sdn_files()
    day = date(2024, 1, 2)
    cut = File("alt.csv", alt.data[:-8])
    with pytest.raises(UnreadableListError, match="breaks off"):
        store.add("us-ofac-sdn-csv", [main, cut], day)
    added = store.add("us-ofac-sdn-csv", [main, cut], day, partial=True)
    entry = next(e for e in store.entries(added.snapshot) if e.entry == "36")
    assert "EXAMPLE-AIR" in {n.value for n in entry.names}
    assert "the last row breaks off" in added.log.problems[-1].reason
    more = File("alt.csv", alt.data + b'999999,14,"aka","SOMEBODY ELSE",-0- \r\n')
    with pytest.raises(UnreadableListError, match="are not in the main file"):
        store.add("us-ofac-sdn-csv", [main, more], date(2024, 1, 3))
    added = store.add("us-ofac-sdn-csv", [main, more], date(2024, 1, 3), partial=True)
    assert "are not in the main file, a part" in added.log.problems[-1].reason


XML = {
    "un-sc": lambda: un_file("2024-11-30", 5).data,
    "eu-fsf": lambda: p.EU_WHOLE.replace(b"</WHOLE>", p.EU_WHOLE[p.EU_WHOLE.index(b"<ENTITY") :]),
    "us-ofac-sdn-xml": lambda: p.SDN_XML.replace(
        b"</sdnList>", p.SDN_XML[p.SDN_XML.index(b"  <sdnEntry>") :].strip()
    ),
}


@pytest.mark.parametrize("source", XML)
def test_xml_that_breaks_off_is_refused_as_whole_and_read_as_a_part(
    store: ListStore, source: str
) -> None:
    """What stands before the cut is read, and the end noted; also when it is read again."""
    data = XML[source]()
    last = data.rindex(b"</")
    cut = File("cut.xml", data[: last - 12])
    assert "breaks off before its end" in refused(store, cut, "2024-12-01", source)
    added = store.add(source, [cut], date(2024, 12, 1), partial=True)
    assert any("breaks off" in one.reason for one in added.log.problems)
    read = [e.entry for e in store.entries(added.snapshot)]
    store.rows_path(added.snapshot).unlink()
    assert [e.entry for e in store.entries(added.snapshot)] == read


def test_xml_that_is_wrong_in_its_middle_is_no_part(store: ListStore) -> None:
    """What stands behind the mistake would be lost without a word."""
    data = un_file("2024-11-30", 5).data.replace(b"WORKS NUMBER 102", b"WORKS <NUMBER 102")
    with pytest.raises(UnreadableListError, match="not well-formed"):
        store.add("un-sc", [File("odd.xml", data)], date(2024, 12, 1), partial=True)


def test_a_part_of_a_list_stays_one_when_another_file_of_its_edition_comes(
    store: ListStore,
) -> None:
    """Absence still says nothing; a main file given anew in full, with the other, is complete."""
    main, alt = sdn_files()
    cut = File("sdn.csv", b"\n".join(main.data.split(b"\n")[:50]) + b"\n")
    day = date(2024, 1, 2)
    first = store.add("us-ofac-sdn-csv", [cut], day, partial=True)
    assert first.snapshot.coverage == "partial"
    second = store.add("us-ofac-sdn-csv", [alt], day)
    assert sorted(second.snapshot.parts) == ["alt", "main"]
    assert second.snapshot.coverage == "partial"
    whole = store.add("us-ofac-sdn-csv", [main, alt], day)
    assert whole.snapshot.coverage == "complete"


def test_a_day_that_the_file_speaks_against_is_doubted(store: ListStore) -> None:
    """It states a day long before, or names an entry listed after; a near day is usual."""
    file = un_file("2024-11-30", 500)
    for day, words in (("2024-12-10", []), ("2026-01-05", ["401 days before the day given"])):
        added = store.add("un-sc", [file], date.fromisoformat(day))
        told = list(doubts(added.snapshot, added.log, store.reference))
        assert len(told) == len(words)
        assert all(word in text for word, text in zip(words, told, strict=True))
    row = "E1,house,Example Works,2025-05-05\n"
    own = File("own.csv", f"entry_id,list,name,from\n{row}".encode())
    added = store.add("own", [own], date(2024, 1, 1))
    [text] = doubts(added.snapshot, added.log, store.reference)
    assert "an entry in it is listed from 2025-05-05" in text
